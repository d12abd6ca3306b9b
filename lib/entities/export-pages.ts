import type { z } from 'zod'
import type { RequestContext } from '@/lib/entities/context'
import { requireAny } from '@/lib/entities/gate'
import { listOfSite } from '@/lib/entities/property-lists'
import { readMany } from '@/lib/entities/read'
import { onlyVisible } from '@/lib/entities/visible'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity } from '@/lib/model/entities/entity'
import type { listQuery, siteQuery } from '@/lib/model/wire/query'

/** So many are held at a time, however many there are. */
const pageRows = 200

/** All that a list would show on its pages, page by page, in list order. Throws as a list does, before the first. */
export async function* exportList(
  def: EntityDefinition,
  query: z.output<typeof listQuery> & z.output<typeof siteQuery>,
  ctx: RequestContext,
): AsyncGenerator<Entity[]> {
  for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
    const { data, paging } = await listOfSite(
      def,
      { ...query, limit: pageRows, ...(after !== undefined && { after }) },
      ctx,
    )
    yield data
    after = paging.after
  }
}

/** Those of the ids that name something of the type which is there for the caller to see, in their order. */
export async function* exportIds(
  def: EntityDefinition,
  ids: readonly string[],
  fields: ReadonlySet<string>,
  ctx: RequestContext,
): AsyncGenerator<Entity[]> {
  requireAny(def.type, ['ViewBasic'], ctx)
  for (let from = 0; from < ids.length; from += pageRows) {
    const wanted = ids.slice(from, from + pageRows)
    const rows = await onlyVisible(await ctx.store.findByIds(wanted), (row) => row, ctx)
    const byId = new Map(rows.filter(({ type, deleted }) => type === def.type && !deleted).map((row) => [row.id, row]))
    const found = wanted.flatMap((id) => byId.get(id) ?? [])
    yield await readMany(def, found, fields, ctx)
  }
}
