/** Search in the shapes of OpenMetadata's search API (supporting APIs 3, 8.10): an Elasticsearch envelope over the store. */

import type { RequestContext } from '@/lib/entities/context'
import { readMany } from '@/lib/entities/read'
import { requireAccess } from '@/lib/model/access'
import type { Entity, EntityType, Include } from '@/lib/model/entity'
import { definitionOf, definitions } from '@/lib/model/registry'
import { type Predicate, queryString, toPredicate, valuesAt, wildcard } from '@/lib/model/search-filter'
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
export function typesOfIndex(index: string | undefined): readonly EntityType[] {
  if (index === undefined || index === '' || index === 'all') return everything
  return index
    .split(',')
    .flatMap((name) => indexes[name] ?? definitions.filter((def) => def.type === name).map((def) => def.type))
}

const indexOf = (type: EntityType): string =>
  Object.entries(indexes).find(([, types]) => types.length === 1 && types[0] === type)?.[0] ?? `${type}_search_index`

export interface SearchOptions {
  readonly q: string
  readonly index?: string | undefined
  readonly from: number
  readonly size: number
  readonly deleted: boolean
  /** Elasticsearch JSON; what cannot be read is ignored. */
  readonly queryFilter?: string | undefined
  readonly sortField?: string | undefined
  readonly descending: boolean
  readonly searchAfter: readonly string[]
  /** Totals beyond 10,000 are counted too. */
  readonly countAll: boolean
}

interface Hit {
  readonly _index: string
  readonly _id: string
  readonly _score: number | null
  readonly _source: Record<string, unknown>
  readonly sort?: (string | number)[]
}

/** How many rows a filter that no index serves may look at. */
const scannedMax = 10_000

const sourceFields = new Set(['owners', 'tags', 'domains', 'dataProducts', 'charts', 'teams', 'roles'])

