/** The one place that writes to SQLite: a list of changes in one synchronous transaction, by prepared statements. */
import type Database from 'better-sqlite3'
import type { Change, Work } from '@/lib/store/change'
import { StoreConflict, StoreUnavailable } from '@/lib/store/errors'
import { Carried, isCounted } from '@/lib/store/sql/carrier-counts'
import { isCountedCommit, Moved } from '@/lib/store/sql/commit-log'
import { Counts } from '@/lib/store/sql/counts'
import { Touched } from '@/lib/store/sql/lacking'
import { kindsOf, recordedEvents } from '@/lib/store/sql/rows'
import { carrierCountStatements } from '@/lib/store/sqlite/carrier-counts'
import { commitLogStatements } from '@/lib/store/sqlite/commit-log'
import { entityStatements, type GatheredHere } from '@/lib/store/sqlite/entities'
import { isBusy, translate } from '@/lib/store/sqlite/failures'
import { lackingStatements } from '@/lib/store/sqlite/lacking'
import { renamingStatements } from '@/lib/store/sqlite/renaming'
import { rewordingOf, type SearchStatements, searchStatements } from '@/lib/store/sqlite/search-words'
import { settleStatements } from '@/lib/store/sqlite/settle'

/** What became of commits that were written together: an error for each that was refused. `busy`: another has the lock. */
export type Outcome = 'busy' | readonly unknown[]

/** `keep` is called as the last thing of the transaction with what is about to become of each, and may write it down. */
export type WriteTogether = (
  batch: readonly (readonly Change[])[],
  keep?: (outcome: readonly unknown[]) => void,
) => Outcome

/**
 * Prepares every statement once per connection. Commits are written together: a commit costs one wait for the disk, and
 * eight requests at once need not wait eight times. Each is still all or nothing by itself. With `later`, words are left
 * to whoever writes without it, who indexes all that are due first (`late-words.ts`).
 */
export function createCommit(db: Database.Database, later?: SearchStatements): WriteTogether {
  const link = db.prepare(
    'insert or replace into entity_relation (entity_id, relation, target_id, entity_type, target_type, data) values (?, ?, ?, ?, ?, ?)',
  )
  const unlink = db.prepare('delete from entity_relation where entity_id = ? and relation = ? and target_id = ?')
  const giveUpClaim = db.prepare('delete from entity_claim where entity_id = ? and scope = ?')
  const claim = db.prepare('insert or ignore into entity_claim (scope, key, entity_id) values (?, ?, ?)')
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
  const text = later ?? searchStatements(db)
  const indexDue = later === undefined ? rewordingOf(db, 'search_late', text) : undefined
  const names = renamingStatements(db, text)
  const entities = entityStatements(db, { lacking, carriers, text })
  const jobs = settleStatements(db)

  const apply = (change: Change, gathered: GatheredHere): void => {
    const { counts, touched, moved, carried, required } = gathered
    switch (change.kind) {
      case 'insert':
        entities.insert(change.row, gathered)
        return
      case 'update':
        entities.update(change, gathered)
        return
      case 'remove':
        entities.remove(change, gathered)
        return
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
          const found = entities.find(id)
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
      case 'former':
        names.former(change)
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

  const applyAll = (changes: readonly Change[]): void => {
    const gathered: GatheredHere = {
      counts: new Counts(),
      lacks: new Counts(),
      touched: new Touched(),
      moved: new Moved(),
      carried: new Carried(),
      required: new Map(),
      removed: { ids: [], children: [] },
    }
    for (const change of changes) apply(change, gathered)
    entities.requireNobodyLeft(gathered.removed)
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
  /** All or nothing by itself, among others. */
  const applyApart = (changes: readonly Change[]): unknown => {
    try {
      inSavepoint(changes)
      return undefined
    } catch (error) {
      if (!db.inTransaction) throw error
      return translate(error)
    }
  }
  const together = db.transaction((batch: Batch, keep: Keep, applyOne: typeof applyApart): readonly unknown[] => {
    indexDue?.(allRows)
    const outcome = batch.map(applyOne)
    keep?.(outcome)
    return outcome
  })
  /** A savepoint copies every page that is touched in it. They come where one of several is refused, and all begin anew. */
  const write = (batch: Batch, keep: Keep): readonly unknown[] => {
    try {
      return together.immediate(batch, keep, applyAll)
    } catch (error) {
      if (batch.length === 1 || translate(error) instanceof StoreUnavailable) throw error
      return together.immediate(batch, keep, applyApart)
    }
  }

  return (batch, keep) => {
    try {
      return write(batch, keep)
    } catch (error) {
      if (isBusy(error)) return 'busy'
      const told = translate(error)
      return batch.map(() => told)
    }
  }
}

type Batch = Parameters<WriteTogether>[0]
type Keep = Parameters<WriteTogether>[1]

/** For a limit: there is none. */
const allRows = -1

const workColumns = ({ containerId, kind, token, actorName, touchedAt }: Work) => [
  containerId,
  kind,
  token,
  actorName,
  touchedAt,
]

const jsonOf = (data: Record<string, unknown> | null): string | null => (data === null ? null : JSON.stringify(data))
