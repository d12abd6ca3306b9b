import { type Kysely, sql } from 'kysely'
import type { CarrierPage, CarrierQuery, ListQuery } from '@/lib/store/queries'
import type { Dialect } from '@/lib/store/sql/dialect'
import type { KnownTotals } from '@/lib/store/sql/known-totals'
import { countEach } from '@/lib/store/sql/list-counts'
import { partsOf } from '@/lib/store/sql/list-parts'
import { pageOf, windowOf } from '@/lib/store/sql/list-ways'
import { type SummaryColumns, toSummary } from '@/lib/store/sql/rows'
import type { Tables } from '@/lib/store/sql/tables'

/** A page over several types: each is a list of its own that ends where the page ends, and the lists are merged. */
export async function readCarriers(
  db: Kysely<Tables>,
  dialect: Dialect,
  known: KnownTotals,
  { targetId, relation, types, within, limit, offset }: CarrierQuery,
  hidden: readonly string[],
): Promise<CarrierPage> {
  const wanted = offset + limit
  const lists = await Promise.all(
    types.map(async (type) => {
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
      const list = await partsOf(db, dialect, query, sql``, hidden)
      const [count = { total: 0, all: 0 }] = await countEach(db, known, list, ['non-deleted'])
      return { list, count }
    }),
  )
  const total = lists.reduce((sum, { count }) => sum + count.total, 0)
  const filled = lists.filter(({ count }) => count.total > 0)
  if (filled.length === 0 || limit === 0 || offset >= total) return { rows: [], total }
  const found = await Promise.all(
    filled.map(async ({ list, count }) => {
      const read = async (window?: number) => {
        const page = pageOf(list, 'non-deleted', { descending: false, from: undefined, limit: wanted }, window)
        const { rows } = await sql<SummaryColumns>`select e.id, e.type, e.name, e.display_name, e.fqn, e.deleted
          from entity e where ${dialect.isAmong('e.id', page)} order by e.name, e.id`.execute(db)
        return rows
      }
      const window = windowOf(list, count, wanted)
      const walked = window === undefined ? [] : await read(window)
      return walked.length === wanted ? walked : read()
    }),
  )
  const order = (a: SummaryColumns, b: SummaryColumns): number =>
    Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)) || (a.id < b.id ? -1 : 1)
  return { rows: found.flat().toSorted(order).slice(offset, wanted).map(toSummary), total }
}
