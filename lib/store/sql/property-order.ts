/** Lists in the order of a custom property: first what has a value, by the first of it, then what has none, by name. */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { type ListPosition, propertyPosition } from '@/lib/store/queries'
import type { Count } from '@/lib/store/sql/list-counts'
import { type ListParts, lookedUpMax } from '@/lib/store/sql/list-parts'
import type { Stretch } from '@/lib/store/sql/list-ways'
import { comparedBy } from '@/lib/store/sql/properties'
import { flagOf, type State } from '@/lib/store/sql/select'
import type { Tables } from '@/lib/store/sql/tables'

type Ordered = ListPosition & { readonly key: string }

/** Of one state the ids of a stretch with where they stand; `stretch.descending`: of the whole list, from its end. */
export async function readByProperty(
  db: Kysely<Tables>,
  list: ListParts,
  property: string,
  state: State,
  { descending, from, limit, backward }: Stretch & { readonly backward: boolean },
  count?: Count,
): Promise<Ordered[]> {
  const order = byProperty(descending, backward)
  if (list.areFew || (count !== undefined && count.total <= lookedUpMax)) {
    const all = (await readAll(db, list, property, state)).toSorted(order)
    return all
      .filter((row) => from === undefined || order(row, { key: String(from.key), id: from.id }) > 0)
      .slice(0, limit)
  }
  const found: Ordered[] = []
  const start = from && { kind: String(from.key).slice(0, 1), key: String(from.key).slice(1), id: from.id }
  const parts = backward ? [unvalued, valued] : [valued, unvalued]
  const begun = Math.max(
    0,
    parts.findIndex(({ kind }) => kind === start?.kind),
  )
  for (const part of parts.slice(begun)) {
    if (found.length >= limit) break
    const turned = part.kind === valued.kind ? descending : backward
    const beyond = part.kind === start?.kind ? start : undefined
    found.push(...(await part.read(db, list, property, state, { turned, beyond, limit: limit - found.length })))
  }
  return found
}

/** The order of the whole list; of two states of deletion one is merged from two stretches. */
export function byProperty(descending: boolean, backward: boolean) {
  return (a: Pick<Ordered, 'key' | 'id'>, b: Pick<Ordered, 'key' | 'id'>): number => {
    const [one, other] = [a.key.slice(0, 1), b.key.slice(0, 1)]
    if (one !== other) return (one === valued.kind) === backward ? 1 : -1
    const turn = (one === valued.kind ? descending : backward) ? -1 : 1
    return turn * (byCodePoint(a.key, b.key) || byCodePoint(a.id, b.id))
  }
}

/** As both databases order text. JavaScript compares UTF-16 units, which puts emoji before U+FF5E. */
export const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

interface PartStretch {
  readonly turned: boolean
  readonly beyond: { readonly key: string; readonly id: string } | undefined
  readonly limit: number
}

interface Part {
  /** How positions in it begin. */
  readonly kind: string
  read(db: Kysely<Tables>, list: ListParts, property: string, state: State, stretch: PartStretch): Promise<Ordered[]>
}

const asked = ({ inState, place, filters }: ListParts, state: State, more: readonly RawBuilder<unknown>[]) =>
  sql.join([...more, inState(state), ...place, ...filters], sql` and `)

/**
 * What else is asked of the entity behind `p`, a value of its type and state: of each, since a join would be left to a planner
 * that may sort all that there is before it takes a page.
 */
function askedBeside({ dialect, query: { containerId }, filters }: ListParts): RawBuilder<unknown>[] {
  const inContainer = containerId === undefined ? [] : [sql`${dialect.inRow('e.container_id')} = ${containerId}`]
  const conditions = [...inContainer, ...filters]
  return conditions.length === 0
    ? []
    : [
        sql`(select 1 from entity e where e.id = p.entity_id and ${sql.join(conditions, sql` and `)} limit 1) is not null`,
      ]
}

const walked = (columns: RawBuilder<unknown>, { turned, beyond }: PartStretch): readonly RawBuilder<unknown>[] =>
  beyond === undefined ? [] : [sql`${columns} ${sql.raw(turned ? '<' : '>')} (${beyond.key}, ${beyond.id})`]

const direction = ({ turned }: PartStretch) => sql.raw(turned ? 'desc' : 'asc')

const valued: Part = {
  kind: propertyPosition.valued(''),
  read: async (db, list, property, state, stretch) => {
    const inIndex = sql`p.entity_type = ${list.query.type} and p.property = ${property} and p.deleted = ${flagOf(state)}
      and p.place = 0`
    const value = comparedBy(list.query.sortOrder)
    const where = sql.join(
      [inIndex, ...walked(sql`(${value}, p.entity_id)`, stretch), ...askedBeside(list)],
      sql` and `,
    )
    const { rows } = await sql<{
      id: string
      value: string
    }>`${list.matches} select p.entity_id as id, ${value} as value
      from entity_property p where ${where}
      order by ${value} ${direction(stretch)}, p.entity_id ${direction(stretch)} limit ${stretch.limit}`.execute(db)
    return rows.map(({ id, value }) => ({ id, key: propertyPosition.valued(value) }))
  },
}

const unvalued: Part = {
  kind: propertyPosition.unvalued(''),
  read: async (db, list, property, state, stretch) => {
    const lacks = sql`(select 1 from entity_property p where p.entity_id = e.id and p.property = ${property} limit 1) is null`
    const where = asked(list, state, [...walked(sql`(e.name, e.id)`, stretch), lacks])
    const { rows } = await sql<{
      id: string
      name: string
    }>`${list.matches} select e.id, e.name from entity e where ${where}
      order by e.name ${direction(stretch)}, e.id ${direction(stretch)} limit ${stretch.limit}`.execute(db)
    return rows.map(({ id, name }) => ({ id, key: propertyPosition.unvalued(name) }))
  },
}

/** All of a list that is short. */
async function readAll(db: Kysely<Tables>, list: ListParts, property: string, state: State): Promise<Ordered[]> {
  const { rows } = await sql<{ id: string; name: string; value: string | null }>`${list.matches}
    select e.id, e.name, (select ${comparedBy(list.query.sortOrder)} from entity_property p where p.entity_id = e.id and p.property = ${property}
      and p.place = 0) as value from entity e where ${asked(list, state, [])}`.execute(db)
  return rows.map(({ id, name, value }) => ({
    id,
    key: value === null ? propertyPosition.unvalued(name) : propertyPosition.valued(value),
  }))
}
