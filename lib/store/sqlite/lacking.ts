import type Database from 'better-sqlite3'
import type { Counts } from '@/lib/store/sql/counts'
import { countLacking, type LackingRow, lackables, type Touched } from '@/lib/store/sql/lacking'

const columns = 'relation, entity_type, entity_id, deleted, container_id'
/** Entities of a list of ids, with each relation that they may lack. */
const each = `json_each(?) t cross join entity e on e.id = t.value cross join (${lackables}) l`

/** What keeps `entity_lacking` and its totals in step with a commit; prepared once per connection. */
export function lackingStatements(db: Database.Database) {
  const referrers = db.prepare<[string], { entity_id: string; relation: string }>(
    'select entity_id, relation from entity_relation where target_id = ?',
  )
  const remove = db.prepare<[string, string], LackingRow>(`delete from entity_lacking
    where relation in (select relation from (${lackables})) and entity_type = ? and entity_id = ? returning ${columns}`)
  const take = db.prepare<[string], LackingRow>(`delete from entity_lacking
    where (relation, entity_type, entity_id) in (select l.relation, e.type, e.id from ${each}) returning ${columns}`)
  const put = db.prepare<
    [string],
    LackingRow
  >(`insert into entity_lacking (relation, entity_type, entity_id, deleted, container_id)
    select l.relation, e.type, e.id, e.deleted, coalesce(e.container_id, '') from ${each}
    where not exists (select 1 from entity_relation r where r.entity_id = e.id and r.relation = l.relation)
    returning ${columns}`)
  const insert = db.prepare(
    'insert into entity_lacking (relation, entity_type, entity_id, deleted, container_id) values (?, ?, ?, ?, ?)',
  )
  const addCount = db.prepare(`insert into lacking_count (entity_type, lacks, deleted, container_id, slot, total)
    values (?, ?, ?, ?, 0, ?)
    on conflict (entity_type, lacks, deleted, container_id, slot) do update set total = total + excluded.total`)

  return {
    /** Who has a relation to what is about to be removed, and which. */
    referrers: (targetId: string) => referrers.all(targetId),
    remove: (type: string, id: string) => remove.all(type, id),
    /** Brings the rows of what was touched up to date, and the totals. */
    settle: (touched: Touched, counts: Counts): void => {
      if (touched.changed.size > 0) {
        const ids = JSON.stringify([...touched.changed])
        countLacking(counts, take.all(ids), -1)
        countLacking(counts, put.all(ids), 1)
      }
      const fresh = [...touched.freshLacks()]
      for (const row of fresh) insert.run(row.relation, row.entity_type, row.entity_id, row.deleted, row.container_id)
      countLacking(counts, fresh, 1)
      for (const { type, relation, deleted, containerId, total } of counts.deltas())
        addCount.run(type, relation, deleted, containerId, total)
    },
  }
}
