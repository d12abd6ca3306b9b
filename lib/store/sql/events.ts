import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { ChangeEventRecord } from '@/lib/model/wire/change-event'
import type { EventQuery, StoredEvent } from '@/lib/store/queries'
import { commitOf, parseJson, sequenceOf } from '@/lib/store/sql/rows'
import type { Tables } from '@/lib/store/sql/tables'

/** How many commits are looked through at a time, at most: each may hold the events of a bulk write. */
const commitsPerRead = 64

/**
 * Events that are wanted, in the order of the commits that recorded them. Only commits that hold such a kind are read, one
 * at first, because one may fill the page, then twice as many each time.
 */
export async function readEvents(db: Kysely<Tables>, query: EventQuery): Promise<StoredEvent[]> {
  const found: StoredEvent[] = []
  const seen = query.after ?? -1
  const first = await firstSince(db, query.since)
  if (first === undefined || query.wanted.length === 0) return []
  let commit = Math.max(first, seen < 0 ? 0 : commitOf(seen))
  for (let many = 1; found.length < query.limit; many = Math.min(2 * many, commitsPerRead)) {
    const { rows } = await sql<{ seq: number; events: unknown }>`select c.seq, c.events
      from (${commitsWith(query, commit, many)}) k join change_event c on c.seq = k.seq order by c.seq`.execute(db)
    for (const { seq, events } of rows) {
      for (const [place, event] of parseJson<ChangeEventRecord[]>(events).entries()) {
        const sequence = sequenceOf(Number(seq), place)
        if (sequence > seen && event.timestamp >= query.since && isWanted(event, query))
          found.push({ ...event, sequence })
      }
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < many) break
    commit = Number(last.seq) + 1
  }
  return found.slice(0, query.limit)
}

/** Times do not follow the order of commits to the millisecond, so it is the first commit, not the earliest time. */
async function firstSince(db: Kysely<Tables>, since: number): Promise<number | undefined> {
  if (since <= 0) return 0
  const { rows } = await sql<{ seq: number | null }>`select min(seq) as seq from change_event
    where recorded_at >= ${since}`.execute(db)
  const seq = rows[0]?.seq ?? undefined
  return seq === undefined ? undefined : Number(seq)
}

/** The first commits from `from` on that hold a wanted kind, each kind by a scan of its own that ends at the limit. */
function commitsWith({ wanted }: EventQuery, from: number, limit: number): RawBuilder<unknown> {
  const scans = wanted.map(({ eventType, entityTypes }, at) => {
    const ofTypes = entityTypes.includes('*') ? sql`` : sql`and entity_type in (${sql.join(entityTypes)})`
    return sql`select * from (select distinct seq from change_event_kind
      where event_type = ${eventType} and seq >= ${from} ${ofTypes} order by seq limit ${limit}) ${sql.raw(`k${at}`)}`
  })
  return sql`select seq from (${sql.join(scans, sql` union `)}) u order by seq limit ${limit}`
}

const isWanted = (event: ChangeEventRecord, { wanted }: EventQuery): boolean =>
  wanted.some(
    ({ eventType, entityTypes }) =>
      eventType === event.eventType && (entityTypes.includes('*') || entityTypes.includes(event.entityType)),
  )
