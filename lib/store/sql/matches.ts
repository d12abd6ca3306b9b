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
  const deleted = deletedMatchCount(dialect, types, matching)
  if (include === 'deleted') return deleted
  const limit = cap === undefined ? sql`` : sql`limit ${sql.lit(cap)} + ${deletedCount(types)}`
  const all = sql<number>`(select count(*) from (${matching} ${limit}) k)`
  return include === 'all' ? all : sql`(${all} - ${deleted})`
}

const deletedCount = (types: readonly EntityType[]) =>
  sql`(select coalesce(sum(total), 0) from entity_count where type in (${sql.join(types)}) and deleted = 1)`

/** Of what matches, how many are deleted. */
export const deletedMatchCount = (
  dialect: Dialect,
  types: readonly EntityType[],
  matching: RawBuilder<unknown>,
): RawBuilder<number> => sql`(case when ${deletedCount(types)} = 0 then 0 else (select count(*) from entity x
  where x.type in (${sql.join(types)}) and x.deleted = 1 and ${dialect.isAmongAsked('x.seq', matching)}) end)`

/** What a text is looked for in, of `e`, the row. */
export const wordedColumns = (dialect: Dialect): RawBuilder<unknown> => sql`e.display_name, e.fqn,
  ${dialect.documentText('e', ['email'])} as email, ${dialect.documentText('e', ['description'])} as description`

export interface WordedColumns {
  readonly display_name: string | null
  readonly fqn: string
  readonly email: string | null
  readonly description: string | null
}

export const toWorded = ({ display_name, fqn, email, description }: WordedColumns) => ({
  displayName: display_name,
  fullyQualifiedName: fqn,
  document: { email, description },
})
