/**
 * Writes a list of changes to PostgreSQL: one transaction, and mostly one statement per kind of change, however many
 * there are.
 */
import { type Kysely, sql, type Transaction } from 'kysely'
import type { EntityType } from '@/lib/model/entities/entity'
import type { ChangeEventRecord } from '@/lib/model/wire/change-event'
import { StoreConflict } from '@/lib/store/errors'
import { rememberCarried, settleCarried } from '@/lib/store/postgres/carrier-counts'
import { logCommit } from '@/lib/store/postgres/commit-log'
import { addLackingCounts, referrersOf, removeLacking, settleLacking } from '@/lib/store/postgres/lacking'
import { addProperties, replaceProperties } from '@/lib/store/postgres/properties'
import { nameFormer, renameAll, rewordAll } from '@/lib/store/postgres/renaming'
import { indexRows } from '@/lib/store/postgres/search-index'
import { settleAll } from '@/lib/store/postgres/settle'
import { toStages } from '@/lib/store/postgres/stages'
import { Carried, isCounted } from '@/lib/store/sql/carrier-counts'
import { isCountedCommit, Moved } from '@/lib/store/sql/commit-log'
import { Counts } from '@/lib/store/sql/counts'
import { lackable, Touched } from '@/lib/store/sql/lacking'
import { movesProperties } from '@/lib/store/sql/properties'
import { fqnKey, isNamed, kindsOf, recordedEvents, sortName } from '@/lib/store/sql/rows'
import type { Tables } from '@/lib/store/sql/tables'
import type { Change, EntityRow, Work } from '@/lib/store/store'

type Of<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>
type Trx = Transaction<Tables>

/** Totals are spread over this many rows, so that writers of one type seldom wait for each other. */
const slots = 16
const someSlot = (): number => Math.floor(Math.random() * slots)

export async function commitToPostgres(db: Kysely<Tables>, changes: readonly Change[]): Promise<void> {
  try {
    await write(db, toStages(changes))
  } catch (error) {
    // Of several renames in one statement, one may need the name that another gives up; in their order they work out.
    const renames = error instanceof StoreConflict && error.reason === 'taken' && changes.filter(isUpdate).length > 1
    if (!renames) throw error
    await write(
      db,
      changes.map((change) => [change]),
    )
  }
}

const isUpdate = (change: Change): change is Of<'update'> => change.kind === 'update'

function write(db: Kysely<Tables>, stages: readonly (readonly Change[])[]): Promise<void> {
  const gathered: Gathered = {
    counts: new Counts(),
    lacks: new Counts(),
    touched: new Touched(),
    moved: new Moved(),
    carried: new Carried(),
    removed: { ids: [], children: [] },
  }
  const { counts, lacks, touched, moved, carried, removed } = gathered
  return db.transaction().execute(async (trx) => {
    for (const stage of stages) await writeStage(trx, stage, gathered)
    await requireNobodyLeft(trx, removed)
    await settleLacking(trx, touched, lacks)
    await addCounts(trx, counts)
    await addLackingCounts(trx, lacks, someSlot())
    await settleCarried(trx, carried, removed.ids, someSlot())
    const changes = stages.flat()
    const [events, isCounted] = [recordedEvents(changes), isCountedCommit(changes)]
    if (events.length > 0 || isCounted) await sql`select pg_advisory_xact_lock(${feedLock}::int8)`.execute(trx)
    if (isCounted) await logCommit(trx, moved)
    await recordAll(trx, events)
  })
}

/** What one commit gathers while it is written. */
interface Gathered {
  readonly counts: Counts
  readonly lacks: Counts
  readonly touched: Touched
  readonly moved: Moved
  readonly carried: Carried
  readonly removed: Removed
}

/** In the order that `toStages` relies on. */
async function writeStage(trx: Trx, stage: readonly Change[], gathered: Gathered): Promise<void> {
  const of = <Kind extends Change['kind']>(kind: Kind) =>
    stage.filter((change): change is Of<Kind> => change.kind === kind)
  const inserted = of('insert').map((change) => change.row)
  await settleAll(trx, of('settle'), of('relist'), of('mend'), of('credit'))
  for (const { work } of of('beginWork')) await beginWork(trx, work)
  for (const change of [...of('touchWork'), ...of('endWork')]) await goOnWith(trx, change)
  await expectAll(trx, of('expect'))
  await requireAll(trx, of('require'))
  await removeAll(trx, of('remove'), gathered)
  await updateAll(trx, of('update'), gathered)
  await insertAll(trx, inserted, gathered)
  const relinked = [...of('unlink'), ...of('link').map(({ link }) => link)].filter(({ relation }) =>
    isCounted(relation),
  )
  await rememberCarried(
    trx,
    gathered.carried,
    relinked.map(({ entityId }) => entityId),
  )
  await unlinkAll(trx, of('unlink'), gathered)
  await linkAll(trx, of('link'), gathered)
  await claimAll(trx, of('claim'))
  await addUsage(trx, of('usage'))
  await renameAll(
    trx,
    of('rename').map(({ renaming }) => renaming),
    gathered,
  )
  for (const change of of('former')) await nameFormer(trx, change)
  await rewordAll(trx, of('reword'), gathered.moved)
}

