/** Members that are counted rather than kept: usage of an asset, members of a team, terms of a classification. */

import type { RequestContext } from '@/lib/entities/context'
import { type FieldSelection, wants } from '@/lib/entities/state'
import { withinTypes } from '@/lib/entities/visible'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { type Entity, type EntityType, entityTypes } from '@/lib/model/entities/entity'
import { rootTeam } from '@/lib/model/entities/person'

const day = 24 * 60 * 60 * 1000
const dateOf = (time: number): string => new Date(time).toISOString().slice(0, 10)

/** Adds the computed members that were asked for; one query per kind for the whole page. */
export async function attachComputed(
  def: EntityDefinition,
  entities: Entity[],
  fields: FieldSelection,
  ctx: RequestContext,
): Promise<Entity[]> {
  if (entities.length === 0) return entities
  if (def.fields.has('usageSummary') && wants(fields, 'usageSummary')) await attachUsage(entities, ctx)
  if (def.fields.has('termCount') && wants(fields, 'termCount')) await attachContentCounts(entities, 'termCount', ctx)
  if (def.type === 'domain' && wants(fields, 'childrenCount'))
    await attachContentCounts(entities, 'childrenCount', ctx, ['domain'])
  for (const [member, relation] of [
    ['userCount', 'team'],
    ['childrenCount', 'parent'],
    ['usageCount', 'tag'],
  ] as const) {
    if (holders.has(def.type) || !def.fields.has(member) || !wants(fields, member)) continue
    await attachReferrerCounts(entities, member, relation, ctx)
    if (def.type === 'team' && relation !== 'tag') await countRootTeam(entities, member, relation, ctx)
  }
  return entities
}

/** Daily, 7-day and 30-day counts up to today, UTC; zeros where nothing was counted. */
async function attachUsage(entities: Entity[], ctx: RequestContext): Promise<void> {
  const [week, month] = [dateOf(ctx.now - 6 * day), dateOf(ctx.now - 29 * day)]
  const today = dateOf(ctx.now)
  const rows = await ctx.store.usage(
    entities.map((entity) => entity.id),
    month,
  )
  const byEntity = Map.groupBy(rows, (row) => row.entityId)
  for (const entity of entities) {
    const counts = byEntity.get(entity.id) ?? []
    const since = (date: string) => ({
      count: counts.filter((row) => row.date >= date && row.date <= today).reduce((sum, row) => sum + row.count, 0),
      percentileRank: 0,
    })
    entity.usageSummary = {
      date: today,
      dailyStats: since(today),
      weeklyStats: since(week),
      monthlyStats: since(month),
    }
  }
}

/** What is counted of them is inside them, and refers to them by nothing. */
const holders: ReadonlySet<EntityType> = new Set(['classification', 'domain'])

async function attachContentCounts(
  entities: Entity[],
  member: string,
  ctx: RequestContext,
  types: readonly EntityType[] = entityTypes,
): Promise<void> {
  const ids = entities.map((entity) => entity.id)
  const inside = await ctx.store.contentCounts(ids, withinTypes(entityTypes, ctx))
  const counts = inside.filter(({ type }) => types.includes(type))
  for (const entity of entities) {
    entity[member] = counts.filter((row) => row.containerId === entity.id).reduce((sum, row) => sum + row.count, 0)
  }
}

/** Everybody who is in no team is in that one, and every team that stands below none stands below it. */
async function countRootTeam(
  entities: readonly Entity[],
  member: string,
  relation: string,
  ctx: RequestContext,
): Promise<void> {
  const root = entities.find(({ name }) => name === rootTeam)
  if (root === undefined) return
  const type = relation === 'team' ? 'user' : 'team'
  const within = withinTypes([type], ctx).get(type)
  const { total } = await ctx.store.list({
    type,
    include: 'non-deleted',
    related: [{ relation, targetIds: [root.id], orNone: true }],
    sort: 'name',
    limit: 0,
    ...(within !== undefined && { within }),
  })
  root[member] = total
}

async function attachReferrerCounts(
  entities: Entity[],
  member: string,
  relation: string,
  ctx: RequestContext,
): Promise<void> {
  const counts = await ctx.store.referrerCounts(
    entities.map((entity) => entity.id),
    relation,
    withinTypes(entityTypes, ctx),
  )
  for (const entity of entities) entity[member] = counts.get(entity.id) ?? 0
}
