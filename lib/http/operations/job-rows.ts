/** The rows of a job: a page of them, one with all that it says, and as a file again. */
import { z } from 'zod'
import { longJson } from '@/lib/http/json'
import { operation } from '@/lib/http/operation'
import { pageOf } from '@/lib/http/operations/entity-replies'
import { jobsTag, ofJob, path, rights } from '@/lib/http/operations/jobs'
import { exportMediaTypes } from '@/lib/import/export-rows'
import { findJob, notNow } from '@/lib/jobs/ask'
import { exportedFile } from '@/lib/jobs/export-job'
import { failuresFile, rowsFile } from '@/lib/jobs/failures'
import { findRows } from '@/lib/jobs/find-rows'
import { importInputOf } from '@/lib/jobs/import-input'
import { planCsv, planJson } from '@/lib/jobs/plan-file'
import { cellsOf, presentRow } from '@/lib/jobs/present'
import { requestOfRow } from '@/lib/jobs/row-requests'
import { boundedText, textMax } from '@/lib/model/rules/bounds'
import { rowMarks, rowOutcomes } from '@/lib/model/rules/row-outcome'
import { notFound } from '@/lib/model/wire/errors'
import { importable } from '@/lib/model/wire/import-mapping'
import { changeKinds, jobRowDetailsSchema, jobRowSchema } from '@/lib/model/wire/job'
import { flag } from '@/lib/model/wire/query'

/** Shown of a cell; all of a long one is in its row. */
const cellMax = 500

export const listJobRows = operation({
  id: 'listJobRows',
  tag: jobsTag,
  summary: 'List what would become, or has become, of the rows of a job (ours)',
  rights,
  path,
  query: z.object({
    outcome: z.enum(rowOutcomes).optional().describe('Only rows that have come to this'),
    changes: flag.describe('Without rows that are unchanged, gone, excluded or skipped'),
    q: boundedText(textMax.name).optional().describe('Only rows with this in a name, whatever its case'),
    collection: z
      .enum(importable)
      .optional()
      .describe('Of an import: only its charts, or only its dashboards, where an export has brought both'),
    problem: boundedText(textMax.query).optional().describe('Only rows with the problem of this `key` in the summary'),
    only: z
      .enum(rowMarks)
      .optional()
      .describe('Of an import: only rows with cells that have been mended (`edited`), or with a warning (`warned`)'),
    column: boundedText(textMax.name)
      .optional()
      .describe(
        'Of an import: only rows that cannot be written because of this column of the file; with `only=edited` those whose cell in it has been mended',
      ),
    field: boundedText(textMax.name)
      .optional()
      .describe('Only rows that change this field, such as `description` or `extension.costCenter`'),
    change: z
      .enum(changeKinds)
      .optional()
      .describe(
        'Only rows in which a field (that of `field`, where one is named) gets something (`added`), has another value (`changed`), loses some of its items (`removed`) or everything (`cleared`)',
      ),
    service: boundedText(textMax.fqn).optional().describe('Only rows in this service, as the summary has it'),
    cells: flag.describe(`Of an import: with what their cells say, up to ${cellMax} characters of each`),
    limit: z.coerce.number().int().min(1).max(1_000).default(100),
    offset: z.coerce.number().int().min(0).max(10_000_000).default(0).describe('Rows of the answer to pass over'),
    cursor: z.coerce.number().int().min(0).max(10_000_000).optional().describe('`paging.after` of the page before'),
  }),
  responses: { 200: { description: 'A page of rows, in their order', schema: pageOf(jobRowSchema) } },
  errors: ['notFound'],
  example: { stage: 'use', path: ofJob, query: { outcome: 'create' } },
  handle: async ({ query, ctx, ...call }) => {
    const job = await findJob(call.param('id'), ctx)
    const { outcome, changes, cells, limit, cursor, ...rest } = query
    const statuses = outcome === undefined ? (changes ? changing : undefined) : [outcome]
    const after = cursor === undefined ? {} : { after: cursor }
    const { rows, total } = await findRows(job, { ...rest, ...after, statuses, limit: limit + 1 }, ctx)
    const page = rows.slice(0, limit)
    const last = rows.length > limit ? page.at(-1) : undefined
    return longJson({
      data: page.map((row) => ({ ...presentRow(job, row), ...(cells && cellsOf(job, row, cellMax)) })),
      paging: { total, ...(last !== undefined && { after: String(last.row) }) },
    })
  },
})

const changing = rowOutcomes.filter((outcome) => !['unchanged', 'gone', 'excluded', 'skipped'].includes(outcome))

export const readJobRow = operation({
  id: 'getJobRow',
  tag: jobsTag,
  summary: 'Get a row of a job with what it says (ours)',
  rights,
  path: { ...path, row: z.coerce.number().int().min(0).describe('Its place in the job') },
  responses: { 200: { description: 'The row', schema: jobRowDetailsSchema } },
  errors: ['notFound'],
  example: { stage: 'use', path: { ...ofJob, row: '0' } },
  handle: async ({ ctx, ...call }) => {
    const job = await findJob(call.param('id'), ctx)
    const number = Number(call.param('row'))
    const [row] = Number.isSafeInteger(number) ? await ctx.store.jobs.rowsByNumber(job.id, [number]) : []
    if (row === undefined) throw notFound('row', call.param('row'))
    const values = job.kind === 'import' ? { values: await requestOfRow(row, importInputOf(job.input), ctx) } : {}
    return longJson({ ...presentRow(job, row), ...cellsOf(job, row), ...values })
  },
})

