import { type Kysely, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { eventKinds } from '@/lib/store/sql/migrations/0009-event-kinds'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'
import { aRow, engines } from '@/lib/store/testing'

describe.each(engines)('on $name', (engine) => {
  test('the feed of a catalogue from before has all its events, by kind', async () => {
    const { store, drop } = await engine.open()
    const event = (eventType: 'entityCreated' | 'entityDeleted', timestamp: number) =>
      ({
        kind: 'record',
        event: {
          eventType,
          timestamp,
          entityType: 'dashboard',
          entityId: aRow().id,
          entityFullyQualifiedName: 'superset.sales',
          userName: 'ada',
          previousVersion: 0.1,
          currentVersion: 0.1,
        },
      }) as const
    await store.commit([event('entityCreated', 1), event('entityCreated', 2), event('entityDeleted', 3)])
    await store.commit([event('entityCreated', 4)])
    const db = store.authDatabase.db as unknown as Kysely<unknown> // the whole database
    for (const statement of [
      'drop table change_event_kind',
      'drop index change_event_by_time',
      'create index change_event_by_time on change_event (recorded_at)',
    ])
      await sql.raw(statement).execute(db)
    const elementsOf = (column: string) =>
      store.authDatabase.type === 'sqlite' ? `json_each(${column})` : `jsonb_array_elements(${column})`
    await eventKinds({ text: 'text', integer: 'bigint', elementsOf } as Ddl).up(db)

    const times = async (eventType: string) => {
      const events = await store.events({ wanted: [{ eventType, entityTypes: ['*'] }], since: 0, limit: 10 })
      return events.map(({ timestamp }) => timestamp)
    }
    expect([await times('entityCreated'), await times('entityDeleted')]).toEqual([[1, 2, 4], [3]])
    await drop()
  })
})
