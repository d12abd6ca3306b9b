/** Which rows a total counts, by their places. */
import { setImmediate } from 'node:timers/promises'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { EntityType } from '@/lib/model/entities/entity'
import type { ListQuery, Within } from '@/lib/store/queries'
import type { Dialect } from '@/lib/store/sql/dialect'
import type { KnownTotals } from '@/lib/store/sql/known-totals'
import { toWorded, type WordedColumns, wordedColumns } from '@/lib/store/sql/matches'
import { hasText } from '@/lib/store/sql/search-text'
import type { Tables } from '@/lib/store/sql/tables'
import { passes } from '@/lib/store/sql/within'

/** `select`: the places as one text, `seqs`, because there may be as many as there are rows. */
export async function seqsOf(db: Kysely<Tables>, select: RawBuilder<unknown>): Promise<number[]> {
  const { rows } = await sql<{ seqs: string | number | null }>`${select}`.execute(db)
  const seqs = rows[0]?.seqs ?? null
  return seqs === null ? [] : String(seqs).split(',').map(Number)
}

/**
 * The places of the rows of a list that somebody may see, asked of each: slice by slice in the order of names, with a turn
 * for others between, where a statement holds everybody up. `place`: where the list lies in that order; `conditions` are what
 * else is asked of `e`, the row.
 */
export async function* seqsWithin(
  db: Kysely<Tables>,
  dialect: Dialect,
  within: Within,
  place: readonly RawBuilder<unknown>[],
  conditions: readonly RawBuilder<unknown>[],
): AsyncGenerator<number[]> {
  const asked = [...conditions, passes(dialect, within, { ofMany: true })]
  for (let beyond: RawBuilder<unknown>[] = []; ; ) {
    const rest = [...place, ...beyond]
    const last = await endOfSlice(db, dialect, rest)
    const slice = [...rest, ...(last === undefined ? [] : [sql`(e.name, e.id) <= ${last}`]), ...asked]
    yield await seqsOf(
      db,
      sql`select ${dialect.listed('e.seq')} as seqs from entity e where ${sql.join(slice, sql` and `)}`,
    )
    if (last === undefined) return
    beyond = [sql`(e.name, e.id) > ${last}`]
    await setImmediate()
  }
}

/** Undefined where the rest is no longer than a slice. */
async function endOfSlice(
  db: Kysely<Tables>,
  { sliceRows }: Dialect,
  rest: readonly RawBuilder<unknown>[],
): Promise<RawBuilder<unknown> | undefined> {
  if (sliceRows === undefined) return undefined
  const { rows } = await sql<{ name: string; id: string }>`select e.name, e.id from entity e
    where ${sql.join(rest, sql` and `)} order by e.name, e.id limit 1 offset ${sql.lit(sliceRows - 1)}`.execute(db)
  return rows[0] && sql`(${rows[0].name}, ${rows[0].id})`
}

/** Of the rows at these places those of the type that have the text, if any, and fulfil the conditions, which are about `e`. */
export async function seqsAmong(
  db: Kysely<Tables>,
  {
    dialect,
    query: { type, text, phrases },
  }: { readonly dialect: Dialect; readonly query: Pick<ListQuery, 'type' | 'text' | 'phrases'> },
  seqs: readonly number[],
  conditions: readonly RawBuilder<unknown>[],
): Promise<number[]> {
  const where = sql`where ${sql.join([sql`${dialect.inRow('e.type')} = ${type}`, ...conditions], sql` and `)}`
  const from = sql`from ${dialect.rowsAt(seqs)} ${where}`
  if (text === undefined) {
    const { rows } = await sql<{ seq: number | string }>`select e.seq ${from}`.execute(db)
    return rows.map((row) => Number(row.seq))
  }
  const { rows } = await sql<WordedColumns & { seq: number | string }>`select e.seq, ${wordedColumns(dialect)}
    ${from}`.execute(db)
  const has = hasText(text, phrases)
  return rows.filter((row) => has(toWorded(row))).map((row) => Number(row.seq))
}

/** How many rows of a type there are of which the index does not know whether words follow one another. */
export async function countUntold(
  db: Kysely<Tables>,
  dialect: Dialect,
  known: KnownTotals,
  type: EntityType,
): Promise<number> {
  const untold = dialect.untold(type)
  if (untold === undefined) return 0
  const all = () => seqsOf(db, sql`select ${dialect.listed('u.seq')} as seqs from (${untold}) u`)
  const { total } = await known.get(['untold', type], {
    count: async () => (await all()).length,
    follow: {
      type,
      isByRow: true,
      others: [],
      all: () => [all()],
      among: (seqs) =>
        seqsOf(db, sql`select ${dialect.listed('u.seq')} as seqs from (${dialect.untold(type, seqs)}) u`),
    },
  })
  return total
}
