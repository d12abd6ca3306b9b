/** Lists with a text that many rows of the type have: these are met soon by going through the list, row by row. */
import { type Kysely, sql } from 'kysely'
import type { Dialect } from '@/lib/store/sql/dialect'
import { matchCount } from '@/lib/store/sql/matches'
import { hasWords } from '@/lib/store/sql/search-text'
import { flagOf, type State } from '@/lib/store/sql/select'
import type { Tables } from '@/lib/store/sql/tables'
import type { ListQuery, StoredEntity } from '@/lib/store/store'

/** How many rows of a type have a text, and how many there are. */
export interface Commonness {
  readonly matching: number
  readonly all: number
}

export async function commonness(
  db: Kysely<Tables>,
  dialect: Dialect,
  { type, phrases }: ListQuery,
  text: string,
  state: State,
): Promise<Commonness> {
  const { rows } = await sql<{ matching: number; total: number }>`select
    ${matchCount(dialect, [type], state, text, { phrases })} as matching,
    (select coalesce(sum(total), 0) from entity_count where type = ${type} and deleted = ${flagOf(state)}) as total`.execute(
    db,
  )
  return { matching: Number(rows[0]?.matching ?? 0), all: Number(rows[0]?.total ?? 0) }
}

/** Going through costs this much more for a row than looking a match up. */
const costOfRow = 25
/** A text may be common and still not be found where the page is. */
const walkedMax = 1_000

/**
 * The rows from a place on that have the text, as many as are wanted; undefined where going through the list is the longer
 * way. `read` gives the next so many rows of the list behind one, whatever their text.
 */
export async function walk(
  { matching, all }: Commonness,
  text: string,
  wanted: number,
  read: (limit: number, last: StoredEntity | undefined) => Promise<StoredEntity[]>,
): Promise<StoredEntity[] | undefined> {
  if (matching === 0) return []
  const expected = (wanted * all) / matching
  if (expected > walkedMax || expected * costOfRow > matching) return undefined
  const has = hasWords(text)
  const found: StoredEntity[] = []
  // A little more than is expected, so that one read is mostly enough.
  let many = Math.ceil(expected * 1.2)
  let last: StoredEntity | undefined
  for (let seen = 0; seen < walkedMax; seen += many, many *= 2) {
    const rows = await read(many, last)
    found.push(...rows.filter(has))
    if (found.length >= wanted || rows.length < many) return found.slice(0, wanted)
    last = rows.at(-1)
  }
  return undefined
}
