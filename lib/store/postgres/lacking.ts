import { sql, type Transaction } from 'kysely'
import type { Counts } from '@/lib/store/sql/counts'
import { countLacking, type LackingRow, lackable, type Touched } from '@/lib/store/sql/lacking'
import type { Tables } from '@/lib/store/sql/tables'

type Trx = Transaction<Tables>
const relations = sql`unnest(${[...lackable]}::text[]) as l(relation)`
const columns = sql.raw('relation, entity_type, entity_id, deleted, container_id')

/** Who has a relation to what is about to be removed, and which. */
export async function referrersOf(
  trx: Trx,
  targetIds: readonly string[],
): Promise<{ entity_id: string; relation: string }[]> {
  const { rows } = await sql<{ entity_id: string; relation: string }>`select distinct entity_id, relation
    from entity_relation where target_id = any(${[...targetIds]}::text[])`.execute(trx)
  return rows
}

/**
 * Takes away the rows of these entities. Without a join: where the planner knows nothing yet of a table that has just been
 * filled, it reads the whole of it for each slice of a long write, under the locks of that slice.
 */
export async function removeLacking(trx: Trx, of: readonly { id: string; type: string }[], lacks: Counts) {
  const types = [...new Set(of.map(({ type }) => type))]
  const { rows } = await sql<LackingRow>`delete from entity_lacking where relation = any(${[...lackable]}::text[])
    and entity_type = any(${types}::text[]) and entity_id = any(${of.map(({ id }) => id)}::text[])
    returning ${columns}`.execute(trx)
  countLacking(lacks, rows, -1)
}

/**
 * Brings the rows of what was touched up to date. Under a lock, after which everything is seen that others have done: two
 * writers who each take away one of two owners would both see the other one.
 */
export async function settleLacking(trx: Trx, touched: Touched, lacks: Counts): Promise<void> {
  const ids = [...touched.changed].toSorted()
  if (ids.length > 0) {
    const { rows: there } = await sql<{ id: string; type: string }>`select id, type from entity
      where id = any(${ids}::text[]) order by id for update`.execute(trx)
    await removeLacking(trx, there, lacks)
    // Asked for each by itself: a join would read all relations while the planner knows nothing of a new table.
    const come =
      await sql<LackingRow>`insert into entity_lacking (relation, entity_type, entity_id, deleted, container_id)
      select l.relation, e.type, e.id, e.deleted, coalesce(e.container_id, '') from entity e, ${relations}
      where e.id = any(${ids}::text[])
      and (select 1 from entity_relation r where r.entity_id = e.id and r.relation = l.relation limit 1) is null
      returning ${columns}`.execute(trx)
    countLacking(lacks, come.rows, 1)
  }
  const fresh = [...touched.freshLacks()]
  if (fresh.length === 0) return
  await sql`insert into entity_lacking (relation, entity_type, entity_id, deleted, container_id)
    select * from unnest(${fresh.map((row) => row.relation)}::text[], ${fresh.map((row) => row.entity_type)}::text[],
      ${fresh.map((row) => row.entity_id)}::text[], ${fresh.map((row) => row.deleted)}::int2[],
      ${fresh.map((row) => row.container_id)}::text[]) order by 1, 2, 3`.execute(trx)
  countLacking(lacks, fresh, 1)
}

export async function addLackingCounts(trx: Trx, lacks: Counts, slot: number): Promise<void> {
  const deltas = lacks.deltas()
  if (deltas.length === 0) return
  await sql`insert into lacking_count (entity_type, lacks, deleted, container_id, slot, total)
    select u.type, u.lacks, u.deleted, u.container_id, ${slot}::int2, u.total
    from unnest(${deltas.map((delta) => delta.type)}::text[], ${deltas.map((delta) => delta.relation)}::text[],
      ${deltas.map((delta) => delta.deleted)}::int2[], ${deltas.map((delta) => delta.containerId)}::text[],
      ${deltas.map((delta) => delta.total)}::int8[]) as u(type, lacks, deleted, container_id, total) order by 1, 2, 3, 4
    on conflict (entity_type, lacks, deleted, container_id, slot)
      do update set total = lacking_count.total + excluded.total`.execute(trx)
}
