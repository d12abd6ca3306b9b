/** The dashboards of a service as a CSV and back, by the calls that OpenMetadata has for such files. */
import { z } from 'zod'
import type { RequestContext } from '@/lib/entities/context'
import { exportList } from '@/lib/entities/export-pages'
import { customPropertiesOf } from '@/lib/entities/extensions'
import { requireOnRow } from '@/lib/entities/gate'
import { findRow } from '@/lib/entities/read'
import { json } from '@/lib/http/json'
import { wordsOf } from '@/lib/http/openapi/words'
import { entityOperation, type File, operation, type SignedInCall } from '@/lib/http/operation'
import { fqnOf } from '@/lib/http/operations/entities'
import { keyOf } from '@/lib/http/operations/entity-examples'
import { streamOf } from '@/lib/http/operations/exports'
import {
  contractAbort,
  contractColumns,
  contractFields,
  contractMapping,
  contractWriter,
  hasRows,
} from '@/lib/import/contract-csv'
import { packerOf } from '@/lib/import/export-rows'
import { cancelJob, requireRoom, waitForJob } from '@/lib/jobs/ask'
import { aborted, type CsvResult, csvResult, csvResultSchema, nothingIn } from '@/lib/jobs/csv-result'
import { exportService } from '@/lib/jobs/export-job'
import { receiveImport } from '@/lib/jobs/receive-import'
import { dashboards } from '@/lib/model/entities/dashboard'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { EntityType } from '@/lib/model/entities/entity'
import { boundedText } from '@/lib/model/rules/bounds'
import { badRequest, CatalogueError } from '@/lib/model/wire/errors'
import { listQueryOf } from '@/lib/model/wire/query'

/** What lives in the services whose dashboards have a CSV. */
const holder: EntityType = 'dashboardService'
const def = dashboards as unknown as EntityDefinition // used for what is true of every type

/** The answer waits for all rows. */
const bytesMax = 8 * 1024 * 1024
const secondsMax = 120

const columns = `\`${contractColumns.join(',')}\``

const serviceFor = async (service: EntityDefinition, call: SignedInCall, operations: ['ViewAll'] | ['EditAll']) => {
  const row = await findRow(service, { fqn: fqnOf(call) }, call.ctx)
  await requireOnRow(service, row, operations, call.ctx)
  return row
}

