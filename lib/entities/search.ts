/** Search in the shapes of OpenMetadata's search API (supporting APIs 8.10): an Elasticsearch envelope over the store. */
import type { RequestContext } from '@/lib/entities/context'
import { envelope, includeOf, searchedTypes, toHits } from '@/lib/entities/search-hits'
import { scan } from '@/lib/entities/search-scan'
import type { EntityType } from '@/lib/model/entity'
import { type Predicate, queryString, toPredicate } from '@/lib/model/search-filter'

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

/** `GET /search/query`. */
export async function search(options: SearchOptions, ctx: RequestContext): Promise<Record<string, unknown>> {
  const started = performance.now()
  const types = searchedTypes(options.index, ctx)
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
  const matchesWords = queryString(options.q)
  const { hits, total } = await scan(
    {
      ...options,
      types,
      matches: (document) => matchesWords(document) && (filter === undefined || filter(document)),
      sortField: sorted ? options.sortField : undefined,
    },
    ctx,
  )
  return envelope(hits, total, started)
}

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
