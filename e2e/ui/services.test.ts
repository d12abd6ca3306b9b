import { expect, expectAccessible, test } from './fixtures'

test.describe.configure({ mode: 'serial' })

test('a service is created, found in the list and shows what is in it', async ({ signedIn: page }) => {
  await page.goto('/services')
  await expect(page.getByRole('table', { name: 'Services' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'New service' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('metabase_eu')
  await page.getByRole('combobox', { name: 'Tool' }).selectOption('Metabase')
  await page.getByRole('textbox', { name: 'Display name' }).fill('Metabase Europe')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Create service' }).click()

  await expect(page.getByRole('heading', { name: 'Metabase Europe', level: 1 })).toBeVisible()
  const summary = page.getByRole('region', { name: 'Service summary' })
  await expect(summary.getByRole('link', { name: 'Version 0.1' })).toBeVisible()
  await expect(summary.getByRole('button', { name: 'Copy FQN' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'No dashboards in this service yet' })).toBeVisible()
  await expectAccessible(page)
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: /Services/ })
    .click()
  await expect(page.getByRole('row', { name: /Metabase Europe/ })).toContainText('metabase_eu')
})

test('a name that is taken is known before it is sent, and compared with what bears it', async ({ signedIn: page }) => {
  await page.goto('/services/new')
  const name = page.getByRole('textbox', { name: 'Name', exact: true })
  await name.fill('metabase_eu')
  await expect(page.getByRole('status').filter({ hasText: 'exists' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'What will happen' })).toContainText('Creating will be refused')
  await page.getByRole('combobox', { name: 'Tool' }).selectOption('Metabase')
  await page.getByRole('textbox', { name: 'Display name' }).fill('Another')
  await page.getByRole('button', { name: 'Create service' }).click()
  const refused = page.getByRole('alert').filter({ hasText: 'This service already exists' })
  await expect(refused).toBeFocused()
  await expect(refused.getByRole('row', { name: /Display name/ })).toContainText('Metabase EuropeAnother')
  await expectAccessible(page)
  await refused.getByRole('button', { name: 'Change name' }).click()
  await expect(name).toBeFocused()

  // What was typed is not left without a word.
  await page.getByRole('link', { name: 'Cancel' }).click()
  const question = page.getByRole('alertdialog', { name: 'Leave without saving?' })
  await question.getByRole('button', { name: 'Stay' }).click()
  await expect(name).toHaveValue('metabase_eu')
  await page.getByRole('link', { name: 'Cancel' }).click()
  await question.getByRole('button', { name: 'Leave' }).click()
  await expect(page.getByRole('heading', { name: 'Services', level: 1 })).toBeVisible()
})

test('it is updated instead, with what is stored where nothing was typed', async ({ signedIn: page, catalogue }) => {
  await catalogue.api('PUT', 'services/dashboardServices', {
    name: 'looker_eu',
    serviceType: 'Looker',
    description: 'Stays',
  })
  await page.goto('/services/new?name=looker_eu&mode=upsert')
  await page.getByRole('textbox', { name: 'Display name' }).fill('Looker Europe')
  await expect(page.getByRole('combobox', { name: 'Tool' })).toHaveValue('Looker')
  await expect(page.getByRole('region', { name: 'What will happen' })).toContainText('1 field will change')
  await page.getByRole('button', { name: 'Create or update service' }).click()
  await expect(page.getByRole('heading', { name: 'Looker Europe', level: 1 })).toBeVisible()
  expect(await catalogue.api('GET', 'services/dashboardServices/name/looker_eu')).toMatchObject({
    displayName: 'Looker Europe',
    description: 'Stays',
    version: 0.2,
  })
})

test('somebody else was faster: both changes to a service are kept', async ({ signedIn: page, catalogue }) => {
  const { id } = await catalogue.api('GET', 'services/dashboardServices/name/looker_eu')
  await page.goto('/services/looker_eu/edit')
  await page.getByRole('textbox', { name: 'Description' }).fill('Mine')
  await catalogue.api('PATCH', `services/dashboardServices/${id}`, [
    { op: 'replace', path: '/displayName', value: 'Theirs' },
  ])
  await page.getByRole('button', { name: 'Save changes' }).click()
  await page.getByRole('button', { name: 'Save merged' }).click()
  await expect(page.getByRole('heading', { name: 'Theirs', level: 1, exact: true })).toBeVisible()
  expect(await catalogue.api('GET', `services/dashboardServices/${id}`)).toMatchObject({
    displayName: 'Theirs',
    description: 'Mine',
  })
})

test('its description is edited', async ({ signedIn: page }) => {
  await page.goto('/services/metabase_eu/edit')
  await page.getByRole('textbox', { name: 'Description' }).fill('Everything about Europe')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('heading', { name: 'Metabase Europe', level: 1, exact: true })).toBeVisible()
  await page.getByRole('tab', { name: 'Details' }).click()
  await expect(page.getByRole('region', { name: 'Description' })).toContainText('Everything about Europe')
})

