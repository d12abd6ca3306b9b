/** Values of custom properties, to filter and sort by (`lib/store/sql/properties.ts`). */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { EntityType } from '@/lib/model/entities/entity'
import type { EntityDocument } from '@/lib/store/rows'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'
import { propertyRows } from '@/lib/store/sql/properties'
import { parseJson } from '@/lib/store/sql/rows'

const rowsAtOnce = 500

interface Stored {
  readonly seq: number | string
  readonly id: string
  readonly type: string
  readonly deleted: number
  readonly document: unknown
}

export const propertiesKept = ({ text, integer, flag, clustered }: Ddl): Migration => ({
  up: async (db: Kysely<unknown>) => {
    const statements = [
      `create table entity_property (entity_id ${text} not null, property ${text} not null, place ${integer} not null,
        entity_type ${text} not null, deleted ${flag} not null, value ${text} not null,
        primary key (entity_id, property, place)) ${clustered}`,
      `create index entity_property_by_value on entity_property
        (entity_type, property, deleted, value, entity_id, place)`,
    ]
    for (const statement of statements) await sql.raw(statement).execute(db)
    for (let after: number | string = 0; ; ) {
      const { rows }: { rows: Stored[] } = await sql<Stored>`select seq, id, type, deleted, document from entity
        where seq > ${after} order by seq limit ${sql.lit(rowsAtOnce)}`.execute(db)
      const found = rows.flatMap((row) =>
        propertyRows({
          id: row.id,
          type: row.type as EntityType, // only known types are ever written
          deleted: row.deleted === 1,
          document: parseJson<EntityDocument>(row.document),
        }),
      )
      for (let from = 0; from < found.length; from += rowsAtOnce) {
        const values = found
          .slice(from, from + rowsAtOnce)
          .map(
            (row) =>
              sql`(${row.entity_id}, ${row.property}, ${row.place}, ${row.entity_type}, ${row.deleted}, ${row.value})`,
          )
        await sql`insert into entity_property (entity_id, property, place, entity_type, deleted, value)
          values ${sql.join(values)}`.execute(db)
      }
      const last = rows.at(-1)
      if (last === undefined) return
      after = last.seq
    }
  },
})
