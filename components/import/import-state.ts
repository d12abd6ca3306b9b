/** Where an import stands, as the screen shows it. */
import type { FirstRows } from '@/lib/import/first-rows'
import type { ColumnMatch, ColumnTargets } from '@/lib/import/match-columns'
import type { FileTrouble, OpenedFile, SheetSummary } from '@/lib/import/sheet-types'
import type { ReadOptions } from '@/lib/import/table'
import type { Importable } from '@/lib/model/wire/import-mapping'

export interface Progress {
  readonly done: number
  readonly total: number
}

export type Phase =
  | { readonly kind: 'source'; readonly trouble?: FileTrouble | undefined }
  | { readonly kind: 'reading'; readonly progress: Progress; readonly head?: FirstRows | undefined }
  | { readonly kind: 'map'; readonly error?: unknown }
  | { readonly kind: 'checking'; readonly what: 'people' | 'rows' | 'preview'; readonly progress: Progress }
  /** `planning` counts rows that are planned anew after a decision; `error` is why some could not be. */
  | { readonly kind: 'preview'; readonly planning?: Progress | undefined; readonly error?: unknown }
  | { readonly kind: 'running'; readonly total: number; readonly isCancelling: boolean }
  /** A chunk was not acknowledged; everything before it was. */
  | { readonly kind: 'paused'; readonly total: number; readonly error: unknown }
  | { readonly kind: 'done'; readonly total: number; readonly wasCancelled: boolean }

export interface ImportFile extends OpenedFile {
  readonly name: string
  readonly options: ReadOptions
}

export interface ImportState {
  readonly collection: Importable
  readonly phase: Phase
  readonly file?: ImportFile | undefined
  readonly columns: ColumnTargets
  readonly fixedService?: string | undefined
  /** Files that were chosen with this one, each an import of its own. */
  readonly waiting: readonly File[]
  /** Somebody has to look at the mapping before the preview. */
  readonly wasMapped: boolean
  readonly summary?: SheetSummary | undefined
}

export const initialState: ImportState = {
  collection: 'dashboards',
  phase: { kind: 'source' },
  columns: [],
  waiting: [],
  wasMapped: false,
}

/** The mapping goes without saying: every column found its target or is rightly left out. */
export const isObvious = (matches: readonly ColumnMatch[]): boolean =>
  matches.every(({ confidence }) => confidence === 'sure' || confidence === 'known')

export const isBusy = ({ phase }: ImportState): boolean =>
  phase.kind === 'reading' || phase.kind === 'checking' || phase.kind === 'running'
