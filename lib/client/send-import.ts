/** A file on its way to the server, where it becomes a job. */
import { queryText, send } from '@/lib/client/api'
import type { ChosenFile } from '@/lib/import/read-file'
import { breathe, type ReadOptions } from '@/lib/import/table'
import type { Importable, ImportMapping } from '@/lib/model/wire/import-mapping'
import type { JobView } from '@/lib/model/wire/job'
import type { SelectionRequest } from '@/lib/model/wire/selection'

/** What is sent to be planned: a file that was chosen, several that are read as one, or what was pasted. */
export interface SentImport {
  readonly collection: Importable
  readonly files?: readonly ChosenFile[]
  readonly text?: string
  /** What to call what has no name of its own. */
  readonly name: string
  readonly options: ReadOptions
  readonly createMissing?: boolean
  /** What is there, in a grid. */
  readonly ofSelection?: boolean
  readonly mapping: ImportMapping
}

/** Files that are put into a form before the page gets a turn. */
const filesAtOnce = 10

/**
 * The file goes as it is, and is read by the server. A browser asks the disk for each file of a form when the form is sent,
 * all in one task; as blobs they have been asked for before, a few at a time.
 */
export async function sendImport(
  { collection, files, text, name, options, createMissing, ofSelection, mapping }: SentImport,
  signal?: AbortSignal,
): Promise<JobView> {
  const query = {
    ...options,
    collection,
    fileName: name,
    ...(createMissing === true && { createMissing }),
    ...(ofSelection === true && { ofSelection }),
  }
  if (files === undefined) return send('/api/x/imports', { method: 'POST', query, body: { text, mapping }, signal })
  const form = new FormData()
  form.append('mapping', JSON.stringify(mapping))
  for (const [at, { path, file }] of files.entries()) {
    if (at > 0 && at % filesAtOnce === 0) await breathe()
    form.append('file', new Blob([file], { type: file.type }), path)
  }
  return send('/api/x/imports', { method: 'POST', query, body: form, signal })
}

/** Rows that are edited cell by cell; more of them are edited as a file. */
export const gridMax = 2_000

/**
 * A selection as an import of itself, to be mended cell by cell; `emptied` are the fields that an emptied cell clears. A
 * label that is taken out of its cell is taken away.
 */
export async function importOfSelection(
  { collection = 'dashboards', ids, filter }: Pick<SelectionRequest, 'collection' | 'ids' | 'filter'>,
  name: string,
  emptied: readonly string[],
): Promise<JobView> {
  const query = ids === undefined ? filter : { ids: ids.join(',') }
  const file = await fetch(`/api/x/exports/${collection}${queryText({ ...query, format: 'csv' })}`)
  if (!file.ok) throw new Error('What is selected could not be read')
  const emptyCells = Object.fromEntries(emptied.map((field) => [field, 'clear' as const]))
  const mapping: ImportMapping = { policies: { tags: 'replace', glossaryTerms: 'replace' }, emptyCells }
  return sendImport({ collection, text: await file.text(), name, options: {}, ofSelection: true, mapping })
}
