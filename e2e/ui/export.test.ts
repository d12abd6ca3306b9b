import { readFileSync } from 'node:fs'
import { expect, expectAccessible, sample, test } from './fixtures'

test.use({ world: 'export' })

test('what a list shows is exported, and imported again nothing changes', async ({ signedIn: page, catalogue }) => {
  await catalogue.api('PUT', 'dashboards/bulk', sample('superset-dashboards.json'))
  await catalogue.api('POST', 'dashboards', {
    name: '=1+2; \'x", a/b.c',
    service: 'sample_superset',
    displayName: "'=quoted 😀",
    description: 'two\nlines, "quoted"',
    tags: [{ tagFQN: 'Tier.Tier2', source: 'Classification', labelType: 'Manual', state: 'Confirmed' }],
  })
  await page.goto('/dashboards')
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
