/** Rows that come from no file of somebody's disk, and mappings that are kept. */
import type { Page } from '@playwright/test'
import { type Catalogue, defineProperty, expect, expectAccessible, expectNoOverflow, tabTo, test } from './fixtures'

test.use({ settings: { IMPORT_URL_HOSTS: '*' } })

const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

async function post(catalogue: Catalogue, path: string, type: string, body: string): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${catalogue.token}`, 'content-type': type }
  const response = await fetch(`${catalogue.url}/api/x/${path}`, { method: 'POST', headers, body })
  expect(response.ok).toBe(true)
  return (await response.json()) as Record<string, unknown>
}

/** Also in the narrowest window that there is. */
async function expectFit(page: Page): Promise<void> {
  await expectAccessible(page)
  const size = page.viewportSize()
  await page.setViewportSize({ width: 320, height: 844 })
  await expectNoOverflow(page)
  if (size !== null) await page.setViewportSize(size)
}

/** As the keys of a system do it, whatever is on its clipboard. */
const paste = (page: Page, text: string) =>
  page.getByRole('grid', { name: 'Rows to import' }).evaluate((grid, given) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', given)
    grid.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)

test('rows of an earlier job come back with their mapping, and with the cells that were edited', async ({
  signedIn: page,
  catalogue,
}) => {
  const { repeatEachIndex: n } = test.info()
  const name = `earlier-${n}.csv`
  const text = `Key,Heading\ne-${n}-1,First\ne-${n}-2,Sekond\n`
  const { id } = await post(catalogue, `imports?service=sample_superset&wait=60&fileName=${name}`, 'text/csv', text)
  const cells = [{ row: 1, column: 'Heading', value: 'Second' }]
  await post(catalogue, `imports/${id}/cells`, 'application/json', JSON.stringify({ cells }))

  await page.goto('/import')
  await page.getByRole('button', { name: 'From an earlier job…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import from an earlier job' })
  await expect(dialog.getByRole('list', { name: 'Earlier imports' })).toContainText(name)
  await expectFit(page)
  await dialog.getByRole('button', { name: `Take the dashboards of ${name}` }).click()
  await expect(page.getByRole('combobox', { name: 'Target for column Key' })).toHaveValue('Name')
  await expect(page.getByRole('combobox', { name: 'One service for all rows' })).toHaveValue('sample_superset')
  await expect(page.getByText('First · Second')).toBeVisible()
  await page.getByRole('button', { name: 'Choose another file' }).click()

  // As the file had them.
  await page.getByRole('button', { name: 'From an earlier job…' }).click()
  await dialog.getByRole('checkbox', { name: 'With the cells that were edited in the preview' }).uncheck()
  await dialog.getByRole('button', { name: `Take the dashboards of ${name}` }).click()
  await expect(page.getByText('First · Sekond')).toBeVisible()
  await page.getByRole('button', { name: 'Preview changes' }).click()
  await expect(page.getByRole('button', { name: 'Will create 2' })).toBeVisible()
})

test('a file of failures comes back as a retry: its columns are known, read as they were, and not written', async ({
  signedIn: page,
  catalogue,
}) => {
  const { repeatEachIndex: n } = test.info()
  const name = `failed-${n}.csv`
  const text = `Key,Heading,Marks\nf-${n}-1,First,\nf-${n}-2,Second,No.Such\n`
  const mapping = { columns: { Key: 'name', Heading: 'displayName', Marks: 'tags' }, service: 'sample_superset' }
  const body = JSON.stringify({ text, mapping })
  const first = await post(catalogue, `imports?run=true&wait=60&fileName=${name}`, 'application/json', body)
  const answer = await fetch(`${catalogue.url}/api/x/jobs/${first.id}/failures`, {
    headers: { authorization: `Bearer ${catalogue.token}` },
  })
  const failures = await answer.text()
  expect(failures).toContain(',_job,_row,_code,_field,_error')

  await page.goto('/import')
  await page.getByLabel('File to import').setInputFiles(csv('any-name.csv', failures.replace('No.Such', '')))
  await expect(page.getByText(`These rows come back from the import of “${name}”`)).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Target for column Heading' })).toHaveValue('Display name')
  await expect(page.getByRole('combobox', { name: 'One service for all rows' })).toHaveValue('sample_superset')
  await expect(page.getByText('_job (added by an earlier import)')).toBeVisible()
  await expectFit(page)
  await page.getByRole('button', { name: 'Preview changes' }).click()
  await expect(page.getByRole('button', { name: 'Will create 1' })).toBeVisible()
  await page.getByRole('button', { name: 'Import 1 row' }).click()
  await expect(page.getByRole('heading', { name: 'Import finished: 1 written, 0 failed' })).toBeVisible()
  const { data } = await catalogue.api('GET', `dashboards?q=f-${n}-2`)
  expect(data).toMatchObject([{ name: `f-${n}-2`, displayName: 'Second' }])
  await page.getByRole('link', { name: `Retry of ${name}` }).click()
  await expect(page.getByRole('heading', { name: 'Import finished: 1 written, 1 failed' })).toBeVisible()
})

test('a blank sheet is filled by keys and by a pasted range, and goes the way of a file', async ({
  signedIn: page,
  catalogue,
}) => {
  const { repeatEachIndex: n } = test.info()
  await page.goto('/import')
  await tabTo(page, 'Start from a blank sheet', 'button')
  await page.keyboard.press('Enter')
  const grid = page.getByRole('grid', { name: 'Rows to import' })
  await expect(grid).toBeFocused()
  await expectFit(page)
  await expect(page.getByRole('button', { name: 'Preview changes' })).toHaveAttribute('aria-disabled', 'true')

  // The service by its list, the rest by typing: Tab keeps what is typed, and goes on.
  await page.keyboard.press('Enter')
  const service = page.getByRole('combobox', { name: 'Service of row 2' })
  await expect(service).toBeFocused()
  await page.keyboard.type('sample_sup')
  await expect(page.getByRole('listbox', { name: 'Service of row 2' })).toHaveAttribute('aria-busy', 'false')
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(grid).toBeFocused()
  await expect(page.getByRole('gridcell', { name: 'sample_superset' })).toHaveCount(1)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.type(`sheet-${n}-1`)
  await page.keyboard.press('Tab')
  await expect(grid).toBeFocused()
  await page.keyboard.type('Typed')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('gridcell', { name: 'Typed' })).toHaveCount(1)

  // A range goes in from the active cell on; what is pasted can be taken back, and made again.
  await expect(grid).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await paste(page, `sample_superset\tsheet-${n}-2\tPasted\nsample_superset\tsheet-${n}-3\tPasted too\n`)
  await expect(page.getByText('3 rows. Nothing is written yet.')).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(page.getByText('1 row. Nothing is written yet.')).toBeVisible()
  await page.keyboard.press('Control+y')
  await expect(page.getByText('3 rows. Nothing is written yet.')).toBeVisible()

  // It is still there after a look elsewhere.
  await page.getByRole('button', { name: 'Back' }).click()
  await page.getByRole('button', { name: 'Go on with the sheet (3 rows)' }).click()
  await expect(page.getByRole('gridcell', { name: 'Pasted too' })).toBeVisible()
  await page.getByRole('button', { name: 'Preview changes' }).click()
  await expect(page.getByRole('button', { name: 'Will create 3' })).toBeVisible()
  await page.getByRole('button', { name: 'Import 3 rows' }).click()
  await expect(page.getByRole('heading', { name: /^Import finished: 3 written/ })).toBeVisible()
  const made = await catalogue.api('GET', `dashboards/name/sample_superset.sheet-${n}-3`)
  expect(made.displayName).toBe('Pasted too')
})

test('a file is fetched from a URL by the server, which goes nowhere inside the network', async ({
  signedIn: page,
  catalogue,
}) => {
  await page.goto('/import')
  const fetchFrom = async (url: string) => {
    await page.getByRole('button', { name: 'From a URL…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Import from a URL' })
    const address = dialog.getByRole('textbox', { name: 'Address of the file' })
    await expect(address).toBeVisible()
    await expectFit(page)
    await address.fill(url)
    await page.keyboard.press('Enter')
  }
  await fetchFrom(`${catalogue.url}/api/health`)
  const trouble = page.getByRole('alert').filter({ hasText: '127.0.0.1 is not on the public internet.' })
  await expect(trouble).toContainText('Download the file, and choose it.')
  await expectFit(page)

  // Nothing outside is asked by tests: what comes is said here.
  await page.route('**/api/import/file', (route) =>
    route.fulfill({
      headers: { 'content-disposition': "attachment; filename*=UTF-8''export%202.csv" },
      contentType: 'application/octet-stream',
      body: 'Heading,Link\nCash,https://bi.example.com/1\n',
    }),
  )
  await fetchFrom('https://bi.example.com/export%202.csv')
  await expect(page.getByRole('heading', { name: 'Map columns' })).toBeVisible()
  await expect(page.getByText('export 2.csv')).toBeVisible()
})

test('a mapping that is saved is used for the next file with the same columns', async ({ signedIn: page }) => {
  const { repeatEachIndex: n } = test.info()
  const choose = (rows: string) =>
    page.getByLabel('File to import').setInputFiles(csv(`kept-${n}.csv`, `Kurz${n},Lang${n}\n${rows}`))
  const target = page.getByRole('combobox', { name: `Target for column Kurz${n}` })
  await page.goto('/import')
  await choose('a,Alpha\n')
  await target.fill('Name')
  await page.getByRole('option', { name: /^Name/ }).click()
  await page.getByRole('button', { name: 'Save mapping…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Save mapping' })
  await expectFit(page)
  await dialog.getByRole('textbox', { name: 'Name of the mapping' }).fill(`Kurz und lang ${n}`)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: 'Choose another file' }).click()

  await choose('b,Beta\n')
  await expect(page.getByText(`The columns are mapped by “Kurz und lang ${n}”, a saved mapping.`)).toBeVisible()
  await expect(target).toHaveValue('Name')
  await expectFit(page)
  await page.getByRole('button', { name: 'Guess the columns instead' }).click()
  await expect(target).toHaveValue('Ignore')
})

test('a file whose quotes are broken is taken until there, and says everywhere what is left out', async ({
  signedIn: page,
}) => {
  await page.goto('/import')
  await page
    .getByRole('textbox', { name: 'Paste rows or JSON' })
    .fill('name,service,Heading\nq-1,sample_superset,One\nq-2,sample_superset,Two\nq-3,sample_superset,"Three\n')
  await page.getByRole('button', { name: 'Read pasted rows' }).click()
  await expect(page.getByText('Row 4, column Heading: a quote is opened and never closed.')).toBeVisible()
  await expectAccessible(page)
  // What is said of its reading is kept when it cannot be read so, and it can be read as before.
  const opened = page.getByText('Row 4, column Heading: a quote is opened and never closed.')
  const quotes = page.getByRole('combobox', { name: 'Quotes inside quoted cells are' })
  await page.getByRole('button', { name: 'Read quotes as text' }).press('Enter')
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await quotes.selectOption('written twice')
  await expect(opened).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Read it as before' }).press('Enter')
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await expect(quotes).toHaveValue('text')
  await quotes.selectOption('written twice')
  await expect(opened).toBeVisible()
  await page.getByRole('button', { name: 'Stop there: take the 2 rows above' }).press('Enter')
  const told = page.getByText('Quotes are broken in row 4: 2 rows above it are taken, it and all below it is left out.')
  await expect(told).toBeVisible()
  await page.getByRole('button', { name: 'Preview changes' }).click()
  await expect(page.getByRole('button', { name: 'Will create 2' })).toBeVisible()
  await expect(told).toBeVisible()
  await page.getByRole('button', { name: 'Import 2 rows' }).click()
  await expect(page.getByRole('heading', { name: 'Import finished: 2 written, 0 failed' })).toBeVisible()
  await expect(told).toBeVisible()
})

test('the template has the fields of the site, and files are dropped as well as chosen', async ({
  signedIn: page,
  catalogue,
}) => {
  const { repeatEachIndex: n } = test.info()
  const column = `extension.costCenter${n}`
  await defineProperty(catalogue, `costCenter${n}`, 'string')
  await page.goto('/import')
  await expect(page.getByRole('link', { name: 'Download template' })).toHaveAttribute('href', new RegExp(column))
  const texts = ['name,service\nt-b,sample_superset\n', `name,service,${column}\nt-${n},sample_superset,4711\n`]
  const dataTransfer = await page.evaluateHandle((all) => {
    const dropped = new DataTransfer()
    for (const [at, text] of all.entries())
      dropped.items.add(new File([text], `dropped-${at}.csv`, { type: 'text/csv' }))
    return dropped
  }, texts)
  const zone = page.getByRole('button', { name: /^Choose a file, or drop/ })
  await zone.dispatchEvent('dragover', { dataTransfer })
  await zone.dispatchEvent('drop', { dataTransfer })
  // All columns are known: each is sent at once, as an import of its own.
  await expect(page.getByRole('link', { name: 'dropped-0.csv' })).toBeVisible()
  await page.getByRole('button', { name: 'Continue with dropped-1.csv' }).click()
  await expect(page.getByRole('heading', { name: 'dropped-1.csv', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: 'Import 1 row' }).click()
  await expect(page.getByRole('heading', { name: 'Import finished: 1 written, 0 failed' })).toBeVisible()
  expect(await catalogue.api('GET', `dashboards/name/sample_superset.t-${n}?fields=extension`)).toMatchObject({
    extension: { [`costCenter${n}`]: '4711' },
  })
})
