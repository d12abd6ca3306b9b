/** The catalogue as files: rows leave as they are read, so that neither side holds more than a page of them. */
import { z } from 'zod'
import type { RequestContext } from '@/lib/entities/context'
import { exportIds, exportList } from '@/lib/entities/export-pages'
import { customPropertiesOf } from '@/lib/entities/extensions'
import { takeTurns } from '@/lib/entities/turns'
import { operation } from '@/lib/http/operation'
import { exportComment } from '@/lib/import/csv-start'
import {
  exportColumns,
  exportFields,
  exportMediaTypes,
  type Packer,
  packerOf,
  type RowWriter,
  rowWriter,
} from '@/lib/import/export-rows'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity } from '@/lib/model/entities/entity'
import { boundedList, boundedText } from '@/lib/model/rules/bounds'
import { betweenCommas, flag, listQueryOf, siteQuery } from '@/lib/model/wire/query'
import { csvStart, exportFormats } from '@/lib/model/wire/selection'

const idsMax = 1_000

const exportQuery = {
  format: z
    .enum(exportFormats)
    .default('csv')
    .describe('A CSV, an Excel workbook, a JSON list as the bulk call takes it, or JSON lines'),
  byteOrderMark: z
    .enum(['true', 'false'])
    .default('true')
    .transform((value) => value === 'true')
    .describe(csvStart.byteOrderMark),
  comment: flag.describe(csvStart.comment),
  ids: boundedText(idsMax * 37)
    .transform(betweenCommas)
    .pipe(boundedList(z.uuid().toLowerCase(), idsMax))
    .optional()
    .describe(`Only these, comma-separated, at most ${idsMax.toLocaleString('en')}; filters are not asked then`),
}
const ofPages = { limit: true, before: true, after: true, fields: true, include: true, includeRelations: true } as const

/** As the bulk call takes it; which members there are besides is up to the entity. */
const exportedItem = z.looseObject({ name: z.string(), service: z.string() })

function exportOf(def: EntityDefinition) {
  const many = def.collection
  const filters = listQueryOf(def)
  return operation({
    id: `export${many.charAt(0).toUpperCase()}${many.slice(1)}`,
    tag: 'Exports',
    summary: `Export ${many} as a file (ours)`,
    notes:
      'With every field that an import can give, custom properties included: imported again, nothing changes. A job makes such a file in the background (`createJob`). Takes the filters of the list. In a CSV an apostrophe is put before what a spreadsheet would take for a formula, and the import takes it away; in a workbook every cell is a text, and one of more than 32,767 characters, which Excel does not hold, is empty.',
    query: filters.omit(ofPages).extend(siteQuery.shape).extend(exportQuery),
    responses: {
      200: {
        description: 'The file; a connection that breaks off before the end has not brought all of it',
        mediaType: 'text/csv',
        schema: z.string(),
        otherTypes: {
          [exportMediaTypes.xlsx]: z.string(),
          'application/json': z.array(exportedItem),
          'application/x-ndjson': z.string(),
        },
        headers: { 'Content-Disposition': 'Name of the file' },
      },
    },
    example: {
      stage: 'use',
      query: { format: 'csv', service: 'example_service', byteOrderMark: 'false', comment: 'true' },
    },
    handle: async ({ query: { format, byteOrderMark, comment, ids, extension, ...given }, ctx }) => {
      const properties = await customPropertiesOf(def.type, ctx)
      const columns = exportColumns(def, [...properties.values()])
      const fields = exportFields(def, columns)
      const pages =
        ids === undefined
          ? exportList(def, { ...filters.parse({ ...given, fields: fields.join(',') }), extension }, ctx)
          : exportIds(def, ids, new Set(fields), ctx)
      // Refused before the answer begins: what is wrong with a filter shows on the first page.
      const first = await pages.next()
      const origin = { ...ctx, collection: many, filter: ids?.length ?? { ...given, extension } }
      const start = { byteOrderMark, comment: comment ? exportComment(origin) : undefined }
      const writer = rowWriter(format, def, columns, start)
      return new Response(streamOf(writer, await packerOf(format, many), first, pages), {
        headers: {
          'Content-Type': exportMediaTypes[format],
          'Content-Disposition': `attachment; filename="${many}-${dayOf(ctx)}.${format}"`,
        },
      })
    },
  })
}

export const exportDashboards = exportOf(dashboards as unknown as EntityDefinition) // used for what is true of every type
export const exportCharts = exportOf(charts as unknown as EntityDefinition) // as above

const dayOf = ({ now }: RequestContext): string => new Date(now).toISOString().slice(0, 10)

/** A piece for each page, made when the one before it has been taken. */
export function streamOf(
  writer: RowWriter,
  pack: Packer,
  first: IteratorResult<Entity[]>,
  pages: AsyncGenerator<Entity[]>,
): ReadableStream<Uint8Array> {
  const turn = takeTurns()
  let page = first
  let isFirst = true
  let between = ''
  return new ReadableStream(
    {
      pull: async (controller) => {
        let bytes: Uint8Array
        // A stream is not asked again before it has given something.
        do {
          let text = isFirst ? writer.start : ''
          if (!isFirst) page = await pages.next()
          isFirst = false
          for (const entity of page.done === true ? [] : page.value) {
            await turn()
            text += between + writer.row(entity)
            between = writer.between
          }
          if (page.done === true) text += writer.end
          bytes = pack(text, page.done === true)
        } while (bytes.length === 0 && page.done !== true)
        if (bytes.length > 0) controller.enqueue(bytes)
        if (page.done === true) controller.close()
      },
      cancel: async () => void (await pages.return(undefined)),
    },
    { highWaterMark: 0 },
  )
}