const rowsQuery = z.object({
  collection: z
    .enum(importable)
    .optional()
    .describe('Of an export that brought charts with its dashboards: rows of which; else what the job is of'),
})
const asNow = {
  mended: flag.describe('Of an import: cells as they have been mended, not as they came'),
  errors: flag.describe(
    'Of an import: with `_job`, `_row` and, of rows that are not written, `_code`, `_field` and `_error`',
  ),
}
type RowsQuery = z.output<typeof rowsQuery> & { readonly mended?: boolean; readonly errors?: boolean }

const fileOf = (
  id: string,
  summary: string,
  notes: string,
  prefix: string,
  pieces: (...given: Parameters<typeof rowsFile>) => AsyncGenerator<string>,
  exported?: typeof exportedFile,
) =>
  operation({
    id,
    tag: jobsTag,
    summary,
    notes,
    rights,
    path,
    query: exported === undefined ? rowsQuery : rowsQuery.extend(asNow),
    responses: {
      200: {
        description: exported === undefined ? 'A CSV file' : 'A CSV file; of an export the kind that was asked for',
        mediaType: 'text/csv',
        schema: z.string(),
        ...(exported !== undefined && { otherTypes: exportedTypes }),
      },
    },
    errors: exported === undefined ? ['notFound'] : ['notFound', 'conflict'],
    example: { stage: 'use', path: ofJob },
    handle: async ({ query, ctx, ...call }) => {
      const job = await findJob(call.param('id'), ctx)
      if (job.kind === 'export' && exported !== undefined) {
        if (job.state !== 'finished') throw notNow(job, 'had as a file', 'Ask for the file once the job is finished.')
        const file = exported(job, ctx)
        return fileAnswer(file.pieces, file.name, file.mediaType)
      }
      if (job.kind !== 'import') throw notFound('import', job.id)
      const { collection: kind, ...asked } = query as RowsQuery
      return fileAnswer(encoded(pieces(job, ctx, { kind, ...asked })), `${prefix}-${job.id}.csv`, exportMediaTypes.csv)
    },
  })

const exportedTypes = {
  [exportMediaTypes.xlsx]: z.string(),
  [exportMediaTypes.json]: z.array(z.looseObject({ name: z.string(), service: z.string() })),
  [exportMediaTypes.jsonl]: z.string(),
}

export const readFailures = fileOf(
  'getJobFailures',
  'Get the rows of an import that were not written, as a file (ours)',
  'The columns of the file that was sent, then `_job`, `_row`, `_code` (such as `missing`, `invalid`, `duplicate`, `held`), `_field` and `_error`. Mended, it can be imported as it is: these five are known, and without a mapping that of the job is taken.',
  'failures',
  failuresFile,
)
export const readJobFile = fileOf(
  'getJobFile',
  'Get all rows of an import as they came, or what was exported, as a file (ours)',
  'The columns of the file that was sent, and its cells, whatever kind of file it was; `mended` and `errors` make it a file for colleagues, to be imported again. Of an export: the file that was asked for, once the job is finished.',
  'rows',
  rowsFile,
  exportedFile,
)

const planTypes = { csv: exportMediaTypes.csv, json: exportMediaTypes.json }

export const readPlan = operation({
  id: 'getJobPlan',
  tag: jobsTag,
  summary: 'Get what would become, or has become, of every row of a job, as a file (ours)',
  notes:
    'As CSV a line for each field that changes, with its value before and after, and one for each row that changes none; cells that spreadsheets would take for a formula begin with an apostrophe. As JSON an array of `JobRow`. Before the run it is the plan, afterwards the report.',
  rights,
  path,
  query: z.object({
    format: z.enum(['csv', 'json']).default('csv'),
    outcome: z.enum(rowOutcomes).optional().describe('Only rows that have come to this'),
    changes: flag.describe('Without rows that are unchanged, gone, excluded or skipped'),
  }),
  responses: {
    200: {
      description: 'The file',
      mediaType: exportMediaTypes.csv,
      schema: z.string(),
      otherTypes: { [exportMediaTypes.json]: z.array(jobRowSchema) },
    },
  },
  errors: ['notFound'],
  example: { stage: 'use', path: ofJob, query: { changes: 'true' } },
  handle: async ({ query: { format, outcome, changes }, ctx, ...call }) => {
    const job = await findJob(call.param('id'), ctx)
    const statuses = outcome === undefined ? (changes ? changing : undefined) : [outcome]
    const pieces = format === 'csv' ? planCsv(job, statuses, ctx) : planJson(job, statuses, ctx)
    const name = `${job.phase === 'plan' ? 'plan' : 'report'}-${job.id}.${format}`
    return fileAnswer(encoded(pieces), name, planTypes[format])
  },
})

async function* encoded(pieces: AsyncGenerator<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const piece of pieces) yield encoder.encode(piece)
}

function fileAnswer(pieces: AsyncGenerator<Uint8Array>, fileName: string, mediaType: string): Response {
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await pieces.next()
      if (done === true) controller.close()
      else controller.enqueue(value)
    },
    cancel: async () => {
      await pieces.return(undefined)
    },
  })
  const headers = { 'Content-Type': mediaType, 'Content-Disposition': `attachment; filename="${fileName}"` }
  return new Response(body, { headers })
}
