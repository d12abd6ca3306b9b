import { type Kysely, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { auditTables } from '@/lib/store/sql/migrations/0021-audit'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'
import { aRow, engines } from '@/lib/store/testing'

describe.each(engines)('on $name', (engine) => {
  test('commits of a catalogue from before are found by who made them', async () => {
    const { store, drop } = await engine.open()
    const by = (userName: string, timestamp: number) =>
      ({
        kind: 'record',
        event: {
          eventType: 'entityCreated',
          entityType: 'dashboard',
          entityId: aRow().id,
          entityFullyQualifiedName: 'superset.sales',
          previousVersion: 0.1,
          currentVersion: 0.1,
          userName,
          timestamp,
        },
      }) as const
    await store.commit([by('ada "the first"', 1), by('ada "the first"', 2)])
    await store.commit([by('bob', 3)])
    const db = store.authDatabase.db as unknown as Kysely<unknown> // the whole database
    for (const statement of [
      'drop table audit_entry',
      'drop index change_event_by_actor',
      'alter table change_event drop column actor',
    ])
      await sql.raw(statement).execute(db)
    const autoIncrement = store.authDatabase.type === 'sqlite' ? 'integer primary key' : 'bigserial primary key'
    await auditTables({ text: 'text', integer: 'bigint', autoIncrement } as Ddl).up(db)

    const times = async (actor: string) => {
      const commits = await store.audit.commits({ actor, limit: 10 })
      return commits.map(({ events }) => events.map(({ timestamp }) => timestamp))
    }
    expect([await times('ada "the first"'), await times('bob'), await times('ada')]).toEqual([[[1, 2]], [[3]], []])
    await drop()
  })
})
