/** A page of a list. */
import { type Kysely, sql } from 'kysely'
import type { ListPage, ListPosition, ListQuery, SortField } from '@/lib/store/queries'
import type { StoredEntity } from '@/lib/store/rows'
import { walk } from '@/lib/store/sql/common-text'
import type { Dialect } from '@/lib/store/sql/dialect'
import type { KnownTotals } from '@/lib/store/sql/known-totals'
import { type Count, countEach, countMatching } from '@/lib/store/sql/list-counts'
import { asksRelationsAlone, type ListParts, lookedUpMax, partsOf } from '@/lib/store/sql/list-parts'
import { readPlaced, readStretch, type Stretch } from '@/lib/store/sql/list-ways'
import { withMatches } from '@/lib/store/sql/matches'
import { byCodePoint, byProperty, readByProperty } from '@/lib/store/sql/property-order'
import { type EntityColumns, sortName, toStoredEntity } from '@/lib/store/sql/rows'
import { type State, selectEntity } from '@/lib/store/sql/select'
import type { Tables } from '@/lib/store/sql/tables'

/**
 * A page: each state of deletion is a range scan of its own index entries, so `all` reads two and merges them.
 * `hidden`: containers whose contents count as deleted.
 */
export async function readList(
  db: Kysely<Tables>,
  dialect: Dialect,
  known: KnownTotals,
  query: ListQuery,
  hidden: readonly string[],
): Promise<ListPage> {
  const matches = query.text === undefined ? sql`` : withMatches(dialect, [query.type], query.text, query.phrases)
  if (matches === undefined) return { rows: [], total: 0, more: false }
  const matching =
    query.text === undefined || query.uncounted === true ? undefined : await countMatching(db, dialect, known, query)
  if (matching === 0) return { rows: [], total: 0, more: false }
  const list = await partsOf(db, dialect, query, matches, hidden, matching)
  const states: readonly State[] =
    query.include === 'all' ? ['non-deleted', 'deleted'] : [query.include === 'deleted' ? 'deleted' : 'non-deleted']
  const counted = query.uncounted === true ? undefined : await countEach(db, known, list, states)
  const total = counted?.reduce((sum, count) => sum + count.total, 0) ?? 0
  if (query.limit === 0) return { rows: [], total, more: false }
  const backward = query.before !== undefined
  const descending = (query.descending === true) !== backward
  const stretch: Stretch = { descending, from: query.before ?? query.after, limit: query.limit + 1 }
  const { sortProperty } = query
  if (sortProperty !== undefined) {
    const parts = await Promise.all(
      states.map((state, at) => readByProperty(db, list, sortProperty, state, { ...stretch, backward }, counted?.[at])),
    )
    const placed = parts.flat().toSorted(byProperty(descending, backward))
    const rows = await byIds(
      db,
      dialect,
      placed.slice(0, query.limit).map(({ id }) => id),
    )
    return { rows: backward ? rows.toReversed() : rows, total, more: placed.length > query.limit }
  }
  const found = await Promise.all(
    states.map(async (state, at) => {
      const count = counted?.[at]
      if (count?.total === 0) return []
      const walked = count && (await readWalking(db, known, list, state, stretch, count))
      return walked ?? (await readRows(db, list, state, stretch, count))
    }),
  )
  const merged = found.length === 1 ? (found[0] ?? []) : found.flat().toSorted(comparator(query.sort, descending))
  const rows = merged.slice(0, query.limit)
  return { rows: backward ? rows.toReversed() : rows, total, more: merged.length > query.limit }
}

async function readRows(
  db: Kysely<Tables>,
  list: ListParts,
  state: State,
  stretch: Stretch,
  count?: Count,
): Promise<StoredEntity[]> {
  const known = count?.rows
  // Found once, a text is not looked for again. Of what many relate to, a page is met sooner than all are looked up.
  const isPlaced = known !== undefined && (list.query.text !== undefined || known.size <= lookedUpMax)
  const ids = isPlaced ? await readPlaced(db, list, state, stretch, [...known]) : undefined
  if (ids !== undefined) return byIds(db, list.dialect, ids)
  const rows = await readStretch<EntityColumns>(db, list, state, stretch, selectEntity(), count)
  return rows.map(toStoredEntity)
}

/** In the order of the ids. */
async function byIds(db: Kysely<Tables>, dialect: Dialect, ids: readonly string[]): Promise<StoredEntity[]> {
  const { rows } = await sql<EntityColumns>`${selectEntity()} where ${dialect.isOneOf('e.id', ids)}`.execute(db)
  const found = new Map(rows.map((row) => [row.id, toStoredEntity(row)]))
  return ids.flatMap((id) => found.get(id) ?? [])
}

/** As `readRows` of a list with a text, where many of the list have it; undefined where that is the longer way. */
async function readWalking(
  db: Kysely<Tables>,
  known: KnownTotals,
  list: ListParts,
  state: State,
  stretch: Stretch,
  count: Count,
): Promise<StoredEntity[] | undefined> {
  const { dialect, query, hidden } = list
  const { text, phrases, ...others } = query
  if (text === undefined || !asksRelationsAlone(query)) return undefined
  const whole = await partsOf(db, dialect, others, sql``, hidden)
  const [all] = await countEach(db, known, whole, [state])
  const { total, rows: placed } = count
  // Beside a relation these are all that have it, or all that have the text.
  const lookedUp =
    list.rarest === undefined || placed !== undefined ? total : Math.min(list.matching ?? total, list.rarest.living)
  const ids = all && (await walk(db, whole, state, stretch, { matching: total, text, phrases, all, lookedUp }))
  return ids && byIds(db, dialect, ids)
}

/** Where a row stands, as the index has it. */
const positionOf = (sort: SortField, row: StoredEntity): ListPosition => ({
  key: sort === 'name' ? row.name : sort === 'updatedAt' ? row.updatedAt : sortName(row),
  id: row.id,
})

function comparator(sort: SortField, descending: boolean) {
  const key = (row: StoredEntity) => positionOf(sort, row).key
  const turn = descending ? -1 : 1
  return (a: StoredEntity, b: StoredEntity): number => {
    const [left, right] = [key(a), key(b)]
    const order = typeof left === 'string' ? byCodePoint(left, String(right)) : left - Number(right)
    return turn * (order || byCodePoint(a.id, b.id))
  }
}
