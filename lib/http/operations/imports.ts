/** Files and rows into the catalogue, as a job. */
import { lookup } from 'node:dns/promises'
import { z } from 'zod'
import { env } from '@/lib/app/env'
import type { RequestContext } from '@/lib/entities/context'
import { fewFieldsBytesMax, fileBytesMax, parseJson } from '@/lib/http/body'
import { formType, readForm } from '@/lib/http/form'
import { type File, operation } from '@/lib/http/operation'
import { answerJob, wait } from '@/lib/http/operations/jobs'
import { fetchFile, type Outside } from '@/lib/http/outside/fetch-file'
import { endingByType } from '@/lib/import/file-types'
import { limits } from '@/lib/import/limits'
import type { Source } from '@/lib/import/read-file'
import { delimiters, encodings, quoteStyles } from '@/lib/import/table'
import { requireRoom } from '@/lib/jobs/ask'
import { findMapping } from '@/lib/jobs/kept-mappings'
import { receiveImport } from '@/lib/jobs/receive-import'
import { replanImport } from '@/lib/jobs/replan'
import { boundedList, boundedRecord, boundedText, boundedUrl, textMax } from '@/lib/model/rules/bounds'
import { badRequest } from '@/lib/model/wire/errors'
import { type ImportMapping, importable, importMapping, planAgain, stopAfterMax } from '@/lib/model/wire/import-mapping'
import { jobSchema } from '@/lib/model/wire/job'
import { flag } from '@/lib/model/wire/query'
import { readAs } from '@/lib/model/wire/reading'

const tag = 'Imports'

