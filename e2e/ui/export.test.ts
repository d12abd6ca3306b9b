import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { type Catalogue, defineProperty, expect, expectAccessible, sample, test } from './fixtures'

/** A value of every type of custom property there is. */
async function propertiesOf(catalogue: Catalogue): Promise<Record<string, unknown>> {
  const { id } = await catalogue.api('GET', 'users/name/admin')
  const person = { id, type: 'user' }
  const properties: Record<string, { config?: unknown; value: unknown }> = {
    string: { value: '=1+2; "x", \'y' },
    markdown: { value: '# One\n\n- two; **three**' },
    sqlQuery: { value: 'select "a", \'b\' from t; -- c' },
    duration: { value: 'P1DT2H' },
    email: { value: 'ana@example.com' },
    integer: { value: -5 },
    number: { value: 1.5e21 },
    timestamp: { value: 1_796_000_000_123 },
    timeInterval: { value: { start: 1_796_000_000_000, end: 1_796_000_600_000 } },
    'hyperlink-cp': { value: { url: 'https://x.example/a?b=c,d;e', displayText: 'a; "b"' } },
    enum: { config: { values: ['a; b', 'c|d', '=e'], multiSelect: true }, value: ['a; b', 'c|d'] },
    'table-cp': { config: { columns: ['a', 'b;c'] }, value: { rows: [{ a: '1; "2"', 'b;c': '😀' }] } },
    'date-cp': { config: 'yyyy-MM-dd', value: '2026-11-28' },
    'dateTime-cp': { config: 'yyyy-MM-dd HH:mm:ss', value: '2026-11-28 10:11:12' },
    'time-cp': { config: 'HH:mm', value: '10:11' },
    entityReference: { config: ['user'], value: person },
    entityReferenceList: { config: ['user'], value: [person] },
  }
  const { paging } = await catalogue.api('GET', 'metadata/types?category=field&limit=0')
  expect(paging).toEqual({ total: Object.keys(properties).length })
  for (const [type, { config }] of Object.entries(properties))
    await defineProperty(catalogue, `my ${type}`, type, config)
  return Object.fromEntries(Object.entries(properties).map(([type, { value }]) => [`my ${type}`, value]))
}

test('what a list shows is exported, and imported again nothing changes', async ({ signedIn: page, catalogue }) => {
  await catalogue.api('PUT', 'dashboards/bulk', sample('superset-dashboards.json'))
  await catalogue.api('POST', 'dashboards', {
    name: '=1+2; \'x", a/b.c',
    service: 'sample_superset',
    displayName: "'=quoted 😀",
    description: 'two\nlines, "quoted"',
    tags: [{ tagFQN: 'Tier.Tier2', source: 'Classification', labelType: 'Manual', state: 'Confirmed' }],
    extension: await propertiesOf(catalogue),
  })
  const { paging } = await catalogue.api('GET', 'dashboards?limit=0')
  const { total } = paging as { total: number } // of a list
  for (const [format, name] of [
    ['CSV', /^dashboards-.*\.csv$/],
    ['Excel', /^dashboards-.*\.xlsx$/],
    ['JSON', /^dashboards-.*\.json$/],
  ] as const) {
    await page.goto('/dashboards')
    await page.getByRole('button', { name: 'Export all dashboards' }).click()
    await expectAccessible(page)
    const downloading = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: format, exact: false }).first().click()
    const download = await downloading
    expect(download.suggestedFilename()).toMatch(name)
    const buffer = readFileSync(await download.path())
    await page.goto('/import')
    const file = { name: download.suggestedFilename(), mimeType: 'text/plain', buffer }
    await page.getByLabel('File to import').setInputFiles(file)
    const preview = page.getByRole('button', { name: 'Preview changes' })
    const outcome = page.getByRole('button', { name: `Unchanged ${total}` })
    await expect(preview.or(outcome).first()).toBeVisible()
    if (await preview.isVisible()) await preview.click()
    await expect(outcome).toBeVisible()
  }
})

interface Exported {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

/** What a filtered list shows, as a CSV. */
async function exported(page: Page, list: string): Promise<Exported> {
  await page.goto(list)
  await page.getByRole('button', { name: /^Export the (dashboards|charts) found$/ }).click()
  const downloading = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'CSV', exact: false }).first().click()
  const download = await downloading
  return {
    name: download.suggestedFilename(),
    mimeType: 'text/csv',
    buffer: readFileSync(await download.path()),
  }
}

