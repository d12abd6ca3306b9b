/** Files that people have had trouble with (`data/reported`), as they are: read, mapped by guesses alone, planned. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { createOrUpdate } from '@/lib/entities/create'
import { aChart } from '@/lib/entities/testing'
import type { Source } from '@/lib/import/read-file'
import type { Encoding } from '@/lib/import/table'
import { importInputOf } from '@/lib/jobs/import-input'
import { mendCells } from '@/lib/jobs/mend-cells'
import { receiveImport } from '@/lib/jobs/receive-import'
import { replanImport } from '@/lib/jobs/replan'
import { requestOfRow } from '@/lib/jobs/row-requests'
import { summariseJob } from '@/lib/jobs/summarise'
import { eachWithRunner, rested, rowsOf } from '@/lib/jobs/testing'
import { users } from '@/lib/model/entities/person'
import type { Job } from '@/lib/store/jobs'

let ctx: RequestContext
eachWithRunner((made) => {
  ctx = made
})

const root = 'data/reported'
const bytesOf = (path: string) => new Uint8Array(readFileSync(join(root, path)))
const fileAt = (path: string): Source => ({ kind: 'file', name: path.split('/').at(-1) ?? '', bytes: bytesOf(path) })

/** By guesses, for rows that name no service of theirs. */
async function planned(source: Source, encoding?: Encoding): Promise<Job> {
  const mapping = { service: 'sample_superset' }
  const { id } = await receiveImport(
    { collection: 'dashboards', source, options: { encoding }, mapping, runs: false },
    ctx,
  )
  return rested(id, ctx)
}

/** Column → field, without those that are left out. */
const columnsOf = (job: Job) =>
  Object.fromEntries(
    importInputOf(job.input).matches.flatMap(({ column, target }) => (target === null ? [] : [[column, target]])),
  )

/** What would be written, without what the mapping says of all rows. */
async function requestsOf(job: Job): Promise<Record<string, unknown>[]> {
  const requests: Record<string, unknown>[] = []
  for (const row of await rowsOf(job, ctx)) {
    const { service: _, ...rest } = await requestOfRow(row, importInputOf(job.input), ctx)
    requests.push(rest)
  }
  return requests
}
const problems = async (job: Job) =>
  (await summariseJob(job, ctx)).problems.map(({ message, count }) => `${message} (${count})`)

describe('01: a column called id is the name, wherever it is from', () => {
  test.each([
    ['href.csv', { name: 'name', title: 'displayName', href: 'sourceUrl' }, ['12']],
    ['rows.csv', { id: 'name', title: 'displayName', url: 'sourceUrl' }, ['12', '13']],
    ['rows.json', { id: 'name', name: 'displayName', collection: 'project' }, ['11', '12']],
    ['superset-table.csv', { id: 'name', dashboard_title: 'displayName', description: 'description' }, ['1', '2']],
  ])('%s', async (name, columns, names) => {
    const job = await planned(fileAt(`01-id-column-hidden/${name}`))
    expect([columnsOf(job), job.counts]).toEqual([columns, { create: names.length }])
    expect((await requestsOf(job)).map((request) => request.name)).toEqual(names)
  })
})

describe('02: lines above the header are seen', () => {
  test.each([
    ['powershell-type.csv', 'Cash position', { create: 2 }],
    ['title-row-narrow.csv', 'Cash position', { create: 1 }],
  ])('%s', async (name, title, counts) => {
    const job = await planned(fileAt(`02-lines-above-the-header/${name}`))
    expect(job.counts).toEqual(counts)
    expect((await requestsOf(job))[0]).toMatchObject({ displayName: title })
  })

  test('title-rows.csv, with a department that is nobody', async () => {
    const job = await planned(fileAt('02-lines-above-the-header/title-rows.csv'))
    expect(columnsOf(job)).toMatchObject({ 'Report ID': 'name', 'Report title': 'displayName', Link: 'sourceUrl' })
    expect(await problems(job)).toEqual([expect.stringMatching(/^Nobody is found for Finance.* \(2\)$/)])
    await replanImport(job.id, { leaveOut: [{ type: 'user', name: 'Finance' }] }, ctx)
    expect((await rested(job.id, ctx)).counts).toEqual({ create: 2 })
  })
})

test('07: owners are found as BI tools print them', async () => {
  const person = async (given: Record<string, string>) =>
    (await createOrUpdate(users, { name: '', email: '', ...given }, ctx)).entity.id
  const ana = await person({ name: 'alopez', email: 'ana@example.com', displayName: 'Ana Lopez' })
  const admin = await person({ name: 'root', email: 'root@example.com', displayName: 'Administrator' })
  const job = await planned(fileAt('07-owners-by-other-names/rows.csv'))
  expect(job.counts).toEqual({ create: 4 })
  const owners = (await requestsOf(job)).map((request) => (request.owners as { id: string }[]).map(({ id }) => id))
  expect(owners).toEqual([[ana], [admin], [ana], [ana]])
})

