import { readFileSync } from 'node:fs'
import { call, encoded } from '../server'
import { expect, expectAccessible, expectNoOverflow, tabTo, test } from './fixtures'

// Looked at by axe in both themes.
test.describe.configure({ timeout: 120_000 })

test('an administrator finds who was refused, what somebody changed, and takes it as a file', async ({
  signedIn: page,
  catalogue,
}) => {
  await catalogue.api('PUT', 'users', { name: 'rita', email: 'rita@example.com', password: 'Second-person-2' })
  const refused = await call(catalogue, 'POST', 'users/login', {
    body: { email: 'rita@example.com', password: encoded('Not-the-one-1') },
  })
  expect(refused.status).toBe(401)

  await page.goto('/settings/audit')
  await expect(page.getByRole('heading', { name: 'Audit', level: 1 })).toBeVisible()
  const table = page.getByRole('table', { name: 'Audit' })
  await expect(table.getByRole('button', { name: 'Sign-in refused' })).toBeVisible()
  await expect(table.getByRole('button', { name: /^Created [\d,]+ charts$/ }).first()).toBeVisible()
  await expectAccessible(page)

  // By the keyboard alone: what was refused, and all that is kept of it.
  await page.getByRole('combobox', { name: 'What' }).selectOption('What was refused')
  await expect(page).toHaveURL(/what=refused/)
  await expect(table.getByRole('row')).toHaveCount(2)
  const entry = table.getByRole('button', { name: 'Sign-in refused' })
  await page.getByRole('textbox', { name: 'With' }).focus()
  await tabTo(page, 'Sign-in refused', 'button')
  await expect(entry).toBeFocused()
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('dialog', { name: 'Sign-in refused' })
  await expect(sheet.getByText('Wrong address or password')).toBeVisible()
  await expect(sheet.getByText('Nobody known')).toBeVisible()
  await expect(page).toHaveURL(/entry=entry-/)
  await expectAccessible(page)
  await sheet.getByRole('button', { name: 'Only with it' }).click()
  await expect(sheet).toHaveCount(0)
  await expect(page.getByRole('textbox', { name: 'With' })).toHaveValue('rita')
  await expect(table.getByRole('button', { name: 'Created user' })).toBeVisible()

  const link = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: /^CSV/ }).click()
  const file = readFileSync(await (await link).path(), 'utf8')
  expect(file.split('\r\n')[0]).toBe('time,kind,actor,caller,address,thingType,thing,count,detail,requestId,jobId')
  expect(file).toContain('signInRefused')
  expect(file).not.toContain('entityCreated,admin,session,,chart')

  await page.goto('/settings/audit?thing=nothing.like.it')
  await expect(page.getByRole('heading', { name: 'Nothing of that kind' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(table.getByRole('button', { name: 'Sign-in refused' })).toBeVisible()

  await page.setViewportSize({ width: 320, height: 800 })
  await expectNoOverflow(page)
  await page.reload()
  const sections = page.getByRole('navigation', { name: 'Settings' })
  await expect(sections.getByRole('link', { name: 'Audit' })).toBeInViewport()
})

test('somebody else is told nothing of it', async ({ pageOf }) => {
  const page = await pageOf('rolf')
  await page.goto('/settings/audit')
  await expect(page.getByRole('heading', { name: 'For administrators' })).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Audit' })).toHaveCount(0)
})