async function beginWork(trx: Trx, { containerId, kind, token, actorName, touchedAt }: Work): Promise<void> {
  await sql`insert into unfinished_work (container_id, kind, token, actor_name, touched_at)
    values (${containerId}, ${kind}, ${token}, ${actorName}, ${touchedAt})
    on conflict (container_id) do update set kind = excluded.kind, token = excluded.token,
      actor_name = excluded.actor_name, touched_at = excluded.touched_at`.execute(trx)
}

async function goOnWith(trx: Trx, { kind, work }: Of<'touchWork'> | Of<'endWork'>): Promise<void> {
  const whose = sql`container_id = ${work.containerId} and token = ${work.token}`
  const { numAffectedRows } =
    kind === 'touchWork'
      ? await sql`update unfinished_work set touched_at = ${work.touchedAt} where ${whose}`.execute(trx)
      : await sql`delete from unfinished_work where ${whose}`.execute(trx)
  if (numAffectedRows === 0n)
    throw new StoreConflict('stale', `the work on ${work.containerId} is somebody else's by now`)
}

/** The lock on the entity that carries the relation keeps two writers of the same relation apart. */
async function expectAll(trx: Trx, expectations: readonly Of<'expect'>[]): Promise<void> {
  if (expectations.length === 0) return
  await lock(
    trx,
    expectations.map((expectation) => expectation.entityId),
  )
  const { rows } = await sql`select 1 from unnest(${expectations.map(({ entityId }) => entityId)}::text[],
      ${expectations.map(({ relation }) => relation)}::text[], ${expectations.map(({ targetId }) => targetId)}::text[],
      ${expectations.map(({ data }) => (data === undefined ? null : JSON.stringify(data)))}::text[])
      as u(entity_id, relation, target_id, data)
    left join entity_relation r on r.entity_id = u.entity_id and r.relation = u.relation and r.target_id = u.target_id
    where case when r.entity_id is null then null else coalesce(r.data, 'null') end is distinct from u.data::jsonb
    limit 1`.execute(trx)
  if (rows.length > 0) throw new StoreConflict('stale', 'a relation has been changed')
}

