/** Where a file stands before it is a job: chosen, read, mapped, sent. */
import { emptySheet, type Sheet } from '@/components/import/sheet'
import type { ColumnMatch } from '@/lib/import/columns'
import type { FirstRows } from '@/lib/import/first-rows'
import type { ColumnTargets } from '@/lib/import/match-columns'
import type { FileTrouble, OpenedFile } from '@/lib/import/open-file'
import type { ReadOptions } from '@/lib/import/table'
import type { FieldPolicy, Importable, ImportMapping } from '@/lib/model/wire/import-mapping'

export type Phase =
  | {
      readonly kind: 'source'
      readonly trouble?: FileTrouble | undefined
      /** The same file could be read, before something else was said of it. */
      readonly canGoBack?: boolean
    }
  | {
      readonly kind: 'reading'
      readonly progress: { readonly done: number; readonly total: number }
      readonly head?: FirstRows | undefined
    }
  | { readonly kind: 'sheet' }
  | { readonly kind: 'map'; readonly error?: unknown }
  | { readonly kind: 'sending' }

export interface ImportFile extends OpenedFile {
  readonly name: string
  readonly options: ReadOptions
}

export interface ImportState {
  readonly collection: Importable
  readonly phase: Phase
  readonly file?: ImportFile | undefined
  readonly columns: ColumnTargets
  /** Field → what becomes of a stored value, where it is not the usual. */
  readonly policies: Readonly<Record<string, FieldPolicy>>
  readonly fixedService?: string | undefined
  /** Of the export of a tool: what the catalogue does not have is made before anything is planned. */
  readonly createMissing: boolean
  /** What else a saved mapping says: of values, of empty cells. */
  readonly answers: Omit<ImportMapping, 'columns' | 'service' | 'policies'>
  /** The kept mapping or the earlier import that says all this, and what it says of columns: those may be others by now. */
  readonly used?:
    | { readonly name: string; readonly job?: string | undefined; readonly columns: ColumnTargets }
    | undefined
  /** Rows that somebody types or pastes into the columns of what they are. They stay until they are a job. */
  readonly sheets: Readonly<Partial<Record<Importable, Sheet>>>
  /** Files that were chosen with this one, each an import of its own. */
  readonly waiting: readonly File[]
  /** Those among them that are jobs by now. */
  readonly sent: readonly { readonly id: string; readonly title: string }[]
}

export const initialState: ImportState = {
  collection: 'dashboards',
  phase: { kind: 'source' },
  columns: [],
  policies: {},
  createMissing: false,
  answers: {},
  sheets: {},
  waiting: [],
  sent: [],
}

/** Nothing is chosen any more. */
export const emptied = {
  phase: { kind: 'source' },
  file: undefined,
  columns: [],
  policies: {},
  fixedService: undefined,
  createMissing: false,
  answers: {},
  used: undefined,
} as const satisfies Partial<ImportState>

/** The mapping goes without saying: every column found its target or is rightly left out. */
export const isObvious = (matches: readonly ColumnMatch[]): boolean =>
  matches.every(({ confidence }) => confidence === 'sure' || confidence === 'known')

/** Something would be lost with the window. */
export const isBusy = ({ phase, sheets }: ImportState): boolean =>
  phase.kind === 'reading' || phase.kind === 'sending' || Object.values(sheets).some(({ rows }) => rows.length > 0)

/** The one of what is imported now. */
export const sheetOf = ({ sheets, collection }: ImportState): Sheet => sheets[collection] ?? emptySheet
