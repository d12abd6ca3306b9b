import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { bulkUpsert } from '@/lib/entities/bulk'
import type { RequestContext } from '@/lib/entities/context'
import { list } from '@/lib/entities/list'
import { read } from '@/lib/entities/read'
import { aContext, aDashboard, aService } from '@/lib/entities/testing'
import { readFile } from '@/lib/import/read-file'
import { createSheet, type Sheet } from '@/lib/import/sheet'
import type { MapRequest, SheetSummary } from '@/lib/import/sheet-types'
import { dashboards } from '@/lib/model/entities/dashboard'

let ctx: RequestContext
let sheet: Sheet
beforeEach(async () => {
  ctx = await aContext()
  sheet = createSheet()
})

const columnsOf = async (text: string | Uint8Array, name = 'a.csv') => {
  const source =
    typeof text === 'string' ? ({ kind: 'text', text } as const) : ({ kind: 'file', name, bytes: text } as const)
  const opened = await sheet.open({
    source,
    options: {},
    collection: 'dashboards',
    properties: [],
    services: [],
    tags: [],
  })
  if (!opened.ok) throw new Error(opened.problem.message)
  return opened.file.matches.map(({ target }) => target)
}

/** Asks the real engine for everything that is pending. */
async function preview(): Promise<SheetSummary | undefined> {
  let summary: SheetSummary | undefined
  for (;;) {
    const chunk = await sheet.next('preview')
    if (chunk === undefined) return summary
    const { rows } = await bulkUpsert(dashboards, chunk.requests, { dryRun: true, keepOmitted: true }, ctx)
    summary = await sheet.recordPlan(chunk, rows)
  }
}

async function open(text: string | Uint8Array, given: Partial<MapRequest> = {}): Promise<SheetSummary> {
  const columns = await columnsOf(text)
  const mapped = await sheet.map({ columns, people: [], ...given })
  return (await preview()) ?? mapped
}

async function run(): Promise<SheetSummary | undefined> {
  let summary: SheetSummary | undefined
  for (;;) {
    const chunk = await sheet.next('run')
    if (chunk === undefined) return summary
    const { rows } = await bulkUpsert(dashboards, chunk.requests, { keepOmitted: true }, ctx)
    summary = await sheet.recordRun(chunk, rows)
  }
}

const total = async () => (await list(dashboards, { fields: new Set(), include: 'all', limit: 0 }, ctx)).paging.total

describe('a foreign export', () => {
  beforeEach(() => aService(ctx, 'grafana_prod'))

  test('shows every unknown tag as a problem of its own, and is imported once they are left out', async () => {
    const before = await open(readFileSync('data/sample/grafana-export.csv'))
    expect(before.counts).toMatchObject({ rows: 88, pending: 0 })
    expect(before.counts.create + before.counts.fail).toBe(88)
    const percona = before.groups.find(({ message }) => message === 'No tag Percona')
    expect(percona).toMatchObject({ column: 'Labels', cause: { kind: 'missing', type: 'tag', key: 'Percona' } })
    expect(before.groups.length).toBeGreaterThan(3)
    await sheet.decide({ kind: 'leaveOut', keys: before.groups.map(({ key }) => key) })
    const after = await preview()
    expect(after?.counts).toMatchObject({ create: 88, fail: 0, included: 88 })
    expect((await run())?.counts).toMatchObject({ written: 88, failedInRun: 0 })
    expect(await total()).toBe(88)
  })

  test('shows nothing to do when it is imported a second time', async () => {
    const columns = (await columnsOf(readFileSync('data/sample/grafana-export.csv'))).map((key) =>
      key === 'tags' ? undefined : key,
    )
    await sheet.map({ columns, people: [] })
    await preview()
    await run()
    await sheet.map({ columns, people: [] })
    expect((await preview())?.counts).toMatchObject({ unchanged: 88, included: 0 })
  })

  test('hands its failures back as a file that is ready to import', async () => {
    await open(readFileSync('data/sample/grafana-export.csv'))
    await run()
    const failures = await readFile({ kind: 'text', text: await sheet.failures() })
    expect(failures.headers).toEqual([
      'Title',
      'UID',
      'Folder',
      'Labels',
      'Link',
      'Summary',
      'Panels',
      'Tool',
      '_row',
      '_error',
    ])
    const [first] = failures.rows
    expect(first?.slice(0, 2)).toEqual(['DB Cluster Summary', 'db-cluster-summary'])
    expect(first?.slice(-2)).toEqual(['2', 'No tag Percona'])
  })
})

