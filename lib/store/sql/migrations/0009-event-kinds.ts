/** What kinds of events each commit holds: a feed of few of them need not look into all commits. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'

export const eventKinds = ({ text, integer, elementsOf }: Ddl): Migration => ({
  up: async (db: Kysely<unknown>) => {
    const statements = [
      `create table change_event_kind (event_type ${text} not null, seq ${integer} not null, entity_type ${text} not null,
        primary key (event_type, seq, entity_type))`,
      `insert into change_event_kind (event_type, seq, entity_type)
        select distinct e.value ->> 'eventType', c.seq, e.value ->> 'entityType'
        from change_event c, ${elementsOf('c.events')} e`,
      // With the place, so that the first commit since a time is found in the index alone.
      'drop index change_event_by_time',
      'create index change_event_by_time on change_event (recorded_at, seq)',
    ]
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
})
