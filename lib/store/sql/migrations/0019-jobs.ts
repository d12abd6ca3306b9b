/** Long work that people start: jobs, the ledger of their rows, which versions they wrote, and mappings kept for imports. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'

export const jobTables = ({ text, integer, real }: Ddl): Migration => ({
  up: async (db: Kysely<unknown>) => {
    // JSON as text: it comes from files, and holds what no other column takes.
    const statements = [
      `create table job (id ${text} not null primary key, kind ${text} not null, phase ${text} not null,
        state ${text} not null, wish ${text}, actor_id ${text} not null, actor_name ${text} not null,
        input ${text} not null, counts ${text} not null, problem ${text}, token ${text}, lease_until ${integer} not null,
        created_at ${integer} not null, updated_at ${integer} not null)`,
      'create index job_by_state on job (state, created_at)',
      'create index job_by_actor on job (actor_id, created_at)',
      `create table job_row (job_id ${text} not null, row_number ${integer} not null, status ${text} not null,
        source ${text} not null, result ${text}, primary key (job_id, row_number))`,
      'create index job_row_by_status on job_row (job_id, status, row_number)',
      `create table job_version (entity_id ${text} not null, version ${real} not null, job_id ${text} not null,
        primary key (entity_id, version))`,
      `create table kept_mapping (name ${text} not null primary key, owner_id ${text} not null,
        owner_name ${text} not null, mapping ${text} not null, updated_at ${integer} not null)`,
    ]
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
})