async function requireAll(trx: Trx, changes: readonly Of<'require'>[]): Promise<void> {
  const ids = [...new Set(changes.flatMap((change) => change.ids))]
  if (ids.length === 0) return
  const { rows } = await sql<{ id: string; fqn: string }>`select id, fqn from entity
    where id = any(${ids.toSorted()}::text[]) and deleted = 0 order by id for share`.execute(trx)
  if (rows.length < ids.length) throw new StoreConflict('stale', 'something referred to is not there any more')
  const names = new Map(rows.map(({ id, fqn }) => [id, fqn]))
  const isCalledSo = ([id, fqn]: readonly [string, string]): boolean => names.get(id) === fqn
  if (!changes.every(({ fqns = {} }) => Object.entries(fqns).every(isCalledSo)))
    throw new StoreConflict('stale', 'something referred to is called otherwise by now')
}

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
async function lock(trx: Trx, ids: readonly string[]): Promise<Map<string, Before>> {
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

async function removeAll(
  trx: Trx,
  changes: readonly Of<'remove'>[],
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

/** What a commit has removed, and what referred to it as its parent. */
interface Removed {
  readonly ids: string[]
  readonly children: string[]
}

/**
 * Whatever moves in has to wait for the lock on what is removed (`requireAll`) and finds it gone; whatever had moved in
 * before is seen here, though the plan did not know it.
 */
async function requireNobodyLeft(trx: Trx, { ids, children }: Removed): Promise<void> {
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

async function insertAll(
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

async function updateAll(
  trx: Trx,
  updates: readonly Of<'update'>[],
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

async function unlinkAll(trx: Trx, links: readonly Of<'unlink'>[], { touched, moved }: Gathered): Promise<void> {
  if (links.length === 0) return
  for (const { entityId, relation } of links) {
    touched.unlink(entityId, relation)
    moved.related(entityId)
  }
  await sql`delete from entity_relation r using unnest(${links.map((link) => link.entityId)}::text[],
    ${links.map((link) => link.relation)}::text[], ${links.map((link) => link.targetId)}::text[]) as u(entity_id, relation, target_id)
    where r.entity_id = u.entity_id and r.relation = u.relation and r.target_id = u.target_id`.execute(trx)
}

async function linkAll(trx: Trx, changes: readonly Of<'link'>[], { touched, moved }: Gathered): Promise<void> {
  // One statement cannot write a row twice; the last one counts.
  const links = [
    ...new Map(changes.map(({ link }) => [`${link.entityId} ${link.relation} ${link.targetId}`, link])).values(),
  ]
  if (links.length === 0) return
  for (const { entityId, relation } of links) {
    touched.link(entityId, relation)
    moved.related(entityId)
  }
  await sql`insert into entity_relation (entity_id, relation, target_id, entity_type, target_type, data)
    select u.entity_id, u.relation, u.target_id, u.entity_type, u.target_type, u.data::jsonb
    from unnest(${links.map((link) => link.entityId)}::text[], ${links.map((link) => link.relation)}::text[],
      ${links.map((link) => link.targetId)}::text[], ${links.map((link) => link.entityType)}::text[],
      ${links.map((link) => link.targetType)}::text[], ${links.map((link) => (link.data === null ? null : JSON.stringify(link.data)))}::text[])
      as u(entity_id, relation, target_id, entity_type, target_type, data)
    order by 1, 2, 3
    on conflict (entity_id, relation, target_id) do update set data = excluded.data`.execute(trx)
}

/** A key that another transaction is about to take is waited for. */
async function claimAll(trx: Trx, claims: readonly Of<'claim'>[]): Promise<void> {
  if (claims.length === 0) return
  const [scopes, ids] = [claims.map(({ scope }) => scope), claims.map(({ entityId }) => entityId)]
  await sql`delete from entity_claim c using unnest(${scopes}::text[], ${ids}::text[]) as u(scope, entity_id)
    where c.scope = u.scope and c.entity_id = u.entity_id`.execute(trx)
  const { rows } = await sql`insert into entity_claim (scope, key, entity_id)
    select u.scope, u.key, u.entity_id
    from unnest(${scopes}::text[], ${claims.map(({ key }) => key)}::text[], ${ids}::text[]) as u(scope, key, entity_id)
    order by 1, 2 on conflict (scope, key) do nothing returning 1`.execute(trx)
  if (rows.length < claims.length) throw new StoreConflict('stale', 'another entity has a key that was to be taken')
}

/**
 * One number among all that PostgreSQL's advisory locks are known by in this database. The lock is taken last and given up
 * when the commit is done, so that the numbers of the feed and of the log are in the order in which the commits become
 * visible: a reader who has seen one has seen all before it.
 */
const feedLock = 4_017_320_916

/** The last statement of a commit. */
async function recordAll(trx: Trx, events: readonly ChangeEventRecord[]): Promise<void> {
  const last = events.at(-1)
  if (last === undefined) return
  const text = JSON.stringify(events)
  const kinds = kindsOf(events)
  await sql`with c as (insert into change_event (recorded_at, actor, events)
      values (${last.timestamp}, ${last.userName}, ${text}::jsonb) returning seq)
    insert into change_event_kind (event_type, seq, entity_type) select u.event_type, c.seq, u.entity_type
    from c, unnest(${kinds.map(({ eventType }) => eventType)}::text[], ${kinds.map(({ entityType }) => entityType)}::text[])
      as u(event_type, entity_type)`.execute(trx)
}

async function addUsage(trx: Trx, uses: readonly Of<'usage'>[]): Promise<void> {
  for (const { entityId, date, count } of uses) {
    await sql`insert into usage_daily (entity_id, date, total) values (${entityId}, ${date}, ${count})
      on conflict (entity_id, date) do update set total = usage_daily.total + excluded.total`.execute(trx)
  }
}

async function addCounts(trx: Trx, counts: Counts): Promise<void> {
  const deltas = counts.deltas()
  if (deltas.length === 0) return
  await sql`insert into entity_count (type, container_id, deleted, slot, total)
    select u.type, u.container_id, u.deleted, ${someSlot()}::int2, u.total
    from unnest(${deltas.map((delta) => delta.type)}::text[], ${deltas.map((delta) => delta.containerId)}::text[],
      ${deltas.map((delta) => delta.deleted)}::int2[], ${deltas.map((delta) => delta.total)}::int8[])
      as u(type, container_id, deleted, total) order by 1, 3, 2
    on conflict (type, deleted, container_id, slot) do update set total = entity_count.total + excluded.total`.execute(
    trx,
  )
}
