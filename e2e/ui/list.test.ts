import { expect, expectAccessible, sample, test } from './fixtures'

test.beforeAll(async ({ catalogue }) => {
  await catalogue.api('PUT', 'dashboards/bulk', sample('superset-dashboards.json'))
  await catalogue.api(
    'PUT',
    'dashboards/bulk',
    sample('grafana-dashboards.json').map((row: object) => ({ ...row, charts: [] })),
  )
})

test('the list tells how many there are, pages through them and comes back', async ({ signedIn: page }) => {
  await expect(page.getByRole('table', { name: 'Dashboards' })).toBeVisible()
  await expectAccessible(page)
  const first = await page.getByRole('row').nth(1).textContent()
  await page
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('link', { name: 'Next' })
    .or(page.getByRole('button', { name: 'Next' }))
    .first()
    .click()
  await expect(page.getByRole('row').nth(1)).not.toHaveText(first ?? '')
  await page
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('link', { name: 'Previous' })
    .or(page.getByRole('button', { name: 'Previous' }))
    .first()
    .click()
  await expect(page.getByRole('row').nth(1)).toHaveText(first ?? '')
})

test('words narrow it down, in the address too', async ({ signedIn: page }) => {
  await page.getByRole('searchbox', { name: 'Search dashboards' }).fill('mysql innodb')
  await expect(page).toHaveURL(/q=mysql/)
  await expect(page.getByRole('link', { name: 'MySQL InnoDB Details' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'deck.gl Demo' })).toBeHidden()
})

test('at 390 pixels it is a list of cards without sideways scrolling, in the dark too', async ({ signedIn: page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(page.getByRole('link', { name: 'deck.gl Demo' })).toBeVisible()
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow).toBe(0)
  await expectAccessible(page)
})
