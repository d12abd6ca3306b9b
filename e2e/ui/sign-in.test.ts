import { administrator } from '../server'
import { expect, expectAccessible, signIn, test } from './fixtures'

test('somebody who is not signed in is asked to, and comes to where they wanted', async ({ page }) => {
  await page.goto('/services')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  for (const name of ['Email', 'Password']) {
    await expect(page.getByText(`${name} required`)).toBeVisible()
    await expect(page.getByRole('textbox', { name, exact: true })).toHaveAttribute('aria-required', 'true')
  }
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Email' }).fill(administrator.email)
  await page.getByRole('textbox', { name: 'Password' }).fill('wrong')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toContainText('invalid')
  await expect(page.getByRole('textbox', { name: 'Email' })).toHaveValue(administrator.email)
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Password' }).fill(administrator.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Services', level: 1 })).toBeVisible()
})

test('a page breaks no rule of its content security policy', async ({ page }) => {
  const refused: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) refused.push(message.text())
  })
  await signIn(page)
  await page.goto('/services')
  await expect(page.getByRole('heading', { name: 'Services', level: 1 })).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible()
  for (const path of ['/dashboards/new', '/import']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  }
  expect(refused).toEqual([])
})