describe('08: the list is found inside its envelope', () => {
  test.each([
    ['openmetadata-sample.json', ['801'], ['Orders']],
    ['pandas-columns.json', ['r-1', 'r-2'], ['Cash', 'Debtors']],
    ['powerbi-value.json', ['7D668CAD-0000-4505-9215-000000000001'], ['Cash']],
    ['superset-list.json', ['1', '2'], ['Sales', 'Births']],
  ])('%s', async (name, names, titles) => {
    const job = await planned(fileAt(`08-json-envelopes/${name}`))
    expect(job.counts).toEqual({ create: names.length })
    const requests = await requestsOf(job)
    expect([requests.map((one) => one.name), requests.map((one) => one.displayName)]).toEqual([names, titles])
  })
})

describe('09: old code pages are told by their words, or chosen', () => {
  test.each<[string, Encoding, readonly string[]]>([
    ['gbk.csv', 'gb18030', ['月度销售看板', '客户流失分析']],
    ['big5.csv', 'big5', ['月度銷售看板']],
    ['shift_jis.csv', 'shift_jis', ['売上ダッシュボード', '月次レポート']],
    ['cp1250.csv', 'windows-1250', ['Sprzedaż według województw']],
    ['cp1251.csv', 'windows-1251', ['Продажи по регионам', 'Отчёт о прибылях и убытках']],
    ['macroman.csv', 'macintosh', ['Résumé des coûts', 'Umsätze für München']],
  ])('%s', async (name, encoding, titles) => {
    for (const chosen of [undefined, encoding]) {
      const job = await planned(fileAt(`09-legacy-code-pages/${name}`), chosen)
      expect(job.counts).toEqual({ create: titles.length })
      expect((await requestsOf(job)).map(({ displayName }) => displayName)).toEqual(titles)
    }
  })
})

test('10: of id and title, the id is the name', async () => {
  await createOrUpdate(users, { name: 'ana', email: 'ana@example.com' }, ctx)
  const job = await planned(fileAt('10-id-and-name/rows.csv'))
  expect(columnsOf(job)).toEqual({
    ID: 'name',
    Name: 'displayName',
    Owner: 'owners',
    Folder: 'project',
    URL: 'sourceUrl',
  })
  expect(job.counts).toEqual({ create: 3 })
  expect((await requestsOf(job)).map(({ name, displayName }) => [name, displayName])).toEqual([
    ['1718', 'Weekly'],
    ['1719', 'Weekly'],
    ['1720', 'Stock'],
  ])
})

test('11: two colons in a name of Looker are told in words, and replaced at once', async () => {
  const job = await planned(fileAt('11-looker-double-colon/rows.csv'))
  expect(job.counts).toEqual({ create: 1, refused: 1 })
  expect(await problems(job)).toEqual([expect.stringContaining('Looker writes it between model and dashboard')])
  await replanImport(job.id, { separator: '.' }, ctx)
  expect((await requestsOf(await rested(job.id, ctx)))[0]).toMatchObject({ name: 'thelook.business_pulse' })
})

test('12: charts are found by plain names that have dots', async () => {
  for (const name of ['Sales vs. Budget', 'v2.0 KPIs', 'Plain']) await aChart(ctx, name)
  const job = await planned(fileAt('12-chart-names-with-dots/rows.csv'))
  expect(job.counts).toEqual({ create: 2 })
  expect((await requestsOf(job)).map(({ charts }) => charts)).toEqual([
    ['sample_superset."Sales vs. Budget"', 'sample_superset.Plain'],
    ['sample_superset."v2.0 KPIs"'],
  ])
})

describe('13: an object in the column of a text is the name inside', () => {
  test('of a search', async () => {
    const job = await planned(fileAt('13-json-objects-in-text-columns/metabase-search.json'))
    expect(await requestsOf(job)).toEqual([{ name: '11', displayName: 'Cash', project: 'Finance' }])
  })

  test('of one dashboard, whose creator is its owner', async () => {
    const { entity } = await createOrUpdate(users, { name: 'ana', email: 'ana@example.com' }, ctx)
    const job = await planned(fileAt('13-json-objects-in-text-columns/metabase-one.json'))
    expect(job.counts).toEqual({ create: 1 })
    expect(await requestsOf(job)).toMatchObject([
      { name: '12', displayName: 'Cash 2', owners: [{ id: entity.id, type: 'user' }] },
    ])
  })
})

