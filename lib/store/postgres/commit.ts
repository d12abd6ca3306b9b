/**
 * Writes a list of changes to PostgreSQL: one transaction, and mostly one statement per kind of change, however many
 * there are.
 */

import { type Kysely, sql, type Transaction } from 'kysely'
import type { ChangeEventRecord } from '@/lib/model/wire/change-event'
import type { Change, ChangeOf, Work } from '@/lib/store/change'
import { StoreConflict } from '@/lib/store/errors'
import { rememberCarried, settleCarried } from '@/lib/store/postgres/carrier-counts'
import { logCommit } from '@/lib/store/postgres/commit-log'
import { insertAll, removeAll, requireNobodyLeft, updateAll } from '@/lib/store/postgres/entities'
import { addLackingCounts, settleLacking } from '@/lib/store/postgres/lacking'
import { claimAll, expectAll, linkAll, unlinkAll } from '@/lib/store/postgres/relations'
import { nameFormer, renameAll, rewordAll } from '@/lib/store/postgres/renaming'
import { settleAll } from '@/lib/store/postgres/settle'
import { toStages } from '@/lib/store/postgres/stages'
import { Carried, isCounted } from '@/lib/store/sql/carrier-counts'
import { isCountedCommit, Moved } from '@/lib/store/sql/commit-log'
import { Counts } from '@/lib/store/sql/counts'
import type { Gathered } from '@/lib/store/sql/gathered'
import { Touched } from '@/lib/store/sql/lacking'
import { kindsOf, recordedEvents } from '@/lib/store/sql/rows'
import type { Tables } from '@/lib/store/sql/tables'

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

const isUpdate = (change: Change): change is ChangeOf<'update'> => change.kind === 'update'

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

/** In the order that `toStages` relies on. */
async function writeStage(trx: Trx, stage: readonly Change[], gathered: Gathered): Promise<void> {
  const of = <Kind extends Change['kind']>(kind: Kind) =>
    stage.filter((change): change is ChangeOf<Kind> => change.kind === kind)
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

async function goOnWith(trx: Trx, { kind, work }: ChangeOf<'touchWork'> | ChangeOf<'endWork'>): Promise<void> {
  const whose = sql`container_id = ${work.containerId} and token = ${work.token}`
  const { numAffectedRows } =
    kind === 'touchWork'
      ? await sql`update unfinished_work set touched_at = ${work.touchedAt} where ${whose}`.execute(trx)
      : await sql`delete from unfinished_work where ${whose}`.execute(trx)
  if (numAffectedRows === 0n)
    throw new StoreConflict('stale', `the work on ${work.containerId} is somebody else's by now`)
}

async function requireAll(trx: Trx, changes: readonly ChangeOf<'require'>[]): Promise<void> {
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

async function addUsage(trx: Trx, uses: readonly ChangeOf<'usage'>[]): Promise<void> {
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
