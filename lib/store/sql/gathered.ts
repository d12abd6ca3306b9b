import type { Carried } from '@/lib/store/sql/carrier-counts'
import type { Moved } from '@/lib/store/sql/commit-log'
import type { Counts } from '@/lib/store/sql/counts'
import type { Touched } from '@/lib/store/sql/lacking'

/** What one commit gathers while it is written. */
export interface Gathered {
  readonly counts: Counts
  readonly lacks: Counts
  readonly touched: Touched
  readonly moved: Moved
  readonly carried: Carried
  readonly removed: Removed
}

/** What a commit has removed, and what referred to it as its parent. */
export interface Removed {
  readonly ids: string[]
  readonly children: string[]
}
