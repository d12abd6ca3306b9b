import { expect, expectAccessible, test } from './fixtures'

test.use({ world: 'services' })

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

test('a name that is taken is refused at its field', async ({ signedIn: page }) => {
  await page.goto('/services/new')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('metabase_eu')
  await page.getByRole('combobox', { name: 'Tool' }).selectOption('Metabase')
  await page.getByRole('button', { name: 'Create service' }).click()
  const problem = page.getByRole('alert').filter({ hasText: 'There is a problem' })
  await expect(problem).toContainText('metabase_eu already exists')
  await expect(problem).toBeFocused()
})

test('its description is edited', async ({ signedIn: page }) => {
  await page.goto('/services/metabase_eu/edit')
  await page.getByRole('textbox', { name: 'Description' }).fill('Everything about Europe')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('heading', { name: 'Metabase Europe', level: 1 })).toBeVisible()
  await expect(page.getByText('Everything about Europe')).toBeVisible()
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
  await expect(page.getByText('Net of returns')).toBeVisible()
  // The address that outlives names leads to charts as well.
  const { id } = await catalogue.api('GET', 'charts/name/metabase_eu.7')
  await page.goto(`/d/${id}`)
  await expect(page).toHaveURL(/\/charts\/metabase_eu\.7$/)
  await page.goto('/charts/metabase_eu.7?tab=versions')
  await expect(page.getByText('Net of returns')).toBeVisible()
  await expectAccessible(page)

  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: /Charts/ })
    .click()
  await page.getByRole('searchbox', { name: 'Search charts' }).fill('revenue month')
  await expect(page.getByRole('row', { name: /Revenue by month/ })).toContainText('metabase_eu.7')
  await expectAccessible(page)
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
