/** Rows of entities as a commit writes, changes and removes them, with all that is kept beside them. Prepared once per connection. */
import type Database from 'better-sqlite3'
import type { EntityType } from '@/lib/model/entities/entity'
import type { ChangeOf } from '@/lib/store/change'
import { StoreConflict } from '@/lib/store/errors'
import type { EntityRow } from '@/lib/store/rows'
import type { Gathered, Removed } from '@/lib/store/sql/gathered'
import { countLacking, lackable } from '@/lib/store/sql/lacking'
import { movesProperties } from '@/lib/store/sql/properties'
import { fqnKey, isNamed, sortName } from '@/lib/store/sql/rows'
import type { carrierCountStatements } from '@/lib/store/sqlite/carrier-counts'
import type { lackingStatements } from '@/lib/store/sqlite/lacking'
import { propertyStatements } from '@/lib/store/sqlite/properties'
import type { SearchStatements } from '@/lib/store/sqlite/search-words'

interface Before {
  seq: number
  version: number
  name: string
  display_name: string | null
  fqn: string
  description: string | null
  email: string | null
  extension: string | null
  updated_at: number
  deleted: number
  type: string
  container_id: string | null
}

/** On this engine a commit looks first, and remembers it. */
export interface GatheredHere extends Gathered {
  /** What was found to be there and not deleted, and what it is called. */
  readonly required: Map<string, string>
}

interface Beside {
  readonly lacking: ReturnType<typeof lackingStatements>
  readonly carriers: ReturnType<typeof carrierCountStatements>
  readonly text: SearchStatements
}

