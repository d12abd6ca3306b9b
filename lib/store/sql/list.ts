import { type Kysely, type RawBuilder, sql } from 'kysely'
import { carrierCount, carriers, isPlain, lackingCount, lacks, relatedIds } from '@/lib/store/sql/carriers'
import type { Dialect } from '@/lib/store/sql/dialect'
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
  const matches = query.text === undefined ? sql`` : withMatches(dialect, [query.type], query.text)
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
  /** Whether the rows are looked up one by one from what they relate to. */
  readonly areFew: boolean
  inState(state: State): RawBuilder<unknown>
}

export async function partsOf(
  db: Kysely<Tables>,
  dialect: Dialect,
  query: ListQuery,
  matches: RawBuilder<unknown>,
  hidden: readonly string[],
): Promise<ListParts> {
  const isVisible = query.seesHidden === true || query.include !== 'non-deleted' ? undefined : outside(dialect, hidden)
  const areFew = await relateToFew(db, dialect, query)
  const column: Column = areFew ? dialect.inRow : sql.raw
  const inState = (state: State) => sql`${column('e.deleted')} = ${flagOf(state)}`
  const filters = conditions(dialect, query, isVisible, column)
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

async function readState(
  db: Kysely<Tables>,
  list: ListParts,
  state: State,
  descending: boolean,
): Promise<{ rows: StoredEntity[]; total: number }> {
  const { query, matches, filters } = list
  const column = sql.raw(sortColumn[query.sort])
  const direction = sql.raw(descending ? 'desc' : 'asc')
  const position = query.before ?? query.after
  const where = [
    list.inState(state),
    ...filters,
    ...(position === undefined ? [] : [beyond(column, toStoredPosition(query.sort, position), descending)]),
  ]
  const withTotal = query.text !== undefined && query.uncounted !== true
  const total = withTotal ? totalOf(list, state) : sql`0`
  const { rows } = await sql<
    EntityColumns & { list_total: number }
  >`${matches} ${selectEntity(sql`, ${total} as list_total`)}
    where ${sql.join(where, sql` and `)}
    order by ${column} ${direction}, e.id ${direction} limit ${query.limit + 1}`.execute(db)
  const [first] = rows
  // Nothing beyond the place says nothing about what is before it.
  const counted =
    first === undefined && withTotal && position !== undefined ? await countAll(db, list, [state]) : first?.list_total
  return { rows: rows.map(toStoredEntity), total: Number(counted ?? 0) }
}

/** Callers know the display name, not what the index keeps of it. */
const toStoredPosition = (sort: SortField, { key, id }: ListPosition): ListPosition => ({
  key: sort === 'displayName' ? sortKey(String(key)) : key,
  id,
})

const beyond = (column: RawBuilder<unknown>, { key, id }: ListPosition, descending: boolean): RawBuilder<unknown> =>
  sql`(${column}, e.id) ${sql.raw(descending ? '<' : '>')} (${key}, ${id})`

function comparator(sort: SortField, descending: boolean) {
  const key = (row: StoredEntity) => (sort === 'name' ? row.name : sort === 'updatedAt' ? row.updatedAt : sortName(row))
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
  for (const relation of query.unrelated ?? []) filters.push(lacks(relation))
  for (const [member, value] of Object.entries(query.documentEquals ?? {}))
    filters.push(dialect.documentEquals('e', member, value))
  if (query.text !== undefined) filters.push(sql`${column('e.seq')} in (select seq from m)`)
  return filters
}

/** Whether a list asks for everything of its type that has the text, if any: then its total needs no looking at rows. */
const isWhole = (query: ListQuery): boolean =>
  query.within === undefined &&
  query.containerIds === undefined &&
  !query.related?.length &&
  !query.unrelated?.length &&
  Object.keys(query.documentEquals ?? {}).length === 0

/** The total of one state of deletion, as an expression; what matches the text is at hand. */
function totalOf(list: ListParts, state: State): RawBuilder<unknown> {
  return (
    countedTotal(list, state) ??
    sql`(select count(*) from entity e where ${list.inState(state)} and ${sql.join(list.filters, sql` and `)})`
  )
}

/** Where an index or a count says it without a look at the rows. */
function countedTotal({ dialect, query, isVisible, areFew }: ListParts, state: State): RawBuilder<unknown> | undefined {
  const { type, text, related = [], unrelated = [], ...others } = query
  if (query.containerId !== undefined || isVisible !== undefined || areFew) return undefined
  if (text !== undefined) return isWhole(query) ? matchCount([type], state) : undefined
  const [relation] = related
  const [lacking] = unrelated
  if (!isWhole({ ...others, type }) || related.length + unrelated.length !== 1) return undefined
  if (lacking !== undefined) return lackingCount(dialect, type, lacking, state)
  return relation !== undefined && isPlain(relation) ? carrierCount(dialect, type, relation, state) : undefined
}

/** The total over some states of deletion. */
export async function countAll(db: Kysely<Tables>, list: ListParts, states: readonly State[]): Promise<number> {
  const { query, matches, isVisible } = list
  const counted = query.text === undefined && isWhole(query)
  const deleted = sql.join(states.map(flagOf))
  const { rows } = counted
    ? await sql<{ total: number }>`select coalesce(sum(total), 0) as total from entity_count e
        where type = ${query.type} and deleted in (${deleted})
        ${query.containerId === undefined ? sql`` : sql`and container_id = ${query.containerId}`}
        ${isVisible === undefined ? sql`` : sql`and ${isVisible}`}`.execute(db)
    : await sql<{ total: number }>`${matches} select ${sql.join(
        states.map((state) => totalOf(list, state)),
        sql` + `,
      )} as total`.execute(db)
  return Number(rows[0]?.total ?? 0)
}
