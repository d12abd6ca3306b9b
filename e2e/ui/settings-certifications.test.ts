import { expect, expectAccessible, expectNoOverflow, test } from './fixtures'

// Looked at by axe in both themes.
test.describe.configure({ timeout: 120_000 })

test('an administrator says how long certifications hold and what ends them, and a certified dashboard shows it', async ({
  signedIn: page,
  catalogue,
}) => {
  const board = await catalogue.api('PUT', 'dashboards', { name: 'certified', service: 'sample_superset' })
  await page.goto('/settings/certifications')
  await expect(page.getByRole('heading', { name: 'Tiers and certifications', level: 1 })).toBeVisible()
  const days = page.getByRole('textbox', { name: 'Days' })
  await expect(days).toHaveValue('30')
  await expect(page.getByRole('list', { name: 'Certifications' }).getByRole('link', { name: 'Gold' })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Tiers' }).getByRole('listitem')).toHaveCount(5)
  await expect(page.getByText('Everybody in Organization (on a condition)').first()).toBeVisible()
  await expectAccessible(page)

  await days.fill('0')
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByText('Enter a number of days from 1 to 3650.')).toBeVisible()
  await days.fill('10')
  await page.getByRole('checkbox', { name: 'Description' }).check()
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByText('The settings are saved.')).toBeVisible()
  await page.setViewportSize({ width: 320, height: 800 })
  await expectNoOverflow(page)
  await page.setViewportSize({ width: 1280, height: 800 })

  await page.goto('/dashboards/sample_superset.certified')
  await page.getByRole('button', { name: 'Edit certification' }).click()
  await page.getByRole('combobox', { name: 'Certification' }).fill('Gold')
  await page.getByRole('option', { name: /^Gold/ }).click()
  await expect(page.getByText('Given on the day it is chosen, for 10 days at most.')).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const facts = page.getByLabel('Facts')
  await expect(facts.getByText(/^Until/)).toBeVisible()
  const stored = async () => {
    const { certification } = await catalogue.api(
      'GET',
      'dashboards/name/sample_superset.certified?fields=certification',
    )
    return certification as { appliedDate: number; expiryDate: number }
  }
  const { appliedDate, expiryDate } = await stored()
  expect(expiryDate - appliedDate).toBe(10 * 24 * 60 * 60 * 1000)

  // Somebody changes what it was certified for.
  await catalogue.api('PUT', 'dashboards', {
    name: 'certified',
    service: 'sample_superset',
    description: 'Other figures',
  })
  await page.reload()
  await expect(facts.getByText('Certified Gold, out of date')).toBeVisible()
  await expect(facts.getByText(/^Ended/)).toBeVisible()
  await expectAccessible(page)
  await page.goto('/dashboards?q=certified')
  await expect(page.getByRole('table').getByText('Certified Gold, out of date')).toBeAttached()

  await page.goto(`/d/${board.id}`)
  await page.getByRole('button', { name: 'Edit certification' }).click()
  await page.getByRole('button', { name: 'Certify anew' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(facts.getByText(/^Until/)).toBeVisible()
  expect((await stored()).expiryDate).toBeGreaterThan(Date.now())
})

test('somebody else is told whose it is', async ({ pageOf }) => {
  const page = await pageOf('rolf')
  await page.goto('/settings/certifications')
  await expect(page.getByRole('heading', { name: 'For administrators' })).toBeVisible()
})
