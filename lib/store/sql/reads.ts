/** Every read of the store, written once for both engines. */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { type EntityType, entityTypes } from '@/lib/model/entities/entity'
import type { Work } from '@/lib/store/change'
import type { EntityDocument, StoredEntity } from '@/lib/store/rows'
import { readCarriers } from '@/lib/store/sql/carrier-page'
import { CommitLog } from '@/lib/store/sql/commit-log'
import { countUntold } from '@/lib/store/sql/counted-rows'
import type { Dialect } from '@/lib/store/sql/dialect'
import { readEvents } from '@/lib/store/sql/events'
import type { HiddenContainers } from '@/lib/store/sql/hidden'
import { readHistory } from '@/lib/store/sql/history'
import { KnownTotals } from '@/lib/store/sql/known-totals'
import { readList } from '@/lib/store/sql/list'
import { relationReads } from '@/lib/store/sql/relation-reads'
import { holdsName, keysBelow, spelledAs } from '@/lib/store/sql/renaming'
import { type EntityColumns, fqnKey, parseJson, sortKey, toArchivedVersion, toStoredEntity } from '@/lib/store/sql/rows'
import { readSearch } from '@/lib/store/sql/search'
import { includeCondition, selectEntity } from '@/lib/store/sql/select'
import type { Tables } from '@/lib/store/sql/tables'
import { UntilCommit } from '@/lib/store/sql/until-commit'
import { readWithOneOf } from '@/lib/store/sql/with-one-of'
import { andWithin, passes } from '@/lib/store/sql/within'
import type { Store } from '@/lib/store/store'

type Reads = Omit<Store, 'commit' | 'jobs' | 'audit' | 'rewrite' | 'checkWrites' | 'close' | 'authDatabase'>

/** Results of searches that are remembered. */
const foundMax = 200