/** `GET /search/query`. */
export async function search(options: SearchOptions, ctx: RequestContext): Promise<Record<string, unknown>> {
  const started = performance.now()
  const types = typesOfIndex(options.index)
  for (const type of types) requireAccess(ctx.actor, ['ViewBasic'], type, {})
  const filter = parseFilter(options.queryFilter)
  const plain = options.q.trim() === '' || options.q.trim() === '*'
  const sorted = options.sortField !== undefined && options.sortField !== '_score'
  if (plain && filter === undefined && sorted && types.length === 1 && types[0] !== undefined) {
    return scroll(types[0], options, started, ctx)
  }
  const free = !plain && filter === undefined && !/[:*?"()]|\b(?:AND|OR|NOT)\b/.test(options.q) && !sorted
  if (free || (plain && filter === undefined && !sorted)) {
    const page = await ctx.store.search({
      text: options.q,
      types,
      include: includeOf(options.deleted),
      from: options.from,
      size: options.size,
      countAll: options.countAll,
    })
    const hits = await toHits(
      page.hits.map((hit) => hit.row),
      ctx,
    )
    return envelope(
      hits.map((hit, at) => ({ ...hit, _score: page.hits[at]?.score ?? null })),
      page.total,
      started,
    )
  }
  const matches = await scan(types, options, filter, ctx)
  const rest = sorted ? sortedAfter(matches, options) : matches
  const end = options.from + options.size
  const page = rest.slice(options.from, end)
  // A hit with a place asks for another page; the last page has none.
  return envelope(end < rest.length ? page : page.map(({ sort: _sort, ...hit }) => hit), matches.length, started)
}

/** Hits in the order asked for, each with its place; those up to `search_after` are left out. */
function sortedAfter(hits: readonly Hit[], { sortField = '', descending, searchAfter }: SearchOptions): Hit[] {
  const turn = descending ? -1 : 1
  const order = (a: readonly string[], b: readonly string[]): number => {
    const at = a.findIndex((value, index) => value !== b[index])
    return at < 0 ? 0 : (a[at] ?? '') < (b[at] ?? '') ? -turn : turn
  }
  const placed = hits.map((hit) => ({ hit, sort: [String(valuesAt(hit._source, sortField)[0] ?? ''), hit._id] }))
  return placed
    .filter(({ sort }) => searchAfter.length === 0 || order(searchAfter, sort) < 0)
    .toSorted((a, b) => order(a.sort, b.sort))
    .map(({ hit, sort }) => ({ ...hit, sort }))
}

const includeOf = (deleted: boolean): Include => (deleted ? 'deleted' : 'non-deleted')

function parseFilter(text: string | undefined): Predicate | undefined {
  if (text === undefined || text.trim() === '') return undefined
  try {
    return toPredicate(JSON.parse(text))
  } catch {
    return undefined // as upstream: an invalid filter is ignored, not an error
  }
}

/** Every row of a type in the order of names, at any size; the place goes back and forth as `search_after`. */
async function scroll(type: EntityType, options: SearchOptions, started: number, ctx: RequestContext) {
  const [key, id] = options.searchAfter
  const page = await ctx.store.list({
    type,
    include: includeOf(options.deleted),
    sort: 'name',
    descending: options.descending,
    limit: options.size,
    ...(key !== undefined && id !== undefined && { after: { key, id } }),
  })
  const hits = await toHits(page.rows, ctx)
  const placed = hits.map((hit, at) => ({ ...hit, sort: [page.rows[at]?.name ?? '', hit._id] }))
  return envelope(page.more ? placed : hits, page.total, started)
}

/** Documents one by one; for queries that the text index cannot answer alone. */
async function scan(
  types: readonly EntityType[],
  options: SearchOptions,
  filter: Predicate | undefined,
  ctx: RequestContext,
): Promise<Hit[]> {
  const matches = queryString(options.q)
  const found: Hit[] = []
  for (const type of types) {
    let after: { key: string; id: string } | undefined
    for (let scanned = 0; scanned < scannedMax; ) {
      const page = await ctx.store.list({
        type,
        include: includeOf(options.deleted),
        sort: 'name',
        limit: 1000,
        ...(after !== undefined && { after }),
      })
      for (const hit of await toHits(page.rows, ctx)) {
        if (matches(hit._source) && (filter === undefined || filter(hit._source))) found.push(hit)
      }
      const last = page.rows.at(-1)
      if (!page.more || last === undefined) break
      after = { key: last.name, id: last.id }
      scanned += page.rows.length
    }
  }
  return found
}

/** Documents as clients expect them in an index, in the order of the rows. */
async function toHits(rows: readonly StoredEntity[], ctx: RequestContext): Promise<Hit[]> {
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

const envelope = (hits: readonly Hit[], total: number, started: number): Record<string, unknown> => ({
  took: Math.round(performance.now() - started),
  timed_out: false,
  _shards: { total: 1, successful: 1, skipped: 0, failed: 0 },
  hits: { total: { value: total, relation: 'eq' }, max_score: hits[0]?._score ?? null, hits },
})

export interface FieldSearchOptions {
  readonly fieldName: string
  readonly fieldValue: string
  readonly index?: string | undefined
  readonly from: number
  readonly size: number
  readonly deleted: boolean
}

/** `GET /search/fieldQuery`: one field against a value, `*` and `?` as wildcards. */
export async function searchField(options: FieldSearchOptions, ctx: RequestContext): Promise<Record<string, unknown>> {
  const started = performance.now()
  const types = typesOfIndex(options.index)
  for (const type of types) requireAccess(ctx.actor, ['ViewBasic'], type, {})
  const include = includeOf(options.deleted)
  const wild = /(^|[^\\])[*?]/.test(options.fieldValue)
  if (options.fieldName === 'fullyQualifiedName' && !wild) {
    const rows = (await Promise.all(types.map((type) => ctx.store.findByFqns(type, [options.fieldValue])))).flat()
    const alive = rows.filter((row) => row.deleted === options.deleted)
    return envelope(await toHits(alive.slice(options.from, options.from + options.size), ctx), alive.length, started)
  }
  const pattern = wildcard(options.fieldValue)
  const literal = options.fieldValue.replaceAll(/[*?\\]/g, ' ')
  const candidates = await ctx.store.search({
    text: literal.trim() === '' ? '*' : literal,
    types,
    include,
    from: 0,
    size: scannedMax,
  })
  const hits = await toHits(
    candidates.hits.map((hit) => hit.row),
    ctx,
  )
  const matching = hits.filter((hit) =>
    valuesAt(hit._source, options.fieldName).some((value) => pattern.test(String(value))),
  )
  return envelope(matching.slice(options.from, options.from + options.size), matching.length, started)
}
