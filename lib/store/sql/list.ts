import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Dialect } from '@/lib/store/sql/dialect'
import { type EntityColumns, sortKey, sortName, toStoredEntity } from '@/lib/store/sql/rows'
import { selectEntity } from '@/lib/store/sql/select'
import type { Tables } from '@/lib/store/sql/tables'
import type { ListPage, ListPosition, ListQuery, SortField, StoredEntity } from '@/lib/store/store'

const sortColumn = { name: 'e.name', displayName: 'e.sort_name', updatedAt: 'e.updated_at' } as const satisfies Record<
  SortField,
  string
>

/** A page: each state of deletion is a range scan of its own index entries, so `all` reads two and merges them. */
export async function readList(db: Kysely<Tables>, dialect: Dialect, query: ListQuery): Promise<ListPage> {
  const filters = conditions(dialect, query)
  if (filters === undefined) return { rows: [], total: 0, more: false }
  const states = query.include === 'all' ? [0, 1] : [query.include === 'deleted' ? 1 : 0]
  const total = await countAll(db, query, filters, states)
  if (query.limit === 0) return { rows: [], total, more: false }
  const backward = query.before !== undefined
  const descending = (query.descending === true) !== backward
  const pages = await Promise.all(states.map((deleted) => readState(db, query, filters, deleted, descending)))
  const merged = pages.length === 1 ? (pages[0] ?? []) : pages.flat().toSorted(comparator(query.sort, descending))
  const rows = merged.slice(0, query.limit)
  return { rows: backward ? rows.toReversed() : rows, total, more: merged.length > query.limit }
}

async function readState(
  db: Kysely<Tables>,
  query: ListQuery,
  filters: RawBuilder<unknown>[],
  deleted: number,
  descending: boolean,
): Promise<StoredEntity[]> {
  const column = sql.raw(sortColumn[query.sort])
  const direction = sql.raw(descending ? 'desc' : 'asc')
  const position = query.before ?? query.after
  const where = [
    sql`e.deleted = ${sql.lit(deleted)}`,
    ...filters,
    ...(position === undefined ? [] : [beyond(column, toStoredPosition(query.sort, position), descending)]),
  ]
  const { rows } = await sql<EntityColumns>`${selectEntity} where ${sql.join(where, sql` and `)}
    order by ${column} ${direction}, e.id ${direction} limit ${query.limit + 1}`.execute(db)
  return rows.map(toStoredEntity)
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

/** Everything but deletion and place. Undefined when nothing can match. */
function conditions(dialect: Dialect, query: ListQuery): RawBuilder<unknown>[] | undefined {
  const filters: RawBuilder<unknown>[] = [sql`e.type = ${query.type}`]
  if (query.containerId !== undefined) filters.push(sql`e.container_id = ${query.containerId}`)
  const lacks = (relation: string) =>
    sql`not exists (select 1 from entity_relation r where r.entity_id = e.id and r.relation = ${relation})`
  for (const { relation, targetIds, orNone } of query.related ?? []) {
    const relates = sql`e.id in (select r.entity_id from entity_relation r where r.relation = ${relation}
      and ${dialect.isOneOf('r.target_id', targetIds)})`
    filters.push(
      orNone === true
        ? sql`(${relates} or (${lacks(relation)} and not ${dialect.isOneOf('e.id', targetIds)}))`
        : relates,
    )
  }
  for (const relation of query.unrelated ?? []) filters.push(lacks(relation))
  for (const [member, value] of Object.entries(query.documentEquals ?? {}))
    filters.push(dialect.documentEquals('e', member, value))
  if (query.text !== undefined) {
    const matches = dialect.textMatches('e', query.text)
    if (matches === undefined) return undefined
    filters.push(matches)
  }
  return filters
}

async function countAll(
  db: Kysely<Tables>,
  query: ListQuery,
  filters: RawBuilder<unknown>[],
  states: readonly number[],
): Promise<number> {
  const counted =
    !query.related?.length &&
    !query.unrelated?.length &&
    query.text === undefined &&
    Object.keys(query.documentEquals ?? {}).length === 0
  const deleted = sql.join(states.map((state) => sql.lit(state)))
  const { rows } = counted
    ? await sql<{ total: number }>`select coalesce(sum(total), 0) as total from entity_count
        where type = ${query.type} and deleted in (${deleted})
        ${query.containerId === undefined ? sql`` : sql`and container_id = ${query.containerId}`}`.execute(db)
    : await sql<{ total: number }>`select count(*) as total from entity e
        where e.deleted in (${deleted}) and ${sql.join(filters, sql` and `)}`.execute(db)
  return Number(rows[0]?.total ?? 0)
}