/** All rows of a file; how many of them come to what is told beforehand. */
async function imported(
  page: Page,
  kind: 'Dashboards' | 'Charts',
  file: Exported,
  told: string,
  answered?: () => Promise<void>,
): Promise<void> {
  await page.goto('/import')
  await page.getByRole('radio', { name: kind }).check()
  await page.getByLabel('File to import').setInputFiles(file)
  const preview = page.getByRole('button', { name: 'Preview changes' })
  const outcome = page.getByRole('button', { name: told })
  const planned = page.getByRole('button', { name: 'Discard' })
  await expect(preview.or(planned).first()).toBeVisible()
  if (await preview.isVisible()) await preview.click()
  await answered?.()
  await expect(outcome).toBeVisible()
  if (told.startsWith('Unchanged')) return
  await page.getByRole('button', { name: /^Import \d+ rows$/ }).click()
  await expect(page.getByRole('heading', { name: /^Import finished: \d+ written, 0 failed$/ })).toBeVisible()
}

const facts = 'owners,domains,dataProducts,tags,extension'
/** What goes on with every write, and so is another one once something has been away and is back. */
const ofWrites = new Set(['version', 'updatedAt', 'updatedBy', 'changeDescription', 'incrementalChangeDescription'])
/** What is anew where something was gone for good. */
const ofBirth = new Set([...ofWrites, 'id', 'href', 'appliedAt'])

const without = (value: unknown, members: ReadonlySet<string>): unknown =>
  Array.isArray(value)
    ? value.map((item) => without(item, members))
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value).flatMap(([name, of]) => (members.has(name) ? [] : [[name, without(of, members)]])),
        )
      : value

test('what was exported and then deleted comes back from its files as it was', async ({
  signedIn: page,
  catalogue,
}) => {
  test.setTimeout(120_000)
  const { repeatEachIndex: n } = test.info()
  const { api } = catalogue
  const service = `round${n}`
  const [{ id: admin }] = await Promise.all([
    api('GET', 'users/name/admin'),
    api('PUT', 'services/dashboardServices', { name: service, serviceType: 'Superset' }),
    api('PUT', 'domains', { name: `home${n}`, domainType: 'Aggregate', description: '' }),
    api('PUT', 'glossaries', { name: `words${n}`, displayName: 'Words', description: '' }),
  ])
  await api('PUT', 'glossaryTerms', { name: 'a.b', glossary: `words${n}`, description: '' })
  await api('PUT', 'dataProducts', { name: `product${n}`, domains: [`home${n}`], description: '' })
  await api('PUT', 'dashboard/datamodels', { name: 'model', service, dataModelType: 'SupersetDataModel', columns: [] })
  const label = (tagFQN: string, source = 'Classification') => ({
    tagFQN,
    source,
    labelType: 'Manual',
    state: 'Confirmed',
  })
  const owners = [{ id: admin, type: 'user' }]
  await api('PUT', 'charts/bulk', [
    { name: 'dotted.chart', displayName: '=1', service, chartType: 'Bar', description: 'one\n\ntwo', owners },
    { name: 'shared', service, tags: [label('Tier.Tier3')] },
  ])
  const shared = `${service}.shared`
  await api('PUT', 'dashboards/bulk', [
    {
      name: '=1+2; \'x", a/b.c',
      service,
      displayName: "'=quoted 😀",
      description: 'two\nlines, "quoted"',
      dashboardType: 'Report',
      project: 'North; "South"',
      sourceUrl: 'https://bi.example.com/d?a=b,c;d',
      owners,
      domains: [`home${n}`],
      dataProducts: [`product${n}`],
      tags: [label('PII.None'), label('Tier.Tier2'), label(`words${n}."a.b"`, 'Glossary')],
      charts: [`${service}."dotted.chart"`, shared],
      dataModels: [`${service}.model.model`],
      extension: await propertiesOf(catalogue),
    },
    { name: 'plain', service, charts: [shared] },
  ])
  const stored = async (members: ReadonlySet<string>) => {
    const boards = await api('GET', `dashboards?service=${service}&fields=${facts},charts,dataModels`)
    const parts = await api('GET', `charts?service=${service}&fields=${facts}`)
    return without({ boards: boards.data, parts: parts.data }, members) as { boards: object[]; parts: object[] }
  }
  const [before, born] = [await stored(ofWrites), await stored(ofBirth)]
  expect([before.boards.length, before.parts.length]).toEqual([2, 2])
  const boards = await exported(page, `/dashboards?service=${service}`)
  const parts = await exported(page, `/charts?service=${service}`)

  await page.goto(`/dashboards?service=${service}`)
  await page.getByRole('checkbox', { name: 'Select all dashboards on this page' }).check()
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Delete…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByText('2 dashboards and 2 charts deleted.')).toBeVisible()
  expect(await stored(ofWrites)).toEqual({ boards: [], parts: [] })
  const problems = page.getByRole('region', { name: 'Problems' })
  // The charts went along: from the preview they come back, before the dashboards.
  await imported(page, 'Dashboards', boards, 'Will restore 2', async () => {
    await expect(problems.getByText(`The chart ${shared} is in the trash: restore it first`)).toBeVisible()
    await expect(problems.getByRole('button', { name: 'Restore chart' })).toHaveCount(2)
    await expect(problems.getByRole('button', { name: /^Create/ })).toHaveCount(0)
    await expectAccessible(page)
    await problems.getByRole('button', { name: 'Restore all 2' }).click()
  })
  expect(await stored(ofWrites)).toEqual(before)
  await imported(page, 'Dashboards', boards, 'Unchanged 2')

  // Gone for good, they come back as others that are the same.
  for (const { id } of before.boards as { id: string }[]) await api('DELETE', `dashboards/${id}?hardDelete=true`)
  const left = (await api('GET', `charts?service=${service}&include=all`)).data as { id: string }[]
  for (const { id } of left) await api('DELETE', `charts/${id}?hardDelete=true`)
  // Each names the other: charts come first, without the dashboards, which bring them together again.
  await imported(page, 'Charts', parts, 'Will create 2', async () => {
    await expect(problems.getByText('2 dashboards of the file are not in the catalogue')).toBeVisible()
    await problems.getByRole('button', { name: 'Leave all 2 out' }).click()
  })
  await imported(page, 'Dashboards', boards, 'Will create 2')
  expect(await stored(ofBirth)).toEqual(born)
  await imported(page, 'Charts', parts, 'Unchanged 2')
  await imported(page, 'Dashboards', boards, 'Unchanged 2')
})

