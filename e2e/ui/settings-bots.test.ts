import { call } from '../server'
import { expect, expectAccessible, test } from './fixtures'

test.use({ world: 'settings-bots' })
// Looked at by axe in both themes.
test.describe.configure({ timeout: 120_000 })

test('a bot is made with a role, its token works, is replaced and revoked, and it goes again', async ({
  signedIn: page,
  catalogue,
}) => {
  const status = async (token: string) => (await call(catalogue, 'GET', 'users/loggedInUser', { token })).status
  await page.goto('/settings/bots')
  await expect(page.getByRole('heading', { name: 'Bots', level: 1 })).toBeVisible()
  const shipped = page.getByRole('row', { name: /Ingestion bot/ })
  await expect(shipped).toContainText('Does not end')
  await expectAccessible(page)

  await page.getByRole('button', { name: 'New bot' }).click()
  await expect(page).toHaveURL(/\?new=true$/)
  const blank = page.getByRole('dialog', { name: 'New bot' })
  await blank.getByRole('button', { name: 'Create bot' }).click()
  await expect(blank.getByText('Enter a name.')).toBeVisible()
  await blank.getByRole('textbox', { name: 'Name' }).fill('nightly')
  await blank.getByRole('textbox', { name: 'Description' }).fill('Reads Grafana every night.')
  await blank.getByRole('combobox', { name: 'Role' }).selectOption('Ingestion bot')
  await expectAccessible(page)
  await blank.getByRole('button', { name: 'Create bot' }).click()

  const sheet = page.getByRole('dialog', { name: 'nightly' })
  await expect(sheet.getByText('It has none, so it cannot call.')).toBeVisible()
  await expect(page).toHaveURL(/\?bot=nightly$/)
  await expectAccessible(page)
  await sheet.getByRole('combobox', { name: 'A new one ends' }).selectOption('In 7 days')
  await sheet.getByRole('button', { name: 'Make token' }).click()
  const first = await sheet.getByRole('textbox', { name: 'Token' }).inputValue()
  await expect(sheet.getByRole('region', { name: 'Request that tests the token' })).toContainText(first)
  expect(await status(first)).toBe(200)
  await expectAccessible(page)
  await sheet.getByRole('button', { name: 'Close' }).click()
  await expect(sheet).toHaveCount(0)
  const row = page.getByRole('row', { name: /nightly/ })
  await expect(row).toContainText('Ends')
  await expect(row).toContainText('Ingestion bot')

  await row.getByRole('button', { name: 'nightly' }).click()
  await expect(sheet.getByText(first)).toHaveCount(0)
  await sheet.getByRole('button', { name: 'Replace token…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Replace' }).click()
  const second = await sheet.getByRole('textbox', { name: 'Token' }).inputValue()
  expect([await status(first), await status(second)]).toEqual([401, 200])
  await sheet.getByRole('button', { name: 'Disable…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Disable' }).click()
  await expect(sheet.getByText('Its token is refused until it is enabled again.')).toBeVisible()
  expect(await status(second)).toBe(401)
  await sheet.getByRole('button', { name: 'Enable' }).click()
  await sheet.getByRole('button', { name: 'Revoke…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(sheet.getByText('It has none, so it cannot call.')).toBeVisible()
  expect(await status(second)).toBe(401)

  await sheet.getByRole('button', { name: 'Delete…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await expect(sheet).toHaveCount(0)
})

test('somebody else makes none', async ({ pageOf }) => {
  const page = await pageOf('rolf')
  await page.goto('/settings/bots')
  await expect(page.getByRole('heading', { name: 'For administrators' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'New bot' })).toHaveAttribute('aria-disabled', 'true')
})
