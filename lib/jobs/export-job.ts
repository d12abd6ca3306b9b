/** What is selected as a file that is made in the background: a row of the ledger is a line of it. */
import type { RequestContext } from '@/lib/entities/context'
import { exportIds } from '@/lib/entities/export-pages'
import { customPropertiesOf } from '@/lib/entities/extensions'
import { contractFields, contractWriter } from '@/lib/import/contract-csv'
import { type CsvStart, exportComment } from '@/lib/import/csv-start'
import {
  exportColumns,
  exportFields,
  exportMediaTypes,
  packerOf,
  type RowWriter,
  rowWriter,
} from '@/lib/import/export-rows'
import { importDefinition } from '@/lib/jobs/import-input'
import type { ImportResult } from '@/lib/jobs/import-result'
import type { JobKind } from '@/lib/jobs/job-kind'
import { queueTargets, selectedIds, targetsIn } from '@/lib/jobs/select-rows'
import type { SelectionInput, SelectionSource } from '@/lib/jobs/selection-job'
import { walkRows } from '@/lib/jobs/walk-rows'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity } from '@/lib/model/entities/entity'
import { counted } from '@/lib/model/rules/counted'
import type { Importable } from '@/lib/model/wire/import-mapping'
import type { ExportFormat, ExportingJob } from '@/lib/model/wire/selection'
import type { Job, JobRow, SettledRow } from '@/lib/store/jobs'

/** As the job keeps it. */
interface ExportInput extends SelectionInput {
  readonly collection: Importable
  /** Left out for the CSV of a service as OpenMetadata has it. */
  readonly format?: ExportFormat
  /** Of a CSV, as it was when the job was made. */
  readonly start?: CsvStart
  /** Those there were when it began: every row is written for the same columns, however long it takes. */
  readonly properties: readonly CustomProperty[]
}

const inputOf = ({ input }: Job): ExportInput => input as unknown as ExportInput // written below

/** What the ledger says of a row of an export. */
interface ExportResult extends ImportResult {
  readonly line?: string
}

/** There is nothing to look at before: it changes nothing. */
export const exportJob: JobKind = {
  kind: 'export',
  todo: ['pending'],
  open: async (job) => {
    const form = formOf(inputOf(job))
    return { plan: async () => [], run: (rows, _settle, context) => linesOf(rows, form, context) }
  },
}

interface Form {
  readonly def: EntityDefinition
  readonly fields: readonly string[]
  readonly writer: RowWriter
}

function formOf({ collection, format, properties, start }: ExportInput): Form {
  const def = importDefinition(collection)
  if (format === undefined) return { def, fields: contractFields, writer: contractWriter(def, properties) }
  const columns = exportColumns(def, properties)
  return { def, fields: exportFields(def, columns), writer: rowWriter(format, def, columns, start) }
}

async function linesOf(
  rows: readonly JobRow[],
  { def, fields, writer }: Form,
  ctx: RequestContext,
): Promise<readonly SettledRow[]> {
  const ids = rows.map(({ source }) => (source as SelectionSource).id) // as `queueTargets` wrote it
  const found = new Map<string, Entity>()
  for await (const page of exportIds(def, ids, new Set(fields), ctx))
    for (const entity of page) found.set(entity.id, entity)
  return rows.map(({ row, status }, index): SettledRow => {
    const entity = found.get(ids[index] ?? '')
    const { fullyQualifiedName, displayName } = entity ?? {}
    const result: ExportResult =
      entity === undefined
        ? { message: 'It is not there any more' }
        : { line: writer.row(entity), fullyQualifiedName, ...(displayName !== undefined && { displayName }) }
    return { row, from: status, to: entity === undefined ? 'failed' : 'unchanged', result }
  })
}

/** A job that exports what is selected, as far as the caller may see it, queued. */
export async function exportSelection(request: ExportingJob, ctx: RequestContext): Promise<Job> {
  const { collection, format, note, byteOrderMark, comment, ids, filter } = request
  const def = importDefinition(collection)
  const properties = await propertiesOf(def, ctx)
  const pages = await selectedIds(def, request, false, ctx)
  const origin = { ...ctx, collection, filter: ids?.length ?? filter ?? {} }
  const start = { byteOrderMark, ...(comment && { comment: exportComment(origin) }) }
  const input = (count: number): ExportInput => ({
    collection,
    fileName: counted(count, def.label),
    format,
    start,
    properties,
    ...(note !== undefined && { note }),
  })
  return queueTargets('export', 'run', pages, input, ctx)
}

/** A job that exports all dashboards of the service that the caller may see, in OpenMetadata's form, queued. */
export async function exportService(service: string, ctx: RequestContext): Promise<Job> {
  const def = importDefinition('dashboards')
  const properties = await propertiesOf(def, ctx)
  const input: ExportInput = { collection: 'dashboards', fileName: `${service}.csv`, properties }
  return queueTargets('export', 'run', await targetsIn(def, { service }, ctx), () => input, ctx)
}

const propertiesOf = async (def: EntityDefinition, ctx: RequestContext): Promise<readonly CustomProperty[]> => [
  ...(await customPropertiesOf(def.type, ctx)).values(),
]

export interface ExportedFile {
  readonly name: string
  readonly mediaType: string
  readonly pieces: AsyncGenerator<Uint8Array>
}

/** The file, as far as it is made. */
export function exportedFile(job: Job, ctx: RequestContext): ExportedFile {
  const { collection, format = 'csv' } = inputOf(job)
  const day = new Date(job.createdAt).toISOString().slice(0, 10)
  return { name: `${collection}-${day}.${format}`, mediaType: exportMediaTypes[format], pieces: piecesOf(job, ctx) }
}

async function* piecesOf(job: Job, ctx: RequestContext): AsyncGenerator<Uint8Array> {
  const input = inputOf(job)
  const { writer } = formOf(input)
  const pack = await packerOf(input.format ?? 'csv', input.collection)
  let text = writer.start
  let between = ''
  for await (const rows of walkRows(ctx.store, job.id, ['unchanged'])) {
    for (const { result } of rows) {
      text += between + ((Object(result) as ExportResult).line ?? '')
      between = writer.between
    }
    const bytes = pack(text, false)
    text = ''
    if (bytes.length > 0) yield bytes
  }
  yield pack(text + writer.end, true)
}
