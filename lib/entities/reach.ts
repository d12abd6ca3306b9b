/** What a deletion would come to, before it is done: asked of what does it (`remove.ts`), so that both say the same. */
import { assetTypes } from '@/lib/entities/assets'
import type { RequestContext } from '@/lib/entities/context'
import { requireOnRow } from '@/lib/entities/gate'
import { type EntityKey, findIncluded } from '@/lib/entities/read'
import { childrenOf } from '@/lib/entities/remove'
import { onlyVisible, withinTypes } from '@/lib/entities/visible'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { type EntityType, entityTypes } from '@/lib/model/entities/entity'
import { definitionOf } from '@/lib/model/entities/registry'
import { badRequest } from '@/lib/model/wire/errors'
import { isTree } from '@/lib/model/wire/query'
import type { StoredEntity } from '@/lib/store/rows'

type Totals = Partial<Record<EntityType, number>>

/** How many of each type go along, itself not counted, and how many stay and are without it and what goes along. */
export interface Reach {
  readonly goes: Totals
  readonly without: Totals
}

/** How what stays names what goes. */
const carriedBy: Partial<Record<EntityType, readonly { field: string; relation: string }[]>> = {
  team: [
    { field: 'owners', relation: 'owner' },
    { field: 'teams', relation: 'team' },
  ],
  tag: [{ field: 'tags', relation: 'tag' }],
  glossaryTerm: [{ field: 'tags', relation: 'tag' }],
  domain: [{ field: 'domains', relation: 'domain' }],
}

/**
 * What goes when a team, tag, term or domain is deleted, at any depth, and what is used on any of it; of both what the
 * caller may see. A number of questions that grows with the depth alone. Throws 400 for a type without a tree, 403, 404.
 */
export async function reachOf(def: EntityDefinition, key: EntityKey, ctx: RequestContext): Promise<Reach> {
  if (!isTree(def)) throw badRequest(`${def.collection} do not stand below one another`)
  const row = await findIncluded(def, key, 'all', ctx)
  await requireOnRow(def, row, ['ViewBasic'], ctx)
  const leaving = await leavingWith(row, ctx)
  const seen = await onlyVisible([...leaving.values()], (each) => each, ctx)
  const goes = Map.groupBy(
    seen.filter(({ id }) => id !== row.id),
    ({ type }) => type,
  )
  const own = [...leaving.values()].filter(({ type }) => type === def.type).map(({ id }) => id)
  return {
    goes: Object.fromEntries([...goes].map(([type, rows]) => [type, rows.length])),
    without: await carrying(def, own, goes, ctx),
  }
}

/** All that would be deleted, itself among it. What is in the trash goes only with what is there too, for good. */
async function leavingWith(row: StoredEntity, ctx: RequestContext): Promise<ReadonlyMap<string, StoredEntity>> {
  const leaving = new Map([[row.id, row]])
  for (let level = [row]; level.length > 0; ) {
    const found: StoredEntity[] = []
    for (const [type, rows] of Map.groupBy(level, (each) => each.type)) {
      const def = definitionOf(type)
      if (def !== undefined) found.push(...(await childrenOf(def, rows, row.deleted, ctx, new Set(leaving.keys()))))
    }
    level = found.filter(({ id, deleted }) => !leaving.has(id) && (row.deleted || !deleted))
    for (const each of level) leaving.set(each.id, each)
  }
  return leaving
}

/** How many living entities of each type name one of these; what is of a type that goes along is told there. */
async function carrying(
  def: EntityDefinition,
  targetIds: readonly string[],
  goes: ReadonlyMap<EntityType, unknown>,
  ctx: RequestContext,
): Promise<Totals> {
  const within = withinTypes(entityTypes, ctx)
  const asked = [...assetTypes, ...carriers].flatMap((type) =>
    type === def.type || goes.has(type)
      ? []
      : (carriedBy[def.type] ?? [])
          .filter(({ field }) => definitionOf(type)?.fields.has(field) === true)
          .map(({ relation }) => ({ type, relation })),
  )
  const totals = await Promise.all(
    asked.map(async ({ type, relation }) => {
      const own = within.get(type)
      const { total } = await ctx.store.list({
        type,
        include: 'non-deleted',
        related: [{ relation, targetIds }],
        sort: 'name',
        limit: 0,
        ...(own !== undefined && { within: own }),
      })
      return [type, total] as const
    }),
  )
  return Object.fromEntries(totals.filter(([, total]) => total > 0))
}

/** What else lists show that are about people and governance. */
const carriers: readonly EntityType[] = [
  'user',
  'team',
  'classification',
  'tag',
  'glossary',
  'glossaryTerm',
  'domain',
  'dataProduct',
]
