import { type Kysely, type RawBuilder, sql } from 'kysely'
import { carrierCount, carriers, isPlain, lacks, relatedIds } from '@/lib/store/sql/carriers'
import { commonness, walk } from '@/lib/store/sql/common-text'
import type { Dialect } from '@/lib/store/sql/dialect'
import { countOfLacking, lackable, lackingCount, lackingIds } from '@/lib/store/sql/lacking'
import { matchCount, withMatches } from '@/lib/store/sql/matches'
import { type EntityColumns, sortKey, sortName, toStoredEntity } from '@/lib/store/sql/rows'
import { flagOf, type State, selectEntity } from '@/lib/store/sql/select'
import type { Tables } from '@/lib/store/sql/tables'
import { passes } from '@/lib/store/sql/within'
import type { ListPage, ListPosition, ListQuery, SortField, StoredEntity } from '@/lib/store/store'

const sortColumn = { name: 'e.name', displayName: 'e.sort_name', updatedAt: 'e.updated_at' } as const satisfies Record<
  SortField,
  string
>

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
  const counted = counts ? await countAll(db, list, states) : undefined
  if (query.limit === 0) return { rows: [], total: counted ?? 0, more: false }
  const backward = query.before !== undefined
  const descending = (query.descending === true) !== backward
  const pages = await Promise.all(states.map((state) => readState(db, list, state, descending)))
  const found = pages.map(({ rows }) => rows)
  const merged = found.length === 1 ? (found[0] ?? []) : found.flat().toSorted(comparator(query.sort, descending))
  const rows = merged.slice(0, query.limit)
  const total = counted ?? pages.reduce((sum, page) => sum + page.total, 0)
  return { rows: backward ? rows.toReversed() : rows, total, more: merged.length > query.limit }
}

/** What the statements of a list are made of. */
interface ListParts {
  readonly dialect: Dialect
  readonly query: ListQuery
  /** Goes in front; nothing without a text. */
  readonly matches: RawBuilder<unknown>
  /** Everything but deletion and place. */
  readonly filters: readonly RawBuilder<unknown>[]
  /** Given where something is hidden: then what is counted beforehand is too much. */
  readonly isVisible: RawBuilder<boolean> | undefined
  /** Whether the rows are looked up one by one: from what they relate to, what they lack, or the text that they have. */
  readonly areFew: boolean
  inState(state: State): RawBuilder<unknown>
}

export async function partsOf(
  db: Kysely<Tables>,
  dialect: Dialect,
  query: ListQuery,
  matches: RawBuilder<unknown>,
  hidden: readonly string[],
  matchFew = false,
): Promise<ListParts> {
  const isVisible = query.seesHidden === true || query.include !== 'non-deleted' ? undefined : outside(dialect, hidden)
  const relateFew = matchFew || (await relateToFew(db, dialect, query))
  const lackedByFew = relateFew ? undefined : await fewLack(db, query)
  const areFew = relateFew || lackedByFew !== undefined
  const column: Column = areFew ? dialect.inRow : sql.raw
  const inState = (state: State) => sql`${column('e.deleted')} = ${flagOf(state)}`
  const filters = conditions(dialect, query, isVisible, column, lackedByFew)
  if (query.text !== undefined)
    filters.push(sql`${matchFew ? sql.raw('e.seq') : column('e.seq')} in (select seq from m)`)
  return { dialect, query, matches, filters, isVisible, areFew, inState }
}

type Column = (name: string) => RawBuilder<unknown>

/** So many at most are looked up and sorted; where more relate, the type is gone through in the order of the list. */
const lookedUpMax = 1_000

async function relateToFew(db: Kysely<Tables>, dialect: Dialect, { type, related = [] }: ListQuery): Promise<boolean> {
  for (const each of related.filter(isPlain)) {
    const { rows } = await sql<{ total: number }>`select count(*) as total from (${carriers(dialect, type, each)}
      limit ${sql.lit(lookedUpMax + 1)}) c`.execute(db)
    if (Number(rows[0]?.total) <= lookedUpMax) return true
  }
  return false
}

