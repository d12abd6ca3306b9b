import { expect, expectAccessible, tabTo, test } from './fixtures'

test.use({ world: 'bulk-keys' })

test('without a mouse: the sheet of an edit of many is filled in, looked at and run', async ({
  signedIn: page,
  catalogue,
}) => {
  await catalogue.api('PUT', 'teams', { name: 'bi', teamType: 'Group' })
  for (const name of ['key-a', 'key-b'])
    await catalogue.api('PUT', 'dashboards', { name, displayName: `Keyed ${name}`, service: 'sample_superset' })
  await page.goto('/dashboards?q=keyed')
  await expect(page.getByRole('link', { name: 'Keyed key-b' }).first()).toBeVisible()
  await tabTo(page, 'Select all dashboards on this page', 'checkbox')
  await page.keyboard.press('Space')
  await tabTo(page, 'Edit…', 'button')
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('dialog', { name: 'Edit 2 dashboards' })
  await expect(sheet.getByRole('combobox', { name: 'Field to change' })).toBeVisible()
  await tabTo(page, 'Field to change', 'combobox')
  await page.keyboard.press('o')
  await expect(sheet.getByRole('combobox', { name: 'What to do with owners' })).toHaveValue('add')
  await tabTo(page, 'Owners', 'combobox')
  await page.keyboard.type('bi')
  await expect(page.getByRole('listbox', { name: 'Owners' })).toHaveAttribute('aria-busy', 'false')
  await expect(page.getByRole('option', { name: /^bi/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(sheet.getByRole('list', { name: 'Selected owners' })).toContainText('bi')
  // Closes the list, and not the sheet.
  await page.keyboard.press('Escape')
  await expect(page.getByRole('listbox', { name: 'Owners' })).toBeHidden()
  await expect(sheet).toBeVisible()
  await expectAccessible(page)
  await tabTo(page, 'Preview changes', 'button')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Will update 2' })).toBeVisible()
  await tabTo(page, 'Edit 2 dashboards', 'button')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Edit finished: 2 written, 0 failed' })).toBeVisible()
  const edited = await catalogue.api('GET', 'dashboards/name/sample_superset.key-a?fields=owners')
  expect(edited.owners).toHaveLength(1)
})
