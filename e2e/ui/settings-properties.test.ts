import { readFileSync } from 'node:fs'
import { expect, expectAccessible, expectNoOverflow, test } from './fixtures'

test.use({ world: 'settings-properties' })

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
