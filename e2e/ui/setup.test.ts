import { administrator, startServer } from '../server'
import { expect, expectAccessible, signIn, test } from './fixtures'

test('the first administrator comes by a link that works once, to a catalogue that says how to begin', async ({
  browser,
}) => {
  const server = await startServer()
  const context = await browser.newContext({ baseURL: server.url })
  const page = await context.newPage()
  const link = server.setupPath ?? ''
  await page.goto(link)
  await expect(page.getByRole('heading', { name: 'Set up' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ana Ruiz')
  await page.getByRole('textbox', { name: 'Email' }).fill(administrator.email)
  await page.getByRole('textbox', { name: 'Password' }).fill('weak')
  await page.getByRole('button', { name: 'Create administrator' }).click()
  await expect(page.getByRole('textbox', { name: 'Password' })).toHaveAttribute('aria-invalid', 'true')
  await page.getByRole('textbox', { name: 'Password' }).fill(administrator.password)
  await page.getByRole('button', { name: 'Create administrator' }).click()

  await expect(page.getByRole('heading', { name: 'No dashboards yet' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Create dashboard' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Import a file' })).toBeVisible()
  await expectAccessible(page)
  for (const [path, heading] of [
    ['/services', 'No services yet'],
    ['/charts', 'No charts yet'],
  ] as const) {
    await page.goto(path)
    await expect(page.getByRole('heading', { name: heading })).toBeVisible()
  }
  await page.goto('/dashboards/new')
  await expect(page.getByText('There is no service yet.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Create one' })).toHaveAttribute('href', '/services/new')

  await page.getByRole('button', { name: 'User menu: Ana Ruiz' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await page.goto(link)
  await expect(page.getByText('This link has been used or replaced.')).toBeVisible()
  await page.getByRole('link', { name: 'Sign in' }).click()
  await signIn(page)
  await context.close()
  await server.stop()
})
