/** How SQLite goes about what has to stay quick at any size: the index it takes, not the time. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { type CompiledQuery, Kysely } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import type { Change } from '@/lib/store/change'
import type { ListQuery } from '@/lib/store/queries'
import { readCarriers } from '@/lib/store/sql/carrier-page'
import { CommitLog } from '@/lib/store/sql/commit-log'
import { KnownTotals } from '@/lib/store/sql/known-totals'
import { readList } from '@/lib/store/sql/list'
import type { Tables } from '@/lib/store/sql/tables'
import { readWithOneOf } from '@/lib/store/sql/with-one-of'
import { sqliteDialect } from '@/lib/store/sqlite/dialect'
import { openSqliteStore } from '@/lib/store/sqlite/sqlite-store'
import { sqliteStatements } from '@/lib/store/sqlite/statements'
import { aRow } from '@/lib/store/testing'

let file: Database.Database
let db: Kysely<Tables>
let run: CompiledQuery[]
const user = aRow({ type: 'user', name: 'ada' })

beforeEach(async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'dashcat-')), 'catalog.db')
  const store = await openSqliteStore(path)
  const rows = Array.from({ length: 50 }, (_, at) => aRow({ name: `d${at}` }))
  const owned = rows.slice(0, 10).map(
    ({ id }): Change => ({
      kind: 'link',
      link: {
        entityId: id,
        entityType: 'dashboard',
        relation: 'owner',
        targetId: user.id,
        targetType: 'user',
        data: null,
      },
    }),
  )
  await store.commit([...[user, ...rows].map((row): Change => ({ kind: 'insert', row })), ...owned])
  await store.close()
  run = []
  file = new Database(path)
  db = new Kysely({ dialect: sqliteStatements(file, 0), log: ({ query }) => void run.push(query) })
})

/** The steps over all statements that were run, but for totals that are kept. */
const steps = (): string[] =>
  run.flatMap(({ sql, parameters }) =>
    file
      .prepare<unknown[], { detail: string }>(`explain query plan ${sql}`)
      .all(parameters)
      .map(({ detail }) => detail)
      .filter((detail) => !/INDEX sqlite_autoindex_entity_count_1 |k USING PRIMARY KEY/.test(detail)),
  )
const listing: ListQuery = { type: 'dashboard', include: 'non-deleted', sort: 'name', limit: 10 }
const owner = { relation: 'owner', targetIds: [user.id] }

test.each([
  ['alone', {}],
  ['with another filter', { unrelated: ['tag'] }],
  ['with a text', { text: 'd' }],
  ['in a container', { containerId: 'box' }],
  ['by time', { sort: 'updatedAt' }],
] as const)('the few who relate to a target are looked up from there, %s', async (_, more) => {
  await readList(db, sqliteDialect, new KnownTotals(new CommitLog(db)), { ...listing, ...more, related: [owner] }, [])
  const rows = steps().filter((detail) => / e /.test(`${detail} `))
  expect(rows.length).toBeGreaterThan(0)
  for (const step of rows) expect(step).toMatch(/^SEARCH e USING (COVERING )?INDEX sqlite_autoindex_entity_1 \(id=\?\)/)
})

test('the few assets of somebody are looked up from there', async () => {
  const types = ['dashboard', 'chart'] as const
  const { rows } = await readCarriers(
    db,
    sqliteDialect,
    new KnownTotals(new CommitLog(db)),
    { targetId: user.id, relation: 'owner', types, limit: 5, offset: 2 },
    [],
  )
  expect(rows).toHaveLength(5)
  for (const step of steps().filter((detail) => / e /.test(`${detail} `)))
    expect(step).toMatch(/^SEARCH e USING (COVERING )?INDEX sqlite_autoindex_entity_1 \(id=\?\)/)
})

test('of what many relate to, a page is met in the order of the list, and the total is kept', async () => {
  const rows = Array.from({ length: 1_500 }, () => aRow())
  const store = await openSqliteStore(file.name)
  await store.commit(rows.map((row): Change => ({ kind: 'insert', row })))
  const tagged = rows.map(({ id }): Change => {
    const ends = { entityId: id, entityType: 'dashboard', targetId: user.id, targetType: 'user' } as const
    return { kind: 'link', link: { ...ends, relation: 'tag', data: null } }
  })
  await store.commit(tagged)
  await store.close()
  run = []
  const related = [{ relation: 'tag', targetIds: [user.id] }]
  const page = await readList(db, sqliteDialect, new KnownTotals(new CommitLog(db)), { ...listing, related }, [])
  expect({ rows: page.rows.length, total: page.total }).toEqual({ rows: 10, total: 1_500 })
  expect(steps().filter((detail) => /^(SCAN|SEARCH) (e|r) /.test(detail))).toEqual([
    expect.stringMatching(/^SEARCH e USING INDEX sqlite_autoindex_entity_1 \(id=\?\)/),
    expect.stringMatching(/^SEARCH e USING COVERING INDEX entity_by_name \(type=\? AND deleted=\?\)/),
    expect.stringMatching(/^SEARCH r USING COVERING INDEX /),
  ])
})

