/** One import's rows with everything known about each. Mutable, and private to the sheet. */
import type { TargetColumn } from '@/lib/import/columns'
import type { KnownNames } from '@/lib/import/known-names'
import type { CreateRequest, MappedRow, People } from '@/lib/import/map-rows'
import type { ColumnMatch, ColumnProfile, ColumnTargets } from '@/lib/import/match-columns'
import type { ReadFile } from '@/lib/import/read-file'
import type { RowProblem } from '@/lib/import/row-problem'
import type { Category, Outcome } from '@/lib/import/sheet-types'
import { spoiledName } from '@/lib/import/spoiled'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { PlannedRow } from '@/lib/model/wire/bulk-result'

export interface RowState {
  request: CreateRequest
  fullyQualifiedName: string | undefined
  /** Found here: by mapping, checking and comparing rows. */
  problems: readonly RowProblem[]
  /** What does not stand in the way, and is worth a look before something new is written. */
  warnings: readonly RowProblem[]
  duplicate: RowProblem | undefined
  /** Found by the server. */
  refusals: readonly RowProblem[]
  /** The server's plan; `pending` until it has been asked. */
  outcome: Outcome
  planned: PlannedRow | undefined
  isExcluded: boolean
  sent: 'written' | 'failed' | undefined
  /** Changes with every new request or question, so that an answer to an older one is recognised. */
  stamp: number
}

let lastStamp = 0
export const newStamp = (): number => {
  lastStamp += 1
  return lastStamp
}

/** A decision with what it did, so that it can be taken back. */
export interface DecisionRecord {
  readonly id: number
  readonly label: string
  /** Positions of rows that were excluded by it. */
  readonly excluded: readonly number[]
  /** References that were dropped by it. */
  readonly leftOut: readonly string[]
  /** `::` in names was replaced by it. */
  readonly separates?: boolean
}

export interface SheetState {
  readonly def: EntityDefinition
  readonly table: ReadFile
  readonly targets: readonly TargetColumn[]
  readonly profiles: readonly ColumnProfile[]
  readonly matches: readonly ColumnMatch[]
  columns: ColumnTargets
  fixedService: string | undefined
  people: People
  readonly known: KnownNames
  leftOut: Set<string>
  /** What `::` in names becomes, once that is decided. */
  separator: string | undefined
  decisions: DecisionRecord[]
  rows: RowState[]
  revision: number
}

/** Everything known to be wrong with a row. */
export const problemsOf = (row: RowState): readonly RowProblem[] =>
  row.duplicate === undefined && row.refusals.length === 0
    ? row.problems
    : [...row.problems, ...(row.duplicate === undefined ? [] : [row.duplicate]), ...row.refusals]

export const hasProblem = (row: RowState): boolean =>
  row.problems.length > 0 || row.duplicate !== undefined || row.refusals.length > 0

/** Warnings are for what would be new: what is there already is called so. */
export const warningsOf = (row: RowState): readonly RowProblem[] =>
  row.outcome === 'create' && !hasProblem(row) ? row.warnings : []

/** Can be asked about without the members that are wrong, so that everything is told at once. */
export const isAskable = ({ problems, duplicate }: RowState, container: string | undefined): boolean =>
  duplicate === undefined &&
  problems.every(({ member }) => member !== undefined && member !== 'name' && member !== container)

/** A row that fails, or was never planned, and is excluded counts as excluded; a planned one stays where it is. */
export function categoryOf(row: RowState): Category {
  if (row.sent === 'failed') return 'fail'
  const outcome = hasProblem(row) ? 'fail' : row.outcome
  return row.isExcluded && (outcome === 'fail' || outcome === 'pending') ? 'excluded' : outcome
}

export const isWritable = (row: RowState): boolean =>
  !hasProblem(row) && (row.outcome === 'create' || row.outcome === 'update' || row.outcome === 'restore')

export const isIncluded = (row: RowState): boolean => isWritable(row) && !row.isExcluded

export const freshRow = ({ request, problems }: MappedRow, fullyQualifiedName: string | undefined): RowState => ({
  request,
  fullyQualifiedName,
  problems,
  warnings: spoiledName(request.name),
  duplicate: undefined,
  refusals: [],
  outcome: 'pending',
  planned: undefined,
  isExcluded: false,
  sent: undefined,
  stamp: newStamp(),
})

/** Number of the row in its file. */
export const rowNumber = ({ table }: SheetState, index: number): number => table.rowNumbers[index] ?? index + 1

/** The column that feeds a member of the request, by name. */
export function columnFor({ table, columns, targets }: SheetState, member: string): string | undefined {
  const index = columns.findIndex((key) => {
    const target = targets.find((candidate) => candidate.key === key)
    return target?.member === member || (target?.kind === 'fqn' && member === 'name')
  })
  return index === -1 ? undefined : table.columns[index]
}
