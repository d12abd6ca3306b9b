import type Database from 'better-sqlite3'
import type { EntityRow } from '@/lib/store/rows'
import { propertyRows } from '@/lib/store/sql/properties'

/** What keeps `entity_property` in step with a commit; prepared once per connection. */
export function propertyStatements(db: Database.Database) {
  const insert = db.prepare(`insert into entity_property (entity_id, property, place, entity_type, deleted, value)
    values (?, ?, ?, ?, ?, ?)`)
  const remove = db.prepare('delete from entity_property where entity_id = ?')
  const add = (row: EntityRow): void => {
    for (const { entity_id, property, place, entity_type, deleted, value } of propertyRows(row))
      insert.run(entity_id, property, place, entity_type, deleted, value)
  }
  return {
    add,
    replace: (row: EntityRow): void => {
      remove.run(row.id)
      add(row)
    },
  }
}
