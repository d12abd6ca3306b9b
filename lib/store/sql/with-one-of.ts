/** Rows that have one of many words: what a misspelt one may have been. */
import { type Kysely, sql } from 'kysely'
import type { OneOfQuery } from '@/lib/store/queries'
import type { StoredEntity } from '@/lib/store/rows'
import type { Dialect } from '@/lib/store/sql/dialect'
import { type EntityColumns, toStoredEntity } from '@/lib/store/sql/rows'
import { flagOf, selectEntity } from '@/lib/store/sql/select'
import type { Tables } from '@/lib/store/sql/tables'
import { passes } from '@/lib/store/sql/within'

/** From the index of words to the rows, of which no more than the limit are read. */
export async function readWithOneOf(
  db: Kysely<Tables>,
  dialect: Dialect,
  { type, text, oneOf, within, limit }: OneOfQuery,
): Promise<StoredEntity[]> {
  const matching = dialect.matchingOneOf(type, oneOf, text)
  if (matching === undefined) return []
  // All that match, or PostgreSQL would hope to meet the first of them on a way through every row.
  const { rows } = await sql<EntityColumns>`with w as materialized (${matching}),
    m as materialized (select e.seq from entity e where ${dialect.isAmong('e.seq', sql`select seq from w`)} and e.deleted = ${flagOf('non-deleted')}
      ${within === undefined ? sql`` : sql`and ${passes(dialect, within)}`} limit ${sql.lit(limit)})
    ${selectEntity()} where ${dialect.isAmong('e.seq', sql`select seq from m`)}`.execute(db)
  return rows.map(toStoredEntity)
}
