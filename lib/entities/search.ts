/**
 * Search in the shapes of OpenMetadata's search API (docs/contract/search.md#queries): an Elasticsearch envelope over
 * the store.
 */
import type { RequestContext } from '@/lib/entities/context'
import { envelope, type Found, includeOf, searchedTypes, toHits, totalMax } from '@/lib/entities/search-hits'
import { type Narrowed, narrow } from '@/lib/entities/search-narrow'
import { foundOnce, scan } from '@/lib/entities/search-scan'
import { withinTypes } from '@/lib/entities/visible'
import type { EntityType } from '@/lib/model/entities/entity'
import { parseQueryString } from '@/lib/model/search/query-string'
import { allOf, bareField, type Condition, everything, textFields } from '@/lib/model/search/search-condition'
import { parseFilter } from '@/lib/model/search/search-filter'
import { cursorKeyLengthMax } from '@/lib/model/wire/cursor'
import { badRequest } from '@/lib/model/wire/errors'
import type { ListPosition, SortField } from '@/lib/store/queries'
import type { StoredEntity } from '@/lib/store/rows'

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

/** `GET /search/query`. Throws 400 for what is too much to ask, 403, and 503 when too many searches read everything. */
export async function search(options: SearchOptions, ctx: RequestContext): Promise<Record<string, unknown>> {
  const started = performance.now()
  const types = searchedTypes(options.index, ctx)
  const condition = allOf([parseQueryString(options.q.trim()), parseFilter(options.queryFilter ?? '') ?? everything])
  return envelope(await find(condition, types, options, ctx), started)
}

async function find(
  condition: Condition,
  types: readonly EntityType[],
  options: SearchOptions,
  ctx: RequestContext,
): Promise<Found> {
  if (types.length === 0) return { hits: [], total: 0 }
  const sortField = options.sortField === '_score' ? undefined : options.sortField
  const text = sortField === undefined ? plainText(condition) : undefined
  if (text !== undefined) return ranked(text, types, options, ctx)
  const found = await Promise.all(types.map((type) => narrow(type, condition, options.deleted, ctx)))
  const narrowed = found.filter((one) => one !== undefined)
  const [only, second] = narrowed
  if (narrowed.every(({ exact }) => exact)) {
    if (sortField === undefined) return inNameOrder(narrowed, options, ctx)
    const sort = storedSort(sortField, condition)
    if (second === undefined && sort !== undefined) {
      return only === undefined ? { hits: [], total: 0 } : scroll(only, sort, options, ctx)
    }
  }
  return scan({ ...options, narrowed, condition, sortField }, ctx)
}

/** What the ranked search of the store takes: words wherever they stand, or everything. */
function plainText(condition: Condition): string | undefined {
  if (condition.kind === 'all') return '*'
  if (condition.kind !== 'words') return undefined
  return condition.fields.length === textFields.length ? condition.text : undefined
}

async function ranked(
  text: string,
  types: readonly EntityType[],
  { deleted, from, size, countAll }: SearchOptions,
  ctx: RequestContext,
): Promise<Found> {
  const within = withinTypes(types, ctx)
  const page = await ctx.store.search({ text, types, within, include: includeOf(deleted), from, size, countAll })
  const hits = await toHits(
    page.hits.map((hit) => hit.row),
    ctx,
  )
  const scores = new Map(page.hits.map(({ row, score }) => [row.id, score]))
  return {
    hits: hits.map((hit) => ({ ...hit, _score: scores.get(hit._id) ?? null })),
    total: page.total,
    cut: !countAll && page.total >= totalMax,
  }
}

/** Rows that the filters of the store find. What had to be looked for in texts is known until the catalogue changes. */
async function inNameOrder(narrowed: readonly Narrowed[], options: SearchOptions, ctx: RequestContext): Promise<Found> {
  const { deleted, from, size } = options
  const find = () => typeAfterType(narrowed, options, ctx)
  if (!narrowed.some(({ filters }) => (filters.phrases ?? []).length > 0)) {
    const { rows, total } = await find()
    return { hits: await toHits(rows, ctx), total }
  }
  const lookFor = async () => {
    const { rows, total } = await find()
    return { page: rows.map(({ id }) => ({ id })), total }
  }
  const { found, rows } = await foundOnce(['phrase', narrowed, deleted, from, size], lookFor, ctx)
  return { hits: await toHits(rows, ctx), total: found.total }
}

async function typeAfterType(
  narrowed: readonly Narrowed[],
  { deleted, from, size }: SearchOptions,
  ctx: RequestContext,
): Promise<{ rows: readonly StoredEntity[]; total: number }> {
  const rows: StoredEntity[] = []
  let total = 0
  for (const { type, filters } of narrowed) {
    const limit = Math.max(0, from + size - total)
    const page = await ctx.store.list({ type, include: includeOf(deleted), sort: 'name', limit, ...filters })
    // Places of the type among all that were found: those before it count in full.
    rows.push(...page.rows.slice(Math.max(0, from - total)))
    total += page.total
  }
  return { rows: rows.slice(0, size), total }
}

const storedSorts: ReadonlyMap<string, SortField> = new Map([
  ['name', 'name'],
  ['fullyQualifiedName', 'name'],
  ['displayName', 'displayName'],
  ['updatedAt', 'updatedAt'],
])

/** The order of the store that does for a field: when everything is asked for, any order that can be followed. */
const storedSort = (field: string, condition: Condition): SortField | undefined =>
  storedSorts.get(bareField(field)) ?? (condition.kind === 'all' ? 'name' : undefined)

/** Every row that the filters find, at any size; the place goes back and forth as `search_after`. */
async function scroll(
  { type, filters }: Narrowed,
  sort: SortField,
  { deleted, descending, from, size, searchAfter }: SearchOptions,
  ctx: RequestContext,
): Promise<Found> {
  const after = position(searchAfter, sort)
  const page = await ctx.store.list({
    type,
    include: includeOf(deleted),
    sort,
    descending,
    limit: from + size,
    ...filters,
    ...(after !== undefined && { after }),
  })
  const rows = page.rows.slice(from)
  const hits = await toHits(rows, ctx)
  if (!page.more) return { hits, total: page.total }
  const places = new Map(rows.map((row) => [row.id, [sortValue(row, sort), row.id]]))
  return { hits: hits.map((hit) => ({ ...hit, sort: places.get(hit._id) ?? [] })), total: page.total }
}

const sortValue = (row: StoredEntity, sort: SortField): string | number =>
  sort === 'name'
    ? row.name
    : sort === 'updatedAt'
      ? row.updatedAt
      : (row.displayName ?? row.name).slice(0, cursorKeyLengthMax)

function position([key, id]: readonly string[], sort: SortField): ListPosition | undefined {
  if (key === undefined || id === undefined) return undefined
  if (sort !== 'updatedAt') return { key, id }
  if (!/^\d{1,15}$/.test(key))
    throw badRequest('search_after does not fit sort_field', { hint: 'Send the `sort` of the last hit as it is.' })
  return { key: Number(key), id }
}
