import { defineProperty, expect, expectAccessible, expectNoOverflow, tabTo, test } from './fixtures'

test.beforeAll(async ({ catalogue }) => {
  const { id: steward } = await catalogue.api('PUT', 'teams', {
    name: 'stewards',
    displayName: 'Data stewards',
    teamType: 'Group',
  })
  const define = (...property: [name: string, type: string, config?: unknown]) => defineProperty(catalogue, ...property)
  await define('Cost, in EUR', 'number')
  await define('Reviewed', 'date-cp', 'yyyy-MM-dd')
  await define('Zone', 'enum', { values: ['eu', 'us'] })
  await define('Steward', 'entityReference', ['team'])
  await define('Handbook', 'hyperlink-cp')
  await catalogue.api('PUT', 'dashboards', {
    name: 'sales',
    displayName: 'Sales',
    service: 'sample_superset',
    project: 'Harbour',
    extension: {
      'Cost, in EUR': 1200.5,
      Reviewed: '2026-01-31',
      Zone: ['eu'],
      Steward: { id: steward, type: 'team', name: 'stewards', displayName: 'Data stewards' },
      Handbook: { url: 'https://wiki.example.com/sales', displayText: 'Handbook of sales' },
    },
  })
  await catalogue.api('PUT', 'dashboards', { name: 'bare', displayName: 'Bare', service: 'sample_superset' })
})

test('columns are chosen by keys, custom properties among them, and stay in the address', async ({
  signedIn: page,
}) => {
  await page.goto('/dashboards')
  const table = page.getByRole('table', { name: 'Dashboards' })
  await expect(table.getByRole('columnheader', { name: 'Owners' })).toBeVisible()
  const button = page.getByRole('button', { name: 'Columns', exact: true })
  await tabTo(page, 'Columns', 'button')
  await expect(button).toBeFocused()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('dialog', { name: 'Columns' })
  await expect(panel.getByRole('group', { name: 'Custom properties' })).toBeVisible()
  await expect(panel.getByRole('checkbox', { name: 'Owners' })).toBeChecked()
  await expectAccessible(page)
  await panel.getByRole('checkbox', { name: 'Owners' }).focus()
  await expect(panel.getByRole('checkbox', { name: 'Owners' })).toBeFocused()
  await page.keyboard.press('Space')
  await expect(table.getByRole('columnheader', { name: 'Owners' })).toHaveCount(0)
  for (const name of ['Project', 'Cost, in EUR', 'Reviewed', 'Zone', 'Steward', 'Handbook']) {
    await panel.getByRole('checkbox', { name, exact: true }).check()
    await expect(table.getByRole('columnheader', { name })).toBeAttached()
  }
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(button).toBeFocused()

  const row = table.getByRole('row', { name: /Sales/ })
  for (const text of ['Harbour', '1,200.5', '2026-01-31', 'eu']) await expect(row).toContainText(text)
  await expect(row.getByRole('link', { name: 'Data stewards' })).toHaveAttribute('href', /stewards/)
  await expect(row.getByRole('link', { name: /Handbook of sales/ })).toHaveAttribute(
    'href',
    'https://wiki.example.com/sales',
  )
  await expect(table).not.toContainText('{')
  await expectAccessible(page)
  await expectNoOverflow(page)

  await page.reload()
  await expect(row).toContainText('1,200.5')
  await expect(table.getByRole('columnheader', { name: 'Owners' })).toHaveCount(0)
})

test('a list is as it comes again after a reset, and says so in the address', async ({ signedIn: page }) => {
  await page.goto('/dashboards?cols=extension:Zone,extension:gone')
  const table = page.getByRole('table', { name: 'Dashboards' })
  await expect(table.getByRole('columnheader')).toHaveCount(2)
  await page.getByRole('button', { name: 'Columns', exact: true }).click()
  await page.getByRole('dialog', { name: 'Columns' }).getByRole('button', { name: 'Reset columns' }).click()
  await expect(page).toHaveURL(/\/dashboards$/)
  await expect(table.getByRole('columnheader', { name: 'Owners' })).toBeVisible()
})

