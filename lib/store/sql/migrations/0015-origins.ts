/** By which request, and what kind of caller, a row and each of its versions came about; unknown of what was there before. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'

export const origins = ({ text }: Ddl): Migration => ({
  up: async (db: Kysely<unknown>) => {
    for (const table of ['entity', 'entity_version'])
      await sql.raw(`alter table ${table} add column origin ${text}`).execute(db)
  },
})