test('a chart is created in it, edited and listed', async ({ signedIn: page, catalogue }) => {
  await page.goto('/charts/new')
  await page.getByRole('combobox', { name: 'Service' }).fill('metabase')
  await page.getByRole('option', { name: /Metabase Europe/ }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('7')
  await page.getByRole('textbox', { name: 'Display name' }).fill('Revenue by month')
  await page.getByRole('combobox', { name: 'Type' }).selectOption('Line')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Create chart' }).click()
  await expect(page.getByRole('heading', { name: 'Revenue by month', level: 1 })).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('link', { name: 'Edit' }).click()
  await page.getByRole('textbox', { name: 'Description' }).fill('Net of returns')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('link', { name: 'Version 0.2' })).toBeVisible()
  await expect(page.getByText('Net of returns', { exact: true })).toBeVisible()
  // The address that outlives names leads to charts as well.
  const { id } = await catalogue.api('GET', 'charts/name/metabase_eu.7')
  await page.goto(`/d/${id}`)
  await expect(page).toHaveURL(/\/charts\/metabase_eu\.7$/)
  await page.goto('/charts/metabase_eu.7?tab=versions')
  await expect(page.getByRole('region', { name: 'Version 0.2: changes since 0.1' })).toContainText('Net of returns')
  await expectAccessible(page)

  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: /Charts/ })
    .click()
  await page.getByRole('searchbox', { name: 'Search charts' }).fill('revenue month')
  await expect(page.getByRole('row', { name: /Revenue by month/ })).toContainText('metabase_eu.7')
  await expectAccessible(page)
})

test('a chart whose name is taken can be compared, and both changes are kept when somebody was faster', async ({
  signedIn: page,
  catalogue,
}) => {
  await page.goto('/charts/new?service=metabase_eu&name=7')
  await expect(page.getByRole('status').filter({ hasText: 'exists' })).toBeVisible()
  await page.getByRole('button', { name: 'Create chart' }).click()
  const refused = page.getByRole('alert').filter({ hasText: 'This chart already exists' })
  await expect(refused).toBeFocused()
  await expect(refused.getByRole('link', { name: 'Open existing' })).toHaveAttribute('href', '/charts/metabase_eu.7')

  const { id } = await catalogue.api('GET', 'charts/name/metabase_eu.7')
  await page.goto('/charts/metabase_eu.7/edit')
  await page.getByRole('textbox', { name: 'Source URL' }).fill('https://metabase.example.com/7')
  await expect(page.getByRole('region', { name: 'What will happen' })).toContainText('1 field will change')
  await catalogue.api('PATCH', `charts/${id}`, [{ op: 'replace', path: '/description', value: 'Net of all returns' }])
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('alert').filter({ hasText: /changed while you were editing/i })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save merged' }).click()
  await expect(page.getByRole('heading', { name: 'Revenue by month', level: 1, exact: true })).toBeVisible()
  expect(await catalogue.api('GET', `charts/${id}`)).toMatchObject({
    description: 'Net of all returns',
    sourceUrl: 'https://metabase.example.com/7',
  })
})

test('what was typed about a chart is not left without a word', async ({ signedIn: page }) => {
  await page.goto('/charts/metabase_eu.7/edit')
  const title = page.getByRole('textbox', { name: 'Display name' })
  await title.fill('Half a thou')
  await page.getByRole('link', { name: 'Cancel' }).click()
  const question = page.getByRole('alertdialog', { name: 'Leave without saving?' })
  await question.getByRole('button', { name: 'Stay' }).click()
  await expect(title).toHaveValue('Half a thou')
  await page.getByRole('link', { name: 'Cancel' }).click()
  await question.getByRole('button', { name: 'Leave' }).click()
  await expect(page.getByRole('heading', { name: 'Revenue by month', level: 1, exact: true })).toBeVisible()
})

test('deleting the service takes the chart along, and undoing brings both back', async ({ signedIn: page }) => {
  await page.goto('/services/metabase_eu')
  await page.getByRole('button', { name: 'More actions for Metabase Europe' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Delete Metabase Europe?' })
  await expect(dialog).toContainText('1 chart')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Services', level: 1 })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Metabase Europe' })).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('link', { name: 'Metabase Europe' })).toBeVisible()
  await page.goto('/charts/metabase_eu.7')
  await expect(page.getByRole('heading', { name: 'Revenue by month', level: 1 })).toBeVisible()
})
