import { readFileSync } from 'node:fs'
import { type Catalogue, defineProperty, expect, expectAccessible, sample, test } from './fixtures'

test.use({ world: 'export' })

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
