/** Values of custom properties, kept as rows beside the documents: lists are filtered and sorted by them. */
import { isDeepStrictEqual } from 'node:util'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { EntityType } from '@/lib/model/entities/entity'
import { propertyKeys } from '@/lib/model/fields/property-key'
import type { TimeOrder } from '@/lib/model/fields/time-order'
import { isRecord } from '@/lib/model/rules/is-record'
import type { AnyEmptyTest, ListQuery, PropertyTest, ValueTest } from '@/lib/store/queries'
import type { EntityRow } from '@/lib/store/rows'
import type { Dialect } from '@/lib/store/sql/dialect'
import { flagOf, type State } from '@/lib/store/sql/select'
import type { PropertyTable, Tables } from '@/lib/store/sql/tables'

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

/**
 * What a value, `p`, is compared by. Of a text that says a time in another order these are its digits from the largest part
 * on; a text that is not in the format stays behind all of them.
 */
export function comparedBy(order: TimeOrder | undefined): RawBuilder<unknown> {
  if (order === undefined) return sql`p.value`
  const digits = order.places.map(([at, length]) => sql`substr(p.value, ${sql.lit(at + 2)}, ${sql.lit(length)})`)
  return sql`(case when p.value like ${`t${order.shape}`} escape '\\' then ${sql.join(digits, sql` || `)}
    else p.value end)`
}

/** Condition that a value, `p`, is what is asked for. Where any will do, it is the first, which everything has that has one. */
function fits(dialect: Dialect, asked: ValueTest): RawBuilder<unknown> {
  if ('keys' in asked) return dialect.isOneOf('p.value', asked.keys)
  if ('from' in asked) {
    const compared = comparedBy(asked.order)
    return sql`${compared} >= ${asked.from} and ${compared} <= ${asked.to}`
  }
  if ('contains' in asked) return sql`p.value like ${`t%${asked.contains.replaceAll(/[\\%_]/g, '\\$&')}%`} escape '\\'`
  return sql`p.place = 0`
}

const lacksValue = (asked: PropertyTest): boolean => 'anyEmpty' in asked || ('isSet' in asked && !asked.isSet)

/** Where who has what is asked for stands in the index, or, where something is to be lacked, who does not lack it. */
const found = (dialect: Dialect, type: EntityType, isDeleted: RawBuilder<unknown>, asked: PropertyTest) => {
  const among = sql`from entity_property p where p.entity_type = ${type} and ${isDeleted}`
  return 'anyEmpty' in asked
    ? sql`${among} and ${dialect.isOneOf('p.property', asked.anyEmpty)} and p.place = 0
        group by p.entity_id having count(*) = ${sql.lit(asked.anyEmpty.length)}`
    : sql`${among} and p.property = ${asked.property} and ${fits(dialect, asked)}`
}

/** Condition that not all of these have a value, of what has that id. */
const lacksAny = (dialect: Dialect, id: string, { anyEmpty }: AnyEmptyTest): RawBuilder<unknown> =>
  sql`(select count(*) from entity_property p where p.entity_id = ${sql.raw(id)} and p.place = 0
    and ${dialect.isOneOf('p.property', anyEmpty)}) < ${sql.lit(anyEmpty.length)}`

/** Who is so. In two parts, so that each is a stretch of the index: in `deleted in (0, 1)` the same planner would see none. */
export const having = (dialect: Dialect, type: EntityType, asked: PropertyTest): RawBuilder<unknown> =>
  sql.join(
    ([0, 1] as const).map((deleted) => {
      if (!lacksValue(asked)) return sql`select p.entity_id ${found(dialect, type, sql`p.deleted = ${deleted}`, asked)}`
      const lacks =
        'anyEmpty' in asked
          ? lacksAny(dialect, 'o.id', asked)
          : sql`not exists (select 1 from entity_property p where p.entity_id = o.id and p.property = ${asked.property})`
      return sql`select o.id from entity o where o.type = ${type} and o.deleted = ${deleted} and ${lacks}`
    }),
    sql` union all `,
  )

/** Condition that `e`, the row, is so. Asked of each row. */
export const isHaving = (dialect: Dialect, asked: PropertyTest): RawBuilder<unknown> =>
  'anyEmpty' in asked
    ? lacksAny(dialect, 'e.id', asked)
    : sql`(select 1 from entity_property p where p.entity_id = e.id and p.property = ${asked.property}
        and ${fits(dialect, asked)} limit 1) ${lacksValue(asked) ? sql`is null` : sql`is not null`}`

/** How many are all of it, as an expression; found in the index alone. `all`: how many there are in that state. */
export function havingCount(
  dialect: Dialect,
  type: EntityType,
  state: State,
  tests: readonly PropertyTest[],
  all: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const inIndex = (asked: PropertyTest) => found(dialect, type, sql`p.deleted = ${flagOf(state)}`, asked)
  const [asked, another] = tests
  if (asked !== undefined && another === undefined && isOneEach(asked)) {
    const count = sql`(select count(*) ${inIndex(asked)})`
    return lacksValue(asked) ? sql`(${all} - ${count})` : count
  }
  const idsOf = (some: readonly PropertyTest[], between: RawBuilder<unknown>) =>
    sql.join(
      some.map((each) => sql`select distinct p.entity_id ${inIndex(each)}`),
      between,
    )
  const [has, lacks] = [tests.filter((each) => !lacksValue(each)), tests.filter(lacksValue)]
  if (has.length === 0) return sql`(${all} - (select count(*) from (${idsOf(lacks, sql` union `)}) h))`
  const rest = lacks.length === 0 ? sql`` : sql` except ${idsOf(lacks, sql` except `)}`
  return sql`(select count(*) from (${idsOf(has, sql` intersect `)}${rest}) h)`
}

/** Whether nothing has more than one of what is asked for. */
const isOneEach = (asked: PropertyTest): boolean => 'isSet' in asked || ('keys' in asked && asked.keys.length === 1)

/** Of what is asked for, something that at most so many are. */
export async function fewHave(
  db: Kysely<Tables>,
  dialect: Dialect,
  { type, properties = [] }: ListQuery,
  most: number,
): Promise<PropertyTest | undefined> {
  for (const asked of properties) {
    const { rows } = await sql<{ total: number }>`select ${
      lacksValue(asked)
        ? sql`(select coalesce(sum(c.total), 0) from entity_count c where c.type = ${type}) - count(*) as total
            from (select p.entity_id ${found(dialect, type, sql`p.deleted in (0, 1)`, asked)}) h`
        : sql`count(*) as total from (${having(dialect, type, asked)} limit ${sql.lit(most + 1)}) h`
    }`.execute(db)
    if (Number(rows[0]?.total) <= most) return asked
  }
  return undefined
}
