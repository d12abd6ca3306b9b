/** Who did what: what no commit tells, and of commits by whom they were made. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'

export const auditTables = ({ autoIncrement, text, integer }: Ddl): Migration => ({
  up: async (db: Kysely<unknown>) => {
    const statements = [
      `create table audit_entry (seq ${autoIncrement}, at ${integer} not null, kind ${text} not null, actor ${text},
        caller ${text}, address ${text}, request_id ${text} not null, thing ${text}, thing_type ${text}, detail ${text},
        times ${integer} not null)`,
      'create index audit_entry_by_time on audit_entry (at, seq)',
      'create index audit_entry_by_kind on audit_entry (kind, seq)',
      'create index audit_entry_by_actor on audit_entry (actor, seq)',
      'create index audit_entry_by_thing on audit_entry (thing, seq)',
      `alter table change_event add column actor ${text}`,
      "update change_event set actor = events -> 0 ->> 'userName'",
      'create index change_event_by_actor on change_event (actor, seq)',
    ]
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
})
