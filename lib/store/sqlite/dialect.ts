import { sql } from 'kysely'
import { type Dialect, queryWordsMax, searchWords } from '@/lib/store/sql/dialect'

/** Words as an FTS5 query: each quoted, each a prefix, all required. */
export function ftsQuery(text: string): string | undefined {
  const words = searchWords(text).slice(0, queryWordsMax)
  return words.length === 0 ? undefined : words.map((word) => `"${word}"*`).join(' ')
}

const scalar = (value: string | number | boolean): string | number =>
  typeof value === 'boolean' ? Number(value) : value

export const sqliteDialect: Dialect = {
  isOneOf: (column, values) =>
    values.length === 1
      ? sql<boolean>`${sql.raw(column)} = ${values[0]}`
      : sql<boolean>`${sql.raw(column)} in (select value from json_each(${JSON.stringify(values)}))`,
  documentEquals: (alias, member, value) =>
    value === false
      ? sql<boolean>`coalesce(json_extract(${sql.raw(alias)}.document, ${`$."${member}"`}), 0) = 0`
      : sql<boolean>`json_extract(${sql.raw(alias)}.document, ${`$."${member}"`}) = ${scalar(value)}`,
  textMatches: (alias, text) => {
    const query = ftsQuery(text)
    return query === undefined
      ? undefined
      : sql<boolean>`${sql.raw(alias)}.seq in (select rowid from entity_search where entity_search match ${query})`
  },
  ranked: (text, condition, cap) => {
    const query = ftsQuery(text)
    if (query === undefined) return undefined
    // Materialized, or the planner would score everything that matches before it applies the limit.
    return sql<{ id: string; score: number }>`with m as materialized (
      select e.id, -bm25(entity_search, 10.0, 5.0, 1.0) as score from entity_search
      join entity e on e.seq = entity_search.rowid where entity_search match ${query} and ${condition} limit ${cap})
    select id, score from m order by score desc, id`
  },
}
