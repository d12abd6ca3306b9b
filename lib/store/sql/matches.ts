import { type RawBuilder, sql } from 'kysely'
import type { EntityType, Include } from '@/lib/model/entities/entity'
import type { Dialect } from '@/lib/store/sql/dialect'

/** In front of a statement: what a text matches, found once, as `m`. Undefined when the text holds no word. */
export function withMatches(
  dialect: Dialect,
  types: readonly EntityType[],
  text: string,
): RawBuilder<unknown> | undefined {
  const matching = dialect.matching(types, text)
  return matching === undefined ? undefined : sql`with m as materialized (${matching})`
}

export const isMatch = sql<boolean>`e.seq in (select seq from m)`

/**
 * How many rows of the types are in `m`, by their state of deletion. The index knows the types and not the state, and few
 * are deleted: they are counted off, so that the others need not be looked at.
 */
export function matchCount(types: readonly EntityType[], include: Include): RawBuilder<number> {
  const deleted = sql`(select count(*) from entity x where x.type in (${sql.join(types)}) and x.deleted = 1
    and x.seq in (select seq from m))`
  if (include === 'deleted') return sql`${deleted}`
  const all = sql`(select count(*) from m)`
  return include === 'all' ? sql`${all}` : sql`(${all} - ${deleted})`
}
