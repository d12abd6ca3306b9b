/** Values of custom properties, kept as rows beside the documents: lists are filtered and sorted by them. */
import { isDeepStrictEqual } from 'node:util'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { EntityType } from '@/lib/model/entities/entity'
import { propertyKeys } from '@/lib/model/fields/property-key'
import { isRecord } from '@/lib/model/rules/is-record'
import type { ListQuery } from '@/lib/store/queries'
import type { Dialect } from '@/lib/store/sql/dialect'
import { flagOf, type State } from '@/lib/store/sql/select'
import type { PropertyTable, Tables } from '@/lib/store/sql/tables'
import type { EntityRow } from '@/lib/store/store'

type Asked = NonNullable<ListQuery['properties']>[number]

/** The rows of an entity. */
export function propertyRows({
  id,
  type,
  deleted,
  document: { extension },
}: Pick<EntityRow, 'id' | 'type' | 'deleted' | 'document'>): PropertyTable[] {
  if (!isRecord(extension)) return []
  return Object.entries(extension).flatMap(([property, value]) =>
    propertyKeys(value).map((key, place) => ({
      entity_id: id,
      property,
      place,
      entity_type: type,
      deleted: deleted ? 1 : 0,
      value: key,
    })),
  )
}

/** Whether the rows of an entity say something else than before; `stored`: what was in its document, null for nothing. */
export const movesProperties = (
  stored: { readonly deleted: number; readonly extension: unknown } | undefined,
  { deleted, document: { extension = null } }: Pick<EntityRow, 'deleted' | 'document'>,
): boolean =>
  !isDeepStrictEqual(stored?.extension ?? null, extension) ||
  (extension !== null && (stored?.deleted === 1) !== deleted)

/** Who has one of the values. */
export const having = (dialect: Dialect, type: EntityType, { property, keys }: Asked): RawBuilder<unknown> =>
  sql`select p.entity_id from entity_property p where p.entity_type = ${type} and p.property = ${property}
    and p.deleted in (0, 1) and ${dialect.isOneOf('p.value', keys)}`

/** Condition that `e`, the row, has one of the values. Asked of each row. */
export const hasValue = (dialect: Dialect, { property, keys }: Asked): RawBuilder<unknown> =>
  sql`(select 1 from entity_property p where p.entity_id = e.id and p.property = ${property}
    and ${dialect.isOneOf('p.value', keys)} limit 1) is not null`

/** How many have it, as an expression; found in the index alone. */
export function havingCount(dialect: Dialect, type: EntityType, state: State, { property, keys }: Asked) {
  const each = keys.length === 1 ? sql`*` : sql`distinct p.entity_id`
  return sql<number>`(select count(${each}) from entity_property p where p.entity_type = ${type}
    and p.property = ${property} and p.deleted = ${flagOf(state)} and ${dialect.isOneOf('p.value', keys)})`
}

/** Of what is asked for, a value that at most so many have. */
export async function fewHave(
  db: Kysely<Tables>,
  dialect: Dialect,
  { type, properties = [] }: ListQuery,
  most: number,
): Promise<Asked | undefined> {
  for (const asked of properties) {
    const { rows } = await sql<{ total: number }>`select count(*) as total
      from (${having(dialect, type, asked)} limit ${sql.lit(most + 1)}) h`.execute(db)
    if (Number(rows[0]?.total) <= most) return asked
  }
  return undefined
}
