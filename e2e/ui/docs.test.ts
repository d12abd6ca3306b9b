import { execFileSync } from 'node:child_process'
import { expect, expectAccessible, test } from './fixtures'

test('anybody finds a call by its words and reads how it is made', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'API documentation' }).click()
  await expect(page.getByRole('heading', { name: 'API', level: 1 })).toBeVisible()
  await expectAccessible(page)

  await page.keyboard.press('/')
  await page.keyboard.type('create dashboard post')
  await page.getByRole('link', { name: 'Create a dashboard /' }).focus()
  await page.keyboard.press('Enter')

  await expect(page.getByRole('heading', { name: 'Create a dashboard', level: 1 })).toBeVisible()
  await expect(page.getByRole('link', { name: 'CreateDashboard', exact: true }).first()).toBeVisible()
  await expect(page.getByRole('region', { name: 'Answers' })).toContainText('ENTITY_ALREADY_EXISTS')
  await expectAccessible(page)
})

test('the example on the page runs as it is copied', async ({ page, catalogue }) => {
  await page.goto('/docs/api/createOrUpdateDashboard')
  const curl = (await page.getByRole('region', { name: 'Example in curl' }).textContent()) ?? ''
  const env = { PATH: process.env.PATH ?? '', NO_PROXY: '127.0.0.1', TOKEN: catalogue.token }
  const answer = execFileSync('sh', ['-c', curl], { encoding: 'utf8', env: { NODE_ENV: 'test', ...env } })
  expect(JSON.parse(answer)).toMatchObject({ name: '10', service: { name: 'sample_superset' } })

  await page.getByRole('tab', { name: 'curl' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('region', { name: 'Example in TypeScript' })).toContainText('await fetch')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('region', { name: 'Example in Python' })).toContainText('urlopen')
})

test('a call is sent as the person who is signed in, or with a token, or is refused', async ({ page, signedIn }) => {
  await signedIn.goto('/docs/api/getLoggedInUser')
  await signedIn.getByRole('button', { name: 'Send GET' }).click()
  const answer = signedIn.getByRole('region', { name: 'Answer', exact: true })
  await expect(answer).toContainText('200')
  await expect(answer).toContainText('"name": "admin"')
  await expectAccessible(signedIn)

  await page.getByLabel('Token').fill('nonsense')
  await page.getByRole('button', { name: 'Send GET' }).click()
  await expect(answer).toContainText('401')
})

test('a value that is needed is asked for', async ({ page }) => {
  await page.goto('/docs/api/getDashboardById')
  await expect(page.getByText('to send it as yourself, or give a token')).toBeVisible()
  await page.getByRole('button', { name: 'Send GET' }).click()
  await expect(page.getByRole('textbox', { name: 'id', exact: true })).toBeFocused()
})

test('everything fits on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of ['', '/createDashboard', '/patchLineageEdgeByName', '/search']) {
    await page.goto(`/docs/api${path}`)
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390)
  }
})
