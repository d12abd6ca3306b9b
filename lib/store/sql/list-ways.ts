/** The ways to the rows of a page: through the list in its order, or from what is asked for. */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { ListPosition, ListQuery, SortField } from '@/lib/store/queries'
import type { Count } from '@/lib/store/sql/list-counts'
import type { ListParts } from '@/lib/store/sql/list-parts'
import { sortKey } from '@/lib/store/sql/rows'
import { flagOf, type State } from '@/lib/store/sql/select'
import type { Tables } from '@/lib/store/sql/tables'

export const sortColumn = {
  name: 'e.name',
  displayName: 'e.sort_name',
  updatedAt: 'e.updated_at',
} as const satisfies Record<SortField, string>

/** What of a list is wanted, from a place on. */
export interface Stretch {
  readonly descending: boolean
  readonly from: ListPosition | undefined
  readonly limit: number
}

/** Looking a row up costs as much as going past so many that are only asked what they relate to. */
const passedForLookup = 6
/** So many rows are passed at most: what is asked for may be common and still not be where the page is. */
const passedMax = 10_000
/** More than is expected, so that chance seldom matters. */
const spare = (expected: number): number => Math.ceil(expected * 1.3) + 20

/**
 * How many rows of the list to go through for a page, where that is the shorter way: of what many relate to, the next ones
 * are met soon, while all that relate would have to be looked up and sorted. Undefined where it is longer.
 */
export function windowOf({ questions, areFew }: ListParts, { total, all }: Count, limit: number) {
  if (questions === undefined || total === 0) return undefined
  const window = spare((limit * all) / total)
  return window <= passedMax && window <= total * passedForLookup && !areFew ? window : undefined
}

const ordered = (query: ListQuery, descending: boolean): RawBuilder<unknown> => {
  const direction = sql.raw(descending ? 'desc' : 'asc')
  return sql`order by ${sql.raw(sortColumn[query.sort])} ${direction}, e.id ${direction}`
}

/** The ids of the page, in its order; `window`: from among so many rows of the list alone. */
export function pageOf(list: ListParts, state: State, stretch: Stretch, window?: number): RawBuilder<unknown> {
  const { query, inState, place, filters, questions = () => filters } = list
  const order = ordered(query, stretch.descending)
  const column = sql.raw(sortColumn[query.sort])
  const placed = [inState(state), ...place, ...beyond(query, stretch)]
  if (window === undefined)
    return sql`select e.id from entity e where ${sql.join([...placed, ...filters], sql` and `)} ${order}
      limit ${stretch.limit}`
  return sql`select e.id from (select e.id, ${column} from entity e where ${sql.join(placed, sql` and `)} ${order}
    limit ${sql.lit(window)}) e where ${sql.join(questions(window), sql` and `)} ${order} limit ${stretch.limit}`
}

/** The rows of a page by its ids, so that nothing but these is read whole; about `e`. */
const onPage = ({ dialect, query }: ListParts, page: RawBuilder<unknown>, descending: boolean) =>
  sql`where ${dialect.isAmong('e.id', sql`select p.id from (${page}) p`)} ${ordered(query, descending)}`

/**
 * The ids of a stretch of the rows at these places, which are all that the list has. Undefined where a commit was faster,
 * and one of them is in the list no more.
 */
export async function readPlaced(
  db: Kysely<Tables>,
  list: ListParts,
  state: State,
  stretch: Stretch,
  seqs: readonly number[],
): Promise<string[] | undefined> {
  const { dialect, query, asked } = list
  const order = ordered(query, stretch.descending)
  const inList = sql`${dialect.inRow('e.type')} = ${query.type} and ${dialect.inRow('e.deleted')} = ${flagOf(state)}`
  const placed = sql.join([inList, ...beyond(query, stretch)], sql` and `)
  const { rows } = await sql<{ id: string }>`select e.id from ${dialect.rowsAt(seqs)} where ${placed} ${order}
    limit ${stretch.limit}`.execute(db)
  const ids = rows.map(({ id }) => id)
  if (asked.length === 0 || ids.length === 0) return ids
  const { rows: still } = await sql<{ id: string }>`select e.id from entity e where ${dialect.isOneOf('e.id', ids)}
    and ${sql.join(asked, sql` and `)}`.execute(db)
  return still.length === ids.length ? ids : undefined
}

/** The page itself, where the rows are met in their order. */
function inOrder(list: ListParts, state: State, stretch: Stretch): RawBuilder<unknown> {
  const { query, inState, place, filters } = list
  const where = [inState(state), ...place, ...filters, ...beyond(query, stretch)]
  return sql`where ${sql.join(where, sql` and `)} ${ordered(query, stretch.descending)} limit ${stretch.limit}`
}

/** The rows of a stretch by the shortest way, in its order; `select` is about `e`, and `count` makes a window possible. */
export async function readStretch<Row>(
  db: Kysely<Tables>,
  list: ListParts,
  state: State,
  stretch: Stretch,
  select: RawBuilder<unknown>,
  count?: Count,
): Promise<Row[]> {
  const { query, matches, areFew } = list
  const read = async (where: RawBuilder<unknown>) => (await sql<Row>`${matches} ${select} ${where}`.execute(db)).rows
  const page = (window?: number) => read(onPage(list, pageOf(list, state, stretch, window), stretch.descending))
  const window = count && windowOf(list, count, stretch.limit)
  if (window !== undefined) {
    const rows = await page(window)
    // Less than a page says nothing of what comes behind.
    if (rows.length === stretch.limit) return rows
  }
  const isMetInOrder = !areFew && query.text === undefined && !query.related?.length
  return isMetInOrder ? read(inOrder(list, state, stretch)) : page()
}

/** Callers know the display name, not what the index keeps of it. */
const toStored = (sort: SortField, { key, id }: ListPosition): ListPosition => ({
  key: sort === 'displayName' ? sortKey(String(key)) : key,
  id,
})

function beyond({ sort }: ListQuery, { from, descending }: Stretch): RawBuilder<unknown>[] {
  if (from === undefined) return []
  const { key, id } = toStored(sort, from)
  return [sql`(${sql.raw(sortColumn[sort])}, e.id) ${sql.raw(descending ? '<' : '>')} (${key}, ${id})`]
}
