/** Files to import that come by way of the server: rows of an earlier import, and what an address leads to. */
import { answerOf, queryText, send } from '@/lib/client/api'
import { jobPath } from '@/lib/client/jobs'
import type { Importable, ImportMapping } from '@/lib/model/wire/import-mapping'
import type { JobView } from '@/lib/model/wire/job'

/** Rows with what their columns are known to mean. */
export interface KnownFile {
  readonly file: File
  readonly mapping: ImportMapping
  readonly collection: Importable
}

/** Addresses of the files that a job gives back. */
export const failuresHref = (id: string): string => `${jobPath(id)}/failures`
export const originalHref = (id: string): string => `${jobPath(id)}/file`

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
  const own = ownKind(job)
  const kind = collection ?? own
  const answer = await answerOf(rowsHref(id, { collection: kind, mended }))
  const name = `${stemOf(job)}${kind === own ? '' : `-${kind}`}.csv`
  return { file: new File([await answer.blob()], name), mapping: mappingFor(job, kind), collection: kind }
}

/** Name of its file, without what says of which kind it was. */
const stemOf = ({ title }: JobView): string => title.replace(/\.[^.]*$/, '')

const ownKind = ({ collection }: JobView): Importable => (collection === 'charts' ? 'charts' : 'dashboards')

/** Charts that came with dashboards have columns of their own. */
function mappingFor(job: JobView, kind: Importable): ImportMapping {
  const { charts, mapping = {} } = job.file ?? {}
  if (kind === ownKind(job) || charts === undefined) return mapping
  const columns = Object.fromEntries(charts.map(({ column, target }) => [column, target]))
  return { columns, ...(mapping.service !== undefined && { service: mapping.service }) }
}

export interface EarlierMapping extends Omit<KnownFile, 'file'> {
  readonly title: string
}

/** What an earlier import was read by, for rows with these columns that it handed back. */
export async function earlierMapping(id: string, columns: readonly string[]): Promise<EarlierMapping | undefined> {
  const job = await send<JobView>(`/api/x/jobs/${encodeURIComponent(id)}`).catch(() => undefined)
  if (job?.file === undefined) return undefined
  const { charts, columns: own } = job.file
  const hasAll = (names: readonly { readonly column: string }[]) =>
    names.every(({ column }) => columns.includes(column))
  const collection = charts !== undefined && !hasAll(own) && hasAll(charts) ? 'charts' : ownKind(job)
  return { title: job.title, mapping: mappingFor(job, collection), collection }
}

/** What the server fetches from an address, if it may. */
export async function fileAt(url: string, signal: AbortSignal): Promise<File> {
  const answer = await answerOf('/api/import/file', { method: 'POST', body: { url }, signal })
  const [, name = 'file'] = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '') ?? []
  return new File([await answer.blob()], decodeURIComponent(name))
}

/** What a job could not write, as a file, with the mapping that it was read by. */
export async function readFailures(id: string): Promise<KnownFile> {
  const [job, answer] = await Promise.all([send<JobView>(jobPath(id)), fetch(failuresHref(id))])
  if (!answer.ok || job.file === undefined) throw new Error('The rows that were not written cannot be had')
  const file = new File([await answer.blob()], `${stemOf(job)}-failures.csv`)
  return { file, mapping: job.file.mapping, collection: ownKind(job) }
}
