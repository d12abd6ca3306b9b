/** How many commits there have been that can move a total (`lib/store/sql/known-totals.ts`). */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'

export const commitCount = ({ integer, flag }: Ddl): Migration => ({
  up: async (db: Kysely<unknown>) => {
    await sql
      .raw(`create table commit_count (slot ${flag} not null primary key, total ${integer} not null)`)
      .execute(db)
  },
})
