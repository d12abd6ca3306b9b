/** Relations are found by the type of the entity that has them: a list is of one type, and counts what has none. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const statements = [
  'drop index entity_relation_by_target',
  'create index entity_relation_by_target on entity_relation (target_id, relation, entity_type, entity_id)',
  'create index entity_relation_by_type on entity_relation (entity_type, relation, entity_id)',
]

export const relationsByType: Migration = {
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
