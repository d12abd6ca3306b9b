import { readFileSync } from 'node:fs'
import type { Route } from '@playwright/test'
import { expect, expectAccessible, test } from './fixtures'

test('more than 10,000 rows are exported in the background, and fetched from the page of the job', async ({
  signedIn: page,
  catalogue,
}) => {
  test.slow() // ten thousand rows are written first
  const rows = Array.from({ length: 10_001 }, (_, index) => ({ name: `many-${index}`, service: 'sample_superset' }))
  for (let from = 0; from < rows.length; from += 1_000)
    await catalogue.api('PUT', 'dashboards/bulk', rows.slice(from, from + 1_000))
  await page.goto('/dashboards?q=many')
  await page.getByRole('button', { name: 'Export the dashboards found' }).click()
  // Of a CSV the question has a place for how it begins.
  await page.getByRole('menuitem', { name: /^CSV/ }).click()
  const csv = page.getByRole('alertdialog', { name: 'Export 10,001 dashboards?' })
  await expect(csv.getByRole('checkbox', { name: 'Byte order mark' })).toBeChecked()
  await expectAccessible(page)
  await csv.getByRole('button', { name: 'Cancel' }).click()
  await expect(csv).toBeHidden()
  await page.getByRole('button', { name: 'Export the dashboards found' }).click()
  await page.getByRole('menuitem', { name: /JSON lines/ }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Export 10,001 dashboards?' })
  await expect(dialog).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Export' }).click()
  await expect(page.getByRole('heading', { name: 'Export of 10,001 dashboards', level: 1 })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Export finished: 10,001 rows in the file' })).toBeVisible({
    timeout: 60_000,
  })
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download the file' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^dashboards-.*\.jsonl$/)
  const lines = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\n')
  expect(new Set(lines.map((line) => JSON.parse(line).name)).size).toBe(10_001)

  // The file that an edit of so many is offered: where none can be made, that is said of the file and not of the edit.
  await page.goto('/dashboards?q=many')
  await page.getByRole('checkbox', { name: 'Select all dashboards on this page' }).check()
  await page.getByRole('button', { name: 'Select all 10,001 found' }).click()
  await page.getByRole('button', { name: 'Edit…' }).click()
  const offer = page.getByRole('region', { name: 'Or edit them as a file' })
  const refused = { code: 429, errorType: 'TOO_MANY', message: 'You have 10 jobs that have not ended' }
  const refuse = (route: Route) =>
    route.request().method() === 'POST' ? route.fulfill({ status: 429, json: refused }) : route.fallback()
  await page.route('**/api/x/jobs*', refuse)
  await offer.getByRole('button', { name: 'Make the file' }).click()
  await expect(offer.getByRole('alert')).toContainText('The file could not be made')
  await expect(page.getByText('The edit could not be planned')).toHaveCount(0)
  await page.unroute('**/api/x/jobs*', refuse)
  await offer.getByRole('button', { name: 'Make the file' }).click()
  await expect(page.getByRole('heading', { name: 'Export of 10,001 dashboards', level: 1 })).toBeVisible()
})
