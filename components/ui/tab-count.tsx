import type { ReactNode } from 'react'

/** The number beside a tab's name, in figures of equal width. */
export function TabCount({ count }: { count?: number | undefined }): ReactNode {
  return count === undefined ? null : (
    <span className="font-normal text-faint tabular-nums">{count.toLocaleString('en')}</span>
  )
}