describe('what a file has no column for', () => {
  test('is kept, and the preview says so', async () => {
    await aService(ctx)
    await aDashboard(ctx, { description: 'Maps', project: 'Geo', sourceUrl: 'http://x/10' })
    await open('name,service,displayName,description\n10,sample_superset,Demo of maps,\n11,sample_superset,,New\n')
    const { rows } = await sheet.window({}, 0, 10)
    expect(rows[0]).toMatchObject({ rowNumber: 2, category: 'update', isTicked: true, members: ['displayName'] })
    expect(await sheet.details(0)).toMatchObject({
      diffs: [
        { kind: 'value', field: 'displayName', label: 'Display name', before: 'deck.gl Demo', after: 'Demo of maps' },
      ],
      kept: [
        { member: 'description', why: 'empty' },
        { member: 'dashboardType', why: 'missing' },
        { member: 'sourceUrl', why: 'missing' },
        { member: 'project', why: 'missing' },
      ],
    })
    await run()
    expect(await read(dashboards, { fqn: 'sample_superset.10' }, { fields: 'all' }, ctx)).toMatchObject({
      displayName: 'Demo of maps',
      description: 'Maps',
      project: 'Geo',
      sourceUrl: 'http://x/10',
      version: 0.2,
    })
  })
})

describe('what stands below a table', () => {
  test('is left out, told, and taken back', async () => {
    await aService(ctx)
    const { counts, decisions } = await open(
      'name,service,project\n1,sample_superset,Sales\n2,sample_superset,Sales\nTotal,,2\n',
    )
    expect(counts).toMatchObject({ create: 2, fail: 0, excluded: 1 })
    expect(decisions).toEqual([{ id: 1, label: 'Below the table, so left out: row 4 (“Total”)' }])
    await sheet.undo(1)
    expect((await preview())?.counts ?? (await sheet.decide({ kind: 'leaveOut', keys: [] })).counts).toMatchObject({
      create: 2,
      fail: 1,
      excluded: 0,
    })
  })
})

