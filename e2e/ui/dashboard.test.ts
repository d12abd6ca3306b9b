import { expect, expectAccessible, test } from './fixtures'

test.describe.configure({ mode: 'serial' })

test('a steward creates sample_superset.10 and sees its name, version and service', async ({ signedIn: page }) => {
  await page.getByRole('link', { name: 'New dashboard' }).first().click()
  await expect(page.getByRole('heading', { name: 'New dashboard' })).toBeVisible()
  await page.getByRole('combobox', { name: 'Service' }).fill('sample_superset')
  await page.getByRole('option', { name: /sample_superset/ }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('10')
  await page.getByRole('textbox', { name: 'Display name' }).fill('deck.gl Demo')
  await expect(page.getByRole('status', { name: 'Fully qualified name' })).toContainText('sample_superset.10')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Create dashboard' }).click()

  await expect(page.getByRole('heading', { name: 'deck.gl Demo', level: 1 })).toBeVisible()
  const summary = page.getByRole('region', { name: 'Dashboard summary' })
  await expect(summary.getByText('sample_superset.10', { exact: true })).toBeVisible()
  await expect(summary.getByRole('link', { name: 'Version 0.1' })).toBeVisible()
  await expect(summary.getByRole('link', { name: /sample_superset/ }).first()).toBeVisible()
  await expectAccessible(page)
})

test('creating it again is refused, and updating it instead makes version 0.2', async ({ signedIn: page }) => {
  await page.goto('/dashboards/new?service=sample_superset')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('10')
  await page.getByRole('textbox', { name: 'Display name' }).fill('deck.gl Demo')
  await page.getByRole('textbox', { name: 'Description' }).fill('Arcs, grids and **hexagons**')
  await page.getByRole('button', { name: 'Create dashboard' }).click()

  const refused = page.getByRole('alert').filter({ hasText: 'This dashboard already exists' })
  await expect(refused).toBeVisible()
  await refused.getByRole('button', { name: 'Update it instead' }).click()
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('Arcs, grids and **hexagons**')
  await page.getByRole('button', { name: 'Create or update dashboard' }).click()

  await expect(page.getByRole('heading', { name: 'deck.gl Demo', level: 1 })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Version 0.2' })).toBeVisible()
  await expect(page.getByText('hexagons', { exact: true })).toHaveCSS('font-weight', '600')
})

test('the versions tell what changed', async ({ signedIn: page }) => {
  await page.goto('/dashboards/sample_superset.10')
  await page.getByRole('link', { name: 'Version 0.2' }).click()
  await expect(page).toHaveURL(/tab=versions/)
  await expect(page.getByText(/description/i).first()).toBeVisible()
})

test('a deleted dashboard leaves the list and can be restored', async ({ signedIn: page, catalogue }) => {
  const { id } = await catalogue.api('PUT', 'dashboards', {
    name: 'gone',
    displayName: 'Soon gone',
    service: 'sample_superset',
  })
  await catalogue.api('DELETE', `dashboards/${id}`)
  await page.goto('/dashboards/sample_superset.gone')
  await expect(page.getByRole('region', { name: 'Deleted dashboard' })).toBeVisible()
  await page.getByRole('button', { name: 'Restore' }).click()
  await expect(page.getByRole('link', { name: 'Version 0.3' })).toBeVisible()
})

test('names with dots, quotes, slashes, percent signs and emoji open from the list', async ({
  signedIn: page,
  catalogue,
}) => {
  for (const name of ['sales.2026', 'the "big" one', 'Q1 / Q2 100%', '✈️ رحلة']) {
    await catalogue.api('PUT', 'dashboards', { name, service: 'sample_superset' })
    await page.goto(`/dashboards?q=${encodeURIComponent(name.replaceAll(/[^\p{L}\p{N} ]/gu, ' ').trim())}`)
    await page.getByRole('link', { name, exact: true }).click()
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  }
})