test('by a custom property that many have, page and total are read from its index', async () => {
  const store = await openSqliteStore(file.name)
  const rows = Array.from({ length: 1_500 }, (_, at) =>
    aRow({ document: { extension: { audience: 'Board', ...(at < 1_400 && { budget: at % 7 }) } } }),
  )
  await store.commit(rows.map((row): Change => ({ kind: 'insert', row })))
  await store.close()
  const byProperty = { properties: [{ property: 'audience', keys: ['tboard'] }] }
  const read = async (more: Partial<ListQuery>) => {
    run = []
    const page = await readList(
      db,
      sqliteDialect,
      new KnownTotals(new CommitLog(db)),
      { ...listing, ...byProperty, ...more },
      [],
    )
    expect({ rows: page.rows.length, total: page.total }).toEqual({ rows: 10, total: 1_500 })
    return [...new Set(steps().filter((detail) => /^(SCAN|SEARCH) [ep] /.test(detail)))]
  }
  const inIndex = 'SEARCH p USING COVERING INDEX entity_property_by_value (entity_type=? AND property=? AND deleted=?'
  const byId = expect.stringMatching(/^SEARCH e USING INDEX sqlite_autoindex_entity_1 \(id=\?\)/)
  const ofRow = expect.stringMatching(/^SEARCH p USING PRIMARY KEY \(entity_id=\? AND property=\?\)/)
  expect(await read({})).toEqual([
    `${inIndex} AND value=?)`,
    expect.stringMatching(/^SEARCH e USING INDEX entity_by_name \(type=\? AND deleted=\?\)/),
    ofRow,
  ])
  expect(await read({ sortProperty: 'budget' })).toEqual([
    `${inIndex} AND value=?)`,
    `${inIndex})`,
    'SEARCH e USING COVERING INDEX sqlite_autoindex_entity_1 (id=?)',
    ofRow,
    // The rows of the page.
    byId,
  ])
  expect(run.filter(({ sql }) => /order by p\.value/.test(sql))).toHaveLength(1)
  expect(steps().filter((detail) => detail.includes('TEMP B-TREE FOR ORDER BY'))).toEqual([])
})

test('of a text that most rows have, rows and total take no look at all that have it', async () => {
  const found = async (limit: number) => {
    run = []
    const { rows, total } = await readList(
      db,
      sqliteDialect,
      new KnownTotals(new CommitLog(db)),
      { ...listing, text: 'superset', limit },
      [],
    )
    expect({ rows: rows.length, total }).toEqual({ rows: limit, total: 50 })
    return steps().filter((detail) => /^(SCAN|SEARCH) (m|e) /.test(`${detail} `))
  }
  expect(await found(1)).toEqual([
    expect.stringMatching(/^SEARCH e USING INDEX entity_by_name \(type=\? AND deleted=\?\)/),
    // Those that have it, which are one more than the page.
    expect.stringMatching(/^SEARCH e USING INDEX sqlite_autoindex_entity_1 \(id=\?\)/),
  ])
  // The same rows by way of what matches, where there are no more of them than going through the list would cost.
  expect(await found(20)).toContainEqual(expect.stringMatching(/ m\b/))
})

test('what has been counted once is not counted for the next page, until a commit touches the type', async () => {
  const known = new KnownTotals(new CommitLog(db), { longMs: Number.POSITIVE_INFINITY })
  const counts = async (more: Partial<ListQuery>) => {
    run = []
    const { total } = await readList(db, sqliteDialect, known, { ...listing, limit: 1, ...more }, [])
    return { total, counts: run.filter(({ sql }) => /count\(\*\)/.test(sql)).length }
  }
  for (const [question, total] of [
    [{ text: 'superset' }, 50],
    [{ text: 'superset', unrelated: ['owner'] }, 40],
  ] as const) {
    const first = await counts(question)
    expect([first.total, first.counts > 0]).toEqual([total, true])
    expect(await counts({ ...question, sort: 'updatedAt' })).toEqual({ total, counts: 0 })
    const store = await openSqliteStore(file.name)
    await store.commit([{ kind: 'insert', row: aRow({ type: 'chart' }) }])
    expect(await counts(question)).toEqual({ total, counts: 0 })
    const row = aRow()
    await store.commit([{ kind: 'insert', row }])
    // Its words are due until somebody asks the store itself.
    await store.list({ ...listing, ...question })
    expect(await counts(question)).toEqual({ ...first, total: total + 1 })
    await store.commit([{ kind: 'remove', id: row.id }])
    await store.close()
  }
})

