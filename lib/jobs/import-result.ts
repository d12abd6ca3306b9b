import type { RowProblem } from '@/lib/import/row-problem'
import type { Basis, Following } from '@/lib/jobs/job-kind'
import type { RowMarks } from '@/lib/jobs/row-marks'
import type { EntityType } from '@/lib/model/entities/entity'
import type { PlannedRow } from '@/lib/model/wire/bulk-result'

/** What the ledger says of a row of an import. */
export interface ImportResult extends Omit<PlannedRow, 'row' | 'outcome'>, RowMarks {
  /** What was there when it was planned; null for nothing. */
  readonly base?: Basis | null
  /** What was written. */
  readonly written?: Basis
  /** What is wrong with it, and what is worth a look before it is written, by cause. */
  readonly problems?: readonly RowProblem[]
  /** Of a row about something that is stored: what it is called. */
  readonly displayName?: string
  /** What it is. */
  readonly type?: EntityType
  /** Fields that have nothing in them any more, where that has been looked at. */
  readonly cleared?: readonly string[]
  /** What it changes has been certified. */
  readonly isCertified?: true
  /** Of a renaming, a move or a merging: what follows. */
  readonly follows?: Following
}