describe('problems', () => {
  beforeEach(() => aService(ctx))

  test('are told in the words of the file', async () => {
    const { groups } = await open('UID,Tool\n,sample_superset\n10,\n')
    expect(groups.map(({ message, rowNumbers }) => [message, rowNumbers])).toEqual([
      ['UID is empty: a name is required', [2]],
      ['Tool is empty: a service is required', [3]],
    ])
  })

  test('of a row are told all at once, in words, with what was probably meant', async () => {
    const opened = await sheet.open({
      source: {
        kind: 'text',
        text: 'name,service,dashboardType,owners,tags\n1,sample_supreset,Story,ana,Percona\n2,sample_superset,,,PII.Sensetive\n',
      },
      options: {},
      collection: 'dashboards',
      properties: [],
      services: ['sample_superset', 'grafana'],
      tags: ['PII.Sensitive', 'Tier.Tier1'],
    })
    if (!opened.ok) throw new Error(opened.problem.message)
    await sheet.map({ columns: opened.file.matches.map(({ target }) => target), people: [['any:ana', null]] })
    await preview()
    const messages = async (index: number) => (await sheet.details(index)).problems.map(({ message }) => message)
    expect(await messages(0)).toEqual([
      expect.stringMatching(/^Nobody is found for ana/),
      expect.stringMatching(/^dashboardType must be one of/),
      'No service sample_supreset. Did you mean sample_superset?',
      'No tag Percona',
    ])
    expect(await messages(1)).toEqual(['No tag PII.Sensetive. Did you mean PII.Sensitive?'])
    expect((await sheet.window({}, 0, 10)).rows[0]).toMatchObject({
      category: 'fail',
      canTick: false,
      message: expect.stringMatching(/^Nobody is found for ana.*, and 3 more$/),
    })
  })

  test('that spreadsheets have left in names are warned of, where something new would be called so', async () => {
    await aDashboard(ctx, { name: '13.0' })
    const names = ['12.0', '13.0', '1.23457E+17', '#N/A', '#REF!', 'NaN', 'NULL', '7']
    const { counts, groups } = await open(`name,service\n${names.map((name) => `${name},sample_superset\n`).join('')}`)
    expect(counts).toMatchObject({ create: 7, fail: 0 })
    expect(groups.map(({ key, count }) => [key, count])).toEqual([
      ['spoiled error', 4],
      ['spoiled fraction', 1],
      ['spoiled shortened', 1],
    ])
    expect((await sheet.decide({ kind: 'exclude', key: 'spoiled error' })).counts).toMatchObject({
      included: 3,
      unticked: 4,
    })
  })

  test('of rows with one name point at each other, and one of them can be kept', async () => {
    const text =
      'name,service,displayName\n10,sample_superset,one\n11,sample_superset,x\n10,"""sample_superset""",two\n'
    const { counts, groups } = await open(text)
    expect(counts).toMatchObject({ create: 1, fail: 2 })
    expect(groups).toMatchObject([{ key: 'duplicate', count: 2, rowNumbers: [2, 4] }])
    const { rows } = await sheet.window({ category: 'fail' }, 0, 10)
    expect(rows[0]?.message).toBe('Rows 2 and 4 are both sample_superset.10')
    await sheet.decide({ kind: 'keepDuplicate', which: 'last' })
    expect((await preview())?.counts).toMatchObject({ create: 2, fail: 0, excluded: 1 })
    const chunk = await sheet.next('run')
    expect(chunk?.requests.map(({ displayName }) => displayName)).toEqual(['x', 'two'])
  })

  test('that were decided can be taken back', async () => {
    const text = 'name,service,tags\n10,sample_superset,Percona; MySQL\n11,sample_superset,\n12,nowhere,\n'
    const before = await open(text)
    await sheet.decide({ kind: 'leaveOut', keys: ['missing tag Percona'] })
    await preview()
    const decided = await sheet.decide({ kind: 'exclude', key: 'missing dashboardService nowhere' })
    expect(decided.decisions.map(({ label }) => label)).toEqual(['“Percona” left out of 1 row', '1 row excluded'])
    expect(decided.groups.map(({ key }) => key)).toEqual(['missing tag MySQL'])
    for (const { id } of decided.decisions) await sheet.undo(id)
    const after = await preview()
    expect(after?.groups).toEqual(before.groups)
    expect(after?.counts).toEqual(before.counts)
    expect(after?.decisions).toEqual([])
  })

  test('go away when what was missing is made', async () => {
    const before = await open('name,service\n1,new_one\n2,new_one\n3,sample_superset\n')
    expect(before.groups).toMatchObject([{ key: 'missing dashboardService new_one', count: 2 }])
    await aService(ctx, 'new_one')
    await sheet.askAgain('missing dashboardService new_one')
    const chunk = await sheet.next('preview')
    expect(chunk?.indexes).toEqual([0, 1])
    expect((await preview())?.counts).toMatchObject({ create: 3, fail: 0 })
  })

  test('of rows with cells too many are told before anything is sent', async () => {
    const { groups, counts } = await open('name,service\n1,sample_superset\n2,sample_superset,x\n3\n')
    expect(counts).toMatchObject({ create: 1, fail: 2 })
    expect(groups.map(({ key, rowNumbers }) => [key.split(' ')[0], rowNumbers])).toEqual([
      ['ragged', [3]],
      ['invalid', [4]],
    ])
  })

  test('with people name who was not found', async () => {
    const columns = await columnsOf(
      'name,service,owners\n1,sample_superset,user:ana; team:bi\n2,sample_superset,user:ana\n',
    )
    expect(await sheet.people(columns)).toEqual([
      { type: 'user', name: 'ana' },
      { type: 'team', name: 'bi' },
    ])
    const { groups } = await sheet.map({
      columns,
      people: [
        ['user:ana', null],
        ['team:bi', null],
      ],
    })
    expect(groups.map(({ message, count }) => [message, count])).toEqual([
      [expect.stringMatching(/^Nobody is found for ana/), 2],
      [expect.stringMatching(/^Nobody is found for bi/), 1],
    ])
    await sheet.decide({ kind: 'leaveOut', keys: groups.map(({ key }) => key) })
    expect((await preview())?.counts).toMatchObject({ create: 2 })
  })
})