test.each([
  ['a text beside a relation', { text: 'superset', related: [owner] }],
  ['a phrase', { text: 'superset d1', phrases: ['superset d1'] }],
] as const)('what had to be looked for is known, %s, and leads to every page', async (_, question) => {
  const known = new KnownTotals(new CommitLog(db), { longMs: 0 })
  const read = async (more: Partial<ListQuery> = {}) => {
    run = []
    const { rows } = await readList(db, sqliteDialect, known, { ...listing, limit: 2, ...question, ...more }, [])
    return { names: rows.map(({ name }) => name), looks: run.filter(({ sql }) => sql.includes('entity_search')).length }
  }
  const first = await read()
  expect(first.looks).toBeGreaterThan(0)
  // Who asks again has it looked for a last time.
  await read()
  expect(await read()).toEqual({ ...first, looks: 0 })
  expect((await read({ sort: 'updatedAt' })).looks).toBe(0)
  const store = await openSqliteStore(file.name)
  await store.commit([{ kind: 'insert', row: aRow({ name: 'a' }) }])
  await store.close()
  expect((await read()).looks).toBe(0)
})

test.each([
  [['owner'], 40],
  [['owner', 'tag'], 40],
])('how many have no %j is counted without a look at them', async (unrelated, expected) => {
  const { total } = await readList(
    db,
    sqliteDialect,
    new KnownTotals(new CommitLog(db)),
    { ...listing, limit: 0, unrelated },
    [],
  )
  expect(total).toBe(expected)
  const tables = steps().filter((detail) => /^(SCAN|SEARCH) (?!CONSTANT)/.test(detail))
  expect(tables.length).toBeGreaterThan(0)
  for (const step of tables) expect(step).toContain('INDEX sqlite_autoindex_lacking_count_1 (entity_type=? AND lacks=?')
})

test('the few that have no such relation are looked up', async () => {
  const { rows } = await readList(
    db,
    sqliteDialect,
    new KnownTotals(new CommitLog(db)),
    { ...listing, unrelated: ['owner'] },
    [],
  )
  expect(rows).toHaveLength(10)
  const looked = steps().filter((detail) => / (e|l) /.test(detail) && !detail.includes('lacking_count'))
  expect([...new Set(looked)]).toEqual([
    expect.stringMatching(/^SEARCH e USING INDEX sqlite_autoindex_entity_1 \(id=\?\)/),
    expect.stringMatching(/^SEARCH l USING PRIMARY KEY \(relation=\? AND entity_type=\?/),
  ])
})

test('the few that a job has written are looked up from it, in the index by job', async () => {
  const store = await openSqliteStore(file.name)
  const rows = Array.from({ length: 1_500 }, () => aRow())
  const jobId = 'job'
  const credits = rows.slice(0, 20).map(({ id, version }): Change => ({ kind: 'credit', entityId: id, version, jobId }))
  await store.commit([...rows.map((row): Change => ({ kind: 'insert', row })), ...credits])
  await store.close()
  run = []
  const page = await readList(
    db,
    sqliteDialect,
    new KnownTotals(new CommitLog(db)),
    { ...listing, writtenBy: jobId },
    [],
  )
  expect({ rows: page.rows.length, total: page.total }).toEqual({ rows: 10, total: 20 })
  const looked = steps().filter((detail) => /^(SCAN|SEARCH) (e|v) /.test(`${detail} `))
  expect([...new Set(looked)]).toEqual([
    'SEARCH v USING COVERING INDEX job_version_by_job (job_id=?)',
    expect.stringMatching(/^SEARCH e USING (COVERING )?INDEX sqlite_autoindex_entity_1 \(id=\?\)/),
  ])
})

test('what has one of many words is looked up from the index of words', async () => {
  const oneOf = ['d1', 'd2', 'x']
  expect(await readWithOneOf(db, sqliteDialect, { type: 'dashboard', text: '', oneOf, limit: 5 })).toHaveLength(5)
  const rows = steps().filter((detail) => /^(SCAN|SEARCH)/.test(detail))
  expect(rows.length).toBeGreaterThan(0)
  for (const step of rows) expect(step).toMatch(/^SEARCH|VIRTUAL TABLE INDEX|^SCAN [mw]$/)
})
