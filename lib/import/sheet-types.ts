/** What passes between the page and the sheet in the worker: plain data, so that it can be cloned. */
import type { ColumnMatch, ColumnProfile, ColumnTargets } from '@/lib/import/match-columns'
import type { Source } from '@/lib/import/read-file'
import type { Cause, RowProblem } from '@/lib/import/row-problem'
import type {
  Delimiter,
  Encoding,
  FileProblem,
  HeadRow,
  Part,
  Quotes,
  ReadOptions,
  Recognised,
  Table,
} from '@/lib/import/table'
import type { FieldDiff } from '@/lib/model/edits/field-diff'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import type { EntityReference } from '@/lib/model/entities/entity'

export interface OpenRequest {
  readonly source: Source
  readonly options: ReadOptions
  /** Of the registry: `dashboards`, `charts`. Functions do not cross into a worker, names do. */
  readonly collection: string
  readonly properties: readonly CustomProperty[]
  /** Names of the services there are. */
  readonly services: readonly string[]
  /** FQNs of the tags there are. */
  readonly tags: readonly string[]
}

/** A file as it was understood, and what its columns seem to be. */
export interface OpenedFile {
  readonly format: Table['format']
  readonly encoding?: Encoding
  readonly delimiter?: Delimiter
  readonly quotes?: Quotes
  readonly headerRow?: number
  readonly head?: readonly HeadRow[]
  readonly parts?: readonly Part[]
  readonly part?: string
  /** Of what a tool exports. */
  readonly recognised?: Recognised
  readonly rowCount: number
  readonly columns: readonly ColumnProfile[]
  readonly matches: readonly ColumnMatch[]
  /** Row numbers with fewer cells than the header; at most five, with their total. */
  readonly shortRows: { readonly numbers: readonly number[]; readonly count: number }
}

export type OpenResult =
  | { readonly ok: true; readonly file: OpenedFile }
  | { readonly ok: false; readonly problem: FileTrouble }

/** A `FileProblem` as data. */
export type FileTrouble = { readonly message: string } & FileProblem['place']

export interface MapRequest {
  readonly columns: ColumnTargets
  readonly fixedService?: string | undefined
  /** By `personKey`; null for somebody who was looked for and not found. */
  readonly people: readonly (readonly [string, Pick<EntityReference, 'id' | 'type'> | null])[]
}

/** What is going to become of a row. `pending` has not been asked yet. */
export type Outcome = 'create' | 'update' | 'restore' | 'unchanged' | 'fail' | 'pending'

export type Category = Outcome | 'excluded'

export interface SheetCounts {
  readonly rows: number
  readonly create: number
  readonly update: number
  readonly restore: number
  readonly unchanged: number
  readonly fail: number
  readonly pending: number
  readonly excluded: number
  /** Rows to be written: created, updated or restored, and ticked. */
  readonly included: number
  readonly unticked: number
  readonly written: number
  /** Of those that will fail, the ones that the run itself found out. */
  readonly failedInRun: number
}

/** Rows with one problem in common. */
export interface ProblemGroup {
  readonly key: string
  readonly cause: Cause
  readonly message: string
  readonly count: number
  /** Numbers of the first few rows. */
  readonly rowNumbers: readonly number[]
  readonly member?: string
  /** Column of the file that it comes from. */
  readonly column?: string
}

export type Decision =
  /** Drops references from the rows that make them. */
  | { readonly kind: 'leaveOut'; readonly keys: readonly string[] }
  | { readonly kind: 'exclude'; readonly key: string }
  /** `::` in names becomes `_`, as OpenMetadata's connector for Looker writes it. */
  | { readonly kind: 'replaceSeparator' }
  | { readonly kind: 'keepDuplicate'; readonly which: 'first' | 'last' }

/** A decision that was taken, to be shown and taken back. */
export interface TakenDecision {
  readonly id: number
  readonly label: string
}

/** Everything the page shows of the sheet besides rows. */
export interface SheetSummary {
  readonly counts: SheetCounts
  readonly groups: readonly ProblemGroup[]
  readonly decisions: readonly TakenDecision[]
  /** Grows whenever rows look different. */
  readonly revision: number
}

export interface RowFilter {
  /** Undefined shows everything but unchanged and excluded rows. */
  readonly category?: Category | undefined
  /** Part of a name. */
  readonly text?: string | undefined
}

export interface SheetRow {
  /** Position in the sheet, for further questions. */
  readonly index: number
  /** Number in the file. */
  readonly rowNumber: number
  readonly category: Category
  readonly isTicked: boolean
  readonly canTick: boolean
  readonly name: string
  readonly displayName?: string
  readonly fullyQualifiedName?: string
  /** Members that change. */
  readonly members: readonly string[]
  /** The first problem. */
  readonly message?: string
  readonly sent?: 'written' | 'failed'
}

export interface RowWindow {
  readonly total: number
  readonly rows: readonly SheetRow[]
}

export interface RowDetails {
  readonly diffs: readonly FieldDiff[]
  /** Members that keep what is stored: `missing` from the file, or `empty` in the row. */
  readonly kept: readonly { readonly member: string; readonly why: 'missing' | 'empty' }[]
  readonly problems: readonly RowProblem[]
  readonly fullyQualifiedName?: string
}

/** The next rows for the server, with what to send. */
export interface Chunk {
  readonly indexes: readonly number[]
  /** State of each row when it was handed out. */
  readonly stamps: readonly number[]
  readonly requests: readonly Record<string, unknown>[]
}
