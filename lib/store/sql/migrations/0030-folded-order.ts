/** Names are sorted without accents (decision 059): the rows whose key is another by it are written anew. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'
import { sortName } from '@/lib/store/sql/rows'

const rowsAtOnce = 2_000

interface Named {
  readonly seq: number | string
  readonly id: string
  readonly name: string
  readonly display_name: string | null
  readonly sort_name: string
}

/** In parts, so that memory is bounded; what is ASCII alone is passed by the database itself. */
export const foldedOrder = ({ beyondAscii }: Pick<Ddl, 'beyondAscii'>): Migration => ({
  up: async (db: Kysely<unknown>) => {
    for (let after: number | string = 0; ; ) {
      const { rows }: { rows: Named[] } = await sql<Named>`select seq, id, name, display_name, sort_name from entity
        where seq > ${after} and ${sql.raw(beyondAscii('sort_name'))} order by seq limit ${sql.lit(rowsAtOnce)}`.execute(
        db,
      )
      for (const { id, name, display_name: displayName, sort_name: before } of rows) {
        const key = sortName({ name, displayName })
        if (key !== before) await sql`update entity set sort_name = ${key} where id = ${id}`.execute(db)
      }
      const last = rows.at(-1)
      if (last === undefined) return
      after = last.seq
    }
  },
})
