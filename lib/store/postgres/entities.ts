/** Rows of entities as a commit writes, changes and removes them, with all that is kept beside them. */
import { sql, type Transaction } from 'kysely'
import type { EntityType } from '@/lib/model/entities/entity'
import type { ChangeOf } from '@/lib/store/change'
import { StoreConflict } from '@/lib/store/errors'
import { rememberCarried } from '@/lib/store/postgres/carrier-counts'
import { referrersOf, removeLacking } from '@/lib/store/postgres/lacking'
import { addProperties, replaceProperties } from '@/lib/store/postgres/properties'
import { indexRows } from '@/lib/store/postgres/search-index'
import type { EntityRow } from '@/lib/store/rows'
import type { Gathered, Removed } from '@/lib/store/sql/gathered'
import { lackable } from '@/lib/store/sql/lacking'
import { movesProperties } from '@/lib/store/sql/properties'
import { fqnKey, isNamed, sortName } from '@/lib/store/sql/rows'
import type { Tables } from '@/lib/store/sql/tables'

type Trx = Transaction<Tables>

interface Before {
  id: string
  seq: string
  type: EntityType
  display_name: string | null
  fqn: string
  description: unknown
  email: unknown
  extension: unknown
  version: number
  updated_at: string
  deleted: number
  container_id: string | null
}

/** Locks the rows in one order, so that two commits never wait for each other in a circle. */
export async function lock(trx: Trx, ids: readonly string[]): Promise<Map<string, Before>> {
  const { rows } = await sql<Before>`select id, seq, type, display_name, fqn, document -> 'description' as description,
    document -> 'email' as email, document -> 'extension' as extension,
    version, updated_at, deleted, container_id from entity
    where id = any(${[...ids].toSorted()}::text[]) order by id for update`.execute(trx)
  return new Map(rows.map((row) => [row.id, row]))
}

const counted = (before: Before) => ({
  type: before.type,
  containerId: before.container_id,
  deleted: before.deleted === 1,
})

export async function removeAll(
  trx: Trx,
  changes: readonly ChangeOf<'remove'>[],
  { counts, lacks, touched, moved, carried, removed }: Gathered,
): Promise<void> {
  if (changes.length === 0) return
  const ids = [...new Set(changes.map((change) => change.id))]
  const before = await lock(trx, ids)
  if (before.size < ids.length) throw new StoreConflict('stale', 'an entity to remove is gone')
  const parents = changes.filter((change) => change.childRelation !== undefined)
  if (parents.length > 0) {
    const { rows } = await sql<{ entity_id: string }>`select r.entity_id from entity_relation r
      join unnest(${parents.map((change) => change.id)}::text[], ${parents.map((change) => change.childRelation)}::text[])
        as u(id, relation) on r.target_id = u.id and r.relation = u.relation`.execute(trx)
    removed.children.push(...rows.map((row) => row.entity_id))
  }
  removed.ids.push(...ids)
  const referrers = await referrersOf(trx, ids)
  touched.change([
    ...ids,
    ...referrers.filter(({ relation }) => lackable.includes(relation)).map((row) => row.entity_id),
  ])
  for (const row of referrers) moved.related(row.entity_id)
  for (const row of before.values()) moved.row(row.type, row.id, row.seq)
  await removeLacking(trx, [...before.values()], lacks)
  await rememberCarried(trx, carried, ids)
  const seqs = [...before.values()].map((row) => row.seq)
  await sql`delete from entity_search where seq = any(${seqs}::bigint[])`.execute(trx)
  await sql`delete from entity_relation where entity_id = any(${ids}::text[])`.execute(trx)
  await sql`delete from entity_relation where target_id = any(${ids}::text[])`.execute(trx)
  await sql`delete from entity_version where entity_id = any(${ids}::text[])`.execute(trx)
  await sql`delete from usage_daily where entity_id = any(${ids}::text[])`.execute(trx)
  await sql`delete from entity_claim where entity_id = any(${ids}::text[])`.execute(trx)
  await sql`delete from job_version where entity_id = any(${ids}::text[])`.execute(trx)
  await sql`delete from entity_property where entity_id = any(${ids}::text[])`.execute(trx)
  await sql`delete from former_name where entity_id = any(${ids}::text[])`.execute(trx)
  await sql`delete from entity where id = any(${ids}::text[])`.execute(trx)
  for (const row of before.values()) counts.add(counted(row), -1)
}

/**
 * Whatever moves in has to wait for the lock on what is removed (`requireAll`) and finds it gone; whatever had moved in
 * before is seen here, though the plan did not know it.
 */
export async function requireNobodyLeft(trx: Trx, { ids, children }: Removed): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await sql`select 1 from entity where container_id = any(${ids}::text[])
    union all select 1 from entity where id = any(${children}::text[]) limit 1`.execute(trx)
  if (rows.length > 0) throw new StoreConflict('stale', 'something has moved into what is to be removed')
}

