/** Files to import that come by way of the server: rows of an earlier import, and what an address leads to. */
import { answerOf, queryText, send } from '@/lib/client/api'
import type { Importable, ImportMapping } from '@/lib/model/wire/import-mapping'
import type { JobView } from '@/lib/model/wire/job'

/** Rows with what their columns are known to mean. */
export interface KnownFile {
  readonly file: File
  readonly mapping: ImportMapping
  readonly collection: Importable
}

/** Imports by the newest first; of others the rows are nobody's file. */
export const earlierImports = (signal: AbortSignal) =>
  send<{ data: JobView[] }>('/api/x/jobs', { query: { kind: 'import', limit: 50 }, signal })

/** What is asked of the rows of an import. */
export interface RowsAsked {
  /** Of an export that brought charts with its dashboards. */
  readonly collection?: Importable | undefined
  readonly mended?: boolean
  readonly errors?: boolean
}

export const rowsHref = (id: string, asked: RowsAsked): string => `/api/x/jobs/${id}/file${queryText({ ...asked })}`

/** The rows of an earlier import, with its mapping. */
export async function earlierFile(id: string, { collection, mended = true }: RowsAsked = {}): Promise<KnownFile> {
  const job = await send<JobView>(`/api/x/jobs/${id}`)
  if (job.file === undefined) throw new Error('The job is no import')
  const own = job.collection === 'charts' ? 'charts' : 'dashboards'
  const kind = collection ?? own
  const answer = await answerOf(rowsHref(id, { collection: kind, mended }))
  const { charts, mapping } = job.file
  const { service } = mapping
  const told: ImportMapping =
    kind === own || charts === undefined
      ? mapping
      : {
          columns: Object.fromEntries(charts.map(({ column, target }) => [column, target])),
          ...(service !== undefined && { service }),
        }
  const name = `${job.title.replace(/\.[^.]*$/, '')}${kind === own ? '' : `-${kind}`}.csv`
  return { file: new File([await answer.blob()], name), mapping: told, collection: kind }
}

/** What the server fetches from an address, if it may. */
export async function fileAt(url: string, signal: AbortSignal): Promise<File> {
  const answer = await answerOf('/api/import/file', { method: 'POST', body: { url }, signal })
  const [, name = 'file'] = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '') ?? []
  return new File([await answer.blob()], decodeURIComponent(name))
}
