import { sql, type Transaction } from 'kysely'
import type { EntityRow } from '@/lib/store/rows'
import { propertyRows } from '@/lib/store/sql/properties'
import type { Tables } from '@/lib/store/sql/tables'

/** Writes the property values of rows that have none yet. */
export async function addProperties(trx: Transaction<Tables>, rows: readonly EntityRow[]): Promise<void> {
  const values = rows.flatMap(propertyRows)
  if (values.length === 0) return
  await sql`insert into entity_property (entity_id, property, place, entity_type, deleted, value)
    select * from unnest(${values.map((row) => row.entity_id)}::text[], ${values.map((row) => row.property)}::text[],
      ${values.map((row) => row.place)}::int8[], ${values.map((row) => row.entity_type)}::text[],
      ${values.map((row) => row.deleted)}::int2[], ${values.map((row) => row.value)}::text[])`.execute(trx)
}

/** The same of rows that may have some. */
export async function replaceProperties(trx: Transaction<Tables>, rows: readonly EntityRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`delete from entity_property where entity_id = any(${rows.map((row) => row.id)}::text[])`.execute(trx)
  await addProperties(trx, rows)
}