/** Columns of many rows as arrays, in the order of `entity`'s columns from `id` on. */
const unnested = (rows: readonly EntityRow[]) => sql`unnest(
  ${rows.map((row) => row.id)}::text[], ${rows.map((row) => row.type)}::text[], ${rows.map((row) => row.name)}::text[],
  ${rows.map((row) => row.displayName)}::text[], ${rows.map(sortName)}::text[], ${rows.map((row) => row.fullyQualifiedName)}::text[],
  ${rows.map((row) => fqnKey(row.fullyQualifiedName))}::text[], ${rows.map((row) => row.containerId)}::text[],
  ${rows.map((row) => row.version)}::float8[], ${rows.map((row) => (row.deleted ? 1 : 0))}::int2[],
  ${rows.map((row) => row.updatedAt)}::int8[], ${rows.map((row) => row.updatedBy)}::text[],
  ${rows.map((row) => JSON.stringify(row.document))}::text[], ${rows.map((row) => row.origin ?? null)}::text[])
  as u(id, type, name, display_name, sort_name, fqn, fqn_key, container_id, version, deleted, updated_at, updated_by, document, origin)`

export async function insertAll(
  trx: Trx,
  rows: readonly EntityRow[],
  { counts, touched, moved, carried }: Gathered,
): Promise<void> {
  if (rows.length === 0) return
  const { rows: inserted } = await sql<{ id: string; seq: string }>`insert into entity
    (id, type, name, display_name, sort_name, fqn, fqn_key, container_id, version, deleted, updated_at, updated_by, document,
      origin) select u.id, u.type, u.name, u.display_name, u.sort_name, u.fqn, u.fqn_key, u.container_id, u.version, u.deleted,
      u.updated_at, u.updated_by, u.document::jsonb, u.origin from ${unnested(rows)} returning id, seq`.execute(trx)
  const seqs = new Map(inserted.map((row) => [row.id, row.seq]))
  await indexAll(trx, rows, seqs)
  await addProperties(trx, rows)
  for (const row of rows) {
    moved.row(row.type, row.id, seqs.get(row.id) ?? '0')
    counts.add(row, 1)
    touched.insert(row)
    carried.insert(row.id)
  }
}

async function indexAll(trx: Trx, rows: readonly EntityRow[], seqs: ReadonlyMap<string, string>): Promise<void> {
  if (rows.length === 0) return
  await indexRows(rows.map((row) => ({ ...row, seq: seqs.get(row.id) ?? '0' }))).execute(trx)
}

/** What the search text is made of; most updates leave it alone. */
const textOf = ({ displayName, fullyQualifiedName, document }: EntityRow): string =>
  JSON.stringify([displayName, fullyQualifiedName, document.description ?? null, document.email ?? null])
const storedText = (before: Before | undefined): string | undefined =>
  before && JSON.stringify([before.display_name, before.fqn, before.description, before.email])

export async function updateAll(
  trx: Trx,
  updates: readonly ChangeOf<'update'>[],
  { counts, touched, moved, carried }: Gathered,
): Promise<void> {
  if (updates.length === 0) return
  const rows = updates.map((change) => change.row)
  const stored = await lock(
    trx,
    rows.map((row) => row.id),
  )
  for (const { row, expected } of updates) {
    const before = stored.get(row.id)
    if (
      before === undefined ||
      Number(before.version) !== expected.version ||
      Number(before.updated_at) !== expected.updatedAt ||
      !isNamed(before.fqn, expected)
    )
      throw new StoreConflict('stale', `${row.id} has moved on`)
    counts.add(counted(before), -1)
    counts.add(row, 1)
    moved.row(row.type, row.id, before.seq)
    if ((before.deleted === 1) !== row.deleted || before.container_id !== row.containerId) touched.change([row.id])
  }
  const turned = rows.filter((row) => (stored.get(row.id)?.deleted === 1) !== row.deleted)
  await rememberCarried(
    trx,
    carried,
    turned.map(({ id }) => id),
  )
  await sql`update entity e set name = u.name, display_name = u.display_name, sort_name = u.sort_name, fqn = u.fqn,
    fqn_key = u.fqn_key, container_id = u.container_id, version = u.version, deleted = u.deleted, updated_at = u.updated_at,
    updated_by = u.updated_by, document = u.document::jsonb, origin = u.origin from ${unnested(rows)} where e.id = u.id`.execute(
    trx,
  )
  const reworded = rows.filter((row) => textOf(row) !== storedText(stored.get(row.id)))
  await indexAll(trx, reworded, new Map([...stored].map(([id, before]) => [id, before.seq])))
  await replaceProperties(
    trx,
    rows.filter((row) => movesProperties(stored.get(row.id), row)),
  )
  const archives = updates.flatMap(({ row, archive }) => (archive === undefined ? [] : [{ row, archive }]))
  if (archives.length === 0) return
  await sql`insert into entity_version (entity_id, entity_type, version, updated_at, updated_by, snapshot, origin)
    select u.id, u.type, u.version, u.updated_at, u.updated_by, u.snapshot::jsonb, u.origin
    from unnest(${archives.map(({ row }) => row.id)}::text[], ${archives.map(({ row }) => row.type)}::text[],
      ${archives.map(({ archive }) => archive.version)}::float8[], ${archives.map(({ archive }) => archive.updatedAt)}::int8[],
      ${archives.map(({ archive }) => archive.updatedBy)}::text[],
      ${archives.map(({ archive }) => JSON.stringify(archive.snapshot))}::text[],
      ${archives.map(({ archive }) => archive.origin ?? null)}::text[])
      as u(id, type, version, updated_at, updated_by, snapshot, origin)
    on conflict (entity_id, version) do update set snapshot = excluded.snapshot, updated_at = excluded.updated_at,
      updated_by = excluded.updated_by, origin = excluded.origin`.execute(trx)
}
