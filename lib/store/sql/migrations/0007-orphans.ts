/**
 * What was created inside a service while the service was being deleted with all that is in it stayed behind, in a
 * container that is not there. It goes as its container went. Search text is left: nothing finds it without its row.
 */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const orphans = `select o.id from entity o where o.container_id is not null
  and not exists (select 1 from entity c where c.id = o.container_id)`

const statements = [
  `delete from entity_relation where entity_id in (${orphans}) or target_id in (${orphans})`,
  `delete from entity_version where entity_id in (${orphans})`,
  `delete from usage_daily where entity_id in (${orphans})`,
  `delete from entity where id in (${orphans})`,
  `delete from entity_count where container_id <> '' and not exists (select 1 from entity c where c.id = container_id)`,
]

export const orphansRemoved: Migration = {
  up: async (db: Kysely<unknown>) => {
    // What lived in an orphan is one by now.
    for (;;) {
      const { rows } = await sql.raw(`${orphans} limit 1`).execute(db)
      if (rows.length === 0) return
      for (const statement of statements) await sql.raw(statement).execute(db)
    }
  },
}
