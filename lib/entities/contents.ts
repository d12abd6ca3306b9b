import type { RequestContext } from '@/lib/entities/context'
import { requireAny } from '@/lib/entities/gate'
import { onlyVisible, seesAll, seesAllOf, withinTypes } from '@/lib/entities/visible'
import { type EntityType, entityTypes } from '@/lib/model/entities/entity'

export interface Contents {
  readonly id: string
  readonly dashboards: number
  readonly charts: number
  /** Asked for: what has it as owner, of any type. */
  readonly owned?: number
}

/**
 * How many living dashboards and charts a service holds, charts a dashboard shows, dashboards a chart is on: one entry
 * for each id, whatever it names, by a fixed number of queries. What the caller may not see is not counted, and holds
 * nothing. Throws 403.
 */
export async function contentsOf(ids: readonly string[], ctx: RequestContext, owned = false): Promise<Contents[]> {
  requireAny('dashboardService', ['ViewBasic'], ctx)
  const within = withinTypes(['dashboard', 'chart'], ctx)
  const seen = seesAll(ctx)
    ? ids
    : (await onlyVisible(await ctx.store.findByIds(ids), (row) => row, ctx)).map(({ id }) => id)
  const [inside, links, owners] = await Promise.all([
    ctx.store.contentCounts(seen, within),
    ctx.store.linkCounts(seen, 'chart', within),
    owned ? ctx.store.linkCounts(seen, 'owner', withinTypes(entityTypes, ctx)) : [],
  ])
  const held = new Map(inside.map(({ containerId, type, count }) => [`${type} ${containerId}`, count]))
  const linked = new Map(links.map((link) => [link.id, link]))
  const owning = new Map(owners.map(({ id, referrers }) => [id, referrers]))
  return ids.map((id) => ({
    id,
    dashboards: (held.get(`dashboard ${id}`) ?? 0) + (linked.get(id)?.referrers ?? 0),
    charts: (held.get(`chart ${id}`) ?? 0) + (linked.get(id)?.targets ?? 0),
    ...(owned && { owned: owning.get(id) ?? 0 }),
  }))
}

/** How many entities of each of the types there are, deleted ones not counted. */
export async function typeCounts<T extends EntityType>(
  types: readonly T[],
  ctx: RequestContext,
): Promise<Record<T, number>> {
  const within = withinTypes(types, ctx)
  const kept = types.every((type) => seesAllOf(type, ctx)) ? await ctx.store.typeCounts() : undefined
  const counts = await Promise.all(
    types.map(async (type) => {
      if (kept !== undefined) return [type, kept.get(type) ?? 0] as const
      const own = within.get(type)
      const query = { type, include: 'non-deleted', sort: 'name', limit: 0 } as const
      return [type, (await ctx.store.list({ ...query, ...(own !== undefined && { within: own }) })).total] as const
    }),
  )
  return Object.fromEntries(counts) as Record<T, number> // an entry for each
}
