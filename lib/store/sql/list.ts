/** A page of a list. */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { commonness, walk } from '@/lib/store/sql/common-text'
import type { Dialect } from '@/lib/store/sql/dialect'
import { type Count, countEach, totalOf } from '@/lib/store/sql/list-counts'
import { isWhole, type ListParts, lookedUpMax, partsOf } from '@/lib/store/sql/list-parts'
import { inOrder, onPage, pageOf, type Stretch, windowOf } from '@/lib/store/sql/list-ways'
import { withMatches } from '@/lib/store/sql/matches'
import { type EntityColumns, sortName, toStoredEntity } from '@/lib/store/sql/rows'
import { type State, selectEntity } from '@/lib/store/sql/select'
import type { Tables } from '@/lib/store/sql/tables'
import type { ListPage, ListPosition, ListQuery, SortField, StoredEntity } from '@/lib/store/store'

/**
 * A page: each state of deletion is a range scan of its own index entries, so `all` reads two and merges them.
 * `hidden`: containers whose contents count as deleted.
 */
export async function readList(
  db: Kysely<Tables>,
  dialect: Dialect,
  query: ListQuery,
  hidden: readonly string[],
): Promise<ListPage> {
  const matches = query.text === undefined ? sql`` : withMatches(dialect, [query.type], query.text, query.phrases)
  if (matches === undefined) return { rows: [], total: 0, more: false }
  const list = await partsOf(db, dialect, query, matches, hidden)
  const states: readonly State[] =
    query.include === 'all' ? ['non-deleted', 'deleted'] : [query.include === 'deleted' ? 'deleted' : 'non-deleted']
  // With a text, rows and total come from one statement: finding what matches is most of the work.
  const counts = query.uncounted !== true && (query.text === undefined || query.limit === 0)
  const counted = counts ? await countEach(db, list, states) : undefined
  const total = counted?.reduce((sum, count) => sum + count.total, 0)
  if (query.limit === 0) return { rows: [], total: total ?? 0, more: false }
  const backward = query.before !== undefined
  const descending = (query.descending === true) !== backward
  const pages = await Promise.all(states.map((state, at) => readState(db, list, state, descending, counted?.[at])))
  const found = pages.map(({ rows }) => rows)
  const merged = found.length === 1 ? (found[0] ?? []) : found.flat().toSorted(comparator(query.sort, descending))
  const rows = merged.slice(0, query.limit)
  return {
    rows: backward ? rows.toReversed() : rows,
    total: total ?? pages.reduce((sum, page) => sum + page.total, 0),
    more: merged.length > query.limit,
  }
}

/** A page in one state of deletion; with a text, its total comes along. */
async function readState(
  db: Kysely<Tables>,
  list: ListParts,
  state: State,
  descending: boolean,
  count: Count | undefined,
): Promise<{ rows: StoredEntity[]; total: number }> {
  const { dialect, query } = list
  const { text, sort } = query
  const from = query.before ?? query.after
  const stretch: Stretch = { descending, from, limit: query.limit + 1 }
  if (text === undefined || query.uncounted === true)
    return { rows: count?.total === 0 ? [] : await readRows(db, list, state, stretch, count), total: 0 }
  if (isCountedByIndex(list)) {
    const common = await commonness(db, dialect, query, text, state)
    const whole = await partsOf(db, dialect, withoutText(query), sql``, [])
    const found = await walk(common, text, stretch.limit, (many, last) =>
      readRows(db, whole, state, { descending, from: last === undefined ? from : positionOf(sort, last), limit: many }),
    )
    if (found !== undefined) return { rows: found, total: common.matching }
    const few = common.matching <= lookedUpMax && (await partsOf(db, dialect, query, list.matches, [], true))
    return { rows: await readRows(db, few || list, state, stretch), total: common.matching }
  }
  // Rows and total come from one statement: finding what matches is most of the work.
  const total = totalOf(list, state)
  const { rows } = await selectRows(list, onPage(list, pageOf(list, state, stretch), descending), total).execute(db)
  const [first] = rows
  // Nothing beyond the place says nothing about what is before it.
  const counted = first === undefined && from !== undefined ? await countEach(db, list, [state]) : undefined
  return { rows: rows.map(toStoredEntity), total: counted?.[0]?.total ?? Number(first?.list_total ?? 0) }
}

const selectRows = ({ matches }: ListParts, where: RawBuilder<unknown>, total: RawBuilder<unknown>) =>
  sql<EntityColumns & { list_total: number }>`${matches} ${selectEntity(sql`, ${total} as list_total`)} ${where}`

async function readRows(
  db: Kysely<Tables>,
  list: ListParts,
  state: State,
  stretch: Stretch,
  count?: Count,
): Promise<StoredEntity[]> {
  const read = async (where: RawBuilder<unknown>) => {
    const { rows } = await selectRows(list, where, sql`0`).execute(db)
    return rows.map(toStoredEntity)
  }
  const { query } = list
  const page = (window?: number) => read(onPage(list, pageOf(list, state, stretch, window), stretch.descending))
  const window = count && windowOf(list, count, stretch.limit)
  if (window !== undefined) {
    const rows = await page(window)
    // Less than a page says nothing of what comes behind.
    if (rows.length === stretch.limit) return rows
  }
  return list.areFew || query.related?.length ? page() : read(inOrder(list, state, stretch))
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

/** As both databases order text. JavaScript compares UTF-16 units, which puts emoji before U+FF5E. */
const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

/** Whether what matches the text is all that the list asks for, so that an index of the text knows the total. */
const isCountedByIndex = ({ query, isVisible }: ListParts): boolean =>
  isVisible === undefined && query.containerId === undefined && isWhole(query)

const withoutText = ({ text: _, phrases: __, ...others }: ListQuery): ListQuery => others
