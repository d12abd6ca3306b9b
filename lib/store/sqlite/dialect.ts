import { sql } from 'kysely'
import type { EntityType } from '@/lib/model/entities/entity'
import type { Dialect } from '@/lib/store/sql/dialect'
import { type WantedText, wantedOneOf, wantedText } from '@/lib/store/sql/search-text'

/** Words as an FTS5 query: each quoted, each a prefix, all of one type required, as are its phrases. */
function ftsQuery(types: readonly EntityType[], text: string, phrases?: readonly string[]): string | undefined {
  const all = ({ words, phrases: following }: WantedText) =>
    [...words.map(beginning), ...following.map((each) => `"${each.join(' ')}"`)].join(' AND ')
  return wantedText(types, text, phrases)
    ?.map((wanted) => `(${all(wanted)})`)
    .join(' OR ')
}

const beginning = (word: string): string => `"${word}"*`

const scalar = (value: string | number | boolean): string | number =>
  typeof value === 'boolean' ? Number(value) : value

export const sqliteDialect: Dialect = {
  sliceRows: 2_000,
  isOneOf: (column, values) =>
    values.length === 1
      ? sql<boolean>`${sql.raw(column)} = ${values[0]}`
      : sql<boolean>`${sql.raw(column)} in (select value from json_each(${JSON.stringify(values)}))`,
  // Of two equalities it takes the index of both.
  isOneOfAsked: (column, values) => sqliteDialect.isOneOf(column, values),
  isOneOfNumbers: (column, values) =>
    sql<boolean>`${sql.raw(column)} in (select value from json_each(${JSON.stringify(values)}))`,
  rowsAt: (seqs) => sql`json_each(${JSON.stringify(seqs)}) t cross join entity e on e.seq = t.value`,
  listed: (column) => sql<string | null>`group_concat(${sql.raw(column)})`,
  isAmong: (column, selected) => sql<boolean>`${sql.raw(column)} in (${selected})`,
  isAmongAsked: (column, selected) => sql<boolean>`+${sql.raw(column)} in (${selected})`,
  inRow: (column) => sql`+${sql.raw(column)}`,
  documentEquals: (alias, member, value) =>
    value === false
      ? sql<boolean>`coalesce(json_extract(${sql.raw(alias)}.document, ${`$."${member}"`}), 0) = 0`
      : sql<boolean>`json_extract(${sql.raw(alias)}.document, ${`$."${member}"`}) = ${scalar(value)}`,
  documentHas: (alias, spelled) => sql<boolean>`instr(${sql.raw(alias)}.document, ${spelled('')}) > 0`,
  documentText: (alias, path) =>
    sql`json_extract(${sql.raw(alias)}.document, ${`$${path.map((member) => `."${member}"`).join('')}`})`,
  matching: (types, text, phrases) => {
    const query = ftsQuery(types, text, phrases)
    return query === undefined
      ? undefined
      : sql<{ seq: number }>`select rowid as seq from entity_search where entity_search match ${query}`
  },
  matchingOneOf: (type, oneOf, text) => {
    const words = wantedOneOf(type, oneOf)
    if (words.length === 0) return undefined
    const [rest] = wantedText([type], text) ?? []
    const query = [`(${words.map(beginning).join(' OR ')})`, ...(rest?.words ?? []).map(beginning)].join(' AND ')
    return sql<{ seq: number }>`select rowid as seq from entity_search where entity_search match ${query}`
  },
  untold: () => undefined,
  scored: (types, text) => {
    const query = ftsQuery(types, text)
    return query === undefined
      ? undefined
      : sql<{ seq: number; score: number }>`select rowid as seq, -bm25(entity_search, 10.0, 5.0, 1.0) as score
          from entity_search where entity_search match ${query}`
  },
}