const importQuery = z.object({
  collection: z.enum(importable).default('dashboards').describe('What the rows are'),
  mapping: boundedText(textMax.name).optional().describe('Name of a kept mapping'),
  service: boundedText(textMax.fqn).optional().describe('Service of the rows that do not name one'),
  mode: importMapping.shape.mode,
  deleted: importMapping.shape.deleted,
  stopAfter: z.coerce.number().pipe(z.number().int().min(1).max(stopAfterMax)).optional().describe('As in the mapping'),
  run: flag.describe('Writes as soon as it is planned, without a look at the plan'),
  wait,
  fileName: boundedText(textMax.name)
    .optional()
    .describe('Its ending tells of a text whether it is JSON, YAML or a table, where the text leaves it open'),
  encoding: z.enum(encodings).optional().describe('Found out if left out'),
  delimiter: z.enum(delimiters).optional().describe('Found out if left out'),
  quotes: z
    .enum(quoteStyles)
    .optional()
    .describe('How a quote is written inside quotes: `csv` twice, `backslash` after one; `text`: they mean nothing'),
  headerRow: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .optional()
    .describe('Row that names the columns; found out if left out'),
  untilBroken: flag.describe(
    'Of a CSV whose quotes are broken: takes the rows above the place, which `file.brokenAt` of the job names; else it is refused',
  ),
  part: boundedText(textMax.name)
    .optional()
    .describe('Of JSON with several lists the one that has the rows, such as `data.items`; of a workbook its sheet'),
  toolUrl: boundedUrl()
    .regex(/^https?:\/\//i, 'must begin with http:// or https://')
    .optional()
    .describe('Of an export of a BI tool: where the tool is reached, for links that the file has as paths only'),
  classification: boundedText(textMax.name)
    .min(1)
    .optional()
    .describe('Of an export of a BI tool: the classification that its tags belong to; without one they are left out'),
  createMissing: flag.describe(
    'Of an export of a BI tool: makes the service, the classification and its tags where there are none, before anything is planned',
  ),
  gone: z
    .enum(['list', 'delete', 'ignore'])
    .optional()
    .describe(
      'What becomes of dashboards and charts that the services in the file have and the file does not: `list` them as `gone` rows of the plan, `delete` them softly with the run, or `ignore` them. An export of a BI tool lists them, all else ignores them, unless said otherwise. Delete only by files that hold all of a service',
    ),
  ofSelection: flag.describe(
    'The rows are an export of what is there, to be edited in a grid: cells that say which thing a row is cannot be mended',
  ),
  note: boundedText(textMax.line).optional().describe('What it is for, to be read in the list of jobs'),
})

const importUrl = boundedText(textMax.address).min(1)

const importBody = z
  .strictObject({
    rows: boundedList(boundedRecord(z.unknown()), limits.rowsMax)
      .min(1)
      .optional()
      .describe('Objects with a member for each column'),
    text: boundedText(limits.bytesMax).optional().describe('A CSV, TSV or JSON file as text'),
    files: boundedList(
      z.strictObject({ name: boundedText(textMax.name), text: boundedText(limits.bytesMax) }),
      limits.rowsMax,
    )
      .min(1)
      .optional()
      .describe('Files that are read as one, such as those of a folder with a dashboard in each'),
    url: importUrl
      .optional()
      .describe('Where the server fetches the file, if the setting `IMPORT_URL_HOSTS` allows its host'),
    mapping: importMapping.optional().describe('Counts more than the kept one, member by member'),
  })
  .optional()
  .meta({ id: 'ImportRequest' })

/** A form with files, and with a mapping beside them. */
async function formOf({ file, request }: { readonly file?: File | undefined; readonly request: Request }) {
  if (file?.type !== formType) return undefined
  const { files, fields } = await readForm(file.bytes, request.headers.get('content-type') ?? '')
  const mapping = fields.get('mapping')
  const [first, another] = files
  if (first === undefined) return nothing()
  const source: Source = another === undefined ? { kind: 'file', ...first } : { kind: 'files', files }
  return {
    source,
    mapping: mapping === undefined ? undefined : readAs(importMapping, await parseJson(mapping)),
  }
}

async function sourceOf(
  body: z.output<typeof importBody>,
  file: File | undefined,
  fileName: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Source> {
  if (file !== undefined)
    return { kind: 'file', name: fileName ?? `upload.${endingByType[file.type] ?? 'csv'}`, bytes: file.bytes }
  if (body?.rows !== undefined) return { kind: 'text', text: JSON.stringify(body.rows) }
  if (body?.text !== undefined) return { kind: 'text', text: body.text }
  if (body?.files !== undefined) {
    const encoder = new TextEncoder()
    return { kind: 'files', files: body.files.map(({ name, text }) => ({ name, bytes: encoder.encode(text) })) }
  }
  if (body?.url !== undefined) return { kind: 'file', ...(await fetchFile(body.url, outside, signal)) }
  return nothing()
}

/** The way to files that somebody names by their address. */
const outside: Outside = {
  hosts: env.IMPORT_URL_HOSTS ?? [],
  bytesMax: fileBytesMax,
  resolve: (host) => lookup(host, { all: true }),
}

/** For the page, which shows what is in the file before it sends it as any other. */
export const fetchForPage = operation({
  id: 'fetchImportFile',
  tag,
  summary: 'Fetch a file from an address',
  body: z.strictObject({ url: importUrl }),
  bodyBytesMax: fewFieldsBytesMax,
  responses: { 200: { description: 'The file', mediaType: 'application/octet-stream' } },
  errors: ['tooManyRequests'],
  handle: async ({ body, ctx }) => {
    const { name, bytes } = await fetchFile(body.url, outside, ctx.signal)
    const headers = {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    }
    return new Response(bytes, { headers })
  },
})

function nothing(): never {
  throw badRequest('There is nothing to import', { hint: 'Send a file, or a body with rows, text, files or url.' })
}

const mappingOf = async (
  given: ImportMapping | undefined,
  { mapping: name, service, mode, deleted, stopAfter }: z.output<typeof importQuery>,
  ctx: RequestContext,
): Promise<ImportMapping> => ({
  ...(name === undefined ? {} : (await findMapping(name, ctx)).mapping),
  ...given,
  ...(service !== undefined && { service }),
  ...(mode !== undefined && { mode }),
  ...(deleted !== undefined && { deleted }),
  ...(stopAfter !== undefined && { stopAfter }),
})

/** A dashboard with a chart, as `lightdash download` writes it. */
const exportExample = `name: Revenue
description: What the shop earns
slug: revenue
spaceSlug: finance
contentType: dashboard
version: 1
tiles:
  - type: saved_chart
    properties:
      chartSlug: revenue-by-month
      chartName: Revenue by month
`

export const createImport = operation({
  id: 'importRows',
  tag,
  summary: 'Import a file, as a job (ours)',
  notes: `The body is the file, or JSON with rows, or a form with files and, as JSON in \`mapping\`, what they mean. The job finds out first what each row would do; \`runJob\` does it, or \`run=true\`. What a BI tool exports is taken as it is: dashboards with their charts, whose rows come first. At most ${limits.rowsMax.toLocaleString('en')} rows and ${limits.columnsMax} columns.`,
  rights: 'everybody who has signed in; each row needs the right to do what it does',
  query: importQuery,
  body: importBody,
  files: [...Object.keys(endingByType), formType],
  responses: { 201: { description: 'The new job', schema: jobSchema } },
  errors: ['notFound', 'tooManyRequests'],
  example: {
    query: { collection: 'dashboards', wait: '30' },
    body: {
      rows: [
        { Title: 'Revenue by region', Key: 'imported_1' },
        { Title: 'Revenue by product', Key: 'imported_2' },
      ],
      mapping: { columns: { Title: 'displayName', Key: 'name' }, service: 'sample_superset' },
    },
    files: [
      {
        name: 'table',
        summary: 'A table, by the guesses for its columns',
        type: 'text/csv',
        query: { service: 'sample_superset', wait: '30' },
        text: 'Title,UID\nRevenue by month,imported_3\n',
      },
      {
        name: 'update',
        summary: 'Only what is there is updated; nothing is written while a row would fail',
        type: 'text/csv',
        query: { service: 'sample_superset', mode: 'update', deleted: 'fail', stopAfter: '1', run: 'true', wait: '30' },
        text: 'Title,UID\nRevenue by month,imported_3\nNot there,imported_nowhere\n',
      },
      {
        name: 'export',
        summary: 'What Lightdash exports, every night: what is new is written, what is gone is deleted softly',
        type: 'application/yaml',
        query: {
          service: 'example_lightdash',
          createMissing: 'true',
          toolUrl: 'https://bi.example.com',
          gone: 'delete',
          run: 'true',
          wait: '30',
        },
        text: exportExample,
      },
    ],
  },
  handle: async (call) => {
    const { query, body, file, ctx } = call
    const { collection, encoding, delimiter, quotes, headerRow, untilBroken, part, toolUrl, classification } = query
    const { createMissing, ofSelection, note, run, fileName, gone } = query
    await requireRoom(ctx)
    const form = await formOf(call)
    const mapping = await mappingOf(form?.mapping ?? body?.mapping, query, ctx)
    const source = form?.source ?? (await sourceOf(body, file, query.fileName, ctx.signal))
    const options = { encoding, delimiter, quotes, headerRow, untilBroken, part, toolUrl, classification }
    const given = {
      collection,
      source,
      options,
      mapping,
      createMissing,
      ofSelection,
      gone,
      runs: run,
      ...(fileName !== undefined && { fileName }),
    }
    const { id } = await receiveImport({ ...given, ...(note !== undefined && { note }) }, ctx)
    return answerJob(id, call, 201)
  },
})

export const replanOne = operation({
  id: 'replanImport',
  tag,
  summary: 'Plan an import again, by another mapping (ours)',
  notes:
    'For an import that has been planned and not run. Only members that are given change, and those that are null are taken out. Where they answer what is missing, only rows that were refused are planned again.',
  rights: 'whoever started it, and administrators',
  path: { id: z.uuid().describe('Id of the job') },
  query: z.object({ wait }),
  body: planAgain,
  responses: { 200: { description: 'The job, queued', schema: jobSchema } },
  errors: ['notFound'],
  example: {
    stage: 'use',
    path: { id: '$JOB_ID' },
    query: { wait: '30' },
    body: { policies: { owners: 'merge', tags: 'remove' }, leaveOut: [{ type: 'tag', name: 'Old.Tag' }] },
  },
  handle: async (call) => {
    await replanImport(call.param('id'), call.body, call.ctx)
    return answerJob(call.param('id'), call)
  },
})
