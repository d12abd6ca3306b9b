/** Documents one by one, for queries that no index answers alone. However many there are: a hit is never left out. */
import type { RequestContext } from '@/lib/entities/context'
import { type Hit, includeOf, toHits } from '@/lib/entities/search-hits'
import { takeTurns } from '@/lib/entities/turns'
import type { EntityType } from '@/lib/model/entity'
import { type Predicate, valuesAt } from '@/lib/model/search-filter'

const rowsPerRead = 1000

export interface ScanOptions {
  readonly types: readonly EntityType[]
  readonly deleted: boolean
  /** Words that every match has; the text index finds the candidates by them. */
  readonly text?: string | undefined
  readonly matches: Predicate
  /** A field of the documents; the order of names if left out. */
  readonly sortField?: string | undefined
  readonly descending?: boolean
  /** The place of the last hit of the page before. */
  readonly searchAfter?: readonly string[]
  readonly from: number
  readonly size: number
}

interface Match {
  readonly id: string
  /** Value of the field that is sorted by, and id. */
  readonly place: readonly [string, string]
}

/** A page of what matches, and how much there is in all. Keeps a place for each match; documents only of the page. */
export async function scan(options: ScanOptions, ctx: RequestContext): Promise<{ hits: Hit[]; total: number }> {
  const matches: Match[] = []
  for (const type of options.types) await scanType(type, options, matches, ctx)
  const isSorted = options.sortField !== undefined
  const rest = isSorted ? sortedAfter(matches, options) : matches
  const end = options.from + options.size
  const page = rest.slice(options.from, end)
  const rows = new Map((await ctx.store.findByIds(page.map(({ id }) => id))).map((row) => [row.id, row]))
  const hits = await toHits(
    page.flatMap(({ id }) => rows.get(id) ?? []),
    ctx,
  )
  // A hit with a place asks for another page; the last page has none.
  if (!isSorted || end >= rest.length) return { hits, total: matches.length }
  const places = new Map(page.map(({ id, place }) => [id, place]))
  return { hits: hits.map((hit) => ({ ...hit, sort: [...(places.get(hit._id) ?? [])] })), total: matches.length }
}

async function scanType(type: EntityType, options: ScanOptions, found: Match[], ctx: RequestContext): Promise<void> {
  const { text, deleted, matches, sortField } = options
  const turn = takeTurns()
  for (let after: { key: string; id: string } | undefined; ; ) {
    const { rows, more } = await ctx.store.list({
      type,
      include: includeOf(deleted),
      sort: 'name',
      limit: rowsPerRead,
      ...(text !== undefined && { text }),
      ...(after !== undefined && { after }),
    })
    for (const { _id, _source } of await toHits(rows, ctx)) {
      if (!matches(_source)) continue
      found.push({ id: _id, place: [String(valuesAt(_source, sortField ?? 'name')[0] ?? ''), _id] })
    }
    const last = rows.at(-1)
    if (!more || last === undefined) return
    after = { key: last.name, id: last.id }
    await turn()
  }
}

function sortedAfter(matches: readonly Match[], { descending, searchAfter = [] }: ScanOptions): Match[] {
  const turn = descending === true ? -1 : 1
  const order = (a: readonly string[], b: readonly string[]): number => {
    const at = a.findIndex((value, index) => value !== b[index])
    return at < 0 ? 0 : (a[at] ?? '') < (b[at] ?? '') ? -turn : turn
  }
  return matches
    .filter(({ place }) => searchAfter.length === 0 || order(searchAfter, place) < 0)
    .toSorted((a, b) => order(a.place, b.place))
}
