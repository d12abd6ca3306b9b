import { sql, type Transaction } from 'kysely'
import type { Carried, CarriedRow } from '@/lib/store/sql/carrier-counts'
import { lackable } from '@/lib/store/sql/lacking'
import type { Tables } from '@/lib/store/sql/tables'

type Trx = Transaction<Tables>

/** Before the entities change. Under a lock, so that nobody else changes them until this commit is done. */
export async function rememberCarried(trx: Trx, carried: Carried, entityIds: Iterable<string>): Promise<void> {
  const ids = carried.unknown(entityIds).toSorted()
  if (ids.length === 0) return
  await sql`select 1 from entity where id = any(${ids}::text[]) order by id for update`.execute(trx)
  carried.remember(ids, await read(trx, ids))
}

/** Each by itself: a join would read all relations while the planner knows nothing of a new table. */
async function read(trx: Trx, ids: readonly string[]): Promise<CarriedRow[]> {
  const { rows } =
    await sql<CarriedRow>`select e.id as entity_id, e.type as entity_type, e.deleted, r.relation, r.target_id
    from entity e cross join lateral (select o.relation, o.target_id from entity_relation o
      where o.entity_id = e.id and o.relation = any(${[...lackable]}::text[]) offset 0) r
    where e.id = any(${[...ids]}::text[])`.execute(trx)
  return rows
}

/** `removed`: entities that are gone; nothing has them any more. */
export async function settleCarried(trx: Trx, carried: Carried, removed: readonly string[], slot: number) {
  const { ids } = carried
  const deltas = carried.counts(ids.length === 0 ? [] : await read(trx, ids)).deltas()
  if (deltas.length > 0)
    await sql`insert into carrier_count (target_id, relation, entity_type, deleted, slot, total)
      select u.target_id, u.relation, u.type, u.deleted, ${slot}::int2, u.total
      from unnest(${deltas.map((delta) => delta.containerId)}::text[], ${deltas.map((delta) => delta.relation)}::text[],
        ${deltas.map((delta) => delta.type)}::text[], ${deltas.map((delta) => delta.deleted)}::int2[],
        ${deltas.map((delta) => delta.total)}::int8[]) as u(target_id, relation, type, deleted, total) order by 1, 2, 3, 4
      on conflict (target_id, relation, entity_type, deleted, slot)
        do update set total = carrier_count.total + excluded.total`.execute(trx)
  if (removed.length > 0)
    await sql`delete from carrier_count where target_id = any(${[...removed]}::text[])`.execute(trx)
}
