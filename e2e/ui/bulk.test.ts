import { expect, expectAccessible, test } from './fixtures'

test.use({ world: 'bulk' })
test.describe.configure({ mode: 'serial' })

const service = 'sample_superset'

test.beforeAll(async ({ catalogue }) => {
  const names = Array.from({ length: 55 }, (_, at) => `many-${String(at).padStart(2, '0')}`)
  const rows = names.map((name) => ({ name, displayName: `Quarter ${name}`, description: 'Before', service }))
  await catalogue.api('PUT', 'dashboards/bulk', rows)
  await catalogue.api('PUT', 'dashboards', { name: 'other', displayName: 'Other', service })
})

test('what is ticked is edited by one sheet, and looked at before anything is written', async ({
  signedIn: page,
  catalogue,
}) => {
  await page.goto('/dashboards?q=quarter')
  await page.getByRole('checkbox', { name: 'Select Quarter many-00' }).check()
  await page.getByRole('checkbox', { name: 'Select Quarter many-01' }).check()
  await page.getByRole('button', { name: 'Edit…' }).click()
  const sheet = page.getByRole('dialog', { name: 'Edit 2 dashboards' })
  await expect(sheet.getByRole('button', { name: 'Preview changes' })).toHaveAttribute('aria-disabled', 'true')
  await sheet.getByRole('combobox', { name: 'Field to change' }).selectOption('Tags')
  await expect(sheet.getByRole('combobox', { name: 'What to do with tags' })).toHaveValue('add')
  await sheet.getByRole('button', { name: 'Preview changes' }).click()
  await expect(sheet.getByText('Say what is to be in tags.').first()).toBeVisible()
  await sheet.getByRole('combobox', { name: 'Tags', exact: true }).fill('sensitive')
  await page
    .getByRole('option', { name: /Sensitive/ })
    .first()
    .click()
  await sheet.getByRole('combobox', { name: 'Another field to change' }).selectOption('Description')
  await sheet.getByRole('combobox', { name: 'What to do with description' }).selectOption('Clear')
  await expectAccessible(page)
  await sheet.getByRole('button', { name: 'Preview changes' }).click()

  await expect(page.getByRole('heading', { name: 'Tags and description of 2 dashboards', level: 1 })).toBeVisible()
  await expect(page).toHaveURL(/\/jobs\/[\da-f-]+$/)
  await expect(page.getByRole('button', { name: 'Will update 2' })).toBeVisible()
  await expect(page.getByText('is cleared in 2 rows')).toBeVisible()
  await page.getByRole('button', { name: /^Changes of row 1: / }).click()
  await expect(page.getByText('add: none is taken away')).toBeVisible()
  expect(await catalogue.api('GET', `dashboards/name/${service}.many-00`)).toMatchObject({ description: 'Before' })
})
