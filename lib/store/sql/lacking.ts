/**
 * What entities have none of, kept as rows and counted: lists of those without an owner are asked for where nearly all have
 * one, and an index of what is there does not lead to what is not. Written at the end of a commit, for what it touched.
 */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { EntityType } from '@/lib/model/entities/entity'
import type { EntityRow } from '@/lib/store/rows'
import type { Counts } from '@/lib/store/sql/counts'
import { flagOf, type State } from '@/lib/store/sql/select'
import type { Tables } from '@/lib/store/sql/tables'

/** Relations that catalogued entities may lack. Others belong to few entities: people have teams. */
export const lackable: readonly string[] = ['owner', 'tag', 'domain']

/** As a table with a column `relation`. */
export const lackables = lackable.map((relation) => `select '${relation}' as relation`).join(' union all ')

/** How a total names what entities lack: all of it, however many relations. */
export const lacksTogether = (relations: Iterable<string>): string => [...relations].toSorted().join(',')

const combinations = Array.from({ length: 2 ** lackable.length }, (_, bits) =>
  lackable.filter((_, at) => (bits >> at) & 1),
)

/** The names of everything that can be lacked together with these. */
const togetherWith = (relations: readonly string[]): string[] =>
  combinations.filter((some) => relations.every((each) => some.includes(each))).map(lacksTogether)

/** As it is read back where it is written or removed. */
export interface LackingRow {
  readonly relation: string
  readonly entity_type: string
  readonly entity_id: string
  readonly deleted: number
  readonly container_id: string
}

/** `rows`: of each entity all that it lacks. */
export function countLacking(counts: Counts, rows: readonly LackingRow[], by: 1 | -1): void {
  for (const lacks of Map.groupBy(rows, (row) => row.entity_id).values()) {
    const [{ entity_type, deleted, container_id }] = lacks as [LackingRow] // a group has a row
    const relation = lacksTogether(lacks.map((row) => row.relation))
    counts.add({ type: entity_type, containerId: container_id, deleted: deleted === 1, relation }, by)
  }
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
  *freshLacks(): Generator<LackingRow> {
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

/** How many entities of a type lack all of these; of one container, and without what is in some, where these are given. */
export const lackingCount = (
  type: EntityType,
  relations: readonly string[],
  states: readonly State[],
  where: RawBuilder<unknown> = sql``,
): RawBuilder<unknown> => sql`(select coalesce(sum(e.total), 0) from lacking_count e where e.entity_type = ${type}
  and e.lacks in (${sql.join(togetherWith(relations))}) and e.deleted in (${sql.join(states.map(flagOf))}) ${where})`

/** The deleted count too. */
export async function countOfLacking(db: Kysely<Tables>, type: EntityType, relation: string): Promise<number> {
  const { rows } = await sql<{ total: number }>`select ${lackingCount(type, [relation], ['non-deleted', 'deleted'])}
    as total`.execute(db)
  return Number(rows[0]?.total ?? 0)
}