test('at 390 pixels they are chosen among the filters, and stand on the cards', async ({ signedIn: page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/dashboards')
  await expect(page.getByRole('link', { name: 'Sales' })).toBeVisible()
  await page.getByRole('button', { name: 'Filters' }).click()
  const dialog = page.getByRole('dialog', { name: 'Filters' })
  await dialog.getByRole('checkbox', { name: 'Zone', exact: true }).check()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: /^Show \d+/ }).click()
  await expect(dialog).toBeHidden()
  const card = page.getByRole('listitem').filter({ hasText: 'Sales' })
  await expect(card.getByRole('definition').filter({ hasText: 'eu' })).toBeVisible()
  await expectNoOverflow(page)
})

test('every list has them', async ({ signedIn: page }) => {
  for (const [path, role, label, column] of [
    ['/charts', 'table', 'Charts', 'Source URL'],
    ['/services', 'table', 'Services', 'Updated by'],
    ['/settings/teams', 'treegrid', 'Teams', 'Description'],
  ] as const) {
    await page.goto(path)
    await page.getByRole('button', { name: 'Columns', exact: true }).click()
    await page.getByRole('dialog', { name: 'Columns' }).getByRole('checkbox', { name: column }).check()
    await expect(page.getByRole(role, { name: label }).getByRole('columnheader', { name: column })).toBeAttached()
  }
})

test('a list is filtered and sorted by custom properties, and stays so by its address', async ({ signedIn: page }) => {
  await page.goto('/dashboards?cols=extension:Zone,extension:Cost%252C%20in%20EUR')
  const table = page.getByRole('table', { name: 'Dashboards' })
  const names = table.getByRole('row').getByRole('link')
  const cost = table.getByRole('button', { name: 'Cost, in EUR' })
  await expect(names.first()).toHaveText('Bare')
  await cost.click()
  await expect(names.first()).toHaveText('Sales')
  await expect(table.getByRole('columnheader', { name: 'Cost, in EUR' })).toHaveAttribute('aria-sort', 'ascending')

  const chip = page.getByRole('button', { name: 'Property', exact: true })
  await chip.focus()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('dialog', { name: 'Filter by property' })
  const zone = panel.getByRole('combobox', { name: 'Zone' })
  await expect(zone).toBeVisible()
  await expectAccessible(page)
  await zone.selectOption('eu')
  await panel.getByRole('spinbutton', { name: 'Cost, in EUR' }).fill('1200.5')
  await page.keyboard.press('Enter')
  await expect(panel).toBeHidden()
  await expect(table.getByRole('link', { name: 'Bare' })).toHaveCount(0)
  await expect(table.getByRole('link', { name: 'Sales' })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Property: .*Zone: eu/ })).toBeVisible()
  await expectAccessible(page)
  await expectNoOverflow(page)

  await page.reload()
  await expect(table.getByRole('link', { name: 'Sales' })).toBeVisible()
  await expect(table.getByRole('link', { name: 'Bare' })).toHaveCount(0)

  // Nothing has both: what is set is named, and taken away there.
  await page.goto('/dashboards?extension=Zone:us')
  const empty = page.getByRole('list', { name: 'Filters that are set' })
  await empty.getByRole('button', { name: 'Remove Zone: us' }).click()
  await expect(table.getByRole('link', { name: 'Bare' })).toBeVisible()
})

