/** What is under way on the contents of a container, so that it goes on after a crash (`lib/entities/cascade.ts`). */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'

export const unfinishedWork = ({ text, integer }: Ddl): Migration => ({
  up: async (db: Kysely<unknown>) => {
    await sql
      .raw(`create table unfinished_work (container_id ${text} not null primary key, kind ${text} not null,
        token ${text} not null, actor_name ${text} not null, touched_at ${integer} not null)`)
      .execute(db)
  },
})
