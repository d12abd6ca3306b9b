/** Documents one by one, for queries that no index answers alone. However many there are: a hit is never left out. */
import type { RequestContext } from '@/lib/entities/context'
import { type Found, includeOf, toDocuments, toHits, totalMax } from '@/lib/entities/search-hits'
import type { Narrowed } from '@/lib/entities/search-narrow'
import { requireClient, takingPlace } from '@/lib/entities/search-places'
import { takeTurns } from '@/lib/entities/turns'
import { type Condition, memberOf, membersOf, Subject, toPredicate } from '@/lib/model/search/search-condition'
import type { StoredEntity } from '@/lib/store/rows'

/** What leads to the rows is found anew for each read. */
const rowsPerRead = 1_000
const documentsAtOnce = 200
/** Values that are sorted by are compared by their beginning. */
const placeLengthMax = 512

export interface ScanOptions {
  /** What is looked through, type by type. */
  readonly narrowed: readonly Narrowed[]
  readonly deleted: boolean
  readonly condition: Condition
  /** A field of the documents; the order of names if left out. */
  readonly sortField?: string | undefined
  readonly descending?: boolean
  /** The place of the last hit of the page before. */
  readonly searchAfter?: readonly string[]
  readonly from: number
  readonly size: number
  readonly countAll?: boolean
}

interface Match {
  readonly id: string
  /** Value of the field that is sorted by, and id. */
  readonly place: readonly [string, string]
}

/** What has been found: how much, and what the page may need of it. */
interface Matches {
  total: number
  readonly kept: Match[]
  isFull: boolean
}

/** A page of a search, as it is remembered until the catalogue changes. */
interface Scanned {
  readonly page: readonly Match[]
  readonly total: number
  readonly cut: boolean
  readonly more: boolean
}

/** Larger pages are not remembered. */
const rememberedMax = 100

/** What was found of a search, and which things its page has. */
interface Paged {
  readonly page: readonly { readonly id: string }[]
}

/**
 * What `find` gives, found once until the catalogue changes, with the rows of its page as they are now. `question`: all
 * that it depends on, as JSON.
 */
export async function foundOnce<Result extends Paged>(
  question: unknown,
  find: () => Promise<Result>,
  { store }: RequestContext,
): Promise<{ readonly found: Result; readonly rows: readonly StoredEntity[] }> {
  const { known, keep } = await store.untilCommit(question)
  const found = (known as Result | undefined) ?? (await find()) // kept here alone
  if (known === undefined && found.page.length <= rememberedMax) keep(found)
  const rows = new Map((await store.findByIds(found.page.map(({ id }) => id))).map((row) => [row.id, row]))
  return { found, rows: found.page.flatMap(({ id }) => rows.get(id) ?? []) }
}

/**
 * A page of what matches, and how much there is in all. Keeps a place for each match; documents only of the page. The same
 * question is answered without reading until the catalogue changes.
 */
export async function scan(options: ScanOptions, ctx: RequestContext): Promise<Found> {
  // Who asks is part of it, with all rights: what a document shows depends on them.
  const question = ['scan', options, ctx.actor, ctx.apiUrl]
  const { found, rows } = await foundOnce(question, () => scanAll(options, ctx), ctx)
  const { page, total, cut, more } = found
  const hits = await toHits(rows, ctx)
  // A hit with a place asks for another page; the last page has none.
  if (options.sortField === undefined || !more) return { hits, total, cut }
  const places = new Map(page.map(({ id, place }) => [id, place]))
  return { hits: hits.map((hit) => ({ ...hit, sort: [...(places.get(hit._id) ?? [])] })), total, cut }
}

async function scanAll(options: ScanOptions, ctx: RequestContext): Promise<Scanned> {
  const matches: Matches = { total: 0, kept: [], isFull: false }
  await takingPlace(ctx.signal, async () => {
    for (const narrowed of options.narrowed) await scanType(narrowed, options, matches, ctx)
  })
  const rest = options.sortField === undefined ? matches.kept : sortedAfter(matches.kept, options)
  const end = options.from + options.size
  return { page: rest.slice(options.from, end), total: matches.total, cut: matches.isFull, more: end < rest.length }
}

async function scanType(
  { type, filters }: Narrowed,
  options: ScanOptions,
  matches: Matches,
  ctx: RequestContext,
): Promise<void> {
  const { deleted, condition, sortField, from, size, countAll } = options
  const holds = toPredicate(condition)
  const members = new Set([...membersOf(condition), ...(sortField === undefined ? [] : [memberOf(sortField)])])
  const turn = takeTurns()
  for (let after: { key: string; id: string } | undefined; ; ) {
    const { rows, more } = await ctx.store.list({
      type,
      include: includeOf(deleted),
      sort: 'name',
      limit: rowsPerRead,
      uncounted: true,
      ...filters,
      ...(after !== undefined && { after }),
    })
    for await (const document of documentsOf(rows, members, ctx)) {
      await turn()
      const subject = new Subject(document)
      if (!holds(subject)) continue
      matches.total += 1
      const id = String(document.id)
      if (sortField !== undefined)
        matches.kept.push({ id, place: [(subject.values(sortField)[0] ?? '').slice(0, placeLengthMax), id] })
      else if (matches.kept.length < from + size) matches.kept.push({ id, place: ['', id] })
      else if (matches.total > totalMax && countAll !== true) {
        // The page is full and nobody asks for more than this total.
        matches.total = totalMax
        matches.isFull = true
        return
      }
    }
    const last = rows.at(-1)
    if (matches.isFull || !more || last === undefined) return
    after = { key: last.name, id: last.id }
    requireClient(ctx.signal)
    await turn()
  }
}

async function* documentsOf(rows: readonly StoredEntity[], members: ReadonlySet<string>, ctx: RequestContext) {
  for (let at = 0; at < rows.length; at += documentsAtOnce)
    yield* await toDocuments(rows.slice(at, at + documentsAtOnce), members, ctx)
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
