import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { HistoryQuery, Within } from '@/lib/store/queries'
import type { ArchivedVersion, StoredEntity } from '@/lib/store/rows'
import type { Dialect } from '@/lib/store/sql/dialect'
import { type EntityColumns, toArchivedVersion, toStoredEntity } from '@/lib/store/sql/rows'
import { selectEntity } from '@/lib/store/sql/select'
import type { Tables } from '@/lib/store/sql/tables'
import { passes } from '@/lib/store/sql/within'
import type { Store } from '@/lib/store/store'

interface Found {
  id: string
  updated_at: number
  archived: number
  version: number
}

/** Where states lie. */
interface Source {
  readonly from: RawBuilder<unknown>
  readonly id: RawBuilder<unknown>
  readonly where: RawBuilder<unknown>
  readonly archived: 0 | 1
}

/** A total goes no further: counting all states of a large catalogue takes longer than reading a page. */
const countedMax = 10_000

const sourcesOf = (dialect: Dialect, { type, within }: HistoryQuery): readonly Source[] => [
  {
    from: sql`entity_version`,
    id: sql`entity_id`,
    where: sql`entity_type = ${type} ${andPassing(dialect, type, sql`entity_id`, within)}`,
    archived: 1,
  },
  ...[0, 1].map(
    (deleted): Source => ({
      from: sql`entity`,
      id: sql`id`,
      where: sql`type = ${type} and deleted = ${sql.lit(deleted)} ${andPassing(dialect, type, sql`id`, within)}`,
      archived: 0,
    }),
  ),
]

const andPassing = (dialect: Dialect, type: string, id: RawBuilder<unknown>, within: Within | undefined) =>
  within === undefined
    ? sql``
    : sql`and ${id} in (select e.id from entity e where e.type = ${type} and ${passes(dialect, within)})`

/** Earlier and current states of a type within a span of time, newest first. */
export async function readHistory(
  db: Kysely<Tables>,
  dialect: Dialect,
  query: HistoryQuery,
): ReturnType<Store['history']> {
  const backward = query.before !== undefined
  const position = query.before ?? query.after
  const direction = sql.raw(backward ? 'asc' : 'desc')
  /** Earlier states, living and deleted entities each lie in an index by time, so each is read no further than the page. */
  const scan = ({ from, id, where, archived }: Source) => {
    const place =
      position === undefined
        ? sql``
        : sql`and (updated_at, ${id}) ${sql.raw(backward ? '>' : '<')} (${position.key}, ${position.id})`
    return sql`select * from (select ${id} as id, updated_at, ${sql.lit(archived)} as archived, version from ${from}
      where ${where} and updated_at >= ${query.startTs} and updated_at <= ${query.endTs} ${place}
      order by updated_at ${direction}, ${id} ${direction}, version ${direction} limit ${query.limit + 1}) s`
  }
  const count = ({ from, where }: Source) => sql`select 1 from ${from}
      where ${where} and updated_at >= ${query.startTs} and updated_at <= ${query.endTs}`
  const sources = sourcesOf(dialect, query)
  const [{ rows }, { rows: counted }] = await Promise.all([
    sql<Found>`select * from (${sql.join(sources.map(scan), sql` union all `)}) h
      order by h.updated_at ${direction}, h.id ${direction}, h.version ${direction} limit ${query.limit + 1}`.execute(
      db,
    ),
    sql<{ total: number }>`select count(*) as total
      from (select 1 from (${sql.join(sources.map(count), sql` union all `)}) h limit ${countedMax}) n`.execute(db),
  ])
  const page = rows.slice(0, query.limit)
  const [archived, current] = await Promise.all([
    readArchived(
      db,
      page.filter((found) => Number(found.archived) === 1),
    ),
    readCurrent(
      db,
      dialect,
      page.filter((found) => Number(found.archived) === 0).map((found) => found.id),
    ),
  ])
  const entries = (backward ? page.toReversed() : page).flatMap(({ id, version, archived: isArchived }) => {
    const state = Number(isArchived) === 1 ? archived.get(`${id} ${version}`) : current.get(id)
    return state === undefined ? [] : [{ id, state }]
  })
  return { entries, total: Number(counted[0]?.total ?? 0), more: rows.length > query.limit }
}

async function readArchived(db: Kysely<Tables>, found: readonly Found[]) {
  if (found.length === 0) return new Map<string, ArchivedVersion>()
  const { rows } = await sql<ArchivedColumns>`select * from entity_version
    where (entity_id, version) in (values ${sql.join(found.map(({ id, version }) => sql`(${id}, cast(${version} as double precision))`))})`.execute(
    db,
  )
  return new Map(rows.map((row) => [`${row.entity_id} ${row.version}`, toArchivedVersion(row)]))
}

async function readCurrent(db: Kysely<Tables>, dialect: Dialect, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, StoredEntity>()
  const { rows } = await sql<EntityColumns>`${selectEntity()} where ${dialect.isOneOf('e.id', ids)}`.execute(db)
  return new Map(rows.map((row) => [row.id, toStoredEntity(row)]))
}

type ArchivedColumns = Parameters<typeof toArchivedVersion>[0] & { entity_id: string }
