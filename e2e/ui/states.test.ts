import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './fixtures'

const failing = (page: Page, path: RegExp, method = 'GET') =>
  page.route(path, (route) =>
    route.request().method() === method
      ? route.fulfill({
          status: 500,
          json: { code: 500, errorType: 'INTERNAL_ERROR', message: 'Internal server error', requestId: 'request-17' },
        })
      : route.continue(),
  )

test.beforeAll(async ({ catalogue }) => {
  await catalogue.api('PUT', 'dashboards', { name: 'here', displayName: 'Here', service: 'sample_superset' })
})

test('a list the server fails on says so, names the request and comes on another try', async ({ signedIn: page }) => {
  const list = /\/entities\/dashboard\/rows\?.*q=here/
  await page.goto('/dashboards')
  await failing(page, list)
  await page.getByRole('searchbox', { name: 'Search dashboards' }).fill('here')
  const problem = page.getByRole('alert').filter({ hasText: 'The dashboards could not be loaded' })
  await expect(problem).toContainText('request-17')
  await expectAccessible(page)
  await page.unroute(list)
  await problem.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('link', { name: 'Here' })).toBeVisible()
})

test('a form the server fails on keeps what was typed and puts the problem first', async ({ signedIn: page }) => {
  await page.goto('/dashboards/new?service=sample_superset')
  const writes = /\/api\/v1\/dashboards$/
  await failing(page, writes, 'POST')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('second-try')
  await page.getByRole('button', { name: 'Create dashboard' }).click()
  const problem = page.getByRole('alert').filter({ hasText: 'There is a problem' })
  await expect(problem).toBeFocused()
  await expect(problem).toBeInViewport()
  await expect(problem).toContainText('Internal server error')
  await page.unroute(writes)
  await page.getByRole('button', { name: 'Create dashboard' }).click()
  await expect(page.getByRole('heading', { name: 'second-try', level: 1 })).toBeVisible()
})

test('without a network the list stays, and a form says that the server cannot be reached', async ({
  signedIn: page,
}) => {
  await page.goto('/dashboards')
  // Before the page has loaded all it will need: what is missing must not take down what is there.
  await page.context().setOffline(true)
  await page.getByRole('searchbox', { name: 'Search dashboards' }).fill('elsewhere')
  await expect(page.getByRole('status').filter({ hasText: 'You are offline.' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Here' })).toBeVisible()
  await expectAccessible(page)
  await page.context().setOffline(false)
  await page.goto('/dashboards/new?service=sample_superset')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('unreachable')
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Create dashboard' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'The server cannot be reached' })).toBeFocused()
})

test('code that does not come leaves the page alone, and comes on another try', async ({ signedIn: page }) => {
  const scripts = /\/_next\/static\/chunks\//
  await page.goto('/dashboards')
  await page.getByRole('searchbox', { name: 'Search dashboards' }).fill('here')
  await expect(page).toHaveURL(/q=here/)
  await page.route(scripts, (route) => route.abort())
  const missed = page.waitForEvent('requestfailed')
  await page.getByRole('searchbox', { name: 'Search dashboards' }).blur()
  await page.keyboard.press('Control+k')
  await missed
  await expect(page.getByRole('link', { name: 'Here' })).toBeVisible()
  await page.unroute(scripts)
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible()
})

test('a name that nothing bears leads to those that are nearly so, and to creating it', async ({ signedIn: page }) => {
  await page.goto('/dashboards/sample_superset.hree')
  await expect(page.getByRole('heading', { name: 'There is no such dashboard', level: 1 })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Here' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Create it' }).click()
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('hree')
  for (const path of ['/charts/no.such', '/services/no-such', '/nowhere']) {
    await page.goto(path)
    await expect(
      page.getByRole('heading', { level: 1, name: /^There is no (such chart|such service|page)/ }),
    ).toBeVisible()
    await expectAccessible(page)
  }
})

test('versions that cannot be loaded leave the rest of the page alone', async ({ signedIn: page }) => {
  await failing(page, /\/versions$/)
  await page.goto('/dashboards/sample_superset.here?tab=versions')
  await expect(page.getByRole('alert').filter({ hasText: 'The versions could not be loaded' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Here', level: 1 })).toBeVisible()
  await expectAccessible(page)
})

test('what is missing in a form is listed, each with the way to its field', async ({ signedIn: page }) => {
  await page.goto('/dashboards/new')
  await page.getByRole('button', { name: 'Create dashboard' }).click()
  const problem = page.getByRole('alert').filter({ hasText: 'There is a problem' })
  await expect(problem).toBeFocused()
  await expectAccessible(page)
  await problem.getByRole('link', { name: 'Enter a name.' }).click()
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused()
})

test('a file that cannot be read is refused with the place of the mistake', async ({ signedIn: page }) => {
  await page.goto('/import')
  await page
    .getByLabel('File to import')
    .setInputFiles({ name: 'broken.json', mimeType: 'application/json', buffer: Buffer.from('[{"name": "a",}]') })
  await expect(page.getByRole('alert').filter({ hasText: 'Line 1, column 15' })).toBeVisible()
  await expectAccessible(page)
})