export const exportServiceCsv = entityOperation((service) => {
  if (service.type !== holder) return undefined
  const { One, one, tag } = wordsOf(service)
  return operation({
    id: `export${One}`,
    tag,
    summary: `Export the dashboards of a ${one} as a CSV`,
    notes: `With the columns ${columns}. \`/x/exports/dashboards\` gives a file with every field.`,
    rights: 'whoever a policy allows `ViewAll` on the service; of its dashboards those that the caller may see',
    responses: { 200: { description: 'The CSV', mediaType: 'text/plain', schema: z.string() } },
    errors: ['notFound'],
    example: { stage: 'use', path: keyOf(service, 'ByName') },
    handle: async (call) => {
      const { fullyQualifiedName } = await serviceFor(service, call, ['ViewAll'])
      const properties = await customPropertiesOf(def.type, call.ctx)
      const query = listQueryOf(def).parse({ service: fullyQualifiedName, fields: contractFields.join(',') })
      const pages = exportList(def, query, call.ctx)
      const first = await pages.next()
      const body = streamOf(contractWriter(def, [...properties.values()]), await packerOf('csv', ''), first, pages)
      return new Response(body, { headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
    },
  })
})

const asyncJob = z.strictObject({ jobId: z.uuid(), message: z.string() }).meta({ id: 'CsvJob' })

export const exportServiceCsvAsync = entityOperation((service) => {
  if (service.type !== holder) return undefined
  const { One, one, tag } = wordsOf(service)
  return operation({
    id: `export${One}Async`,
    tag,
    summary: `Export the dashboards of a ${one} as a CSV, as a job`,
    notes: 'The file of the call without `Async`: `GET /x/jobs/{jobId}/file` gives it once the job is finished.',
    rights: 'whoever a policy allows `ViewAll` on the service; of its dashboards those that the caller may see',
    responses: { 202: { description: 'The job', schema: asyncJob } },
    errors: ['notFound', 'tooManyRequests'],
    example: { stage: 'use', path: keyOf(service, 'ByName') },
    handle: async (call) => {
      const { fullyQualifiedName } = await serviceFor(service, call, ['ViewAll'])
      await requireRoom(call.ctx)
      const { id } = await exportService(fullyQualifiedName, call.ctx)
      call.services.jobs.wake()
      return json({ jobId: id, message: 'Export initiated successfully.' }, { status: 202 })
    },
  })
})

const dryRun = z
  .enum(['true', 'false'])
  .default('true')
  .transform((value) => value === 'true')
  .describe('Reports what would happen, writes nothing. **True unless `false` is said**')

const csvBody = z
  .strictObject({ csv: boundedText(bytesMax).describe('The CSV') })
  .optional()
  .meta({ id: 'CsvImportRequest' })

const given = {
  rights: 'whoever a policy allows `EditAll` on the service; each row needs the right to do what it does',
  query: z.object({ dryRun }),
  body: csvBody,
  bodyBytesMax: bytesMax,
  files: ['text/plain', 'text/csv'],
}
const exampleOf = (service: EntityDefinition) => ({
  path: keyOf(service, 'ByName'),
  query: { dryRun: 'false' },
  body: { csv: `${contractColumns.join(',')}\r\nfrom_csv,From a CSV,,,,,,,,,,,,\r\n` },
})

const textOf = ({ body, file }: { readonly body: z.output<typeof csvBody>; readonly file?: File | undefined }) => {
  if (file === undefined && body === undefined)
    throw badRequest('There is nothing to import', { hint: 'Send the CSV as text/plain.' })
  return file === undefined ? (body?.csv ?? '') : new TextDecoder().decode(file.bytes)
}

/** The job of a file whose header is right. */
function receive(text: string, service: string, runs: boolean, ctx: RequestContext) {
  const source = { kind: 'file', name: `${service}.csv`, bytes: new TextEncoder().encode(text) } as const
  const options = { delimiter: ',', quotes: 'csv', headerRow: 1 } as const
  return receiveImport({ collection: 'dashboards', source, options, mapping: contractMapping(service), runs }, ctx)
}

export const importServiceCsv = entityOperation((service) => {
  if (service.type !== holder) return undefined
  const { One, one, tag } = wordsOf(service)
  return operation({
    id: `import${One}`,
    tag,
    summary: `Import the dashboards of a ${one} from a CSV`,
    notes: `The file is \`text/plain\`, its header ${columns} to the letter; an empty cell clears. What was written is a job like any other import, which can be undone. At most 8 MB; \`/x/imports\` takes more, and files of any shape.`,
    ...given,
    responses: { 200: { description: 'What came of it', schema: csvResultSchema } },
    errors: ['notFound', 'tooManyRequests'],
    example: exampleOf(service),
    handle: async (call) => {
      const row = await serviceFor(service, call, ['EditAll'])
      const text = textOf(call)
      return json(await importNow(text, row.fullyQualifiedName, call))
    },
  })
})

async function importNow(
  text: string,
  service: string,
  { query, ctx, services }: SignedInCall & { readonly query: { readonly dryRun: boolean } },
): Promise<CsvResult> {
  const reason = contractAbort(text)
  if (reason !== undefined) return aborted(query.dryRun, reason)
  if (!hasRows(text)) return nothingIn(query.dryRun)
  await requireRoom(ctx)
  let id: string
  try {
    id = (await receive(text, service, !query.dryRun, ctx)).id
  } catch (error) {
    if (!(error instanceof CatalogueError) || error.kind !== 'badRequest') throw error
    return aborted(query.dryRun, `#PARSER_FAILURE: Failed to parse the CSV filed - reason ${error.message}`)
  }
  services.jobs.wake()
  const job = await waitForJob(id, secondsMax, ctx)
  const isDone = job.state === 'planned' || job.state === 'finished'
  if (!isDone && job.problem === null)
    throw new CatalogueError('unavailable', `The import goes on: it is the job ${id}`, {
      hint: `GET /api/x/jobs/${id} tells how it stands.`,
    })
  const result = await csvResult(job, query.dryRun, ctx)
  if (query.dryRun) await cancelJob(id, ctx)
  return result
}

export const importServiceCsvAsync = entityOperation((service) => {
  if (service.type !== holder) return undefined
  const { One, one, tag } = wordsOf(service)
  return operation({
    id: `import${One}Async`,
    tag,
    summary: `Import the dashboards of a ${one} from a CSV, as a job`,
    notes: 'As the call without `Async`; `GET /x/jobs/{jobId}` tells how it stands.',
    ...given,
    responses: { 200: { description: 'The job', schema: asyncJob } },
    errors: ['notFound', 'tooManyRequests'],
    example: exampleOf(service),
    handle: async (call) => {
      const row = await serviceFor(service, call, ['EditAll'])
      const text = textOf(call)
      const reason = contractAbort(text)
      if (reason !== undefined) throw badRequest(reason)
      await requireRoom(call.ctx)
      const { id } = await receive(text, row.fullyQualifiedName, !call.query.dryRun, call.ctx)
      call.services.jobs.wake()
      return json({ jobId: id, message: 'Import is in progress.' })
    },
  })
})
