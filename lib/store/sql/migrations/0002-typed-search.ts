/** Rebuilds the search text: words under the type of their row, cut and folded by `lib/model/search/search-words.ts`. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { EntityType } from '@/lib/model/entities/entity'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'
import { parseJson } from '@/lib/store/sql/rows'

const rowsPerSlice = 500

interface Row {
  seq: string
  type: EntityType
  display_name: string | null
  fqn: string
  document: unknown
}

/** In slices, so that memory is bounded; all in the migration's one transaction, so that it is done or it is not. */
export const typedSearch = (ddl: Ddl): Migration => ({
  up: async (db: Kysely<unknown>) => {
    for (const statement of ddl.typedSearch) await sql.raw(statement).execute(db)
    for (let last: string | undefined = '0'; last !== undefined; ) {
      const { rows }: { rows: Row[] } = await sql<Row>`select seq, type, display_name, fqn, document from entity
        where seq > ${last} order by seq limit ${rowsPerSlice}`.execute(db)
      if (rows.length > 0) await ddl.indexRows(rows.map(toIndexed)).execute(db)
      last = rows.at(-1)?.seq
    }
  },
})

const toIndexed = ({ seq, type, display_name, fqn, document }: Row) => ({
  seq,
  type,
  displayName: display_name,
  fullyQualifiedName: fqn,
  document: parseJson<Record<string, unknown>>(document),
})
