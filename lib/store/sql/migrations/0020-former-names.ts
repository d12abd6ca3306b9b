/** What was renamed is found by its former name too, and the search text of what lies below it follows. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'

export const formerNames = ({ text, integer }: Ddl): Migration => ({
  up: async (db: Kysely<unknown>) => {
    for (const statement of [
      `create table former_name (type ${text} not null, fqn ${text} not null, fqn_key ${text} not null,
        entity_id ${text} not null, primary key (fqn_key, type))`,
      'create index former_name_by_entity on former_name (entity_id)',
      `create table search_due (seq ${integer} not null primary key)`,
    ])
      await sql.raw(statement).execute(db)
  },
})
