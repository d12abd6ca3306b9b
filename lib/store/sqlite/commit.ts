/** The one place that writes to SQLite: a list of changes in one synchronous transaction, by prepared statements. */
import type Database from 'better-sqlite3'
import type { EntityType } from '@/lib/model/entities/entity'
import { StoreConflict } from '@/lib/store/errors'
import { Carried, isCounted } from '@/lib/store/sql/carrier-counts'
import { isCountedCommit, Moved } from '@/lib/store/sql/commit-log'
import { Counts } from '@/lib/store/sql/counts'
import { countLacking, lackable, Touched } from '@/lib/store/sql/lacking'
import { movesProperties } from '@/lib/store/sql/properties'
import { fqnKey, isNamed, kindsOf, recordedEvents, sortName } from '@/lib/store/sql/rows'
import { carrierCountStatements } from '@/lib/store/sqlite/carrier-counts'
import { commitLogStatements } from '@/lib/store/sqlite/commit-log'
import { isBusy, translate } from '@/lib/store/sqlite/failures'
import { lackingStatements } from '@/lib/store/sqlite/lacking'
import { propertyStatements } from '@/lib/store/sqlite/properties'
import { renamingStatements, searchStatements } from '@/lib/store/sqlite/renaming'
import { settleStatements } from '@/lib/store/sqlite/settle'
import type { Change, EntityRow, Work } from '@/lib/store/store'

interface Before {
  seq: number
  version: number
  display_name: string | null
  fqn: string
  description: string | null
  email: string | null
  extension: string | null
  updated_at: number
  deleted: number
  type: string
  container_id: string | null
}

/** What became of commits that were written together: an error for each that was refused. `busy`: another has the lock. */
export type Outcome = 'busy' | readonly unknown[]

/** `keep` is called as the last thing of the transaction with what is about to become of each, and may write it down. */
export type WriteTogether = (
  batch: readonly (readonly Change[])[],
  keep?: (outcome: readonly unknown[]) => void,
) => Outcome

/**
 * Prepares every statement once per connection. Commits are written together: a commit costs one wait for the disk, and
 * eight requests at once need not wait eight times. Each is still all or nothing by itself.
 */
