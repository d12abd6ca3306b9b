/** Which rows the latest commits touched, in the place of how many commits there have been (`lib/store/sql/commit-log.ts`). */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'

export const commitLog = ({ autoIncrement, text }: Ddl): Migration => ({
  up: async (db: Kysely<unknown>) => {
    for (const statement of [
      'drop table commit_count',
      `create table commit_log (seq ${autoIncrement}, touched ${text})`,
    ])
      await sql.raw(statement).execute(db)
  },
})
