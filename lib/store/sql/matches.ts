import { type RawBuilder, sql } from 'kysely'
import type { EntityType, Include } from '@/lib/model/entities/entity'
import type { Dialect } from '@/lib/store/sql/dialect'

/** In front of a statement: what a text matches, found once, as `m`. Undefined when the text holds no word. */
export function withMatches(
  dialect: Dialect,
  types: readonly EntityType[],
  text: string,
  phrases?: readonly string[],
): RawBuilder<unknown> | undefined {
  const matching = dialect.matching(types, text, phrases)
  return matching === undefined ? undefined : sql`with m as materialized (${matching})`
}

export const isMatch = sql<boolean>`e.seq in (select seq from m)`

/**
 * How many rows of the types have a text, by their state of deletion, counted in the index alone. It does not know who is
 * deleted, and few are: they are counted off, where there are any, so that the others need not be looked at. Beyond `cap`
 * nothing is counted.
 */
export function matchCount(
  dialect: Dialect,
  types: readonly EntityType[],
  include: Include,
  text: string,
  { phrases, cap }: { readonly phrases?: readonly string[] | undefined; readonly cap?: number } = {},
): RawBuilder<number> {
  const matching = dialect.matching(types, text, phrases)
  if (matching === undefined) return sql`0`
  const kept = sql`(select coalesce(sum(total), 0) from entity_count where type in (${sql.join(types)}) and deleted = 1)`
  const deleted = sql`(case when ${kept} = 0 then 0 else (select count(*) from entity x
    where x.type in (${sql.join(types)}) and x.deleted = 1 and x.seq in (${matching})) end)`
  if (include === 'deleted') return sql`${deleted}`
  const limit = cap === undefined ? sql`` : sql`limit ${sql.lit(cap)} + ${kept}`
  const all = sql`(select count(*) from (${matching} ${limit}) k)`
  return include === 'all' ? sql`${all}` : sql`(${all} - ${deleted})`
}