export function createCommit(db: Database.Database): WriteTogether {
  const insertEntity =
    db.prepare(`insert into entity (id, type, name, display_name, sort_name, fqn, fqn_key, container_id, version,
    deleted, updated_at, updated_by, document, origin) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const findEntity = db.prepare<[string], Before>(
    `select seq, version, updated_at, deleted, type, container_id, display_name, fqn,
      document ->> '$.description' as description, document ->> '$.email' as email,
      document -> '$.extension' as extension from entity where id = ?`,
  )
  const updateEntity =
    db.prepare(`update entity set name = ?, display_name = ?, sort_name = ?, fqn = ?, fqn_key = ?, container_id = ?,
    version = ?, deleted = ?, updated_at = ?, updated_by = ?, document = ?, origin = ? where seq = ?`)
  const insertVersion = db.prepare(
    `insert or replace into entity_version (entity_id, entity_type, version, updated_at, updated_by, snapshot, origin)
      values (?, ?, ?, ?, ?, ?, ?)`,
  )
  const link = db.prepare(
    'insert or replace into entity_relation (entity_id, relation, target_id, entity_type, target_type, data) values (?, ?, ?, ?, ?, ?)',
  )
  const unlink = db.prepare('delete from entity_relation where entity_id = ? and relation = ? and target_id = ?')
  const removals = [
    'delete from entity_relation where entity_id = ?',
    'delete from entity_relation where target_id = ?',
    'delete from entity_version where entity_id = ?',
    'delete from usage_daily where entity_id = ?',
    'delete from entity_claim where entity_id = ?',
    'delete from job_version where entity_id = ?',
    'delete from former_name where entity_id = ?',
    'delete from entity_property where entity_id = ?',
    'delete from entity where id = ?',
  ].map((statement) => db.prepare(statement))
  const giveUpClaim = db.prepare('delete from entity_claim where entity_id = ? and scope = ?')
  const claim = db.prepare('insert or ignore into entity_claim (scope, key, entity_id) values (?, ?, ?)')
  const insideOf = db.prepare<[string]>('select 1 from entity where container_id = ? limit 1')
  const childrenOf = db.prepare<[string, string], { entity_id: string }>(
    'select entity_id from entity_relation where target_id = ? and relation = ?',
  )
  const findLink = db.prepare<[string, string, string], { data: string | null }>(
    'select data from entity_relation where entity_id = ? and relation = ? and target_id = ?',
  )
  const addUsage = db.prepare(`insert into usage_daily (entity_id, date, total) values (?, ?, ?)
    on conflict (entity_id, date) do update set total = total + excluded.total`)
  const beginWork = db.prepare(
    'insert or replace into unfinished_work (container_id, kind, token, actor_name, touched_at) values (?, ?, ?, ?, ?)',
  )
  const touchWork = db.prepare('update unfinished_work set touched_at = ? where container_id = ? and token = ?')
  const endWork = db.prepare('delete from unfinished_work where container_id = ? and token = ?')
  const record = db.prepare('insert into change_event (recorded_at, actor, events) values (?, ?, ?)')
  const recordKind = db.prepare('insert into change_event_kind (event_type, seq, entity_type) values (?, ?, ?)')
  const addCount =
    db.prepare(`insert into entity_count (type, container_id, deleted, slot, total) values (?, ?, ?, 0, ?)
    on conflict (type, deleted, container_id, slot) do update set total = total + excluded.total`)

  const commitLog = commitLogStatements(db)
  const lacking = lackingStatements(db)
  const carriers = carrierCountStatements(db)
  const properties = propertyStatements(db)
  const text = searchStatements(db)
  const names = renamingStatements(db, text)
  const jobs = settleStatements(db)

  const apply = (change: Change, { counts, lacks, touched, moved, carried, required, removed }: Gathered): void => {
    switch (change.kind) {
      case 'insert': {
        const { row } = change
        const { lastInsertRowid } = insertEntity.run(row.id, row.type, ...columns(row))
        text.add(lastInsertRowid, row)
        properties.add(row)
        counts.add(row, 1)
        touched.insert(row)
        moved.row(row.type, row.id, lastInsertRowid)
        carried.insert(row.id)
        return
      }
      case 'update': {
        const { row, expected } = change
        const before = findEntity.get(row.id)
        if (
          before?.version !== expected.version ||
          before.updated_at !== expected.updatedAt ||
          !isNamed(before.fqn, expected)
        )
          throw new StoreConflict('stale', `${row.id} has moved on`)
        if (change.archive !== undefined) {
          const { version, updatedAt, updatedBy, snapshot, origin = null } = change.archive
          insertVersion.run(row.id, row.type, version, updatedAt, updatedBy, JSON.stringify(snapshot), origin)
        }
        if (row.deleted) required.delete(row.id)
        if ((before.deleted === 1) !== row.deleted) carriers.remember(carried, row.id)
        updateEntity.run(...columns(row), before.seq)
        moved.row(row.type, row.id, before.seq)
        if (!sameText(before, row)) text.replace(before.seq, row)
        const extension: unknown = before.extension === null ? null : JSON.parse(before.extension)
        if (movesProperties({ deleted: before.deleted, extension }, row)) properties.replace(row)
        if ((before.deleted === 1) !== row.deleted || before.container_id !== row.containerId) {
          counts.add(toCounted(before), -1)
          counts.add(row, 1)
          touched.change([row.id])
        }
        return
      }
      case 'remove': {
        const before = findEntity.get(change.id)
        if (before === undefined) throw new StoreConflict('stale', `${change.id} is gone`)
        required.delete(change.id)
        removed.ids.push(change.id)
        if (change.childRelation !== undefined)
          removed.children.push(...childrenOf.all(change.id, change.childRelation).map((child) => child.entity_id))
        const referrers = lacking.referrers(change.id)
        touched.change([change.id, ...referrers.filter(isLackable).map((row) => row.entity_id)])
        for (const row of referrers) moved.related(row.entity_id)
        moved.row(before.type, change.id, before.seq)
        countLacking(lacks, lacking.remove(before.type, change.id), -1)
        carriers.remember(carried, change.id)
        text.remove(before.seq)
        for (const removal of removals) removal.run(change.id)
        counts.add(toCounted(before), -1)
        return
      }
      case 'link': {
        const { entityId, relation, targetId, entityType, targetType, data } = change.link
        if (isCounted(relation)) carriers.remember(carried, entityId)
        link.run(entityId, relation, targetId, entityType, targetType, jsonOf(data))
        touched.link(entityId, relation)
        moved.related(entityId)
        return
      }
      case 'unlink':
        if (isCounted(change.relation)) carriers.remember(carried, change.entityId)
        unlink.run(change.entityId, change.relation, change.targetId)
        touched.unlink(change.entityId, change.relation)
        moved.related(change.entityId)
        return
      case 'claim': {
        const { scope, key, entityId } = change
        giveUpClaim.run(entityId, scope)
        if (claim.run(scope, key, entityId).changes === 0)
          throw new StoreConflict('stale', `another entity has ${scope} ${key}`)
        return
      }
      case 'require':
        for (const id of change.ids) {
          const fqn = change.fqns?.[id]
          // A thousand dashboards require the same service.
          if (required.has(id) && (fqn === undefined || required.get(id) === fqn)) continue
          const found = findEntity.get(id)
          if (found === undefined || found.deleted === 1)
            throw new StoreConflict('stale', `${id} is not there any more`)
          if (fqn !== undefined && found.fqn !== fqn)
            throw new StoreConflict('stale', `${id} is called otherwise by now`)
          required.set(id, found.fqn)
        }
        return
      case 'rename':
        names.rename(change.renaming, { moved, counts, touched })
        return
      case 'reword':
        names.reword(change.rows, moved)
        return
      case 'expect': {
        const { entityId, relation, targetId, data } = change
        const found = findLink.get(entityId, relation, targetId)
        if (found === undefined ? data !== undefined : data === undefined || found.data !== jsonOf(data))
          throw new StoreConflict('stale', `${relation} of ${entityId} has been changed`)
        return
      }
      case 'usage':
        addUsage.run(change.entityId, change.date, change.count)
        return
      case 'beginWork':
        beginWork.run(...workColumns(change.work))
        return
      case 'touchWork':
      case 'endWork': {
        const { containerId, token, touchedAt } = change.work
        const { changes } =
          change.kind === 'touchWork' ? touchWork.run(touchedAt, containerId, token) : endWork.run(containerId, token)
        if (changes === 0) throw new StoreConflict('stale', `the work on ${containerId} is somebody else's by now`)
        return
      }
      case 'settle':
        jobs.settle(change)
        return
      case 'relist':
        jobs.relist(change)
        return
      case 'mend':
        jobs.mend(change)
        return
      case 'credit':
        jobs.credit(change)
        return
      case 'record':
        return // all of them in one row, at the end
      default:
        change satisfies never
    }
  }

  /** Once all that a commit removes is gone: what is still there has moved in since the removal was planned. */
  const requireNobodyLeft = ({ ids, children }: Removed): void => {
    if (ids.some((id) => insideOf.get(id) !== undefined) || children.some((id) => findEntity.get(id) !== undefined))
      throw new StoreConflict('stale', 'something has moved into what is to be removed')
  }

  const applyAll = (changes: readonly Change[]): void => {
    const gathered: Gathered = {
      counts: new Counts(),
      lacks: new Counts(),
      touched: new Touched(),
      moved: new Moved(),
      carried: new Carried(),
      required: new Map(),
      removed: { ids: [], children: [] },
    }
    for (const change of changes) apply(change, gathered)
    requireNobodyLeft(gathered.removed)
    lacking.settle(gathered.touched, gathered.lacks)
    carriers.settle(gathered.carried, gathered.removed.ids)
    const events = recordedEvents(changes)
    const last = events.at(-1)
    if (last !== undefined) {
      const { lastInsertRowid } = record.run(last.timestamp, last.userName, JSON.stringify(events))
      for (const { eventType, entityType } of kindsOf(events)) recordKind.run(eventType, lastInsertRowid, entityType)
    }
    for (const { type, containerId, deleted, total } of gathered.counts.deltas())
      addCount.run(type, containerId, deleted, total)
    if (isCountedCommit(changes)) commitLog.add(gathered.moved)
  }

  const inSavepoint = db.transaction(applyAll)
  const together = db.transaction((batch: readonly (readonly Change[])[], keep: Keep): readonly unknown[] => {
    const [first, second] = batch
    const outcome = batch.map((changes) => {
      try {
        // Alone, a commit needs no savepoint, which would copy every page it touches.
        if (changes === first && second === undefined) applyAll(changes)
        else inSavepoint(changes)
        return undefined
      } catch (error) {
        if (!db.inTransaction || second === undefined) throw error
        return translate(error)
      }
    })
    keep?.(outcome)
    return outcome
  })

  return (batch, keep) => {
    try {
      return together.immediate(batch, keep)
    } catch (error) {
      if (isBusy(error)) return 'busy'
      const told = translate(error)
      return batch.map(() => told)
    }
  }
}