test('what is selected is exported, and nothing else', async ({ signedIn: page, catalogue }) => {
  await catalogue.api('PUT', 'dashboards/bulk', sample('superset-dashboards.json'))
  await page.goto('/dashboards?service=sample_superset')
  await page
    .getByRole('checkbox', { name: /^Select / })
    .nth(1)
    .check()
  await page.getByRole('button', { name: 'Export the 1 selected' }).click()
  const downloading = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: /JSON lines/ }).click()
  const lines = readFileSync(await (await downloading).path(), 'utf8')
    .trimEnd()
    .split('\n')
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ service: 'sample_superset' })
})

test('a CSV begins as somebody wants it', async ({ signedIn: page, catalogue }) => {
  await catalogue.api('PUT', 'dashboards', { name: 'begun', service: 'sample_superset' })
  await page.goto('/dashboards?q=begun')
  await page.getByRole('button', { name: 'Export the dashboards found' }).click()
  await page.getByRole('menuitem', { name: /CSV with options/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Export 1 dashboard as CSV' })
  await expect(dialog.getByRole('checkbox', { name: 'Byte order mark' })).toBeFocused()
  await dialog.getByRole('checkbox', { name: 'Byte order mark' }).uncheck()
  await dialog.getByRole('checkbox', { name: 'Comment in the first line' }).check()
  await expectAccessible(page)
  const downloading = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Export' }).click()
  const lines = readFileSync(await (await downloading).path(), 'utf8').split('\r\n')
  expect(lines[0]).toMatch(/^# dashboards of http:.* - filter q=begun - schema 1$/)
  expect(lines[2]).toContain('begun')
  await expect(dialog).toBeHidden()
})

test('an export that a program asked for has a page, with its file', async ({ signedIn: page, catalogue }) => {
  await catalogue.api('PUT', 'dashboards', { name: 'asked-for', service: 'sample_superset' })
  const path = 'services/dashboardServices/name/sample_superset/exportAsync'
  const { jobId } = await catalogue.api('GET', path)
  await page.goto(`/jobs/${jobId}`)
  await expect(page.getByRole('heading', { name: /^Export finished: \d+ rows? in the file$/ })).toBeVisible()
  await expectAccessible(page)
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download the file' }).click()
  expect(readFileSync(await (await downloading).path(), 'utf8')).toMatch(/\r\nasked-for,/)
  await page.goto('/jobs')
  await expect(page.getByRole('link', { name: 'Export of sample_superset.csv' })).toBeVisible()
})
