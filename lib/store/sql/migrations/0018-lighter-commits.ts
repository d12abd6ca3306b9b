/** Fewer pages for a commit to write: kinds of events lie in their key, and words are indexed later (`lib/store/sqlite/late-words.ts`). */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'

export const lighterCommits = (ddl: Pick<Ddl, 'lighterCommits'>): Migration => ({
  up: async (db: Kysely<unknown>) => {
    for (const statement of ddl.lighterCommits) await sql.raw(statement).execute(db)
  },
})
