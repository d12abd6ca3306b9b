import { type Kysely, sql } from 'kysely'
import type { Dialect } from '@/lib/store/sql/dialect'
import { type EntityColumns, toArchivedVersion, toStoredEntity } from '@/lib/store/sql/rows'
import { selectEntity } from '@/lib/store/sql/select'
import type { Tables } from '@/lib/store/sql/tables'
import type { ArchivedVersion, HistoryQuery, Store, StoredEntity } from '@/lib/store/store'

interface Found {
  id: string
  updated_at: number
  archived: number
  version: number
}

/** Earlier and current states of a type within a span of time, newest first. */
export async function readHistory(
  db: Kysely<Tables>,
  dialect: Dialect,
  query: HistoryQuery,
): ReturnType<Store['history']> {
  const inRange = sql`updated_at >= ${query.startTs} and updated_at <= ${query.endTs}`
  const all = sql`select entity_id as id, updated_at, 1 as archived, version from entity_version
      where entity_type = ${query.type} and ${inRange}
    union all select id, updated_at, 0 as archived, version from entity where type = ${query.type} and ${inRange}`
  const backward = query.before !== undefined
  const position = query.before ?? query.after
  const place =
    position === undefined
      ? sql`true`
      : sql`(h.updated_at, h.id) ${sql.raw(backward ? '>' : '<')} (${position.key}, ${position.id})`
  const direction = sql.raw(backward ? 'asc' : 'desc')
  const [{ rows }, { rows: counted }] = await Promise.all([
    sql<Found>`select * from (${all}) h where ${place}
      order by h.updated_at ${direction}, h.id ${direction}, h.version ${direction} limit ${query.limit + 1}`.execute(
      db,
    ),
    sql<{ total: number }>`select count(*) as total from (${all}) h`.execute(db),
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
  const { rows } = await sql<EntityColumns>`${selectEntity} where ${dialect.isOneOf('e.id', ids)}`.execute(db)
  return new Map(rows.map((row) => [row.id, toStoredEntity(row)]))
}

type ArchivedColumns = Parameters<typeof toArchivedVersion>[0] & { entity_id: string }
