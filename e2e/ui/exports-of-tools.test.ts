/** What tools give, as somebody has it: chosen, recognised, asked about once, looked at, imported, and linked. */
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { exampleFiles, packed, tarred } from '@/lib/import/formats/testing'
import { boardsOf, type Drop, drops, imported, titleOf } from '../exports-of-tools'
import { expect, test } from './fixtures'

/** One of each way to hand files over: the screen knows no tools, and the API is asked with all of them. */
const onScreen = [...new Map(drops.toReversed().map((drop) => [wayOf(drop), drop])).values()]
function wayOf({ as, of }: Drop): string {
  return as ?? (of.length > 1 ? 'files' : 'file')
}

/** One for all of them: each file is of a service of its own. */
let page: Page
test.beforeAll(async ({ browser, catalogue, session }) => {
  const context = await browser.newContext({ baseURL: catalogue.url, storageState: session })
  page = await context.newPage()
  // Those whom the files name as owners.
  for (const name of ['ana', 'bob', 'jdoe', 'jonas', 'mia'])
    await catalogue.api('PUT', 'users', { name, email: `${name}@example.com` })
})
test.afterAll(() => page.context().close())

const path = (name: string) => join('data/exports', name)

async function choose({ of, as }: Drop): Promise<void> {
  const [first = ''] = of
  const file = page.getByLabel(as === 'folder' ? 'Folder to import' : 'File to import')
  if (as === 'ZIP' || as === 'tgz') {
    const buffer = Buffer.from((as === 'ZIP' ? packed : tarred)(exampleFiles(first)))
    await file.setInputFiles({ name: `export.${as.toLowerCase()}`, mimeType: 'application/octet-stream', buffer })
  } else await file.setInputFiles(as === 'folder' ? path(first) : of.map(path))
}

/** What the file does not say itself, each once, for all rows. */
async function answer(service: string): Promise<void> {
  const which = page.getByRole('combobox', { name: 'One service for all rows' })
  await which.fill(service)
  await page.getByRole('option', { name: `Use “${service}”` }).click()
  await page.getByLabel('Create the service and the tags that are missing').check()
  const address = page.getByLabel('Address of the tool')
  if (await address.isVisible()) await address.fill('https://bi.example.com')
  const classification = page.getByLabel('Classification of its tags')
  if (await classification.isVisible()) await classification.fill('Labels')
}

test('the only service of the tool is chosen already, and the same file again changes nothing', async () => {
  const look = async () => {
    await page.goto('/import')
    await page.getByLabel('File to import').setInputFiles(path('grafana/v1.json'))
    await expect(page.getByRole('combobox', { name: 'One service for all rows' })).toHaveValue('grafana_prod')
    await page.getByRole('button', { name: 'Preview changes' }).click()
  }
  await look()
  await page.getByRole('button', { name: 'Import 2 rows' }).click()
  await expect(page.getByRole('heading', { name: 'Import finished: 2 written, 0 failed' })).toBeVisible()
  await look()
  await expect(page.getByRole('button', { name: 'Unchanged 2' })).toBeVisible()
})

for (const [at, given] of onScreen.entries())
  test(titleOf(given), async ({ catalogue }) => {
    const service = `drop_${at}`
    await page.goto('/import')
    await choose(given)
    await expect(page.getByRole('heading', { name: given.said, exact: true })).toBeVisible()
    const asksForAddress = await page.getByLabel('Address of the tool').isVisible()
    await answer(service)
    await page.getByRole('button', { name: 'Preview changes' }).click()

    const run = page.getByRole('button', { name: /^Import \d+ rows?$/ })
    await expect(run).toBeEnabled()
    await expect(page.getByRole('region', { name: 'Problems' })).toBeHidden()
    await expect(page.getByRole('button', { name: 'Will fail 0' })).toBeVisible()
    const count = Number((await run.textContent())?.match(/\d+/)?.[0])
    await run.click()
    await expect(page.getByRole('heading', { name: `Import finished: ${count} written, 0 failed` })).toBeVisible()

    const { boards, links } = await imported(catalogue.api, service)
    expect(boards).toEqual(boardsOf(given))
    if (asksForAddress) expect(links.some((link) => link.startsWith('https://bi.example.com/'))).toBe(true)
  })

test('charts alone are told to be charts, and come in as such', async ({ catalogue }) => {
  await page.goto('/import')
  await page.getByLabel('File to import').setInputFiles(path('superset/charts.json'))
  await expect(page.getByText('It has 1 chart: say that it is a file of charts')).toBeVisible()
  await page.getByRole('radio', { name: 'Charts' }).check()
  await page.getByLabel('File to import').setInputFiles(path('superset/charts.json'))
  await expect(page.getByRole('heading', { name: 'Superset API answer of 1 chart', exact: true })).toBeVisible()
  await answer('charts_alone')
  await page.getByRole('button', { name: 'Preview changes' }).click()
  await page.getByRole('button', { name: 'Import 1 row' }).click()
  await expect(page.getByRole('heading', { name: 'Import finished: 1 written, 0 failed' })).toBeVisible()
  expect((await catalogue.api('GET', 'charts?service=charts_alone')).data).toMatchObject([
    { displayName: "World's Population", sourceUrl: 'https://bi.example.com/explore/?slice_id=65' },
  ])
})

test('what System Activity tells of Looker is a table, with the names that the API answer has', async ({
  catalogue,
}) => {
  await catalogue.api('PUT', 'services/dashboardServices', { name: 'looker_activity', serviceType: 'Looker' })
  await page.goto('/import')
  await page.getByLabel('File to import').setInputFiles(path('looker/system-activity.csv'))
  await page.getByRole('combobox', { name: 'One service for all rows' }).fill('looker_activity')
  await page.getByRole('option', { name: 'looker_activity' }).click()
  await page.getByRole('button', { name: 'Preview changes' }).click()
  await page.getByRole('button', { name: 'Write “.” for “::”' }).click()
  await page.getByRole('button', { name: 'Import 2 rows' }).click()
  await expect(page.getByRole('heading', { name: 'Import finished: 2 written, 0 failed' })).toBeVisible()
  const { data } = await catalogue.api('GET', 'dashboards?service=looker_activity&fields=owners&limit=10')
  expect(data).toMatchObject([
    { name: '42', displayName: 'Returns', owners: [{ name: 'ana' }] },
    { name: 'thelook.business_pulse', displayName: 'Business Pulse', owners: [] },
  ])
})
