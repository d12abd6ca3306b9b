/** Entities by the relations that they have, or have not. */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { EntityType } from '@/lib/model/entities/entity'
import type { ListQuery } from '@/lib/store/queries'
import { isCounted } from '@/lib/store/sql/carrier-counts'
import type { Dialect } from '@/lib/store/sql/dialect'
import type { Tables } from '@/lib/store/sql/tables'

/** As it is asked, with the containers that have what is inherited once they are known. */
export type Related = NonNullable<ListQuery['related']>[number] & { readonly containers?: readonly string[] }

/** Asks for those that have the relation themselves. */
export const isPlain = ({ orNone, inherited }: Related): boolean => orNone !== true && inherited !== true

/** The entities of a type that relate to one of the targets, once for each of them. */
export const carriers = (
  dialect: Dialect,
  type: EntityType,
  { relation, targetIds }: Pick<Related, 'relation' | 'targetIds'>,
): RawBuilder<unknown> =>
  sql`select r.entity_id from entity_relation r where ${dialect.isOneOf('r.target_id', targetIds)}
    and r.relation = ${relation} and r.entity_type = ${type}`

/** As `carriers`, with those that have it from their container if that is asked for. */
export function relatedIds(dialect: Dialect, type: EntityType, related: Related): RawBuilder<unknown> {
  const { relation, containers = [] } = related
  const own = carriers(dialect, type, related)
  if (containers.length === 0) return own
  return sql`${own} union all select i.id from entity i where ${dialect.isOneOf('i.container_id', containers)}
    and i.type = ${type}
    and not exists (select 1 from entity_relation o where o.entity_id = i.id and o.relation = ${relation})`
}

/** Of the containers that hold entities of the type, those that relate to one of the targets. */
export async function containersOf(
  db: Kysely<Tables>,
  dialect: Dialect,
  type: EntityType,
  { relation, targetIds }: Related,
): Promise<string[]> {
  const { rows } = await sql<{ container_id: string }>`select k.container_id
    from (select distinct container_id from entity_count where type = ${type} and container_id <> '') k
    where exists (select 1 from entity_relation r where r.entity_id = k.container_id and r.relation = ${relation}
      and ${dialect.isOneOfAsked('r.target_id', targetIds)})`.execute(db)
  return rows.map((row) => row.container_id)
}

/**
 * Condition that `e`, the row, relates to one of the targets itself. Asked of each row: as a join it would be left to a
 * planner that knows little of who relates to what.
 */
export const relatesItself = (dialect: Dialect, { relation, targetIds }: Related): RawBuilder<unknown> =>
  sql`(select 1 from entity_relation r where r.entity_id = e.id and r.relation = ${relation}
    and ${dialect.isOneOfAsked('r.target_id', targetIds)} limit 1) is not null`

/** Condition that `e`, the row, has no such relation. */
export const lacks = (relation: string): RawBuilder<unknown> =>
  sql`not exists (select 1 from entity_relation r where r.entity_id = e.id and r.relation = ${relation})`

/** Of several relations that are asked for, the one that the fewest have. */
export interface Rarest {
  readonly related: Related
  /** How many have it, at most; not counted further than `countedMax` where no totals are kept. */
  readonly living: number
  /** Undefined where that is not known. */
  readonly deleted: number | undefined
}

const countedMax = 1_001

/** Of the plain ones; undefined where there are none. */
export async function rarestOf(
  db: Kysely<Tables>,
  dialect: Dialect,
  { type, related = [] }: ListQuery,
): Promise<Rarest | undefined> {
  const found: Rarest[] = []
  for (const each of related.filter(isPlain)) {
    const { relation, targetIds } = each
    const counted = isCounted(relation)
    const { rows } = counted
      ? await sql<{ deleted: number; total: number }>`select k.deleted, sum(k.total) as total from carrier_count k
          where ${dialect.isOneOf('k.target_id', targetIds)} and k.relation = ${relation} and k.entity_type = ${type}
          group by k.deleted`.execute(db)
      : await sql<{ deleted: number; total: number }>`select 0 as deleted, count(*) as total
          from (${carriers(dialect, type, each)} limit ${sql.lit(countedMax)}) c`.execute(db)
    const of = (flag: number) => Number(rows.find(({ deleted }) => deleted === flag)?.total ?? 0)
    found.push({ related: each, living: of(0), deleted: counted ? of(1) : undefined })
  }
  return found.toSorted((a, b) => a.living - b.living)[0]
}
