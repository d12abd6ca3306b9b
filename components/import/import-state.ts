/** Where a file stands before it is a job: chosen, read, mapped, sent. */
import type { FirstRows } from '@/lib/import/first-rows'
import type { ColumnMatch, ColumnTargets } from '@/lib/import/match-columns'
import type { FileTrouble, OpenedFile } from '@/lib/import/open-file'
import type { ReadOptions } from '@/lib/import/table'
import type { FieldPolicy, Importable, ImportMapping } from '@/lib/model/wire/import-mapping'

export type Phase =
  | { readonly kind: 'source'; readonly trouble?: FileTrouble | undefined }
  | {
      readonly kind: 'reading'
      readonly progress: { readonly done: number; readonly total: number }
      readonly head?: FirstRows | undefined
    }
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
  waiting: [],
  sent: [],
}

/** The mapping goes without saying: every column found its target or is rightly left out. */
export const isObvious = (matches: readonly ColumnMatch[]): boolean =>
  matches.every(({ confidence }) => confidence === 'sure' || confidence === 'known')

export const isBusy = ({ phase }: ImportState): boolean => phase.kind === 'reading' || phase.kind === 'sending'
