import { expect, expectAccessible, expectNoOverflow, test } from './fixtures'

const service = 'sample_superset'
const wide = `SELECT ${'a_rather_long_column_name, '.repeat(30)}1`

test('code, tables and long words stay inside the page, on every kind of page', async ({
  signedIn: page,
  catalogue,
}) => {
  const description = `Before\n\n\`\`\`sql\n${wide}\n\`\`\`\n\n| ${'head | '.repeat(30)}\n|${'-|'.repeat(30)}\n| ${'cell | '.repeat(30)}\n\n${'x'.repeat(400)}`
  await catalogue.api('PUT', 'dashboards', { name: 'wide', service, description })
  await catalogue.api('PUT', 'charts', { name: 'wide', service, description })
  await catalogue.api('PUT', 'services/dashboardServices', { name: 'wide', serviceType: 'Looker', description })
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of [
    '/dashboards/sample_superset.wide',
    '/charts/sample_superset.wide',
    '/services/wide?tab=details',
  ]) {
    await page.goto(path)
    await expect(page.locator('pre')).toContainText('a_rather_long_column_name')
    await expectNoOverflow(page)
  }
})

test('HTML from an editor is formatted, words in angle brackets stay, nothing runs', async ({
  signedIn: page,
  catalogue,
}) => {
  const description =
    '<p>Monthly <b>revenue</b></p><ul><li>by region</li></ul>\n\namount <limit> applies <script>document.title = "taken"</script><img src=x onerror="document.title = 1">'
  await catalogue.api('PUT', 'dashboards', { name: 'html', service, description })
  await page.goto('/dashboards/sample_superset.html')
  await expect(page.getByText('revenue', { exact: true })).toHaveCSS('font-weight', '600')
  await expect(page.getByRole('listitem').filter({ hasText: 'by region' })).toBeVisible()
  await expect(page.getByText('amount <limit> applies')).toBeVisible()
  await expect(page).not.toHaveTitle(/taken|^1$/)
  await expectAccessible(page)
})

test('a hostile text neither hangs the page nor the preview of a form', async ({ signedIn: page, catalogue }) => {
  await catalogue.api('PUT', 'dashboards', { name: 'hostile', service, description: `${'> '.repeat(8_000)}innermost` })
  await page.goto('/dashboards/sample_superset.hostile')
  await expect(page.getByText('innermost')).toBeVisible()
  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  await page.getByRole('tab', { name: 'Preview' }).click()
  await expect(page.getByRole('tabpanel', { name: 'Preview' })).toContainText('innermost')
})

test('custom properties are read as what they are, and owners, tags and domains lead to what has them too', async ({
  signedIn: page,
  catalogue,
}) => {
  const types = new Map<string, string>()
  for (const name of ['enum', 'hyperlink-cp', 'timeInterval', 'table-cp', 'entityReference'])
    types.set(name, String((await catalogue.api('GET', `metadata/types/name/${name}`)).id))
  const { id: dashboardType } = await catalogue.api('GET', 'metadata/types/name/dashboard')
  const define = (name: string, type: string, config?: unknown) =>
    catalogue.api('PUT', `metadata/types/${dashboardType}`, {
      name,
      propertyType: { id: types.get(type), type: 'type' },
      ...(config !== undefined && { customPropertyConfig: { config } }),
    })
  await define('region', 'enum', { values: ['North', 'South'], multiSelect: true })
  await define('wiki', 'hyperlink-cp')
  await define('window', 'timeInterval')
  await define('slo', 'table-cp', { columns: ['metric', 'target'] })
  await define('steward', 'entityReference')
  const team = await catalogue.api('PUT', 'teams', { name: 'bi', displayName: 'BI team', teamType: 'Group' })
  await catalogue.api('PUT', 'domains', { name: 'Sales', domainType: 'Aggregate', description: 'Sales' })
  await catalogue.api('PUT', 'dashboards', {
    name: 'custom',
    service,
    owners: [{ id: team.id, type: 'team' }],
    domains: ['Sales'],
    tags: [{ tagFQN: 'PII.Sensitive', source: 'Classification', labelType: 'Manual', state: 'Confirmed' }],
    extension: {
      region: ['North', 'South'],
      wiki: { url: 'https://wiki.example.com/sales', displayText: 'Handbook' },
      window: { start: 1767225600000, end: 1769904000000 },
      slo: { rows: [{ metric: 'freshness', target: '1 h' }] },
      steward: { id: team.id, type: 'team', name: 'bi', displayName: 'BI team' },
    },
  })
  await page.goto('/dashboards/sample_superset.custom')
  const facts = page.getByRole('complementary', { name: 'Facts' })
  await expect(facts).not.toContainText('{')
  await expect(facts).toContainText('North')
  await expect(facts.getByRole('link', { name: /wiki\.example\.com\/sales/ })).toHaveAttribute(
    'href',
    'https://wiki.example.com/sales',
  )
  await expect(facts.getByRole('cell', { name: 'freshness' })).toBeVisible()
  await expectAccessible(page)
  for (const [name, path] of [
    ['BI team', '/teams/bi'],
    ['Sales', '/domains/Sales'],
    ['Sensitive', '/tags/PII.Sensitive'],
  ] as const) {
    await page.goto('/dashboards/sample_superset.custom')
    await facts.getByRole('link', { name, exact: true }).first().click()
    await expect(page).toHaveURL(path)
    await page.getByRole('tab', { name: 'Dashboards' }).click()
    await expect(page.getByRole('link', { name: 'custom', exact: true })).toBeVisible()
  }
})
