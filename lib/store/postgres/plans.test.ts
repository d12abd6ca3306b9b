/** How PostgreSQL goes about what has to stay quick at any size: the index it takes, not the time. */
import { PGlite } from '@electric-sql/pglite'
import { type CompiledQuery, Kysely, PGliteDialect } from 'kysely'
import { expect, test } from 'vitest'
import type { Change } from '@/lib/store/change'
import { postgresDialect } from '@/lib/store/postgres/dialect'
import { openPostgresDialect } from '@/lib/store/postgres/postgres-store'
import { CommitLog } from '@/lib/store/sql/commit-log'
import { KnownTotals } from '@/lib/store/sql/known-totals'
import { readList } from '@/lib/store/sql/list'
import type { Tables } from '@/lib/store/sql/tables'
import { readWithOneOf } from '@/lib/store/sql/with-one-of'
import { aRow } from '@/lib/store/testing'

test('the few that a job has written are looked up from it, in the index by job', async () => {
  const pglite = await PGlite.create()
  const store = await openPostgresDialect(new PGliteDialect({ pglite }))
  const rows = Array.from({ length: 1_500 }, () => aRow())
  const credit = (jobId: string) => {
    return ({ id, version }: (typeof rows)[number]): Change => ({ kind: 'credit', entityId: id, version, jobId })
  }
  const inserts = rows.map((row): Change => ({ kind: 'insert', row }))
  await store.commit([...inserts, ...rows.slice(0, 20).map(credit('few')), ...rows.slice(20).map(credit('many'))])
  await pglite.exec('analyze')
  const run: CompiledQuery[] = []
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }), log: ({ query }) => void run.push(query) })
  const page = await readList(
    db,
    postgresDialect,
    new KnownTotals(new CommitLog(db)),
    { type: 'dashboard', include: 'non-deleted', sort: 'name', limit: 10, writtenBy: 'few' },
    [],
  )
  expect({ rows: page.rows.length, total: page.total }).toEqual({ rows: 10, total: 20 })
  const plans = await Promise.all(
    run
      .filter(({ sql }) => sql.includes('job_version'))
      .map(async ({ sql, parameters }) => {
        const { rows: lines } = await pglite.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, [...parameters])
        return lines.map((line) => line['QUERY PLAN']).join('\n')
      }),
  )
  expect(plans.length).toBeGreaterThan(0)
  for (const plan of plans) {
    expect(plan).toMatch(/job_version_by_job/)
    expect(plan).not.toMatch(/Seq Scan/)
  }
  await store.close()
})

test('what has one of many words is looked up from the index of words', async () => {
  const pglite = await PGlite.create()
  const store = await openPostgresDialect(new PGliteDialect({ pglite }))
  const rows = Array.from({ length: 300 }, (_, at) => aRow({ name: `word${at}`, displayName: null }))
  await store.commit(rows.map((row): Change => ({ kind: 'insert', row })))
  // A small table is gone through.
  await pglite.exec(`insert into entity_search (seq, words)
    select 1000000 + g, array_to_tsvector(array['dashboard·other' || g]) from generate_series(1, 30000) g; analyze`)
  const run: CompiledQuery[] = []
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }), log: ({ query }) => void run.push(query) })
  const oneOf = ['word17', 'bord17', 'word9999']
  expect(await readWithOneOf(db, postgresDialect, { type: 'dashboard', text: '', oneOf, limit: 5 })).toHaveLength(5)
  const [question] = run
  const { rows: lines } = await pglite.query<{ 'QUERY PLAN': string }>(`explain ${question?.sql}`, [
    ...(question?.parameters ?? []),
  ])
  const plan = lines.map((line) => line['QUERY PLAN']).join('\n')
  expect(plan).toMatch(/Bitmap Index Scan on (\w*search\w*)/)
  expect(plan).not.toMatch(/Seq Scan on entity(_search| e)/)
  await store.close()
})
