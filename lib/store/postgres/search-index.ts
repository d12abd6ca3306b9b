import { type RawBuilder, sql } from 'kysely'
import { searchVector } from '@/lib/store/postgres/search-vector'
import type { IndexedRow } from '@/lib/store/sql/search-text'

/** Writes the search text of rows, whether there is one already or not. */
export const indexRows = (rows: readonly (IndexedRow & { readonly seq: string })[]): RawBuilder<unknown> =>
  sql`insert into entity_search (seq, words) select u.seq, u.words::tsvector
    from unnest(${rows.map((row) => row.seq)}::int8[], ${rows.map(searchVector)}::text[]) as u(seq, words)
    on conflict (seq) do update set words = excluded.words`
