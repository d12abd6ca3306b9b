/**
 * How many entities have each owner, tag and domain, so that the total of a filter needs no counting and the shorter way to
 * its rows is known beforehand. Written at the end of a commit: what an entity had before its first change is held against
 * what it has then.
 */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { EntityType } from '@/lib/model/entities/entity'
import { Counts } from '@/lib/store/sql/counts'
import type { Dialect } from '@/lib/store/sql/dialect'
import { lackable } from '@/lib/store/sql/lacking'
import { flagOf, type State } from '@/lib/store/sql/select'
import type { Tables } from '@/lib/store/sql/tables'

/** The relations that are counted; they are the ones that lists are filtered by. */
export const isCounted = (relation: string): boolean => lackable.includes(relation)

/** One counted relation of an entity, as it is read back. */
export interface CarriedRow {
  readonly entity_id: string
  readonly entity_type: string
  readonly deleted: number
  readonly relation: string
  readonly target_id: string
}

/** What the entities had that a commit touches, before it did. */
export class Carried {
  readonly #before = new Map<string, CarriedRow[]>()

  insert(id: string): void {
    this.#before.set(id, [])
  }

  /** Of some entities, those whose relations have to be read before they change. */
  unknown(ids: Iterable<string>): string[] {
    return [...new Set(ids)].filter((id) => !this.#before.has(id))
  }

  remember(ids: readonly string[], rows: readonly CarriedRow[]): void {
    for (const id of ids) this.#before.set(id, [])
    for (const row of rows) this.#before.get(row.entity_id)?.push(row)
  }

  get ids(): string[] {
    return [...this.#before.keys()]
  }

  /** What the commit adds to the totals, given what the entities have now. */
  counts(after: readonly CarriedRow[]): Counts {
    const counts = new Counts()
    for (const row of [...this.#before.values()].flat()) counts.add(toCounted(row), -1)
    for (const row of after) counts.add(toCounted(row), 1)
    return counts
  }
}

const toCounted = ({ entity_type, deleted, relation, target_id }: CarriedRow) => ({
  type: entity_type,
  deleted: deleted === 1,
  relation,
  containerId: target_id,
})

/** How many entities of a type have a counted relation to the target. */
export const carrierTotal = (
  type: EntityType,
  relation: string,
  targetId: string,
  states: readonly State[],
): RawBuilder<number> => sql`(select coalesce(sum(k.total), 0) from carrier_count k where k.target_id = ${targetId}
  and k.relation = ${relation} and k.entity_type = ${type} and k.deleted in (${sql.join(states.map(flagOf))}))`

/** How many entities of any type have a counted relation to each of the targets, deleted or not; those that none has are left out. */
export async function carrierTotals(
  db: Kysely<Tables>,
  dialect: Dialect,
  targetIds: readonly string[],
  relation: string,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ target_id: string; total: number }>`select k.target_id, sum(k.total) as total
    from carrier_count k where ${dialect.isOneOf('k.target_id', targetIds)} and k.relation = ${relation}
    group by k.target_id having sum(k.total) > 0`.execute(db)
  return new Map(rows.map((row) => [row.target_id, Number(row.total)]))
}
