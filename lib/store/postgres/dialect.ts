import { sql } from 'kysely'
import { lostCondition, searchCondition, searchConditions } from '@/lib/store/postgres/search-vector'
import type { Dialect } from '@/lib/store/sql/dialect'

const isAnyOf = (column: string, values: readonly string[]) =>
  sql<boolean>`${sql.raw(column)} = any(${[...values]}::text[])`

export const postgresDialect: Dialect = {
  // Of a list of one, a planner without statistics makes a question to every row that it meets, as long as it can.
  isOneOf: (column, values) =>
    values.length === 1 ? sql<boolean>`${sql.raw(column)} = ${values[0]}` : isAnyOf(column, values),
  // For the same reason: an equality would lead it through all that one target has, for each row anew.
  isOneOfAsked: (column, values) => isAnyOf(column, values),
  isOneOfNumbers: (column, values) => sql<boolean>`${sql.raw(column)} = any(${[...values]}::int8[])`,
  rowsAt: (seqs) => sql`(select * from entity where seq = any(${[...seqs]}::int8[]) offset 0) e`,
  listed: (column) => sql<string | null>`string_agg(${sql.raw(column)}::text, ',')`,
  isAmong: (column, selected) => sql<boolean>`${sql.raw(column)} = any(array(${selected}))`,
  // Not a join, of which the planner would make a loop in a loop where it thinks that there are few.
  isAmongAsked: (column, selected) => sql<boolean>`(${sql.raw(column)} in (${selected})) is true`,
  // It knows how many rows there are.
  inRow: (column) => sql.raw(column),
  documentEquals: (alias, member, value) =>
    value === false
      ? sql<boolean>`coalesce(${sql.raw(alias)}.document -> ${member}::text, 'false'::jsonb) = 'false'::jsonb`
      : sql<boolean>`${sql.raw(alias)}.document -> ${member}::text = ${JSON.stringify(value)}::jsonb`,
  documentHas: (alias, spelled) => sql<boolean>`position(${spelled(' ')} in ${sql.raw(alias)}.document::text) > 0`,
  documentText: (alias, path) => sql`(${sql.raw(alias)}.document #>> ${[...path]}::text[])`,
  matching: (types, text, phrases) => {
    const query = searchCondition(types, text, phrases)
    return query === undefined
      ? undefined
      : sql<{ seq: number }>`select s.seq from entity_search s where s.words @@ ${query}::tsquery`
  },
  matchingOneOf: (type, oneOf, text) => {
    const words = searchConditions(type, oneOf)
    if (words.length === 0) return undefined
    const rest = searchCondition([type], text)
    // Word by word, since the planner takes one of many for nearly everything; the text is looked at in what was found.
    const found = sql`select distinct s.seq from unnest(${words}::text[]) q (word)
      join entity_search s on s.words @@ q.word::tsquery`
    return rest === undefined
      ? sql<{ seq: number }>`${found}`
      : sql<{ seq: number }>`select t.seq from entity_search t
          where t.seq = any(array(${found})) and t.words @@ ${rest}::tsquery`
  },
  // All of them, though one would do: asked whether there is any, the planner looks for it in every row.
  untold: (type, among) => sql<{ seq: number }>`select s.seq from entity_search s
    where s.words @@ ${lostCondition(type)}::tsquery ${among === undefined ? sql`` : sql`and s.seq = any(${[...among]}::int8[])`}`,
  scored: (types, text) => {
    const query = searchCondition(types, text)
    return query === undefined
      ? undefined
      : sql<{ seq: number; score: number }>`select s.seq, 10 * ts_rank(s.words, ${query}::tsquery) as score
          from entity_search s where s.words @@ ${query}::tsquery`
  },
}
