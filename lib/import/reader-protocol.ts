/** Messages between a page and the worker that reads a file for it: one request, then what it comes to. */
import type { FirstRows } from '@/lib/import/first-rows'
import type { OpenRequest, OpenResult } from '@/lib/import/open-file'
import type { ChosenFile, Source } from '@/lib/import/read-file'

/** What the page hands in for chosen files: the worker reads them, so that their bytes never pass through the page. */
export interface ChosenFiles {
  readonly kind: 'chosen'
  /** At least one; several are read as one. */
  readonly files: readonly ChosenFile[]
}

export type ToReader = Omit<OpenRequest, 'source'> & {
  readonly source: Extract<Source, { kind: 'text' }> | ChosenFiles
  /** Of a file that the server takes. */
  readonly bytesMax: number
}

export type FromReader =
  | { readonly progress: readonly [done: number, total: number] }
  /** Of a large file: how it begins. */
  | { readonly head: FirstRows }
  | { readonly result: OpenResult }
  | { readonly error: string }
