import { expect, expectAccessible, expectNoOverflow, tabTo, test } from './fixtures'

test.describe.configure({ mode: 'serial' })

const service = 'sample_superset'

test.beforeAll(async ({ catalogue }) => {
  for (const name of ['first', 'second', 'third']) {
    const { id } = await catalogue.api('PUT', 'dashboards', { name, displayName: `The ${name}`, service })
    await catalogue.api('DELETE', `dashboards/${id}`)
  }
  const { id } = await catalogue.api('PUT', 'services/dashboardServices', { name: 'old', serviceType: 'Looker' })
  await catalogue.api('PUT', 'dashboards', { name: 'inside', service: 'old' })
  await catalogue.api('DELETE', `services/dashboardServices/${id}?recursive=true`)
})

test('an empty trash says what would be in it', async ({ signedIn: page }) => {
  await page.goto('/trash?type=charts')
  await expect(page.getByRole('heading', { name: 'No deleted charts' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Go to charts' })).toBeVisible()
  await expectAccessible(page)
})

test('without a mouse: from the navigation to one that comes back', async ({ signedIn: page }) => {
  await page.goto('/dashboards')
  await page.keyboard.press('g')
  await page.keyboard.press('t')
  await expect(page.getByRole('heading', { name: 'Trash', level: 1 })).toBeVisible()
  await expect(page.getByRole('tab', { name: /Dashboards\s*4/ })).toBeVisible()
  await expectAccessible(page)
  await tabTo(page, 'Restore The first', 'button')
  await page.keyboard.press('Enter')
  await expect(page.getByText('1 dashboard restored.')).toBeVisible()
  await expect(page.getByRole('row', { name: /The first/ })).toBeHidden()
  await page.goto('/dashboards?q=first')
  await expect(page.getByRole('link', { name: 'The first' })).toBeVisible()
})

test('what went with a service comes back with it, not without it', async ({ signedIn: page }) => {
  await page.goto('/trash')
  const alone = page.getByRole('button', { name: 'Restore inside' })
  await expect(alone).toHaveAttribute('aria-disabled', 'true')
  await expect(alone).toHaveAccessibleDescription(/Restore the service old first/)
  await page.getByRole('tab', { name: /Services/ }).click()
  await page.getByRole('button', { name: 'Restore old' }).click()
  await expect(page.getByText('1 service and 1 dashboard restored.')).toBeVisible()
  await page.goto('/dashboards/old.inside')
  await expect(page.getByRole('heading', { name: 'inside', level: 1 })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Deleted dashboard' })).toBeHidden()
})

test('only an administrator deletes for good, and types how many go', async ({ signedIn: page, pageOf }) => {
  const steward = await pageOf('steward', { roles: ['DataSteward'] })
  await steward.goto('/trash')
  await steward.getByRole('checkbox', { name: 'Select The second' }).check()
  await expect(steward.getByRole('button', { name: 'Delete permanently…' })).toHaveAccessibleDescription(
    'Only administrators may delete permanently.',
  )
  await page.goto('/trash')
  await page.getByRole('checkbox', { name: 'Select The second' }).check()
  await page.getByRole('button', { name: 'Delete permanently…' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Delete The second permanently?' })
  const confirm = dialog.getByRole('button', { name: 'Delete permanently' })
  await expect(confirm).toHaveAttribute('aria-disabled', 'true')
  await dialog.getByRole('textbox', { name: /^Type 1/ }).fill('1')
  await expectAccessible(page)
  await confirm.click()
  await expect(page.getByText('1 dashboard deleted permanently.')).toBeVisible()
  await page.goto('/dashboards/sample_superset.second')
  await expect(page.getByRole('heading', { name: 'There is no such dashboard' })).toBeVisible()
})

test('a server that fails is told of, and asked again', async ({ signedIn: page }) => {
  const list = /\/entities\/dashboard\/rows\?.*include=deleted.*q=third/
  await page.goto('/trash')
  await page.route(list, (route) =>
    route.fulfill({ status: 500, json: { code: 500, message: 'Internal server error', requestId: 'request-18' } }),
  )
  await page.getByRole('searchbox', { name: 'Search deleted dashboards' }).fill('third')
  const problem = page.getByRole('alert').filter({ hasText: 'The deleted dashboards could not be loaded' })
  await expect(problem).toContainText('request-18')
  await expectAccessible(page)
  await page.unroute(list)
  await problem.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('row', { name: /The third/ })).toBeVisible()
})

test('at 390 pixels it is a list of cards', async ({ signedIn: page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/trash')
  await expect(page.getByRole('list', { name: 'Deleted dashboards' })).toContainText('The third')
  await page.getByRole('checkbox', { name: 'Select The third' }).check()
  await expectNoOverflow(page)
  await expectAccessible(page)
})