/** Of what the list is to lack, a relation that few lack. */
async function fewLack(db: Kysely<Tables>, { type, unrelated = [] }: ListQuery): Promise<string | undefined> {
  for (const relation of unrelated.filter((each) => lackable.includes(each)))
    if ((await countOfLacking(db, type, relation)) <= lookedUpMax) return relation
  return undefined
}

/** A page in one state of deletion; with a text, its total comes along. */
async function readState(
  db: Kysely<Tables>,
  list: ListParts,
  state: State,
  descending: boolean,
): Promise<{ rows: StoredEntity[]; total: number }> {
  const { dialect, query } = list
  const { text, sort, limit } = query
  const place = query.before ?? query.after
  const from = place && toStoredPosition(sort, place)
  if (text === undefined || query.uncounted === true)
    return { rows: await readRows(db, list, state, { descending, from, limit: limit + 1 }), total: 0 }
  if (isCountedByIndex(list)) {
    const common = await commonness(db, dialect, query, text, state)
    const whole = await partsOf(db, dialect, withoutText(query), sql``, [])
    const found = await walk(common, text, limit + 1, (many, last) =>
      readRows(db, whole, state, { descending, from: last === undefined ? from : positionOf(sort, last), limit: many }),
    )
    if (found !== undefined) return { rows: found, total: common.matching }
    const few = common.matching <= lookedUpMax && (await partsOf(db, dialect, query, list.matches, [], true))
    const rows = await readRows(db, few || list, state, { descending, from, limit: limit + 1 })
    return { rows, total: common.matching }
  }
  // Rows and total come from one statement: finding what matches is most of the work.
  const total = totalOf(list, state)
  const { rows } = await selectRows(list, state, { descending, from, limit: limit + 1 }, total).execute(db)
  const [first] = rows
  // Nothing beyond the place says nothing about what is before it.
  const counted = first === undefined && place !== undefined ? await countAll(db, list, [state]) : first?.list_total
  return { rows: rows.map(toStoredEntity), total: Number(counted ?? 0) }
}

interface Stretch {
  readonly descending: boolean
  readonly from: ListPosition | undefined
  readonly limit: number
}

function selectRows(list: ListParts, state: State, { descending, from, limit }: Stretch, total: RawBuilder<unknown>) {
  const column = sql.raw(sortColumn[list.query.sort])
  const direction = sql.raw(descending ? 'desc' : 'asc')
  const where = [
    list.inState(state),
    ...list.filters,
    ...(from === undefined ? [] : [beyond(column, from, descending)]),
  ]
  return sql<EntityColumns & { list_total: number }>`${list.matches} ${selectEntity(sql`, ${total} as list_total`)}
    where ${sql.join(where, sql` and `)} order by ${column} ${direction}, e.id ${direction} limit ${limit}`
}

async function readRows(db: Kysely<Tables>, list: ListParts, state: State, stretch: Stretch): Promise<StoredEntity[]> {
  const { rows } = await selectRows(list, state, stretch, sql`0`).execute(db)
  return rows.map(toStoredEntity)
}

/** Where a row stands, as the index has it. */
const positionOf = (sort: SortField, row: StoredEntity): ListPosition => ({
  key: sort === 'name' ? row.name : sort === 'updatedAt' ? row.updatedAt : sortName(row),
  id: row.id,
})

/** Callers know the display name, not what the index keeps of it. */
const toStoredPosition = (sort: SortField, { key, id }: ListPosition): ListPosition => ({
  key: sort === 'displayName' ? sortKey(String(key)) : key,
  id,
})

const beyond = (column: RawBuilder<unknown>, { key, id }: ListPosition, descending: boolean): RawBuilder<unknown> =>
  sql`(${column}, e.id) ${sql.raw(descending ? '<' : '>')} (${key}, ${id})`

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

/** Nearly always there is nothing to leave out. */
const outside = (dialect: Dialect, containers: readonly string[]): RawBuilder<boolean> | undefined =>
  containers.length === 0
    ? undefined
    : sql<boolean>`(e.container_id is null or not ${dialect.isOneOf('e.container_id', containers)})`

