/** Entities by the relations that they have, or have not. */
import { type RawBuilder, sql } from 'kysely'
import type { EntityType } from '@/lib/model/entities/entity'
import type { Dialect } from '@/lib/store/sql/dialect'
import type { State } from '@/lib/store/sql/select'
import type { ListQuery } from '@/lib/store/store'

export type Related = NonNullable<ListQuery['related']>[number]

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
  const { relation, targetIds, inherited } = related
  const own = carriers(dialect, type, related)
  if (inherited !== true) return own
  return sql`${own} union all select i.id from entity_relation r join entity i on i.container_id = r.entity_id
    where r.relation = ${relation} and ${dialect.isOneOf('r.target_id', targetIds)} and i.type = ${type}
    and not exists (select 1 from entity_relation o where o.entity_id = i.id and o.relation = ${relation})`
}

/** Condition that `e`, the row, has no such relation. */
export const lacks = (relation: string): RawBuilder<unknown> =>
  sql`not exists (select 1 from entity_relation r where r.entity_id = e.id and r.relation = ${relation})`

/**
 * How many entities of a type have the relation to one of the targets. The indexes of relations do not
 * know who is deleted, and few are: they are counted off, so that the others need not be looked at.
 */
export function carrierCount(
  dialect: Dialect,
  type: EntityType,
  { relation, targetIds }: Related,
  state: State,
): RawBuilder<unknown> {
  const wanted = sql`r.relation = ${relation} and ${dialect.isOneOf('r.target_id', targetIds)}`
  const deleted = sql`(select count(*) from entity x where x.type = ${type} and x.deleted = 1
    and exists (select 1 from entity_relation r where r.entity_id = x.id and ${wanted}))`
  if (state === 'deleted') return deleted
  return sql`((select count(*) from (select distinct r.entity_id from entity_relation r
    where r.entity_type = ${type} and ${wanted}) c) - ${deleted})`
}
