import { readFileSync } from 'node:fs'
import { expect, expectAccessible, expectNoOverflow, fillByKeys, press, tabTo, test } from './fixtures'

// Many pages, each looked at by axe in both themes.
test.describe.configure({ timeout: 180_000 })

test('a custom property is added, may hold more, is in the form of a dashboard, and is deleted', async ({
  signedIn: page,
  catalogue,
}) => {
  await page.goto('/settings/custom-properties')
  await expect(page.getByRole('heading', { name: 'Dashboards have no properties of yours yet' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'New property' }).click()
  const sheet = page.getByRole('dialog', { name: 'New property' })
  await sheet.getByRole('button', { name: 'Create property' }).click()
  await expect(sheet.getByText('Enter a name.')).toBeVisible()
  await sheet.getByRole('textbox', { name: 'Name', exact: true }).fill('zone')
  await sheet.getByRole('textbox', { name: 'Display name' }).fill('Cost zone')
  await sheet.getByRole('combobox', { name: 'Type' }).selectOption('Choice')
  await sheet.getByRole('button', { name: 'Create property' }).click()
  await expect(sheet.getByRole('alert')).toContainText('Enum Custom Property')
  await sheet.getByRole('textbox', { name: 'Allowed values' }).fill('eu\nus')
  await expectAccessible(page)
  await sheet.getByRole('button', { name: 'Create property' }).click()
  const row = page.getByRole('row', { name: /Cost zone/ })
  await expect(row).toContainText('eu, us')

  await row.getByRole('button', { name: 'Cost zone', exact: true }).click()
  await expect(page).toHaveURL(/property=zone/)
  const opened = page.getByRole('dialog', { name: 'Cost zone' })
  await opened.getByRole('textbox', { name: 'Allowed values' }).fill('us\nasia')
  await expect(opened).toContainText('What has eu keeps it')
  await opened.getByRole('button', { name: 'Save' }).click()
  await expect(row).toContainText('us, asia')

  await catalogue.api('PUT', 'dashboards', { name: 'zoned', service: 'sample_superset' })
  await page.goto('/dashboards/sample_superset.zoned/edit')
  await page.getByRole('combobox', { name: 'Cost zone' }).selectOption('asia')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('complementary', { name: 'Facts' })).toContainText('asia')

  await page.goto('/settings/custom-properties')
  await expect(row.getByRole('cell', { name: '1', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Delete Cost zone' }).click()
  const question = page.getByRole('alertdialog', { name: 'Delete Cost zone?' })
  await expect(question).toContainText('1 dashboard has something in it.')
  const link = page.waitForEvent('download')
  await question.getByRole('link', { name: 'Export all dashboards first' }).click()
  expect(readFileSync(await (await link).path(), 'utf8')).toContain('asia')
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('heading', { name: 'Dashboards have no properties of yours yet' })).toBeVisible()
  const stored = await catalogue.api('GET', 'dashboards/name/sample_superset.zoned?fields=extension')
  expect(stored.extension).toEqual({ zone: ['asia'] })
  await page.setViewportSize({ width: 320, height: 800 })
  await expectNoOverflow(page)
})

test('which properties are filters and which are required is said by keyboard, and lists and pages heed it', async ({
  signedIn: page,
  catalogue,
}) => {
  const idOf = async (name: string) => (await catalogue.api('GET', `metadata/types/name/${name}`)).id
  const dashboard = await idOf('dashboard')
  for (const [name, type] of [
    ['region', 'string'],
    ['approver', 'string'],
  ] as const)
    await catalogue.api('PUT', `metadata/types/${dashboard}`, {
      name,
      propertyType: { id: await idOf(type), type: 'type' },
    })
  const service = 'sample_superset'
  await catalogue.api('PUT', 'dashboards', { name: 'whole', service, extension: { region: 'North', approver: 'Ana' } })
  await catalogue.api('PUT', 'dashboards', { name: 'halved', service, extension: { region: 'North' } })

  await page.goto('/settings/custom-properties')
  const row = (name: string) => page.getByRole('row', { name: new RegExp(name) })
  await expect(row('approver')).toContainText('Filter')
  await press(page, 'approver', 'button')
  const sheet = page.getByRole('dialog', { name: 'approver' })
  await expect(sheet.getByRole('checkbox', { name: 'Offered as a filter' })).toBeChecked()
  await tabTo(page, 'Offered as a filter', 'checkbox')
  await page.keyboard.press('Space')
  await tabTo(page, 'Required for complete', 'checkbox')
  await page.keyboard.press('Space')
  await expectAccessible(page)
  await press(page, 'Save', 'button')
  await expect(sheet).toBeHidden()
  await expect(row('approver')).toContainText('Required')
  await expect(row('approver')).not.toContainText('Filter')

  await page.goto('/dashboards?q=halved')
  await press(page, 'Property', 'button')
  const panel = page.getByRole('dialog', { name: 'Filter by property' })
  await expect(panel.getByRole('textbox', { name: 'region' })).toBeVisible()
  await expect(panel.getByText('approver', { exact: true })).toHaveCount(0)
  await expect(panel).toContainText('Without approver')
  await tabTo(page, 'Incomplete', 'checkbox')
  await page.keyboard.press('Space')
  await expectAccessible(page)
  await press(page, 'Apply', 'button')
  await expect(page).toHaveURL(/extension=:is:empty/)
  await expect(page.getByRole('button', { name: 'Property: Incomplete', exact: true })).toBeVisible()
  await expect(page.getByRole('row', { name: /halved/ })).toBeVisible()
  await page.goto('/dashboards?q=whole&extension=:is:empty')
  await expect(page.getByRole('row', { name: /sample_superset\.whole/ })).toHaveCount(0)

  await page.goto('/dashboards/sample_superset.halved/edit')
  const asked = page.getByRole('textbox', { name: 'approver' })
  await expect(asked).toHaveAttribute('aria-required', 'true')
  await expect(page.locator('label').filter({ hasText: 'approver' })).toHaveText('approver required')
  await expect(page.getByRole('textbox', { name: 'region' })).not.toHaveAttribute('aria-required')
  await expect(page.getByRole('main')).toContainText('Without one that is required, it counts as incomplete.')
  await expectAccessible(page)

  await page.goto('/dashboards/sample_superset.halved')
  const facts = page.getByRole('complementary', { name: 'Facts' })
  await expect(facts).toContainText('No, without approver')
  await press(page, 'Edit approver', 'button')
  await fillByKeys(page, 'approver', 'Ana')
  await page.keyboard.press('Control+Enter')
  await expect(facts).not.toContainText('No, without approver')
  await expect(facts).toContainText('Ana')
  await expectAccessible(page)
})

test('charts have properties of their own, from the settings to the form and the page', async ({
  signedIn: page,
  catalogue,
}) => {
  await catalogue.api('PUT', 'charts', { name: 'priced', service: 'sample_superset' })
  await page.goto('/settings/custom-properties')
  await page.getByRole('tab', { name: 'Charts' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Charts have no properties of yours yet' })).toBeVisible()
  await press(page, 'New property', 'button')
  const sheet = page.getByRole('dialog', { name: 'New property' })
  await expect(sheet.getByRole('textbox', { name: 'Name', exact: true })).toBeVisible()
  await fillByKeys(page, 'Name', 'unit')
  await press(page, 'Create property', 'button')
  await expect(page.getByRole('row', { name: /unit/ })).toContainText('Text')
  await page.goto('/charts/sample_superset.priced/edit')
  await fillByKeys(page, 'unit', 'EUR')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: 'priced', level: 1, exact: true })).toBeVisible()
  await expect(page.getByRole('complementary', { name: 'Facts' })).toContainText('EUR')
  await page.goto('/settings/custom-properties?of=chart')
  await expect(page.getByRole('row', { name: /unit/ }).getByRole('cell', { name: '1', exact: true })).toBeVisible()
})
