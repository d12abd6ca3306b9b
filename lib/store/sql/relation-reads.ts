/** What relates to what, and to how many. */
import { type Kysely, sql } from 'kysely'
import type { EntityType } from '@/lib/model/entities/entity'
import { carrierTotals, isCounted } from '@/lib/store/sql/carrier-counts'
import type { Dialect } from '@/lib/store/sql/dialect'
import { parseJson, type SummaryColumns, toSummary } from '@/lib/store/sql/rows'
import type { Tables } from '@/lib/store/sql/tables'
import { andWithin } from '@/lib/store/sql/within'
import type { Store } from '@/lib/store/store'

type RelationReads = Pick<Store, 'relations' | 'referrers' | 'referrerCounts' | 'linkCounts'>

export function relationReads(db: Kysely<Tables>, dialect: Dialect): RelationReads {
  return {
    relations: async (entityIds, relations, documents = []) => {
      if (entityIds.length === 0) return []
      const named = relations === undefined ? sql`true` : sql`r.relation in (${sql.join(relations)})`
      const document =
        documents.length === 0 ? sql`null` : sql`case when r.relation in (${sql.join(documents)}) then t.document end`
      const { rows } =
        await sql<RelationColumns>`select r.entity_id, r.entity_type, r.relation, r.target_id, r.target_type, r.data,
        t.id, t.type, t.name, t.display_name, t.fqn, t.deleted, ${document} as document
        from entity_relation r join entity t on t.id = r.target_id
        where ${dialect.isOneOf('r.entity_id', entityIds)} and ${named} order by r.entity_id, t.name, t.id`.execute(db)
      return rows.map((row) => ({
        ...toRelation(row),
        target: {
          ...toSummary(row),
          ...(row.document !== null && { document: parseJson<Record<string, unknown>>(row.document) }),
        },
      }))
    },

    referrers: async (targetIds, relations) => {
      if (targetIds.length === 0) return []
      const named = relations === undefined ? sql`true` : sql`r.relation in (${sql.join(relations)})`
      const { rows } =
        await sql<RelationColumns>`select r.entity_id, r.entity_type, r.relation, r.target_id, r.target_type, r.data,
        e.id, e.type, e.name, e.display_name, e.fqn, e.deleted
        from entity_relation r join entity e on e.id = r.entity_id
        where ${dialect.isOneOf('r.target_id', targetIds)} and ${named} order by r.target_id, e.name, e.id`.execute(db)
      return rows.map((row) => ({ ...toRelation(row), entity: toSummary(row) }))
    },

    referrerCounts: async (targetIds, relation, within) => {
      if (targetIds.length === 0) return new Map()
      if (isCounted(relation) && !within?.size) return carrierTotals(db, dialect, targetIds, relation)
      const carriers = within === undefined || within.size === 0 ? sql`` : sql`join entity e on e.id = r.entity_id`
      const { rows } = await sql<{ target_id: string; total: number }>`select r.target_id, count(*) as total
        from entity_relation r ${carriers} where ${dialect.isOneOf('r.target_id', targetIds)}
        and r.relation = ${relation} ${andWithin(dialect, within)} group by r.target_id`.execute(db)
      return new Map(rows.map((row) => [row.target_id, Number(row.total)]))
    },

    linkCounts: async (ids, relation, within) => {
      if (ids.length === 0) return []
      const { rows } = await sql<{ id: string; targets: number; referrers: number }>`
        select c.id, sum(c.targets) as targets, sum(c.referrers) as referrers from (
          select r.entity_id as id, count(*) as targets, 0 as referrers
          from entity_relation r join entity e on e.id = r.target_id
          where ${dialect.isOneOf('r.entity_id', ids)} and r.relation = ${relation} and e.deleted = 0
          ${andWithin(dialect, within)} group by r.entity_id
          union all
          select r.target_id as id, 0 as targets, count(*) as referrers
          from entity_relation r join entity e on e.id = r.entity_id
          where ${dialect.isOneOf('r.target_id', ids)} and r.relation = ${relation} and e.deleted = 0
          ${andWithin(dialect, within)} group by r.target_id
        ) c group by c.id`.execute(db)
      return rows.map((row) => ({ id: row.id, targets: Number(row.targets), referrers: Number(row.referrers) }))
    },
  }
}

interface RelationColumns extends SummaryColumns {
  entity_id: string
  entity_type: string
  relation: string
  target_id: string
  target_type: string
  data: unknown
  document: unknown
}

const toRelation = (row: RelationColumns) => ({
  entityId: row.entity_id,
  entityType: row.entity_type as EntityType, // only known types are ever written
  relation: row.relation,
  targetId: row.target_id,
  targetType: row.target_type as EntityType, // as above
  data: row.data === null ? null : parseJson<Record<string, unknown>>(row.data),
})
