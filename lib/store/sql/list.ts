import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Dialect } from '@/lib/store/sql/dialect'
import { isMatch, matchCount, withMatches } from '@/lib/store/sql/matches'
import { type EntityColumns, sortKey, sortName, toStoredEntity } from '@/lib/store/sql/rows'
import { selectEntity } from '@/lib/store/sql/select'
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
  const isVisible = query.seesHidden === true || query.include !== 'non-deleted' ? undefined : outside(dialect, hidden)
  const list: ListParts = { query, matches, filters: conditions(dialect, query, isVisible), isVisible }
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

type State = 'non-deleted' | 'deleted'

/** What the statements of a list are made of. */
interface ListParts {
  readonly query: ListQuery
  /** Goes in front; nothing without a text. */
  readonly matches: RawBuilder<unknown>
  /** Everything but deletion and place. */
  readonly filters: readonly RawBuilder<unknown>[]
  /** Given where something is hidden: then what is counted beforehand is too much. */
  readonly isVisible: RawBuilder<boolean> | undefined
}

const inState = (state: State): RawBuilder<unknown> => sql`e.deleted = ${sql.lit(state === 'deleted' ? 1 : 0)}`

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
    inState(state),
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
): RawBuilder<unknown>[] {
  const filters: RawBuilder<unknown>[] = [sql`e.type = ${query.type}`]
  if (isVisible !== undefined) filters.push(isVisible)
  if (query.containerId !== undefined) filters.push(sql`e.container_id = ${query.containerId}`)
  if (query.containerIds !== undefined) filters.push(dialect.isOneOf('e.container_id', query.containerIds))
  if (query.within !== undefined) filters.push(passes(dialect, query.within))
  const lacks = (relation: string) =>
    sql`not exists (select 1 from entity_relation r where r.entity_id = e.id and r.relation = ${relation})`
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
  if (query.text !== undefined) filters.push(isMatch)
  return filters
}

function relatedIds(
  dialect: Dialect,
  type: string,
  { relation, targetIds, inherited }: NonNullable<ListQuery['related']>[number],
): RawBuilder<unknown> {
  const own = sql`select r.entity_id from entity_relation r where r.relation = ${relation}
    and ${dialect.isOneOf('r.target_id', targetIds)}`
  if (inherited !== true) return own
  return sql`${own} union all select i.id from entity_relation r join entity i on i.container_id = r.entity_id
    where r.relation = ${relation} and ${dialect.isOneOf('r.target_id', targetIds)} and i.type = ${type}
    and not exists (select 1 from entity_relation o where o.entity_id = i.id and o.relation = ${relation})`
}

/** Whether a list asks for everything of its type that has the text, if any: then its total needs no looking at rows. */
const isWhole = (query: ListQuery): boolean =>
  query.within === undefined &&
  query.containerIds === undefined &&
  !query.related?.length &&
  !query.unrelated?.length &&
  Object.keys(query.documentEquals ?? {}).length === 0

/** The total of one state of deletion, as an expression; what matches the text is at hand. */
function totalOf({ query, filters, isVisible }: ListParts, state: State): RawBuilder<unknown> {
  return query.text !== undefined && query.containerId === undefined && isVisible === undefined && isWhole(query)
    ? matchCount([query.type], state)
    : sql`(select count(*) from entity e where ${inState(state)} and ${sql.join(filters, sql` and `)})`
}

async function countAll(db: Kysely<Tables>, list: ListParts, states: readonly State[]): Promise<number> {
  const { query, matches, isVisible } = list
  const counted = query.text === undefined && isWhole(query)
  const deleted = sql.join(states.map((state) => sql.lit(state === 'deleted' ? 1 : 0)))
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
