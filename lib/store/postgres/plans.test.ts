/** How PostgreSQL goes about what has to stay quick at any size: the index it takes, not the time. */
import { type CompiledQuery, Kysely, sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Change } from '@/lib/store/change'
import { postgresDialect } from '@/lib/store/postgres/dialect'
import { CommitLog } from '@/lib/store/sql/commit-log'
import { KnownTotals } from '@/lib/store/sql/known-totals'
import { readList } from '@/lib/store/sql/list'
import type { Tables } from '@/lib/store/sql/tables'
import { readWithOneOf } from '@/lib/store/sql/with-one-of'
import type { Store } from '@/lib/store/store'
import { aRow, engines } from '@/lib/store/testing'

let store: Store
let drop: () => Promise<void>
let db: Kysely<Tables>
let run: CompiledQuery[]

beforeEach(async () => {
  const opened = await engines.find(({ name }) => name.startsWith('PostgreSQL'))?.open()
  if (opened?.dialect === undefined) throw new Error('one engine is PostgreSQL')
  store = opened.store
  drop = opened.drop
  run = []
  db = new Kysely({ dialect: opened.dialect, log: ({ query }) => void run.push(query) })
})
afterEach(() => drop())

/** A table of fewer is gone through, or not, by how many pages it had in the tests before. */
const many = 5_000

/** How the database goes about a statement. */
async function planOf(query: CompiledQuery): Promise<string> {
  const explain = { ...query, sql: `explain ${query.sql}`, query: sql``.toOperationNode() }
  const { rows } = await db.executeQuery<{ 'QUERY PLAN': string }>(explain)
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

test('the few that a job has written are looked up from it, in the index by job', async () => {
  const rows = Array.from({ length: many }, () => aRow())
  const credit = (jobId: string) => {
    return ({ id, version }: (typeof rows)[number]): Change => ({ kind: 'credit', entityId: id, version, jobId })
  }
  const inserts = rows.map((row): Change => ({ kind: 'insert', row }))
  await store.commit([...inserts, ...rows.slice(0, 20).map(credit('few')), ...rows.slice(20).map(credit('many'))])
  await sql`analyze`.execute(db)
  const page = await readList(
    db,
    postgresDialect,
    new KnownTotals(new CommitLog(db)),
    { type: 'dashboard', include: 'non-deleted', sort: 'name', limit: 10, writtenBy: 'few' },
    [],
  )
  expect({ rows: page.rows.length, total: page.total }).toEqual({ rows: 10, total: 20 })
  const plans = await Promise.all(run.filter((query) => query.sql.includes('job_version')).map(planOf))
  expect(plans.length).toBeGreaterThan(0)
  for (const plan of plans) {
    expect(plan).toMatch(/job_version_by_job/)
    expect(plan).not.toMatch(/Seq Scan/)
  }
})

test('what has one of many words is looked up from the index of words', async () => {
  const rows = Array.from({ length: many }, (_, at) => aRow({ name: `word${at}`, displayName: null }))
  await store.commit(rows.map((row): Change => ({ kind: 'insert', row })))
  await sql`insert into entity_search (seq, words)
    select 1000000 + g, array_to_tsvector(array['dashboard·other' || g]) from generate_series(1, 30000) g`.execute(db)
  await sql`analyze`.execute(db)
  run = []
  const oneOf = ['word17', 'bord17', 'word9999']
  expect(await readWithOneOf(db, postgresDialect, { type: 'dashboard', text: '', oneOf, limit: 5 })).toHaveLength(5)
  const plan = await planOf(run[0] as CompiledQuery)
  expect(plan).toMatch(/Bitmap Index Scan on (\w*search\w*)/)
  expect(plan).not.toMatch(/Seq Scan on entity(_search| e)/)
})
