/** Messages between a page and the worker that holds its sheet. */
import type { FirstRows } from '@/lib/import/first-rows'
import type { Source } from '@/lib/import/read-file'
import type { Sheet } from '@/lib/import/sheet'
import type { OpenRequest } from '@/lib/import/sheet-types'

export type SheetMethod = keyof Sheet

export type ToWorker =
  | { readonly id: number; readonly method: SheetMethod; readonly args: readonly unknown[] }
  /** Calls off the call of that id; it ends with an `AbortError` at the next breath. */
  | { readonly id: number; readonly abort: true }

export type FromWorker =
  | { readonly id: number; readonly progress: readonly [done: number, total: number] }
  | { readonly id: number; readonly head: FirstRows }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: { readonly name: string; readonly message: string } }

/** What the page hands in for chosen files: the worker reads them, so that their bytes never pass through the page. */
export interface ChosenFile {
  readonly kind: 'chosen'
  /** At least one; several are read as one. */
  readonly files: readonly File[]
}

export type RemoteOpenRequest = Omit<OpenRequest, 'source'> & { readonly source: Source | ChosenFile }
