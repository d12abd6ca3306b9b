import type { Kysely } from 'kysely'
import type { ChangeEventRecord } from '@/lib/model/change-event'
import { commitOf, parseJson, sequenceOf } from '@/lib/store/sql/rows'
import type { Tables } from '@/lib/store/sql/tables'
import type { EventQuery, StoredEvent } from '@/lib/store/store'

/** How many commits are looked through at a time. */
const commitsPerRead = 200

/** Events that are wanted, in the order of the commits that recorded them. */
export async function readEvents(db: Kysely<Tables>, query: EventQuery): Promise<StoredEvent[]> {
  const found: StoredEvent[] = []
  const seen = query.after ?? -1
  for (let commit = seen < 0 ? 0 : commitOf(seen); found.length < query.limit; ) {
    const rows = await db
      .selectFrom('change_event')
      .select(['seq', 'events'])
      .where('seq', '>=', commit)
      .where('recorded_at', '>=', query.since)
      .orderBy('seq')
      .limit(commitsPerRead)
      .execute()
    for (const { seq, events } of rows) {
      for (const [place, event] of parseJson<ChangeEventRecord[]>(events).entries()) {
        const sequence = sequenceOf(Number(seq), place)
        if (sequence > seen && event.timestamp >= query.since && isWanted(event, query))
          found.push({ ...event, sequence })
      }
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < commitsPerRead) break
    commit = Number(last.seq) + 1
  }
  return found.slice(0, query.limit)
}

const isWanted = (event: ChangeEventRecord, { wanted }: EventQuery): boolean =>
  wanted.some(
    ({ eventType, entityTypes }) =>
      eventType === event.eventType && (entityTypes.includes('*') || entityTypes.includes(event.entityType)),
  )
