/** Terms from before they had a status are told as what they are: nobody has said anything of them (decision 048). */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'

export const termStatus = ({ termStatus: statement }: Pick<Ddl, 'termStatus'>): Migration => ({
  up: async (db: Kysely<unknown>) => void (await sql.raw(statement).execute(db)),
})
