/** Lists with a text that many of their rows have: these are met soon by going through the list, row by row. */
import { setImmediate } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { Count } from '@/lib/store/sql/list-counts'
import type { ListParts } from '@/lib/store/sql/list-parts'
import { readStretch, type Stretch, sortColumn } from '@/lib/store/sql/list-ways'
import { toWorded, type WordedColumns, wordedColumns } from '@/lib/store/sql/matches'
import { hasText } from '@/lib/store/sql/search-text'
import type { State } from '@/lib/store/sql/select'
import type { Tables } from '@/lib/store/sql/tables'

/** How many rows of a list have a text, and how many there are. */
interface Commonness {
  readonly text: string
  readonly phrases: readonly string[] | undefined
  readonly matching: number
  readonly all: Count
  /** How many rows would be looked up otherwise. */
  readonly lookedUp: number
}

/** Going through costs so much more for a row than looking one up. */
const costOfRow = 5
/** A text may be common and still not be found where the page is. */
const walkedMax = 2_000
/** Rows whose words are looked at between two turns for others: a few milliseconds. */
const rowsPerTurn = 200

/** What is looked at of a row. */
interface Passed extends WordedColumns {
  readonly id: string
  readonly key: string | number
}

/**
 * Of the stretch of a list without its text, the ids of those that have the text, as many as are wanted; undefined where
 * going through the list is the longer way.
 */
export async function walk(
  db: Kysely<Tables>,
  list: ListParts,
  state: State,
  stretch: Stretch,
  { text, phrases, matching, all, lookedUp }: Commonness,
): Promise<string[] | undefined> {
  const { dialect, query, areFew } = list
  const expected = (stretch.limit * all.total) / matching
  if (areFew || expected > walkedMax || expected * costOfRow > lookedUp) return undefined
  const select = sql`select e.id, ${sql.raw(sortColumn[query.sort])} as key, ${wordedColumns(dialect)}
    from entity e`
  const has = hasText(text, phrases)
  const found: string[] = []
  let { from } = stretch
  // A little more than is expected, so that one read is mostly enough.
  let limit = Math.ceil(expected * 1.2)
  for (let seen = 0; seen < walkedMax; seen += limit, limit *= 2) {
    const rows = await readStretch<Passed>(db, list, state, { ...stretch, from, limit }, select, all)
    for (const [at, row] of rows.entries()) {
      if (at % rowsPerTurn === rowsPerTurn - 1) await setImmediate()
      if (has(toWorded(row))) found.push(row.id)
    }
    const last = rows.at(-1)
    if (found.length >= stretch.limit || rows.length < limit) return found.slice(0, stretch.limit)
    from = last && { key: last.key, id: last.id }
  }
  return undefined
}
