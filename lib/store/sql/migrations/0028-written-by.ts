/** What a job has written, to be found from the job: lists show it. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const writtenByFound: Migration = {
  up: async (db: Kysely<unknown>) => {
    await sql.raw('create index job_version_by_job on job_version (job_id, entity_id)').execute(db)
  },
}