test('what has no value, a range and a part of a text are asked for in the same place', async ({ signedIn: page }) => {
  await page.goto('/dashboards')
  const table = page.getByRole('table', { name: 'Dashboards' })
  const bare = table.getByRole('link', { name: 'Bare', exact: true })
  const sales = table.getByRole('link', { name: 'Sales', exact: true })
  const panel = page.getByRole('dialog', { name: 'Filter by property' })
  const chip = page.getByRole('button', { name: /^Property/ })
  const apply = panel.getByRole('button', { name: 'Apply' })
  await chip.click()
  const cost = panel.getByRole('group', { name: 'Cost, in EUR' })
  await cost.getByRole('combobox').selectOption('is between')
  await cost.getByRole('spinbutton', { name: 'From' }).fill('1000')
  await cost.getByRole('spinbutton', { name: 'To' }).fill('2000')
  const reviewed = panel.getByRole('group', { name: 'Reviewed' })
  await reviewed.getByRole('combobox').selectOption('is between')
  await reviewed.getByLabel('To').fill('2026-01-31')
  await expectAccessible(page)
  await apply.click()
  await expect(bare).toHaveCount(0)
  await expect(sales).toBeVisible()
  await expect(chip).toHaveText('Property: Cost, in EUR from 1000, Cost, in EUR to 2000, Reviewed to 2026-01-31')

  // The address has it, and the panel shows what it has.
  await page.reload()
  await expect(sales).toBeVisible()
  await chip.click()
  await expect(cost.getByRole('spinbutton', { name: 'To' })).toHaveValue('2000')
  await cost.getByRole('combobox').selectOption('has no value')
  await reviewed.getByRole('combobox').selectOption('is')
  await reviewed.getByLabel('Reviewed', { exact: true }).fill('')
  await panel.getByRole('combobox', { name: 'Zone' }).selectOption('Has no value')
  await apply.click()
  await expect(bare).toBeVisible()
  await expect(sales).toHaveCount(0)
  await expect(chip).toHaveText('Property: Cost, in EUR is empty, Zone is empty')

  // Nothing is so: each can be taken away alone.
  await page.goto('/dashboards?extension=Handbook:contains:nowhere,Zone:is:set')
  const empty = page.getByRole('list', { name: 'Filters that are set' })
  await empty.getByRole('button', { name: 'Remove Handbook contains nowhere' }).click()
  await expect(sales).toBeVisible()
  await expect(chip).toHaveText('Property: Zone is set')
  await expect(page).toHaveURL(/extension=Zone:is:set$/)
})

test('lists of what governs have them too', async ({ signedIn: page, catalogue }) => {
  const { id } = await catalogue.api('GET', 'metadata/types/name/domain')
  const { id: text } = await catalogue.api('GET', 'metadata/types/name/string')
  await catalogue.api('PUT', `metadata/types/${id}`, { name: 'Seat', propertyType: { id: text, type: 'type' } })
  for (const [name, extension] of [
    ['North', { Seat: 'Hamburg' }],
    ['South', {}],
  ] as const)
    await catalogue.api('PUT', 'domains', { name, domainType: 'Aggregate', description: 'A region', extension })
  await page.goto('/settings/domains?extension=Seat:is:empty')
  const table = page.getByRole('table', { name: 'Domains' })
  const chip = page.getByRole('button', { name: /^Property/ })
  await expect(table.getByRole('link', { name: 'South' })).toBeVisible()
  await expect(table.getByRole('link', { name: 'North' })).toHaveCount(0)
  await expect(chip).toHaveText('Property: Seat is empty')
  await chip.click()
  const panel = page.getByRole('dialog', { name: 'Filter by property' })
  const seat = panel.getByRole('group', { name: 'Seat' })
  await seat.getByRole('combobox').selectOption('contains')
  await seat.getByRole('textbox', { name: 'Seat' }).fill('burg')
  await panel.getByRole('button', { name: 'Apply' }).click()
  await expect(table.getByRole('link', { name: 'North' })).toBeVisible()
  await expect(table.getByRole('link', { name: 'South' })).toHaveCount(0)
})

test('a narrow window has the filters by custom properties among the others', async ({ signedIn: page }) => {
  await page.setViewportSize({ width: 390, height: 800 })
  await page.goto('/dashboards?cols=extension:Zone')
  await page.getByRole('button', { name: 'Filters', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Filters' })
  await dialog.getByRole('combobox', { name: 'Sort' }).selectOption({ label: 'Zone, ascending' })
  await dialog.getByRole('combobox', { name: 'Zone' }).selectOption('eu')
  await dialog.getByRole('button', { name: 'Apply' }).click()
  await expect(dialog.getByRole('button', { name: 'Show 1', exact: true })).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Apply' })).toBeFocused()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Clear filters' }).click()
  await expect(dialog.getByRole('combobox', { name: 'Zone' })).toHaveValue('')
})
