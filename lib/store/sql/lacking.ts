/**
 * What entities have none of, kept as rows and counted: lists of those without an owner are asked for where nearly all have
 * one, and an index of what is there does not lead to what is not. Written at the end of a commit, for what it touched.
 */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { EntityType } from '@/lib/model/entities/entity'
import type { Counts } from '@/lib/store/sql/counts'
import { flagOf, type State } from '@/lib/store/sql/select'
import type { Tables } from '@/lib/store/sql/tables'
import type { EntityRow } from '@/lib/store/store'

/** Relations that catalogued entities may lack. Others belong to few entities: people have teams. */
export const lackable: readonly string[] = ['owner', 'tag', 'domain']

/** As a table with a column `relation`. */
export const lackables = lackable.map((relation) => `select '${relation}' as relation`).join(' union all ')

/** As it is read back where it is written or removed. */
export interface LackingRow {
  readonly relation: string
  readonly entity_type: string
  readonly deleted: number
  readonly container_id: string
}

export function countLacking(counts: Counts, rows: readonly LackingRow[], by: 1 | -1): void {
  for (const { relation, entity_type, deleted, container_id } of rows)
    counts.add({ type: entity_type, containerId: container_id, deleted: deleted === 1, relation }, by)
}

/** Whose lacks a commit may have changed: by relations that came or went, by deletion, or by another container. */
export class Touched {
  /** Of what is new, the relations that the commit itself gives it: it has no others. */
  readonly #fresh = new Map<string, { readonly row: EntityRow; readonly has: Set<string> }>()
  readonly changed = new Set<string>()

  insert(row: EntityRow): void {
    this.#fresh.set(row.id, { row, has: new Set() })
  }

  change(ids: Iterable<string>): void {
    for (const id of ids) {
      this.#fresh.delete(id)
      this.changed.add(id)
    }
  }

  link(entityId: string, relation: string): void {
    if (!lackable.includes(relation)) return
    const fresh = this.#fresh.get(entityId)
    if (fresh === undefined) this.changed.add(entityId)
    else fresh.has.add(relation)
  }

  unlink(entityId: string, relation: string): void {
    if (lackable.includes(relation)) this.change([entityId])
  }

  /** What is new lacks this. */
  *freshLacks(): Generator<LackingRow & { readonly entity_id: string }> {
    for (const { row, has } of this.#fresh.values())
      for (const relation of lackable)
        if (!has.has(relation))
          yield {
            relation,
            entity_type: row.type,
            entity_id: row.id,
            deleted: row.deleted ? 1 : 0,
            container_id: row.containerId ?? '',
          }
  }
}

/** The entities of a type that lack the relation. */
export const lackingIds = (type: EntityType, relation: string): RawBuilder<unknown> =>
  sql`select l.entity_id from entity_lacking l where l.relation = ${relation} and l.entity_type = ${type}`

/** How many entities of a type lack it; of one container, and without what is in some, where these are given. */
export const lackingCount = (
  type: EntityType,
  relation: string,
  state: State,
  where: RawBuilder<unknown> = sql``,
): RawBuilder<unknown> => sql`(select coalesce(sum(e.total), 0) from lacking_count e
  where e.entity_type = ${type} and e.relation = ${relation} and e.deleted = ${flagOf(state)} ${where})`

/** How many entities of a type lack several; both are met in the order of ids. `where` is about `e`. */
export const lackingSeveralCount = (
  type: EntityType,
  [first = '', ...others]: readonly string[],
  state: State,
  where: RawBuilder<unknown>,
): RawBuilder<unknown> => sql`(select count(*) from entity_lacking e
  where e.relation = ${first} and e.entity_type = ${type} and e.deleted = ${flagOf(state)} ${where}
  and ${sql.join(
    others.map(
      (other) => sql`exists (select 1 from entity_lacking o
        where o.relation = ${other} and o.entity_type = ${type} and o.entity_id = e.entity_id)`,
    ),
    sql` and `,
  )})`

/** The deleted count too. */
export async function countOfLacking(db: Kysely<Tables>, type: EntityType, relation: string): Promise<number> {
  const { rows } = await sql<{ total: number }>`select coalesce(sum(total), 0) as total from lacking_count
    where entity_type = ${type} and relation = ${relation}`.execute(db)
  return Number(rows[0]?.total ?? 0)
}
