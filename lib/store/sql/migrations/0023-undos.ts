/** Which job an undo takes back, to be found from there. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { undoneBy } from '@/lib/store/sql/job-rows'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'

export const undosFound = ({ text }: Ddl): Migration => ({
  up: async (db: Kysely<unknown>) => {
    await sql.raw(`alter table job add column undo_of ${text}`).execute(db)
    await sql.raw('create index job_by_undone on job (undo_of)').execute(db)
    const { rows } = await sql<{ id: string; kind: string; input: string }>`select id, kind, input from job
      where kind = 'undo'`.execute(db)
    for (const { id, kind, input } of rows)
      await sql`update job set undo_of = ${undoneBy({ kind, input: JSON.parse(input) })} where id = ${id}`.execute(db)
  },
})
