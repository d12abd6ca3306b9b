/** What is kept beside the entities, so that nothing has to be counted, held against what a count gives. On both engines. */
import Database from 'better-sqlite3'
import { Client } from 'pg'
import { expect } from 'vitest'
import { call, type RunningServer } from '@/e2e/server'

/** Gives the rows. */
export type Query = (sql: string) => Promise<readonly unknown[]>

/** Of a server's file, beside it. */
export const querySqlite =
  (path: string): Query =>
  async (sql) => {
    const db = new Database(path, { readonly: true })
    try {
      return db.prepare(sql).all()
    } finally {
      db.close()
    }
  }

export const queryPostgres =
  (url: string): Query =>
  async (sql) => {
    const client = new Client({ connectionString: url })
    await client.connect()
    try {
      return (await client.query(sql)).rows
    } finally {
      await client.end()
    }
  }

const lackable = "(select 'owner' as relation union all select 'tag' union all select 'domain')"
const total = (of: string) => `cast(${of} as integer) as total`

/** What is kept, and how it is found out anew. */
const pairs: Readonly<Record<string, readonly [kept: string, counted: string]>> = {
  'totals of types and containers': [
    `select type, container_id, deleted, ${total('sum(total)')} from entity_count
      group by type, container_id, deleted having sum(total) <> 0 order by 1, 2, 3`,
    `select type, coalesce(container_id, '') as container_id, deleted, ${total('count(*)')} from entity
      group by type, container_id, deleted order by 1, 2, 3`,
  ],
  'who carries an owner, a tag or a domain': [
    `select target_id, relation, entity_type, deleted, ${total('sum(total)')} from carrier_count
      group by target_id, relation, entity_type, deleted having sum(total) <> 0 order by 1, 2, 3, 4`,
    `select r.target_id, r.relation, e.type as entity_type, e.deleted, ${total('count(*)')}
      from entity_relation r join entity e on e.id = r.entity_id join ${lackable} l on l.relation = r.relation
      group by r.target_id, r.relation, e.type, e.deleted order by 1, 2, 3, 4`,
  ],
  'who lacks one': [
    'select relation, entity_type, entity_id, deleted, container_id from entity_lacking order by 1, 2, 3',
    `select l.relation, e.type as entity_type, e.id as entity_id, e.deleted, coalesce(e.container_id, '') as container_id
      from entity e cross join ${lackable} l where not exists
        (select 1 from entity_relation r where r.entity_id = e.id and r.relation = l.relation) order by 1, 2, 3`,
  ],
  'how many lack the same': [
    `select entity_type, lacks, deleted, container_id, ${total('sum(total)')} from lacking_count
      group by entity_type, lacks, deleted, container_id having sum(total) <> 0 order by 1, 2, 3, 4`,
    `select entity_type, lacks, deleted, container_id, ${total('count(*)')} from (
        select entity_type, entity_id, deleted, container_id, trim(replace(
          max(case when relation = 'domain' then 'domain ' else '' end) ||
          max(case when relation = 'owner' then 'owner ' else '' end) ||
          max(case when relation = 'tag' then 'tag' else '' end) || ' ', ' ', ','), ',') as lacks
        from entity_lacking group by entity_type, entity_id, deleted, container_id) l
      group by entity_type, lacks, deleted, container_id order by 1, 2, 3, 4`,
  ],
}

/** Left behind by something that is gone. */
const orphans: Readonly<Record<string, string>> = {
  relations: `select count(*) as left_over from entity_relation r where not exists
    (select 1 from entity e where e.id = r.entity_id) or not exists (select 1 from entity e where e.id = r.target_id)`,
  'earlier versions': `select count(*) as left_over from entity_version v
    where not exists (select 1 from entity e where e.id = v.entity_id)`,
  'what is inside': `select count(*) as left_over from entity i
    where i.container_id is not null and not exists (select 1 from entity e where e.id = i.container_id)`,
}

/** `seqOf`: what the engine calls the number by which the search index knows a row. */
export async function expectTrueTotals(query: Query, seqOf: 'rowid' | 'seq'): Promise<void> {
  for (const [what, [kept, counted]] of Object.entries(pairs)) {
    const fresh = await query(counted)
    expect(fresh.length, what).toBeGreaterThan(0)
    expect(await query(kept), what).toEqual(fresh)
  }
  for (const [what, sql] of Object.entries(orphans)) {
    const [row] = (await query(sql)) as { left_over: number | string }[] // as asked
    expect(Number(row?.left_over), `${what} of nothing`).toBe(0)
  }
  const indexed = await query(`select ${seqOf} as seq from entity_search order by 1`)
  expect(indexed, 'what the search knows').toEqual(await query('select seq from entity order by 1'))
}

/** All dashboards that a list finds, by name; the total that it tells is to be theirs. `parameters`: of its query. */
export async function storedDashboards(
  server: RunningServer & { readonly token: string },
  parameters: string,
): Promise<Map<string, Record<string, unknown>>> {
  const stored = new Map<string, Record<string, unknown>>()
  for (let after = ''; ; ) {
    const path = `dashboards?limit=1000&${parameters}${after}`
    const { body } = await call(server, 'GET', path, { token: server.token })
    const { data, paging } = body as { data: Record<string, unknown>[]; paging: { total: number; after?: string } } // a page
    for (const entity of data) stored.set(String(entity.name), entity)
    if (paging.after === undefined) {
      expect(paging.total).toBe(stored.size)
      return stored
    }
    after = `&after=${paging.after}`
  }
}
