/** What follows a new name: the names below, the documents that hold them, and the search text. Prepared once per connection. */
import type Database from 'better-sqlite3'
import type { EntityType } from '@/lib/model/entities/entity'
import type { Renaming } from '@/lib/store/change'
import type { EntityDocument } from '@/lib/store/rows'
import type { Moved } from '@/lib/store/sql/commit-log'
import type { Gathered } from '@/lib/store/sql/gathered'
import {
  dataWithNewNames,
  type Former,
  isBelow,
  keysBelow,
  renamedFqn,
  rewordedAtOnce,
  spelledAs,
  withNewNames,
} from '@/lib/store/sql/renaming'
import { fqnKey, parseJson } from '@/lib/store/sql/rows'
import { rewordingOf, type SearchStatements } from '@/lib/store/sqlite/search-words'

interface Located {
  seq: number
  id: string
  type: EntityType
}

export function renamingStatements(db: Database.Database, text: SearchStatements) {
  const below = db.prepare<
    [string, string, string],
    Located & { fqn: string; container_id: string | null; deleted: number }
  >(
    `select seq, id, type, fqn, container_id, deleted from entity where fqn_key > ? and fqn_key < ? and type in (select value from json_each(?))`,
  )
  const setName = db.prepare('update entity set fqn = ?, fqn_key = ? where seq = ?')
  const setContainer = db.prepare('update entity set container_id = ? where seq = ?')
  const holding = db.prepare<
    [string, string],
    Located & { document: string }
  >(`select seq, id, type, document from entity
    where type in (select value from json_each(?)) and instr(document, ?) > 0`)
  const setDocument = db.prepare('update entity set document = ?, updated_at = updated_at + 1 where seq = ?')
  const linked = db.prepare<
    [{ relation: string; ids: string }],
    { entity_id: string; target_id: string; data: string }
  >(`select entity_id, target_id, data from entity_relation
      where relation = $relation and data is not null and entity_id in (select value from json_each($ids))
    union select entity_id, target_id, data from entity_relation
      where relation = $relation and data is not null and target_id in (select value from json_each($ids))`)
  const setData = db.prepare(
    'update entity_relation set data = ? where entity_id = ? and relation = ? and target_id = ?',
  )
  const forget = db.prepare('delete from former_name where fqn_key = ? and type = ?')
  const remember = db.prepare('insert or replace into former_name (type, fqn, fqn_key, entity_id) values (?, ?, ?, ?)')
  const addDue = db.prepare('insert or ignore into search_due (seq) values (?)')
  const reword = rewordingOf(db, 'search_due', text)

  return {
    rename(renaming: Renaming, { moved, counts, touched }: Pick<Gathered, 'moved' | 'counts' | 'touched'>): void {
      const { inside } = renaming
      const rows = below
        .all(...keysBelow(renaming.from), JSON.stringify(renaming.below))
        .filter(({ fqn }) => isBelow(fqn, renaming))
      for (const { seq, id, type, fqn, container_id: containerId, deleted } of rows) {
        const name = renamedFqn(fqn, renaming)
        setName.run(name, fqnKey(name), seq)
        addDue.run(seq)
        moved.row(type, id, seq)
        if (inside?.type !== type || inside.containerId === containerId) continue
        setContainer.run(inside.containerId, seq)
        counts.add({ type, containerId, deleted: deleted === 1 }, -1)
        counts.add({ type, containerId: inside.containerId, deleted: deleted === 1 }, 1)
        touched.change([id])
      }
      if (rows.length <= rewordedAtOnce) this.reword(rows.length, moved)
      for (const { seq, id, type, document } of holding.all(
        JSON.stringify(renaming.held.types),
        spelledAs(renaming, ''),
      )) {
        const renamed = withNewNames(parseJson<EntityDocument>(document), renaming)
        if (renamed === undefined) continue
        setDocument.run(JSON.stringify(renamed), seq)
        moved.row(type, id, seq)
      }
      if (renaming.linked !== undefined) {
        const { relation } = renaming.linked
        for (const link of linked.all({ relation, ids: JSON.stringify(rows.map(({ id }) => id)) })) {
          const renamed = dataWithNewNames(parseJson<EntityDocument>(link.data), renaming)
          if (renamed === undefined) continue
          setData.run(JSON.stringify(renamed), link.entity_id, relation, link.target_id)
          moved.related(link.entity_id)
        }
      }
      const { type, from, to, entityId } = renaming
      this.former({ type, fullyQualifiedName: to, entityId: null })
      this.former({ type, fullyQualifiedName: from, entityId })
    },

    former({ type, fullyQualifiedName, entityId }: Former): void {
      const key = fqnKey(fullyQualifiedName)
      if (entityId === null) forget.run(key, type)
      else remember.run(type, fullyQualifiedName, key, entityId)
    },

    reword(rows: number, moved: Moved): void {
      for (const { type, id, seq } of reword(rows)) moved.row(type, id, seq)
    },
  }
}
