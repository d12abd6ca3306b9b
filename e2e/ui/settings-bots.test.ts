import { call } from '../server'
import { expect, expectAccessible, tabTo, test } from './fixtures'

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
  await sheet.getByRole('button', { name: 'Close' }).last().click()
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

  const rights = sheet.getByRole('region', { name: 'Rights' })
  await rights.getByRole('combobox', { name: 'Roles' }).fill('Data steward')
  await page.getByRole('option', { name: 'Data steward' }).click()
  await page.keyboard.press('Escape')
  await rights.getByRole('button', { name: 'Save roles' }).click()
  await expect(page.getByText('What it may do is saved.')).toBeVisible()
  expect(await catalogue.api('GET', 'users/name/nightly?fields=roles')).toMatchObject({
    roles: [{ name: 'DataSteward' }, { name: 'IngestionBotRole' }],
  })

  await sheet.getByRole('button', { name: 'Delete…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await expect(sheet).toHaveCount(0)
  await expect(page).toHaveURL(/\/settings\/bots$/)
  await expect(row).toHaveCount(0)
  for (const path of ['bots/name/nightly', 'users/name/nightly?include=all'])
    expect((await call(catalogue, 'GET', path, { token: catalogue.token })).status, path).toBe(404)
  await page.goto('/settings/bots?bot=nightly')
  await expect(page.getByRole('dialog', { name: 'There is no such bot' })).toBeVisible()
})

test('by keys alone a bot is made, left, found again and deleted', async ({ signedIn: page, catalogue }) => {
  await page.goto('/settings/bots')
  await tabTo(page, 'New bot', 'button')
  await page.keyboard.press('Enter')
  const name = page.getByRole('dialog', { name: 'New bot' }).getByRole('textbox', { name: 'Name' })
  await expect(name).toBeFocused()
  await page.keyboard.type('keyed')
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('dialog', { name: 'keyed' })
  await expect(sheet.getByText('It has none, so it cannot call.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)
  await tabTo(page, 'keyed', 'button')
  await page.keyboard.press('Enter')
  await expect(sheet.getByText('It has none, so it cannot call.')).toBeVisible()
  await tabTo(page, 'Delete…', 'button')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await tabTo(page, 'Delete', 'button')
  await page.keyboard.press('Enter')
  // What is asked covers the sheet and the rows until it is done.
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
  await expect(sheet).toHaveCount(0)
  await expect(page.getByRole('row', { name: /keyed/ })).toHaveCount(0)
  expect((await call(catalogue, 'GET', 'bots/name/keyed', { token: catalogue.token })).status).toBe(404)
})

test('what is asked in a sheet stays, however late the page is asked for again', async ({ signedIn: page }) => {
  const held = Promise.withResolvers<void>()
  await page.goto('/settings/bots')
  await page.route(/[?&]_rsc=/, async (route) => {
    await held.promise
    await route.continue()
  })
  await page.getByRole('button', { name: 'New bot' }).press('Enter')
  await page.getByRole('dialog', { name: 'New bot' }).getByRole('textbox', { name: 'Name' }).fill('late')
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('dialog', { name: 'late' })
  await expect(sheet.getByText('It has none, so it cannot call.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)
  await page.getByRole('button', { name: 'late' }).press('Enter')
  await sheet.getByRole('button', { name: 'Delete…' }).press('Enter')
  const question = page.getByRole('alertdialog')
  await expect(question).toBeVisible()
  const asked = await question.elementHandle()
  const answered = page.waitForResponse(/[?&]_rsc=/)
  held.resolve()
  await answered
  // The document would be loaded anew once a second answer has come.
  await page.waitForLoadState('networkidle')
  await expect(question).toBeVisible()
  expect(await asked?.evaluate((element) => element.isConnected)).toBe(true)
  await page.getByRole('button', { name: 'Delete', exact: true }).press('Enter')
  await expect(page.getByRole('row', { name: /late/ })).toHaveCount(0)
})

test('somebody else makes none', async ({ pageOf }) => {
  const page = await pageOf('rolf')
  await page.goto('/settings/bots')
  await expect(page.getByRole('heading', { name: 'For administrators' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'New bot' })).toHaveAttribute('aria-disabled', 'true')
})
