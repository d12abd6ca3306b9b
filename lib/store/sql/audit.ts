/** The audit's entries, and commits by who made them, written once for both engines. */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { ChangeEventRecord } from '@/lib/model/wire/change-event'
import type { AuditQuery, AuditStore, CommitQuery } from '@/lib/store/audit'
import { parseJson } from '@/lib/store/sql/rows'
import type { AuditTable, Tables } from '@/lib/store/sql/tables'

const sweptAtOnce = 500

export function createAudit(db: Kysely<Tables>): AuditStore {
  return {
    add: async ({ requestId, thingType, ...entry }) => {
      await db
        .insertInto('audit_entry')
        .values({ ...entry, request_id: requestId, thing_type: thingType })
        .execute()
    },
    list: async (query) => {
      if (query.kinds?.length === 0) return []
      const { rows } = await sql<AuditRow>`select * from audit_entry where ${entriesOf(query)}
        order by seq desc limit ${query.limit}`.execute(db)
      return rows.map(({ seq, at, times, request_id: requestId, thing_type: thingType, ...row }) => ({
        ...row,
        sequence: Number(seq),
        at: Number(at),
        times: Number(times),
        requestId,
        thingType,
      }))
    },
    lastOf: async (kinds, actors) => {
      if (actors.length === 0 || kinds.length === 0) return new Map()
      const rows = await db
        .selectFrom('audit_entry')
        .select(({ fn }) => ['actor', fn.max('at').as('last')])
        .where('actor', 'in', actors)
        .where('kind', 'in', kinds)
        .groupBy('actor')
        .execute()
      return new Map(rows.map(({ actor, last }) => [actor ?? '', Number(last)]))
    },
    lastWith: async (kinds, things) => {
      if (things.length === 0 || kinds.length === 0) return new Map()
      const { rows } = await sql<{ thing: string; actor: string | null }>`select thing, actor from audit_entry
        where seq in (select max(seq) from audit_entry
          where thing in (${sql.join(things)}) and kind in (${sql.join(kinds)}) group by thing)`.execute(db)
      return new Map(rows.flatMap(({ thing, actor }) => (actor === null ? [] : [[thing, actor]])))
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

type AuditRow = Omit<AuditTable, 'seq'> & { readonly seq: number | string }

/** Numbers follow the times, but for clocks that differ. */
const slackMs = 60 * 60 * 1000

/** Each filter by an index that has the rows in their order, so that a page costs no more than its rows. */
function entriesOf({ actor, kinds, thing, since, until, before, limit }: AuditQuery): RawBuilder<unknown> {
  const conditions = [sql`true`]
  if (before !== undefined) conditions.push(sql`seq < ${before}`)
  // The sign before the column keeps its index out of it, which has the rows in another order.
  if (until !== undefined)
    conditions.push(
      sql`+at <= ${until} and seq <= (select seq from audit_entry where at <= ${until + slackMs}
        order by at desc, seq desc limit 1)`,
    )
  if (since !== undefined)
    conditions.push(
      sql`+at >= ${since} and seq >= (select seq from audit_entry where at >= ${since - slackMs}
        order by at, seq limit 1)`,
    )
  if (actor !== undefined) conditions.push(sql`actor = ${actor}`)
  if (thing !== undefined) conditions.push(sql`thing = ${thing}`)
  const all = sql.join(conditions, sql` and `)
  if (kinds === undefined) return all
  if (actor !== undefined || thing !== undefined) return sql`${all} and kind in (${sql.join(kinds)})`
  const scans = kinds.map(
    (kind, index) => sql`select * from (select seq from audit_entry where kind = ${kind} and ${all}
      order by seq desc limit ${limit}) ${sql.raw(`k${index}`)}`,
  )
  return sql`seq in (${sql.join(scans, sql` union all `)})`
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