function conditions(
  dialect: Dialect,
  query: ListQuery,
  isVisible: RawBuilder<boolean> | undefined,
  column: Column,
  lackedByFew: string | undefined,
): RawBuilder<unknown>[] {
  const filters: RawBuilder<unknown>[] = [sql`${column('e.type')} = ${query.type}`]
  if (isVisible !== undefined) filters.push(isVisible)
  if (query.containerId !== undefined) filters.push(sql`${column('e.container_id')} = ${query.containerId}`)
  if (query.containerIds !== undefined) filters.push(dialect.isOneOf('e.container_id', query.containerIds))
  if (query.within !== undefined) filters.push(passes(dialect, query.within))
  for (const related of query.related ?? []) {
    const { relation, targetIds, orNone } = related
    const relates = sql`e.id in (${relatedIds(dialect, query.type, related)})`
    filters.push(
      orNone === true
        ? sql`(${relates} or (${lacks(relation)} and not ${dialect.isOneOf('e.id', targetIds)}))`
        : relates,
    )
  }
  for (const relation of query.unrelated ?? [])
    filters.push(relation === lackedByFew ? sql`e.id in (${lackingIds(query.type, relation)})` : lacks(relation))
  for (const [member, value] of Object.entries(query.documentEquals ?? {}))
    filters.push(dialect.documentEquals('e', member, value))
  return filters
}

/** Whether a list asks for everything of its type that has the text, if any: then its total needs no looking at rows. */
const isWhole = (query: ListQuery): boolean =>
  query.within === undefined &&
  query.containerIds === undefined &&
  !query.related?.length &&
  !query.unrelated?.length &&
  Object.keys(query.documentEquals ?? {}).length === 0

/** Whether what matches the text is all that the list asks for, so that an index of the text knows the total. */
const isCountedByIndex = ({ query, isVisible }: ListParts): boolean =>
  isVisible === undefined && query.containerId === undefined && isWhole(query)

const withoutText = ({ text: _, phrases: __, ...others }: ListQuery): ListQuery => others

/** The total of one state of deletion, as an expression; what matches the text is at hand. */
function totalOf(list: ListParts, state: State): RawBuilder<unknown> {
  return (
    countedTotal(list, state) ??
    sql`(select count(*) from entity e where ${list.inState(state)} and ${sql.join(list.filters, sql` and `)})`
  )
}

/** Where an index or a count says it without a look at the rows. */
function countedTotal(list: ListParts, state: State): RawBuilder<unknown> | undefined {
  const { dialect, query, isVisible, areFew } = list
  const { type, text, related = [], unrelated = [], ...others } = query
  if (!isWhole({ ...others, type })) return undefined
  const [lacking] = unrelated
  if (text === undefined && related.length === 0 && unrelated.length === 1 && lackable.includes(lacking ?? ''))
    return lackingCount(type, lacking ?? '', state, counterFilter(list))
  if (query.containerId !== undefined || isVisible !== undefined || areFew || unrelated.length > 0) return undefined
  if (text !== undefined)
    return related.length === 0 ? matchCount(dialect, [type], state, text, { phrases: query.phrases }) : undefined
  const [relation] = related
  return relation !== undefined && related.length === 1 && isPlain(relation)
    ? carrierCount(dialect, type, relation, state)
    : undefined
}

/** What of the kept totals counts: those of one container, or without what is being deleted. Begins with `and`, or is empty. */
const counterFilter = ({ query, isVisible }: ListParts): RawBuilder<unknown> => sql`
  ${query.containerId === undefined ? sql`` : sql`and e.container_id = ${query.containerId}`}
  ${isVisible === undefined ? sql`` : sql`and ${isVisible}`}`

/** The total over some states of deletion. */
export async function countAll(db: Kysely<Tables>, list: ListParts, states: readonly State[]): Promise<number> {
  const { query, matches } = list
  const counted = query.text === undefined && isWhole(query)
  const deleted = sql.join(states.map(flagOf))
  const { rows } = counted
    ? await sql<{ total: number }>`select coalesce(sum(total), 0) as total from entity_count e
        where type = ${query.type} and deleted in (${deleted}) ${counterFilter(list)}`.execute(db)
    : await sql<{ total: number }>`${matches} select ${sql.join(
        states.map((state) => totalOf(list, state)),
        sql` + `,
      )} as total`.execute(db)
  return Number(rows[0]?.total ?? 0)
}
