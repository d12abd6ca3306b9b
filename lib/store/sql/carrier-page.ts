import { type Kysely, sql } from 'kysely'
import type { Dialect } from '@/lib/store/sql/dialect'
import { countAll, partsOf } from '@/lib/store/sql/list'
import { type SummaryColumns, toSummary } from '@/lib/store/sql/rows'
import type { Tables } from '@/lib/store/sql/tables'
import type { CarrierPage, CarrierQuery, ListQuery } from '@/lib/store/store'

/** A page over several types: each is a list of its own that ends where the page ends, and the lists are merged. */
export async function readCarriers(
  db: Kysely<Tables>,
  dialect: Dialect,
  { targetId, relation, types, within, limit, offset }: CarrierQuery,
  hidden: readonly string[],
): Promise<CarrierPage> {
  const lists = await Promise.all(
    types.map((type) => {
      const own = within?.get(type)
      const related = [{ relation, targetIds: [targetId] }]
      const query: ListQuery = {
        type,
        include: 'non-deleted',
        sort: 'name',
        limit,
        related,
        ...(own && { within: own }),
      }
      return partsOf(db, dialect, query, sql``, hidden)
    }),
  )
  const totals = await Promise.all(lists.map((list) => countAll(db, list, ['non-deleted'])))
  const total = totals.reduce((sum, each) => sum + each, 0)
  const scans = lists.flatMap(({ inState, filters }, at) =>
    totals[at] === 0
      ? []
      : [
          sql`select * from (select e.id, e.name from entity e where ${inState('non-deleted')}
            and ${sql.join(filters, sql` and `)} order by e.name, e.id limit ${offset + limit}) ${sql.raw(`t${at}`)}`,
        ],
  )
  if (scans.length === 0 || limit === 0 || offset >= total) return { rows: [], total }
  const { rows } = await sql<SummaryColumns>`select e.id, e.type, e.name, e.display_name, e.fqn, e.deleted
    from (select id, name from (${sql.join(scans, sql` union all `)}) u order by name, id limit ${limit} offset ${offset}) p
    join entity e on e.id = p.id order by e.name, e.id`.execute(db)
  return { rows: rows.map(toSummary), total }
}
