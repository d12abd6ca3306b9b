/** The audit's entries, and commits by who made them, written once for both engines. */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { ChangeEventRecord } from '@/lib/model/wire/change-event'
import type { AuditStore, CommitQuery } from '@/lib/store/audit'
import { parseJson } from '@/lib/store/sql/rows'
import type { Tables } from '@/lib/store/sql/tables'

const sweptAtOnce = 500

export function createAudit(db: Kysely<Tables>): AuditStore {
  return {
    add: async ({ requestId, thingType, ...entry }) => {
      await db
        .insertInto('audit_entry')
        .values({ ...entry, request_id: requestId, thing_type: thingType })
        .execute()
    },
    list: async ({ actor, kinds, thing, since, until, before, limit }) => {
      if (kinds?.length === 0) return []
      let query = db.selectFrom('audit_entry').selectAll()
      if (actor !== undefined) query = query.where('actor', '=', actor)
      if (kinds !== undefined) query = query.where('kind', 'in', kinds)
      if (thing !== undefined) query = query.where('thing', '=', thing)
      if (since !== undefined) query = query.where('at', '>=', since)
      if (until !== undefined) query = query.where('at', '<=', until)
      if (before !== undefined) query = query.where('seq', '<', before)
      const rows = await query.orderBy('seq', 'desc').limit(limit).execute()
      return rows.map(({ seq, at, times, request_id: requestId, thing_type: thingType, ...row }) => ({
        ...row,
        sequence: Number(seq),
        at: Number(at),
        times: Number(times),
        requestId,
        thingType,
      }))
    },
    commits: async (query) => {
      const { rows } = await sql<{ seq: number | string; events: unknown }>`select c.seq, c.events
        from (${commitsOf(query)}) k join change_event c on c.seq = k.seq order by c.seq desc`.execute(db)
      return rows.map(({ seq, events }) => ({
        sequence: Number(seq),
        events: parseJson<ChangeEventRecord[]>(events),
      }))
    },
    commitAt: async (time) => {
      const row = await db
        .selectFrom('change_event')
        .select('seq')
        .where('recorded_at', '<=', time)
        .orderBy('recorded_at', 'desc')
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst()
      return Number(row?.seq ?? 0)
    },
    sweep: async (before) => {
      const { numAffectedRows = 0n } = await sql`delete from audit_entry where seq in (
        select seq from audit_entry where at < ${before} order by at limit ${sweptAtOnce})`.execute(db)
      return numAffectedRows === BigInt(sweptAtOnce)
    },
  }
}

/** Numbers of commits, each way by an index of its own. */
function commitsOf({ actor, eventTypes, entityIds, before, limit }: CommitQuery): RawBuilder<unknown> {
  const earlier = before === undefined ? sql`true` : sql`seq < ${before}`
  const latest = sql`order by seq desc limit ${limit}`
  // A version was written at the time at which its commit was recorded.
  if (entityIds !== undefined)
    return entityIds.length === 0
      ? sql`select seq from change_event where false`
      : sql`select seq from change_event where recorded_at in (
          select updated_at from entity where id in (${sql.join(entityIds)})
          union select updated_at from entity_version where entity_id in (${sql.join(entityIds)}))
        and ${earlier} ${latest}`
  if (actor !== undefined) return sql`select seq from change_event where actor = ${actor} and ${earlier} ${latest}`
  if (eventTypes === undefined) return sql`select seq from change_event where ${earlier} ${latest}`
  if (eventTypes.length === 0) return sql`select seq from change_event where false`
  const scans = eventTypes.map(
    (type, at) => sql`select * from (select distinct seq from change_event_kind
      where event_type = ${type} and ${earlier} ${latest}) ${sql.raw(`k${at}`)}`,
  )
  return sql`select seq from (${sql.join(scans, sql` union `)}) u ${latest}`
}
