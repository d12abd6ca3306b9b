/** What each tool gives, as somebody has it: chosen, recognised, asked about once, looked at, imported, and linked. */
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { exampleFiles, packed, tarred } from '@/lib/import/formats/testing'
import { expect, test } from './fixtures'

/** Dashboards by what people call them, with the charts on them. */
type Boards = Readonly<Record<string, readonly string[]>>

interface Drop {
  /** Below `data/exports`: a file, several, or a folder. */
  readonly of: readonly string[]
  /** What the tool or somebody has packed or unpacked. */
  readonly as?: 'ZIP' | 'tgz' | 'folder'
  readonly said: string
  readonly boards: Boards
}

const drop = (said: string, of: string | readonly string[], boards: Boards, as?: Drop['as']): Drop => ({
  of: typeof of === 'string' ? [of] : of,
  said,
  boards,
  ...(as !== undefined && { as }),
})

const drops: readonly Drop[] = [
  drop(
    'Superset export of 1 dashboard and 3 charts from 1 database',
    'superset/export',
    { 'USA Births Names': ['Genders', 'Boys', 'Genders by State'] },
    'ZIP',
  ),
  drop('Superset export of 1 dashboard and 3 charts', 'superset/export/dashboards/USA_Births_Names_9.yaml', {
    'USA Births Names': ['Genders', 'Boys', 'Genders by State'],
  }),
  drop('Superset API answer of 2 dashboards', 'superset/list.json', { "World Bank's Data": [], Sales: [] }),
  drop('Superset API answer of 1 dashboard and 2 charts', 'superset/dashboard.json', {
    "World Bank's Data": ["World's Population", 'Region Filter'],
  }),
  drop('Grafana export of 1 dashboard and 4 charts', 'grafana/classic.json', {
    'Nodes of $cluster': [`Load of \${node}`, 'Untitled stat 3', 'Memory by process', `Latency of \${service}`],
  }),
  drop('Grafana export of 1 dashboard and 1 chart', 'grafana/v1.json', { 'Orders by hour': ['Orders'] }),
  drop('Grafana export of 1 dashboard and 2 charts', 'grafana/v2.json', { Shop: ['Revenue', 'Shop totals'] }),
  drop('Grafana export of 1 dashboard and 1 chart', 'grafana/answer.json', { Checkout: ['Last errors'] }),
  drop('Grafana export of 2 dashboards', 'grafana/search.json', { Checkout: [], Home: [] }),
  drop(
    'Grafana export of 2 dashboards and 2 charts',
    'grafana/several',
    { Orders: ['Open'], 'Returns & Refunds': ['Rate'] },
    'folder',
  ),
  drop(
    'Metabase serialization of 1 dashboard and 2 charts',
    'metabase/serialization',
    { Revenue: ['By month', 'By customer'] },
    'folder',
  ),
  drop(
    'Metabase serialization of 1 dashboard and 2 charts',
    'metabase/serialization',
    { Revenue: ['By month', 'By customer'] },
    'tgz',
  ),
  drop(
    'Metabase serialization of 1 dashboard and 1 chart',
    'metabase/serialization-before-2026',
    { Revenue: ['By month'] },
    'ZIP',
  ),
  drop('Metabase API answer of 1 dashboard and 1 chart', 'metabase/dashboard.json', {
    test_dashboard: ['test_question'],
  }),
  drop('Metabase API answer of 1 dashboard', 'metabase/list.json', { Ops: [] }),
  drop('Metabase API answer of 1 dashboard and 1 chart', 'metabase/search.json', { Ops: [] }),
  drop('LookML of 1 dashboard', 'looker/vpn_saasboard__churn.dashboard.lookml', { 'VPN SaaSboard - Churn': [] }),
  drop('LookML of 1 dashboard and 4 charts', 'looker/experiment_cost.dashboard.lookml', {
    'Experiment Analysis Cost': ['Cost per day', 'Monthly cost', 'Cost per query', 'Last Run Cost'],
  }),
  drop('LookML of 2 dashboards and 2 charts', 'looker/several.dashboard.lookml', {
    Base: ['Orders'],
    'Business Pulse': ['Orders', 'Customers'],
  }),
  drop('Looker API answer of 2 dashboards and 2 charts', 'looker/answer.json', {
    'Business Pulse': [],
    Returns: ['Reasons', 'Return rate'],
  }),
  drop('Tableau workbook of 1 dashboard and 1 chart', 'tableau/Cache.twbx', { US_Superstore_Rev: ['Sheet 21'] }),
  drop('Tableau workbook of 1 dashboard and 3 charts', 'tableau/sales.twb', {
    'Sales overview': ['Profit & Loss', 'By region'],
  }),
  drop('Tableau REST answer of 6 dashboards', 'tableau/workbooks.xml', {
    Superstore: [],
    'World Indicators': [],
    'Odata book': [],
    test: [],
    PersonalSpaceDemo: [],
  }),
  drop('Tableau REST answer of 1 dashboard and 3 charts', 'tableau/views.xml', {
    Superstore: ['Overview', 'Product', 'Customers'],
  }),
  drop('Tableau REST answer of 2 dashboards and 1 chart', ['tableau/workbooks.json', 'tableau/projects.xml'], {
    Forecast: ['Pipeline'],
  }),
  drop('Power BI scan of 2 dashboards and 3 charts from 1 workspace', 'power-bi/scan.json', {
    Cash: [],
    Money: ['Balance', 'As of today', 'Untitled tile of Cash'],
  }),
  drop('Power BI API answer of 1 dashboard', 'power-bi/reports.json', { Cash: [] }),
  drop('Power BI API answer of 1 dashboard', 'power-bi/dashboards.json', { Money: [] }),
  drop(
    'Power BI project of 1 dashboard and 3 charts',
    'power-bi/project',
    { Sales: ['Card on Orders', "Returns of the 'web shop'", 'Column chart on Returns'] },
    'folder',
  ),
  drop('Power BI project of 1 dashboard and 1 chart', 'power-bi/legacy', { Stock: ['Stock by day'] }, 'ZIP'),
  drop('Redash API answer of 1 dashboard and 2 charts', 'redash/dashboard.json', {
    Sales: ['Orders: Chart', 'Orders: Table'],
  }),
  drop('Redash API answer of 1 dashboard', 'redash/list.json', { Sales: [] }),
  drop(
    'Lightdash export of 1 dashboard and 2 charts',
    'lightdash',
    { 'Jaffle dashboard': ['How much revenue do we have?', 'From elsewhere'] },
    'folder',
  ),
  drop('DataHub file of 1 dashboard and 1 chart from looker', 'datahub/snapshots.json', {
    'Baz Dashboard': ['Baz Chart 1'],
  }),
  drop('DataHub file of 1 dashboard and 1 chart from powerbi', 'datahub/aspects.json', { Cash: ['First page'] }),
  drop(
    'OpenMetadata sample of 2 dashboards and 3 charts',
    ['open-metadata/dashboards.json', 'open-metadata/charts.json'],
    {
      'Orders dashboard': ['Average and Sum Trends', 'Box plot'],
      'ETA Predictions Performance': ['ETA Predictions Accuracy'],
    },
  ),
]

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

/** Dashboards and charts of a service, as the API has them; one title that comes twice counts once. */
async function imported(api: (method: string, path: string) => Promise<unknown>, service: string) {
  const { data } = (await api('GET', `dashboards?service=${service}&fields=charts&limit=100`)) as {
    data: { displayName: string; sourceUrl?: string; charts: { displayName: string }[] }[]
  }
  const boards = new Map<string, string[]>()
  for (const { displayName, charts } of data)
    boards.set(
      displayName,
      [...(boards.get(displayName) ?? []), ...charts.map((chart) => chart.displayName)].toSorted(),
    )
  const { data: charts } = (await api('GET', `charts?service=${service}&limit=100`)) as {
    data: { sourceUrl?: string }[]
  }
  const links = [...data, ...charts].flatMap(({ sourceUrl }) => sourceUrl ?? [])
  return { boards: Object.fromEntries(boards), links }
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

for (const [at, given] of drops.entries())
  test(`${given.of.join(', ')}${given.as === undefined ? '' : `, a ${given.as}`}: ${given.said}`, async ({
    catalogue,
  }) => {
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
    expect(boards).toEqual(Object.fromEntries(Object.entries(given.boards).map(([name, on]) => [name, on.toSorted()])))
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
