/**
 * Decision 005 for rights that come by relations: whoever is no administrator neither makes nor breaks one along which
 * something reaches a user (`lib/model/rules/rights-graph.ts`), be it by deleting or restoring one of its ends. Judged by what
 * is to be written, so that no verb and no side of a relation is another way round.
 */
import type { RequestContext } from '@/lib/entities/context'
import type { EntityType } from '@/lib/model/entities/entity'
import { rootTeam } from '@/lib/model/entities/person'
import { requireAdmin } from '@/lib/model/rules/access'
import { carriesRights, isOfRights, mayCarryRights, passesOn, receivesBy } from '@/lib/model/rules/rights-graph'
import type { Change } from '@/lib/store/change'
import type { RelatedTarget } from '@/lib/store/rows'

interface Edge {
  readonly relation: string
  readonly targetId: string
}

const turns: ReadonlySet<string> = new Set(['entityDeleted', 'entitySoftDeleted', 'entityRestored'])

/** Reads at once what it takes to judge all of the changes; the check it gives throws 403 for a part of them. */
export async function rightsGuard(
  all: readonly Change[],
  ctx: RequestContext,
): Promise<(changes: readonly Change[]) => void> {
  if (ctx.actor.isAdmin) return () => {}
  const types = await carrierTypes(all, ctx)
  const touching = await edgesOfTurned(all, ctx)
  const edgesOf = (change: Change): readonly Edge[] => {
    switch (change.kind) {
      case 'link':
        return carriesRights(change.link.entityType, change.link.relation) ? [change.link] : []
      case 'unlink':
        return carriesRights(types.get(change.entityId), change.relation) ? [change] : []
      case 'record':
        return turns.has(change.event.eventType) ? (touching.get(change.event.entityId) ?? []) : []
      default:
        return []
    }
  }
  const passed = all.flatMap(edgesOf).filter(({ relation }) => passesOn.has(relation))
  const gives = await givingTeams([...new Set(passed.map(({ targetId }) => targetId))], all, ctx)
  return (changes) => {
    const given = changes.flatMap(edgesOf).some(({ relation, targetId }) => !passesOn.has(relation) || gives(targetId))
    if (given) requireAdmin(ctx.actor)
  }
}

/** What the carriers of relations that go are: most are rows of the same commit. */
async function carrierTypes(all: readonly Change[], ctx: RequestContext): Promise<ReadonlyMap<string, EntityType>> {
  const types = new Map<string, EntityType>()
  for (const change of all)
    if (change.kind === 'insert' || change.kind === 'update') types.set(change.row.id, change.row.type)
  const unknown = all.flatMap((change) =>
    change.kind === 'unlink' && mayCarryRights(change.relation) && !types.has(change.entityId) ? [change.entityId] : [],
  )
  for (const row of await ctx.store.findByIds([...new Set(unknown)])) types.set(row.id, row.type)
  return types
}

/** Every relation of rights from or to what is deleted or restored, by its id. */
async function edgesOfTurned(
  all: readonly Change[],
  ctx: RequestContext,
): Promise<ReadonlyMap<string, readonly Edge[]>> {
  const turned = all.flatMap((change) =>
    change.kind === 'record' && turns.has(change.event.eventType) && isOfRights(change.event.entityType)
      ? [change.event.entityId]
      : [],
  )
  if (turned.length === 0) return new Map()
  const relations = [...new Set(Object.values(receivesBy).flat())]
  const [from, to] = await Promise.all([ctx.store.relations(turned, relations), ctx.store.referrers(turned, relations)])
  const edges = new Map<string, Edge[]>(turned.map((id) => [id, []]))
  const add = (id: string, link: Edge & { readonly entityType: EntityType }) => {
    if (carriesRights(link.entityType, link.relation)) edges.get(id)?.push(link)
  }
  for (const link of from) add(link.entityId, link)
  for (const link of to) add(link.targetId, link)
  return edges
}

/**
 * Which teams give their people something: roles or policies, their own or of a team above, deleted ones too, which may
 * come back; or that conditions of policies name them. The root team gives nobody anything: all are in it.
 */
async function givingTeams(
  ids: readonly string[],
  all: readonly Change[],
  ctx: RequestContext,
): Promise<(id: string) => boolean> {
  if (ids.length === 0) return () => false
  const names = new Map<string, string>()
  for (const change of all) if (change.kind === 'insert') names.set(change.row.id, change.row.name)
  const links = new Map<string, RelatedTarget[]>()
  for (let step = ids; step.length > 0; ) {
    const [rows, found] = await Promise.all([
      ctx.store.findByIds(step),
      ctx.store.relations(step, receivesBy.team ?? []),
    ])
    for (const id of step) links.set(id, [])
    for (const row of rows) names.set(row.id, row.name)
    for (const link of found) links.get(link.entityId)?.push(link)
    const above = found.filter(({ relation }) => passesOn.has(relation)).map(({ targetId }) => targetId)
    step = [...new Set(above)].filter((id) => !links.has(id))
  }
  const isNamed = await namedTeams(ctx)
  const gives = (id: string, seen: ReadonlySet<string>): boolean =>
    !seen.has(id) &&
    names.get(id) !== rootTeam &&
    (isNamed(names.get(id)) ||
      (links.get(id) ?? []).some(
        ({ relation, targetId }) => !passesOn.has(relation) || gives(targetId, new Set([...seen, id])),
      ))
  return (id) => gives(id, new Set())
}

const policiesMax = 10_000

/** Whether a condition may be about the team: the name is in it, a quote in the name written twice. */
async function namedTeams(ctx: RequestContext): Promise<(name: string | undefined) => boolean> {
  const { rows } = await ctx.store.list({ type: 'policy', include: 'all', sort: 'name', limit: policiesMax })
  const conditions = rows
    .flatMap(({ document }) => (Array.isArray(document.rules) ? document.rules : []))
    .map((rule: { readonly condition?: unknown }) => String(rule.condition ?? ''))
    .filter((condition) => condition.includes('inAnyTeam'))
  return (name) =>
    name !== undefined &&
    [name, name.replaceAll("'", "''"), name.replaceAll('"', '""')].some((spelling) =>
      conditions.some((condition) => condition.includes(spelling)),
    )
}