type Keep = Parameters<WriteTogether>[1]

/** What one commit gathers while it is applied. */
interface Gathered {
  readonly counts: Counts
  readonly lacks: Counts
  readonly touched: Touched
  readonly moved: Moved
  readonly carried: Carried
  /** What was found to be there and not deleted, and what it is called. */
  readonly required: Map<string, string>
  readonly removed: Removed
}

/** What a commit has removed, and what referred to it as its parent. */
interface Removed {
  readonly ids: string[]
  readonly children: string[]
}

const isLackable = ({ relation }: { readonly relation: string }): boolean => lackable.includes(relation)

const workColumns = ({ containerId, kind, token, actorName, touchedAt }: Work) => [
  containerId,
  kind,
  token,
  actorName,
  touchedAt,
]

const jsonOf = (data: Record<string, unknown> | null): string | null => (data === null ? null : JSON.stringify(data))

const textOf = (member: unknown): string | null => (typeof member === 'string' ? member : null)

/** Most updates leave alone what the search text is made of. */
const sameText = (before: Before, { displayName, fullyQualifiedName, document }: EntityRow): boolean =>
  before.display_name === displayName &&
  before.fqn === fullyQualifiedName &&
  before.description === textOf(document.description) &&
  before.email === textOf(document.email)

const toCounted = (before: Before) => ({
  type: before.type as EntityType, // only known types are ever written
  containerId: before.container_id,
  deleted: before.deleted === 1,
})

const columns = (row: EntityRow) =>
  [
    row.name,
    row.displayName,
    sortName(row),
    row.fullyQualifiedName,
    fqnKey(row.fullyQualifiedName),
    row.containerId,
    row.version,
    row.deleted ? 1 : 0,
    row.updatedAt,
    row.updatedBy,
    JSON.stringify(row.document),
    row.origin ?? null,
  ] as const
