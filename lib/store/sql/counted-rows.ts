/** Which rows a total counts, by their places. */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Dialect } from '@/lib/store/sql/dialect'
import { toWorded, type WordedColumns, wordedColumns } from '@/lib/store/sql/matches'
import { hasText } from '@/lib/store/sql/search-text'
import type { Tables } from '@/lib/store/sql/tables'
import type { ListQuery } from '@/lib/store/store'

/** `select`: the places as one text, `seqs`, because there may be as many as there are rows. */
export async function seqsOf(db: Kysely<Tables>, select: RawBuilder<unknown>): Promise<number[]> {
  const { rows } = await sql<{ seqs: string | number | null }>`${select}`.execute(db)
  const seqs = rows[0]?.seqs ?? null
  return seqs === null ? [] : String(seqs).split(',').map(Number)
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