test('16: names that a spreadsheet has spoiled are warned of, each kind once', async () => {
  const job = await planned(fileAt('16-spreadsheet-artefacts-as-names/rows.csv'))
  expect(job.counts).toEqual({ create: 7 })
  expect(await problems(job)).toEqual([
    'Names look like empty or broken cells of a spreadsheet (4)',
    'Names look like whole numbers that a program has written with a fraction (2)',
    'Names look like numbers that a spreadsheet has shortened (1)',
  ])
})

test('17: quotes after a backslash are read', async () => {
  const job = await planned(fileAt('17-backslash-quotes/rows.csv'))
  expect(job.counts).toEqual({ create: 2 })
  expect((await requestsOf(job)).map(({ description }) => description)).toEqual([
    'Shows the "real" position',
    'Open items, by age',
  ])
})

describe('20: what is no table is read as what it is, or refused by its name', () => {
  test.each([
    ['cash.twb', ['Cash']],
    ['dashboards_Cash_1.yaml', ['Sales']],
    ['pulse.dashboard.lookml', ['Orders', 'Business Pulse']],
  ])('%s', async (name, titles) => {
    const job = await planned(fileAt(`20-files-that-are-no-table/${name}`))
    expect(job.counts).toEqual({ create: titles.length })
    const input = importInputOf(job.input)
    expect(input.recognised).toBeDefined()
    const rows = await rowsOf(job, ctx)
    expect(rows.map(({ source }) => (source as { cells: unknown[] }).cells[1])).toEqual(titles)
  })

  test('report.xls', async () => {
    await expect(planned(fileAt('20-files-that-are-no-table/report.xls'))).rejects.toMatchObject({
      message: expect.stringContaining('This is a web page (HTML)'),
      hint: expect.stringContaining('Save As'),
    })
  })
})

describe('21: tags as tools have them', () => {
  test('are told one by one, with other cases and separators understood', async () => {
    const job = await planned(fileAt('21-plain-tags/rows.csv'))
    expect(job.counts).toEqual({ refused: 1, create: 2 })
    expect(await problems(job)).toEqual(['No tag finance (1)', 'No tag monthly (1)'])
    const names = (await requestsOf(job)).map(({ tags }) => (tags as { tagFQN: string }[]).map(({ tagFQN }) => tagFQN))
    expect(names.slice(1)).toEqual([['Tier.Tier1', 'PII.Sensitive'], ['Tier.Tier2']])
  })

  test('are answered once for all rows', async () => {
    const job = await planned(fileAt('21-plain-tags/grafana.json'))
    expect(await problems(job)).toEqual(['No tag Kubernetes (1)', 'No tag Prometheus (1)'])
    const values = [{ type: 'tag', name: 'Kubernetes', to: 'PII.None' }]
    await replanImport(job.id, { values, leaveOut: [{ type: 'tag', name: 'Prometheus' }] }, ctx)
    const answered = await rested(job.id, ctx)
    expect(answered.counts).toEqual({ create: 1 })
    expect(await requestsOf(answered)).toMatchObject([{ name: 'k8s', tags: [{ tagFQN: 'PII.None' }] }])
  })
})

test.each([
  ['half-emoji.json', 'description must be valid Unicode (1)'],
  ['nul.json', 'description must not contain the character U+0000 (1)'],
])('23: one bad character is a matter of its row, and can be mended there: %s', async (name, problem) => {
  const job = await planned(fileAt(`23-one-bad-character-blocks-the-file/${name}`))
  expect(job.counts).toEqual({ create: 29, refused: 1 })
  expect(await problems(job)).toEqual([problem])
  const bad = (await rowsOf(job, ctx)).find(({ status }) => status === 'refused')
  const cells = [{ row: bad?.row ?? -1, column: 'description', value: 'mended' }]
  const mended = await mendCells(
    job.id,
    () => cells,
    ctx,
    async () => ctx,
  )
  expect(mended.job.counts).toEqual({ create: 30 })
})

test('24: several files at once are one import, none left out', async () => {
  const names = readdirSync(join(root, '24-several-files-at-once')).toSorted()
  const files = names.map((name) => ({ name, bytes: bytesOf(`24-several-files-at-once/${name}`) }))
  const job = await planned({ kind: 'files', files })
  expect(job.counts).toEqual({ create: 3 })
  expect((await requestsOf(job)).map(({ displayName }) => displayName)).toEqual([
    'Dashboard a',
    'Dashboard b',
    'Dashboard c',
  ])
})

test('every file that is kept here has its test', () => {
  const text = readFileSync(import.meta.filename, 'utf8')
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
  const untold = files.filter(
    ({ name, parentPath }) => !text.includes(name) && !text.includes(`'${parentPath.split('/').at(-1)}'`),
  )
  expect(untold.map(({ name }) => name).filter((name) => name !== 'README.md')).toEqual([])
})
