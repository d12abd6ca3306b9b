import type Database from 'better-sqlite3'
import type { Carried, CarriedRow } from '@/lib/store/sql/carrier-counts'
import { lackables } from '@/lib/store/sql/lacking'

/** What keeps `carrier_count` in step with a commit; prepared once per connection. */
export function carrierCountStatements(db: Database.Database) {
  const read = db.prepare<[string], CarriedRow>(`select e.id as entity_id, e.type as entity_type, e.deleted, r.relation,
      r.target_id from json_each(?) t cross join entity e on e.id = t.value cross join (${lackables}) l
    cross join entity_relation r on r.entity_id = e.id and r.relation = l.relation`)
  const add = db.prepare(`insert into carrier_count (target_id, relation, entity_type, deleted, slot, total)
    values (?, ?, ?, ?, 0, ?)
    on conflict (target_id, relation, entity_type, deleted, slot) do update set total = total + excluded.total`)
  const forget = db.prepare('delete from carrier_count where target_id = ?')

  return {
    /** Before the entity changes. */
    remember: (carried: Carried, id: string): void => {
      const ids = carried.unknown([id])
      if (ids.length > 0) carried.remember(ids, read.all(JSON.stringify(ids)))
    },
    /** `removed`: entities that are gone; nothing has them any more. */
    settle: (carried: Carried, removed: readonly string[]): void => {
      const { ids } = carried
      const counts = carried.counts(ids.length === 0 ? [] : read.all(JSON.stringify(ids)))
      for (const { type, relation, deleted, containerId, total } of counts.deltas())
        add.run(containerId, relation, type, deleted, total)
      for (const id of removed) forget.run(id)
    },
  }
}
