/** Who did what: a page of it, and all of it as a file (decision 034). */
import Papa from 'papaparse'
import { z } from 'zod'
import { type AuditPlace, exportAudit, listAudit } from '@/lib/entities/audit'
import { longJson } from '@/lib/http/json'
import { operation } from '@/lib/http/operation'
import { escapeFormula } from '@/lib/import/csv-cell'
import { boundedText } from '@/lib/model/rules/bounds'
import { type AuditEntryView, auditEntrySchema, auditFilters } from '@/lib/model/wire/audit'
import { badRequest } from '@/lib/model/wire/errors'

const tag = 'Audit'
const rights = 'administrators'

const place = /^(\d{0,15})\.(\d{0,15})$/
const toPlace = (cursor: string | undefined): AuditPlace => {
  if (cursor === undefined) return {}
  const [, entry, commit] = place.exec(cursor) ?? []
  if (entry === undefined || commit === undefined)
    throw badRequest('Invalid cursor', { hint: 'Use `paging.after` of the page before as it is.' })
  return { ...(entry !== '' && { entry: Number(entry) }), ...(commit !== '' && { commit: Number(commit) }) }
}
const toCursor = ({ entry, commit }: AuditPlace): string => `${entry ?? ''}.${commit ?? ''}`

export const listAuditEntries = operation({
  id: 'listAudit',
  tag,
  summary: 'List who did what, the latest first (ours)',
  notes:
    'Sign-ins and refused ones, passwords, tokens, rights that were missing, and what commits changed: of one commit an entry for each kind of change and type of thing. A page may have fewer than `limit`, or none, and still be followed by others.',
  rights,
  query: auditFilters.extend({
    limit: z.coerce.number().int().min(1).max(100).default(50),
    after: boundedText(40).optional().describe('`paging.after` of the page before'),
  }),
  responses: {
    200: {
      description: 'A page of entries',
      schema: z
        .strictObject({
          data: z.array(auditEntrySchema),
          paging: z.strictObject({ after: z.string().optional().describe('Absent when there is no more') }),
        })
        .meta({ id: 'AuditPage' }),
    },
  },
  example: { stage: 'use', query: { kind: 'signedIn' } },
  handle: async ({ query: { limit, after, ...filters }, ctx }) => {
    const { data, next } = await listAudit(filters, { limit, place: toPlace(after) }, ctx)
    return longJson({ data, paging: { ...(next !== undefined && { after: toCursor(next) }) } })
  },
})

export const exportAuditEntries = operation({
  id: 'exportAudit',
  tag,
  summary: 'Export who did what as a file (ours)',
  notes: 'Takes the filters of the list.',
  rights,
  query: auditFilters.extend({ format: z.enum(['csv', 'jsonl']).default('csv') }),
  responses: {
    200: {
      description: 'The file; a connection that breaks off before the end has not brought all of it',
      mediaType: 'text/csv',
      schema: z.string(),
      otherTypes: { 'application/x-ndjson': z.string() },
      headers: { 'Content-Disposition': 'Name of the file' },
    },
  },
  example: { stage: 'use', query: { kind: 'signedIn' } },
  handle: async ({ query: { format, ...filters }, ctx }) => {
    const pages = exportAudit(filters, ctx)
    // Refused before the answer begins.
    const first = await pages.next()
    return new Response(streamOf(first, pages, writers[format]), {
      headers: {
        'Content-Type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson',
        'Content-Disposition': `attachment; filename="audit-${new Date(ctx.now).toISOString().slice(0, 10)}.${format}"`,
      },
    })
  },
})

interface Writer {
  readonly start: string
  row(entry: AuditEntryView): string
}

const line = (cells: readonly string[]): string =>
  `${Papa.unparse([cells.map(escapeFormula)], { escapeFormulae: false })}\r\n`

const columns: readonly (readonly [string, (entry: AuditEntryView) => string | number | undefined])[] = [
  ['time', ({ at }) => new Date(at).toISOString()],
  ['kind', ({ kind }) => kind],
  ['actor', ({ actor }) => actor],
  ['caller', ({ caller }) => caller],
  ['address', ({ address }) => address],
  ['thingType', ({ thing }) => thing?.type],
  ['thing', ({ thing }) => thing?.fullyQualifiedName],
  ['count', ({ count }) => count],
  ['detail', ({ detail }) => detail],
  ['requestId', ({ requestId }) => requestId],
  ['jobId', ({ jobId }) => jobId],
]

const writers: Readonly<Record<'csv' | 'jsonl', Writer>> = {
  csv: {
    start: line(columns.map(([name]) => name)),
    row: (entry) => line(columns.map(([, cell]) => String(cell(entry) ?? ''))),
  },
  jsonl: { start: '', row: (entry) => `${JSON.stringify(entry)}\n` },
}

/** A piece for each page, made when the one before it has been taken. */
function streamOf(
  first: IteratorResult<AuditEntryView[]>,
  pages: AsyncGenerator<AuditEntryView[]>,
  writer: Writer,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let page = first
  let text = writer.start
  return new ReadableStream(
    {
      pull: async (controller) => {
        // A stream is not asked again before it has given something.
        while (page.done !== true) {
          text += page.value.map((entry) => writer.row(entry)).join('')
          page = await pages.next()
          if (text !== '') break
        }
        if (text !== '') controller.enqueue(encoder.encode(text))
        text = ''
        if (page.done === true) controller.close()
      },
      cancel: async () => void (await pages.return(undefined)),
    },
    { highWaterMark: 0 },
  )
}