export function entityStatements(db: Database.Database, { lacking, carriers, text }: Beside) {
  const insertEntity =
    db.prepare(`insert into entity (id, type, name, display_name, sort_name, fqn, fqn_key, container_id, version,
    deleted, updated_at, updated_by, document, origin) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const findEntity = db.prepare<[string], Before>(
    `select seq, version, updated_at, deleted, type, container_id, name, display_name, fqn,
      document ->> '$.description' as description, document ->> '$.email' as email,
      document -> '$.extension' as extension from entity where id = ?`,
  )
  const updateEntity =
    db.prepare(`update entity set name = ?, display_name = ?, sort_name = ?, fqn = ?, fqn_key = ?, container_id = ?,
    version = ?, deleted = ?, updated_at = ?, updated_by = ?, document = ?, origin = ? where seq = ?`)
  // Of a statement that sets a column, SQLite writes every index that has the column, whether its value changes or not.
  const updateContents = db.prepare(
    'update entity set version = ?, updated_at = ?, updated_by = ?, document = ?, origin = ? where seq = ?',
  )
  const insertVersion = db.prepare(
    `insert or replace into entity_version (entity_id, entity_type, version, updated_at, updated_by, snapshot, origin)
      values (?, ?, ?, ?, ?, ?, ?)`,
  )
  const removals = [
    'delete from entity_relation where entity_id = ?',
    'delete from entity_relation where target_id = ?',
    'delete from entity_version where entity_id = ?',
    'delete from usage_daily where entity_id = ?',
    'delete from entity_claim where entity_id = ?',
    'delete from job_version where entity_id = ?',
    'delete from former_name where entity_id = ?',
    'delete from entity_property where entity_id = ?',
    'delete from entity where id = ?',
  ].map((statement) => db.prepare(statement))
  const insideOf = db.prepare<[string]>('select 1 from entity where container_id = ? limit 1')
  const childrenOf = db.prepare<[string, string], { entity_id: string }>(
    'select entity_id from entity_relation where target_id = ? and relation = ?',
  )
  const properties = propertyStatements(db)

  return {
    find: (id: string) => findEntity.get(id),

    insert: (row: EntityRow, { counts, touched, moved, carried }: GatheredHere): void => {
      const { lastInsertRowid } = insertEntity.run(row.id, row.type, ...columns(row))
      text.add(lastInsertRowid, row)
      properties.add(row)
      counts.add(row, 1)
      touched.insert(row)
      moved.row(row.type, row.id, lastInsertRowid)
      carried.insert(row.id)
    },

    update: (
      { row, expected, archive }: ChangeOf<'update'>,
      { counts, touched, moved, carried, required }: GatheredHere,
    ): void => {
      const before = findEntity.get(row.id)
      if (
        before?.version !== expected.version ||
        before.updated_at !== expected.updatedAt ||
        !isNamed(before.fqn, expected)
      )
        throw new StoreConflict('stale', `${row.id} has moved on`)
      if (archive !== undefined) {
        const { version, updatedAt, updatedBy, snapshot, origin = null } = archive
        insertVersion.run(row.id, row.type, version, updatedAt, updatedBy, JSON.stringify(snapshot), origin)
      }
      if (row.deleted) required.delete(row.id)
      if ((before.deleted === 1) !== row.deleted) carriers.remember(carried, row.id)
      if (samePlace(before, row)) updateContents.run(...contents(row), before.seq)
      else updateEntity.run(...columns(row), before.seq)
      moved.row(row.type, row.id, before.seq)
      if (!sameText(before, row)) text.replace(before.seq, row)
      const extension: unknown = before.extension === null ? null : JSON.parse(before.extension)
      if (movesProperties({ deleted: before.deleted, extension }, row)) properties.replace(row)
      if ((before.deleted === 1) !== row.deleted || before.container_id !== row.containerId) {
        counts.add(toCounted(before), -1)
        counts.add(row, 1)
        touched.change([row.id])
      }
    },

    remove: (
      { id, childRelation }: ChangeOf<'remove'>,
      { counts, lacks, touched, moved, carried, required, removed }: GatheredHere,
    ): void => {
      const before = findEntity.get(id)
      if (before === undefined) throw new StoreConflict('stale', `${id} is gone`)
      required.delete(id)
      removed.ids.push(id)
      if (childRelation !== undefined)
        removed.children.push(...childrenOf.all(id, childRelation).map((child) => child.entity_id))
      const referrers = lacking.referrers(id)
      touched.change([id, ...referrers.filter(isLackable).map((row) => row.entity_id)])
      for (const row of referrers) moved.related(row.entity_id)
      moved.row(before.type, id, before.seq)
      countLacking(lacks, lacking.remove(before.type, id), -1)
      carriers.remember(carried, id)
      text.remove(before.seq)
      for (const removal of removals) removal.run(id)
      counts.add(toCounted(before), -1)
    },

    /** Once all that a commit removes is gone: what is still there has moved in since the removal was planned. */
    requireNobodyLeft: ({ ids, children }: Removed): void => {
      if (ids.some((id) => insideOf.get(id) !== undefined) || children.some((id) => findEntity.get(id) !== undefined))
        throw new StoreConflict('stale', 'something has moved into what is to be removed')
    },
  }
}

const isLackable = ({ relation }: { readonly relation: string }): boolean => lackable.includes(relation)

const textOf = (member: unknown): string | null => (typeof member === 'string' ? member : null)

/** Most updates leave alone what the search text is made of. */
const sameText = (before: Before, { displayName, fullyQualifiedName, document }: EntityRow): boolean =>
  before.display_name === displayName &&
  before.fqn === fullyQualifiedName &&
  before.description === textOf(document.description) &&
  before.email === textOf(document.email)

/** Most leave alone what a row is found by, too. */
const samePlace = (before: Before, row: EntityRow): boolean =>
  before.name === row.name &&
  before.display_name === row.displayName &&
  before.fqn === row.fullyQualifiedName &&
  before.container_id === row.containerId &&
  (before.deleted === 1) === row.deleted

const toCounted = (before: Before) => ({
  type: before.type as EntityType, // only known types are ever written
  containerId: before.container_id,
  deleted: before.deleted === 1,
})

const contents = ({ version, updatedAt, updatedBy, document, origin = null }: EntityRow) =>
  [version, updatedAt, updatedBy, JSON.stringify(document), origin] as const

const columns = (row: EntityRow) => {
  const [version, ...rest] = contents(row)
  return [
    row.name,
    row.displayName,
    sortName(row),
    row.fullyQualifiedName,
    fqnKey(row.fullyQualifiedName),
    row.containerId,
    version,
    row.deleted ? 1 : 0,
    ...rest,
  ] as const
}
