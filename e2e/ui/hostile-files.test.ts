import { closeSync, mkdtempSync, openSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, expectAccessible, test } from './fixtures'

const csv = (text: string) => ({ name: 'hostile.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })

test('a file that cannot be imported is refused with what is wrong, and the next one is read', async ({
  signedIn: page,
}) => {
  await page.goto('/import')
  const file = page.getByLabel('File to import')
  const wide = Array.from({ length: 1_000_000 }, (_, at) => `c${at}`).join(',')
  for (const [text, message] of [
    ['name,service\na,"b\n', 'a quote is opened and never closed'],
    [`${wide}\n${wide}\n`, 'The file has 1000000 columns; 200 are possible.'],
    ['\0'.repeat(5_000), 'This does not look like text.'],
    ['name,service\n', 'no rows'],
  ] as const) {
    await file.setInputFiles(csv(text))
    await expect(page.getByRole('alert').filter({ hasText: message })).toBeVisible()
  }
  await expectAccessible(page)
  // Nothing of 2 GB is read: a file of holes is as good as any.
  const folder = mkdtempSync(join(tmpdir(), 'dashcat-large-'))
  const large = join(folder, 'large.csv')
  closeSync(openSync(large, 'w'))
  truncateSync(large, 2 * 1024 ** 3)
  await file.setInputFiles(large)
  await expect(page.getByRole('alert').filter({ hasText: 'The file has 2048 MB' })).toBeVisible()
  rmSync(folder, { recursive: true })
})

test('cells that nothing takes cost their rows, formulas stay texts, and no header means anything to the program', async ({
  signedIn: page,
  catalogue,
}) => {
  const { repeatEachIndex: n } = test.info()
  const formula = '=HYPERLINK(""http://x.example"")'
  await page.goto('/import')
  await page
    .getByLabel('File to import')
    .setInputFiles(
      csv(
        [
          'name,service,displayName,__proto__,constructor',
          `formula-${n},sample_superset,"${formula}",polluted,polluted`,
          'nul,sample_superset,a\0b,,',
          `long,sample_superset,${'x'.repeat(10 * 1024 * 1024)},,`,
          '',
        ].join('\n'),
      ),
    )
  const preview = page.getByRole('button', { name: 'Preview changes' })
  await expect(page.getByRole('combobox', { name: 'Target for column __proto__' })).toBeVisible()
  await preview.click()
  await expect(page.getByRole('button', { name: 'Will create 1' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Will fail 2' })).toBeVisible()
  expect(await page.evaluate(() => Object.keys(Object.prototype))).toEqual([])
  await page.getByRole('button', { name: 'Import 1 row' }).click()
  await expect(page.getByRole('heading', { name: /^Import finished: 1 written/ })).toBeVisible()
  const { displayName } = await catalogue.api('GET', `dashboards/name/sample_superset.formula-${n}`)
  expect(displayName).toBe(formula.replaceAll('""', '"'))
})