describe('a run', () => {
  const many = `name,service\n${Array.from({ length: 1200 }, (_, index) => `d${index},sample_superset\n`).join('')}`
  beforeEach(() => aService(ctx))

  test('hands out rows in chunks, and never twice what was acknowledged', async () => {
    await open(many)
    const first = await sheet.next('run')
    expect(first?.indexes.length).toBe(500)
    expect(await sheet.next('run')).toEqual(first)
    const { rows } = await bulkUpsert(dashboards, first?.requests ?? [], { keepOmitted: true }, ctx)
    if (first !== undefined) await sheet.recordRun(first, rows)
    const second = await sheet.next('run')
    expect(second?.indexes[0]).toBe(500)
    expect((await run())?.counts).toMatchObject({ written: 1200 })
    expect(await total()).toBe(1200)
  })

  test('leaves out what is not ticked', async () => {
    await open(many)
    await sheet.tick({ filter: {} }, false)
    const { counts } = await sheet.tick({ index: 7 }, true)
    expect(counts).toMatchObject({ included: 1, unticked: 1199, create: 1200 })
    expect((await sheet.next('run'))?.indexes).toEqual([7])
  })

  test('knows which rows were refused, by item or by name', async () => {
    await open('name,service\n1,sample_superset\n2,sample_superset\n3,sample_superset\n')
    const chunk = await sheet.next('run')
    if (chunk === undefined) throw new Error('expected a chunk')
    const summary = await sheet.recordRun(chunk, [
      { row: 0, outcome: 'refused', message: 'Permission denied: no' },
      { row: 1, outcome: 'entityCreated', fullyQualifiedName: 'sample_superset.2' },
      { row: 2, outcome: 'refused', message: 'Database error: full' },
    ])
    expect(summary.counts).toMatchObject({ written: 1, failedInRun: 2, fail: 2 })
    expect(await sheet.next('run')).toBeUndefined()
    expect(await sheet.failures()).toContain('3,sample_superset,4,Database error: full')
  })
})

test('names from Looker are told, written as its connector writes them when asked to, and that can be taken back', async () => {
  await aService(ctx, 'looker')
  const text = 'name,displayName,service\nthelook::business_pulse,Business pulse,looker\n42,Web,looker\n'
  const opened = await open(text)
  const [group] = opened.groups
  expect(opened.groups).toHaveLength(1)
  expect(group).toMatchObject({ cause: { kind: 'separator' }, count: 1, rowNumbers: [2] })
  expect(group?.message).toMatch(/^name holds “::”.*Looker/)

  const decided = await sheet.decide({ kind: 'replaceSeparator' })
  expect(decided.decisions).toEqual([{ id: 1, label: '“::” in names is written “_” in 1 row' }])
  expect((await preview())?.counts).toMatchObject({ create: 2, fail: 0 })
  expect((await sheet.window({}, 0, 10)).rows.map(({ name }) => name)).toEqual(['thelook_business_pulse', '42'])

  const undone = await sheet.undo(1)
  expect(undone.counts).toMatchObject({ create: 1, fail: 1 })
  expect(undone.groups).toHaveLength(1)
  await sheet.decide({ kind: 'replaceSeparator' })
  await preview()
  await run()
  expect((await read(dashboards, { fqn: 'looker.thelook_business_pulse' }, {}, ctx)).displayName).toBe('Business pulse')
})

test('a name that ends in a space is the one that the API knows', async () => {
  await aService(ctx)
  await aDashboard(ctx, { name: 'Sales ', displayName: 'With a space' })
  const summary = await open(
    'name,service,displayName\n"Sales ",sample_superset,With a space\nSales,sample_superset,Without\n',
  )
  expect(summary.counts).toMatchObject({ unchanged: 1, create: 1 })
})

test('a plan that was asked for before a row changed is not taken for the row as it is now', async () => {
  await aService(ctx)
  await open('name,service,tags\n1,sample_superset,Percona\n')
  await sheet.askAgain('missing tag Percona')
  const chunk = await sheet.next('preview')
  if (chunk === undefined) throw new Error('expected a chunk')
  const { rows } = await bulkUpsert(dashboards, chunk.requests, { dryRun: true, keepOmitted: true }, ctx)
  await sheet.recordPlan(chunk, rows)
  await sheet.decide({ kind: 'leaveOut', keys: ['missing tag Percona'] })
  expect((await sheet.recordPlan(chunk, rows)).counts).toMatchObject({ pending: 1, fail: 0 })
})

test('100,000 rows are read and checked, every one', async () => {
  const header = 'name,service,displayName,description,sourceUrl,project,dashboardType,tags,charts,a,b,c\n'
  const row = (index: number) =>
    `d${index},s${index % 7},"Dashboard, ${index}","Some text about ${index}",https://bi.example.com/${index},Sales,Report,Tier.Tier1; PII.None,1;2;3,x,y,z\n`
  const text = header + Array.from({ length: 100_000 }, (_, index) => row(index)).join('')
  const columns = await columnsOf(text)
  const { counts } = await sheet.map({ columns, people: [] })
  expect(counts).toMatchObject({ rows: 100_000, pending: 100_000 })
})
