/** Documents as clients of the search API find them in an index, and the envelope they come in (supporting APIs 8.10). */
import type { RequestContext } from '@/lib/entities/context'
import { readMany } from '@/lib/entities/read'
import { requireAccess } from '@/lib/model/access'
import type { Entity, EntityType, Include } from '@/lib/model/entity'
import { definitionOf, definitions } from '@/lib/model/registry'
import type { StoredEntity } from '@/lib/store/store'

/** Index names of clients → the types in them. */
const indexes: Readonly<Record<string, readonly EntityType[]>> = {
  dashboard_search_index: ['dashboard'],
  chart_search_index: ['chart'],
  dashboard_data_model_search_index: ['dashboardDataModel'],
  dashboard_service_search_index: ['dashboardService'],
  user_search_index: ['user'],
  team_search_index: ['team'],
  tag_search_index: ['tag'],
  classification_search_index: ['classification'],
  glossary_search_index: ['glossary'],
  glossary_term_search_index: ['glossaryTerm'],
  domain_search_index: ['domain'],
  data_product_search_index: ['dataProduct'],
  dataAsset: ['dashboard', 'chart', 'dashboardDataModel'],
}

/** Types people search for when they name no index; roles, policies and other machinery are not among them. */
const everything = [...new Set(Object.values(indexes).flat())]

/** A name of an index, an alias or a type; one that is not known holds nothing. */
function typesOfIndex(index: string | undefined): readonly EntityType[] {
  if (index === undefined || index === '' || index === 'all') return everything
  return index
    .split(',')
    .flatMap((name) => indexes[name] ?? definitions.filter((def) => def.type === name).map((def) => def.type))
}

const indexOf = (type: EntityType): string =>
  Object.entries(indexes).find(([, types]) => types.length === 1 && types[0] === type)?.[0] ?? `${type}_search_index`

/** The types of an index that the caller may look at; throws 403. */
export function searchedTypes(index: string | undefined, ctx: RequestContext): readonly EntityType[] {
  const types = typesOfIndex(index)
  for (const type of types) requireAccess(ctx.actor, ['ViewBasic'], type, {})
  return types
}

export interface Hit {
  readonly _index: string
  readonly _id: string
  readonly _score: number | null
  readonly _source: Record<string, unknown>
  readonly sort?: (string | number)[]
}

const sourceFields = new Set(['owners', 'tags', 'domains', 'dataProducts', 'charts', 'teams', 'roles'])

export const includeOf = (deleted: boolean): Include => (deleted ? 'deleted' : 'non-deleted')

/** In the order of the rows. */
export async function toHits(rows: readonly StoredEntity[], ctx: RequestContext): Promise<Hit[]> {
  const rendered = new Map<string, Entity>()
  for (const [type, group] of Map.groupBy(rows, (row) => row.type)) {
    const def = definitionOf(type)
    if (def === undefined) continue
    const fields = new Set([...sourceFields].filter((field) => def.fields.has(field)))
    for (const entity of await readMany(def, group, fields, ctx)) rendered.set(entity.id, entity)
  }
  return rows.map((row) => {
    const entity = rendered.get(row.id)
    const tier = (Array.isArray(entity?.tags) ? entity.tags : []).find((tag) => String(tag.tagFQN).startsWith('Tier.'))
    return {
      _index: indexOf(row.type),
      _id: row.id,
      _score: 1,
      _source: { ...entity, entityType: row.type, ...(tier !== undefined && { tier }) },
    }
  })
}

export const envelope = (hits: readonly Hit[], total: number, started: number): Record<string, unknown> => ({
  took: Math.round(performance.now() - started),
  timed_out: false,
  _shards: { total: 1, successful: 1, skipped: 0, failed: 0 },
  hits: { total: { value: total, relation: 'eq' }, max_score: hits[0]?._score ?? null, hits },
})
