/** Marks what has more words than a search vector keeps the places of: of the others, phrases can be told. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'

export const lostPlaces = (ddl: Pick<Ddl, 'lostPlaces'>): Migration => ({
  up: async (db: Kysely<unknown>) => {
    for (const statement of ddl.lostPlaces) await sql.raw(statement).execute(db)
  },
})
