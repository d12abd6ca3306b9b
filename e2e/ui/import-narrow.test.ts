/** One walk through everything that an import and an edit of many show, in the narrowest window there is. */
import type { Page } from '@playwright/test'
import { type Catalogue, expect, expectAccessible, expectNoOverflow, test } from './fixtures'

test.use({
  settings: { IMPORT_URL_HOSTS: '*' },
  viewport: { width: 320, height: 844 },
})

const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

async function job(catalogue: Catalogue, path: string, type: string, body: string): Promise<string> {
  const headers = { authorization: `Bearer ${catalogue.token}`, 'content-type': type }
  const response = await fetch(`${catalogue.url}/api/x/${path}`, { method: 'POST', headers, body })
  expect(response.status).toBe(201)
  return ((await response.json()) as { id: string }).id
}

/** In light and dark. */
async function expectFit(page: Page): Promise<void> {
  await expectNoOverflow(page)
  await expectAccessible(page)
}

const words = 'Quarterly revenue by region and product, rebuilt every night'

test('from a file to its undo, every step fits into 320 pixels, in light and dark', async ({
  signedIn: page,
  catalogue,
}) => {
  // Some fifteen looks by axe, each of them seconds on a slow machine.
  test.setTimeout(180_000)
  await catalogue.api('PUT', 'dashboards', { name: 'narrow-there', service: 'sample_superset', displayName: words })
  await page.goto('/import')
  await page.getByRole('button', { name: 'From a URL…' }).click()
  await expect(page.getByRole('textbox', { name: 'Address of the file' })).toBeVisible()
  await expectFit(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Start from a blank sheet' }).click()
  await expect(page.getByRole('grid', { name: 'Rows to import' })).toBeVisible()
  await expectFit(page)
  await page.getByRole('button', { name: 'Back' }).click()

  const rows = [
    `narrow-there,sample_superset,"${words} since",`,
    `narrow-new,sample_supreset,"${words}",A.Very.Long.Tag.That.Nobody.Has`,
    `narrow-last,sample_superset,"${words}",`,
  ]
  const file = csv('a-file-with-quite-a-long-name-of-2026-11.csv', `Id,Service,Heading,Labels\n${rows.join('\n')}\n`)
  await page.getByLabel('File to import').setInputFiles(file)
  const target = page.getByRole('combobox', { name: 'Target for column Heading' })
  await target.fill('Display name')
  await page.getByRole('option', { name: /^Display name/ }).click()
  // How many of the rows say something, and what.
  await expect(page.getByText('always filled')).toHaveCount(3)
  await expect(page.getByText('filled in 33 %')).toBeVisible()
  await expectFit(page)
  await page.getByRole('button', { name: 'Change how Heading is read' }).click()
  await expect(page.getByRole('dialog', { name: 'How Heading is read' })).toBeVisible()
  await expectFit(page)
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Preview changes' }).click()
  await expect(page).toHaveURL(/\/jobs\/[\da-f-]+$/)
  const problems = page.getByRole('region', { name: 'Problems' })
  await expect(problems.getByText(/^No service sample_supreset/)).toBeVisible()
  await expectFit(page)
  await problems.getByRole('button', { name: 'Replace with sample_superset' }).click()
  await problems.getByRole('button', { name: /^Leave/ }).click()
  await page.getByRole('button', { name: /^Changes of row 2: / }).click()
  await expectFit(page)
  await page.getByRole('button', { name: 'Import 3 rows' }).click()
  await expect(page.getByRole('heading', { name: 'Import finished: 3 written, 0 failed' })).toBeVisible()
  await expectFit(page)

  await page.getByRole('button', { name: 'Undo import' }).click()
  await expect(page.getByRole('button', { name: 'Undo 3 rows' })).toBeVisible()
  await expectFit(page)
  await page.getByRole('button', { name: 'Undo 3 rows' }).click()
  await expect(page.getByRole('heading', { name: 'Undo finished: 3 written, 0 failed' })).toBeVisible()
  await expectFit(page)
  await page.goto('/import/history')
  await expect(page.getByText(/^a-file-with/).first()).toBeVisible()
  await expectFit(page)
})

test('a run that goes on and one that is paused, and an edit of many from its sheet to its plan, fit too', async ({
  signedIn: page,
  catalogue,
}) => {
  test.setTimeout(120_000)
  const rows = Array.from({ length: 12_000 }, (_, at) => `run-${at},sample_superset,"${words} ${at}"\n`)
  const text = `name,service,displayName\n${rows.join('')}`
  const id = await job(catalogue, 'imports?wait=60&fileName=many-rows-of-november.csv', 'text/csv', text)
  await page.goto(`/jobs/${id}`)
  await page.getByRole('button', { name: 'Import 12,000 rows' }).click()
  await expect(page.getByRole('progressbar', { name: 'Import progress' })).toBeVisible()
  await expectFit(page)
  await page.getByRole('button', { name: 'Pause import' }).click()
  await expect(page.getByRole('heading', { name: /paused$/ })).toBeVisible()
  await expectFit(page)

  await page.goto('/dashboards?q=Quarterly')
  for (const box of (await page.getByRole('checkbox', { name: /^Select Quarterly/ }).all()).slice(0, 2))
    await box.check()
  await page.getByRole('button', { name: 'Edit…' }).click()
  const sheet = page.getByRole('dialog', { name: 'Edit 2 dashboards' })
  await sheet.getByRole('combobox', { name: 'Field to change' }).selectOption('Description')
  await sheet.getByRole('combobox', { name: 'What to do with description' }).selectOption('Clear')
  await expectFit(page)
  await sheet.getByRole('button', { name: 'Preview changes' }).click()
  await expect(page.getByRole('heading', { name: 'Description of 2 dashboards', level: 1 })).toBeVisible()
  await expectFit(page)
})