export function createReads(db: Kysely<Tables>, dialect: Dialect, hidden: HiddenContainers): Reads {
  const log = new CommitLog(db)
  const known = new KnownTotals(log)
  const found = new UntilCommit<unknown>(log, foundMax)
  /** What is inside a container that is being deleted counts as deleted. */
  const masked = async (rows: StoredEntity[]): Promise<StoredEntity[]> => {
    const ids = await hidden.current()
    if (ids.length === 0) return rows
    return rows.map((row) => (ids.includes(row.containerId ?? '') ? { ...row, deleted: true } : row))
  }
  const entities = async (condition: RawBuilder<unknown>): Promise<StoredEntity[]> => {
    const { rows } = await sql<EntityColumns>`${selectEntity()} where ${condition}`.execute(db)
    return rows.map(toStoredEntity)
  }

  const reads: Reads = {
    findByIds: async (ids) => (ids.length === 0 ? [] : masked(await entities(dialect.isOneOf('e.id', ids)))),

    findByFqns: async (type, fqns) => {
      if (fqns.length === 0) return []
      const found = await entities(sql`e.type = ${type} and ${dialect.isOneOf('e.fqn_key', fqns.map(fqnKey))}`)
      return masked(found)
    },

    findByShownNames: async (type, names) => {
      if (names.length === 0) return []
      const keys = [...new Set(names.map(sortKey))]
      const found = await entities(sql`e.type = ${type} and e.deleted = 0 and ${dialect.isOneOf('e.sort_name', keys)}`)
      return (await masked(found)).filter(({ deleted }) => !deleted)
    },

    claims: async (scope, keys) => {
      if (keys.length === 0) return []
      const { rows } = await sql<{ key: string; entity_id: string }>`select c.key, c.entity_id from entity_claim c
        where c.scope = ${scope} and ${dialect.isOneOf('c.key', keys)}`.execute(db)
      return rows.map((row) => ({ scope, key: row.key, entityId: row.entity_id }))
    },

    below: async (types, fqn) => {
      const [first, last] = keysBelow(fqn)
      const { rows } = await sql<{ type: EntityType; total: number; longest: number }>`select type, count(*) as total,
        max(length(fqn)) as longest from entity where fqn_key > ${first} and fqn_key < ${last}
        and ${dialect.isOneOf('type', types)} and substr(fqn, 1, length(cast(${fqn} as text)) + 1) = ${`${fqn}.`} group by type`.execute(
        db,
      )
      return rows.map((row) => ({ type: row.type, count: Number(row.total), longest: Number(row.longest) }))
    },

    formerNames: async (fqns) => {
      if (fqns.length === 0) return []
      const { rows } = await sql<{ type: EntityType; fqn: string; entity_id: string }>`select type, fqn, entity_id
        from former_name where ${dialect.isOneOf('fqn_key', fqns.map(fqnKey))}`.execute(db)
      return rows.map((row) => ({ type: row.type, fullyQualifiedName: row.fqn, entityId: row.entity_id }))
    },

    holders: async (held, fqn) => {
      const { rows } = await sql<{ id: string; type: EntityType; document: unknown }>`select e.id, e.type, e.document
        from entity e where ${dialect.isOneOf('e.type', held.types)}
        and ${dialect.documentHas('e', (between) => spelledAs({ held, from: fqn }, between))}`.execute(db)
      return rows
        .filter(({ document }) => holdsName(parseJson<EntityDocument>(document), held, fqn))
        .map(({ id, type }) => ({ id, type }))
    },

    hasUnworded: async () => {
      const { rows } = await sql`select 1 from search_due limit 1`.execute(db)
      return rows.length > 0
    },

    list: async (query) => {
      const page = await readList(db, dialect, known, query, await hidden.current())
      return query.seesHidden === true ? page : { ...page, rows: await masked(page.rows) }
    },
    withOneOf: async (query) =>
      (await masked(await readWithOneOf(db, dialect, query))).filter(({ deleted }) => !deleted),
    untilCommit: async (of) => found.about([of, await hidden.current()]),
    history: (query) => readHistory(db, dialect, query),
    search: async (query) => {
      const page = await readSearch(db, dialect, known, query)
      const ids = await hidden.current()
      if (ids.length === 0 || query.include !== 'non-deleted') return page
      return { ...page, hits: page.hits.filter(({ row }) => !ids.includes(row.containerId ?? '')) }
    },

    tellsPhrases: async (type) => (await countUntold(db, dialect, known, type)) === 0,

    ...relationReads(db, dialect),

    carriers: async (query) => readCarriers(db, dialect, known, query, await hidden.current()),

    contents: async (containerIds, types) => {
      if (containerIds.length === 0) return []
      const inside = dialect.isOneOf('e.container_id', containerIds)
      return entities(types === undefined ? inside : sql`${inside} and ${dialect.isOneOf('e.type', types)}`)
    },

    passing: async (ids, within) => {
      if (ids.length === 0) return new Set()
      const { rows } = await sql<{ id: string }>`select e.id from entity e
        where ${dialect.isOneOf('e.id', ids)} and ${passes(dialect, within)}`.execute(db)
      return new Set(rows.map(({ id }) => id))
    },

    contentCounts: async (containerIds, within, include = 'non-deleted') => {
      if (containerIds.length === 0) return []
      const { rows } = await sql<{
        container_id: string
        type: EntityType
        total: number
      }>`${
        within === undefined || within.size === 0
          ? sql`select container_id, type, sum(total) as total from entity_count e`
          : sql`select container_id, type, count(*) as total from entity e`
      } where ${dialect.isOneOf('container_id', containerIds)} and ${includeCondition(include)} ${andWithin(dialect, within)}
        group by container_id, type`.execute(db)
      return rows
        .filter((row) => Number(row.total) > 0)
        .map((row) => ({ containerId: row.container_id, type: row.type, count: Number(row.total) }))
    },

    typeCounts: async () => {
      // One total per container and type: few rows for dashboards, but tags and users sit at the top.
      const { rows } = await sql<{ type: EntityType; total: number }>`select type, sum(total) as total from entity_count
        where deleted = 0 group by type`.execute(db)
      const counts = new Map(rows.map((row) => [row.type, Number(row.total)]))
      return new Map(entityTypes.map((type) => [type, counts.get(type) ?? 0]))
    },

    propertyCounts: async (type) => {
      const { rows } = await sql<{ property: string; total: number }>`
        select property, count(distinct entity_id) as total from entity_property
        where entity_type = ${type} and deleted = 0 group by property`.execute(db)
      return new Map(rows.map((row) => [row.property, Number(row.total)]))
    },

    versions: async (id) => {
      const rows = await db
        .selectFrom('entity_version')
        .selectAll()
        .where('entity_id', '=', id)
        .orderBy('version', 'desc')
        .execute()
      return rows.map(toArchivedVersion)
    },

    version: async (id, version) => {
      const row = await db
        .selectFrom('entity_version')
        .selectAll()
        .where('entity_id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst()
      return row === undefined ? undefined : toArchivedVersion(row)
    },

    versionOfEach: async (ids, version) => {
      if (ids.length === 0) return new Map()
      const rows = await db
        .selectFrom('entity_version')
        .selectAll()
        .where(dialect.isOneOf('entity_id', ids))
        .where('version', '=', version)
        .execute()
      return new Map(rows.map((row) => [row.entity_id, toArchivedVersion(row)]))
    },

    events: (query) => readEvents(db, query),

    usage: async (entityIds, since) => {
      if (entityIds.length === 0) return []
      const { rows } = await sql<{
        entity_id: string
        date: string
        total: number
      }>`select entity_id, date, total from usage_daily
        where ${dialect.isOneOf('entity_id', entityIds)} and date >= ${since}`.execute(db)
      return rows.map((row) => ({ entityId: row.entity_id, date: row.date, count: Number(row.total) }))
    },

    work: async (before = Number.MAX_SAFE_INTEGER) => {
      const rows = await db.selectFrom('unfinished_work').selectAll().where('touched_at', '<', before).execute()
      return rows.map((row) => ({
        containerId: row.container_id,
        kind: row.kind as Work['kind'], // only known kinds are ever written
        token: row.token,
        actorName: row.actor_name,
        touchedAt: Number(row.touched_at),
      }))
    },

    setting: async (key) =>
      (await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst())?.value,

    settings: async (keys) => {
      if (keys.length === 0) return new Map()
      const { rows } = await sql<{ key: string; value: string }>`select s.key, s.value from setting s
        where ${dialect.isOneOf('s.key', keys)}`.execute(db)
      return new Map(rows.map(({ key, value }) => [key, value]))
    },

    putSetting: async (key, value) => {
      await db
        .insertInto('setting')
        .values({ key, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute()
    },

    settleSetting: async (key, value) => {
      await db
        .insertInto('setting')
        .values({ key, value })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute()
      return (await reads.setting(key)) ?? value
    },

    ping: async () => {
      await sql`select 1 from setting limit 1`.execute(db)
    },
  }
  return reads
}
