import type { Page } from '@playwright/test'
import { expect, expectAccessible, expectNoOverflow, test } from './fixtures'

// Many pages in one.
test.describe.configure({ timeout: 180_000 })

const api = /\/api\/(v1|x)\//
const failing = (page: Page) =>
  page.route(api, (route) =>
    route.fulfill({
      status: 500,
      json: { code: 500, errorType: 'INTERNAL_ERROR', message: 'Internal server error', requestId: 'request-17' },
    }),
  )

test('settings the server fails on say so, each with another try, and fit a narrow screen', async ({
  signedIn: page,
  catalogue,
}) => {
  await catalogue.api('PUT', 'dashboards', { name: 'asked', service: 'sample_superset' })
  const screens = [
    ['profile', 'The sessions could not be loaded'],
    ['tokens', 'The tokens could not be loaded'],
    ['users', 'The users could not be loaded'],
    ['users?user=admin', 'The user could not be loaded'],
    ['bots', 'The bots could not be loaded'],
    ['roles', 'The roles could not be loaded'],
    ['check-access?user=admin&fqn=sample_superset.asked', 'It could not be decided'],
    ['audit', 'The audit could not be loaded'],
    ['custom-properties', 'The properties could not be loaded'],
    ['certifications', 'The settings could not be loaded'],
  ] as const
  await page.setViewportSize({ width: 320, height: 800 })
  for (const [path, title] of screens) {
    await failing(page)
    await page.goto(`/settings/${path}`)
    const problem = page.getByRole('alert').filter({ hasText: title })
    await expect(problem, path).toContainText('request-17')
    for (const one of await page.getByRole('alert').filter({ hasText: 'could not be' }).all())
      await expect(one.getByRole('button', { name: 'Try again' }), path).toHaveCount(1)
    await expectNoOverflow(page)
    if (path === 'certifications' || path === 'users?user=admin') await expectAccessible(page)
    await page.unroute(api)
    await problem.getByRole('button', { name: 'Try again' }).click()
    await expect(problem, path).toHaveCount(0)
    await expectNoOverflow(page)
  }
})

test('an address of what is gone says so, and leads to what there is', async ({ signedIn: page }) => {
  const addresses = [
    ['users?user=nobody', 'There is no such user', 'Users'],
    ['bots?bot=nobody', 'There is no such bot', 'Bots'],
    ['roles?role=nobody', 'There is no such role', 'Roles and policies'],
    ['roles?view=policies&policy=nobody', 'There is no such policy', 'Roles and policies'],
    ['custom-properties?property=nobody', 'There is no such property', 'Custom properties'],
  ] as const
  for (const [path, told, title] of addresses) {
    await page.goto(`/settings/${path}`)
    const sheet = page.getByRole('dialog', { name: told })
    await expect(sheet).toContainText('nobody')
    if (path.startsWith('bots')) await expectAccessible(page)
    await sheet.getByRole('button', { name: 'Close' }).last().click()
    await expect(sheet).toHaveCount(0)
    await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible()
  }
  await page.goto('/settings/nowhere')
  await expect(page.getByRole('heading', { name: 'There is no page at this address', level: 1 })).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Settings' })).toBeVisible()
})

test('on a narrow screen the tab that is open is in sight', async ({ signedIn: page, catalogue }) => {
  await catalogue.api('PUT', 'domains', { name: 'Wide', domainType: 'Aggregate', description: 'With many tabs' })
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/domains/Wide?tab=versions')
  const tab = page.getByRole('tab', { name: 'Versions' })
  await expect(tab).toHaveAttribute('aria-selected', 'true')
  await expect(tab).toBeInViewport({ ratio: 1 })
  await expectNoOverflow(page)
})

test('a disabled account says so on its page, which who looks at people finds from their list', async ({
  signedIn: page,
  pageOf,
  catalogue,
}) => {
  const { id } = await catalogue.api('PUT', 'users', { name: 'mario', email: 'mario@example.com' })
  await catalogue.api('DELETE', `users/${id}`)
  await page.goto('/settings/users?user=mario')
  const sheet = page.getByRole('dialog', { name: 'mario' })
  await expect(sheet.getByText('Nobody can sign in as mario')).toBeVisible()
  await expect(sheet.getByRole('button', { name: 'Save' })).toHaveCount(0)
  await sheet.getByRole('link', { name: 'Page' }).click()
  const banner = page.getByRole('region', { name: 'Disabled user' })
  await expect(banner).toContainText('This account is disabled')
  await expectAccessible(page)
  await banner.getByRole('button', { name: 'Enable' }).click()
  await expect(banner).toHaveCount(0)

  const reader = await pageOf('rosa')
  await reader.goto('/settings/users')
  await reader.getByRole('table', { name: 'Users' }).getByRole('link', { name: 'mario' }).click()
  await expect(reader.getByRole('heading', { name: 'mario', level: 1 })).toBeVisible()
})

test('what will happen is told of a domain that is part of nothing, and of a tag below a tag', async ({
  signedIn: page,
  catalogue,
}) => {
  await page.goto('/settings/domains/new')
  const outcome = page.getByRole('region', { name: 'What will happen' })
  await expect(outcome).toContainText('Enter a name to see what saving will do.')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Alone')
  await expect(outcome).toContainText('A new domain will be created, version 0.1.')
  await page.getByRole('button', { name: 'Create domain' }).click()
  await expect(page.getByRole('link', { name: 'Choose a type.' })).toBeVisible()

  await catalogue.api('PUT', 'classifications', { name: 'Deep', description: 'Has levels' })
  await catalogue.api('PUT', 'tags', { name: 'Top', classification: 'Deep', description: 'Above' })
  await page.goto('/settings/tags/new?classification=Deep&parent=Deep.Top')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Below')
  await expect(outcome.getByRole('status', { name: 'Fully qualified name' })).toHaveText('Deep.Top.Below')
})
