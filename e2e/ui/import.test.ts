import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { zipSync } from 'fflate'
import { expect, expectAccessible, expectNoOverflow, samplePath, tabTo, test } from './fixtures'

/** Nothing scrolls sideways in the narrowest window that there is. */
async function expectNarrow(page: Page): Promise<void> {
  const size = page.viewportSize()
  await page.setViewportSize({ width: 320, height: 844 })
  await expectNoOverflow(page)
  if (size !== null) await page.setViewportSize(size)
}

test('a spreadsheet with headers of its own is mapped, previewed and imported', async ({
  signedIn: page,
  catalogue,
}) => {
  await page.goto('/import')
  await expectAccessible(page)
  await expectNarrow(page)
  await page.getByLabel('File to import').setInputFiles(samplePath('grafana-export.csv'))
  await expect(page.getByRole('combobox', { name: 'Target for column Title' })).toHaveValue(/Display name|displayName/)
  await expectAccessible(page)
  await expectNarrow(page)
  const policy = page.getByRole('combobox', { name: 'What becomes of the Description there is' })
  await policy.selectOption('Fill if empty')
  await page.getByRole('button', { name: 'Preview changes' }).click()
  await expect(page).toHaveURL(/\/jobs\/[\da-f-]+$/)

  // Its labels are no tags of the catalogue; leaving them out mends all rows at once.
  await expect(page.getByRole('button', { name: /Will fail 77/ })).toBeVisible()
  await page.getByRole('button', { name: 'Ignore column Labels' }).first().click()
  await expect(page.getByRole('button', { name: /Will create 88/ })).toBeVisible()
  expect((await catalogue.api('GET', 'dashboards?service=grafana_prod&limit=0')).paging).toEqual({ total: 0 })
  await expectAccessible(page)
  await expectNarrow(page)

  await page.getByRole('button', { name: 'Import 88 rows' }).click()
  await expect(page.getByRole('heading', { name: /Import finished: 88 written/ })).toBeVisible()
  await expectAccessible(page)
  await expectNarrow(page)
  expect((await catalogue.api('GET', 'dashboards?service=grafana_prod&limit=0')).paging).toEqual({ total: 88 })
})

/** As Superset packs it. */
function supersetExport(): Buffer {
  const root = fileURLToPath(new URL('../../data/exports/superset/', import.meta.url))
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).flatMap((file) => {
    const path = join(file.parentPath, file.name)
    return file.isFile() && path.includes('export/') ? [[relative(root, path), readFileSync(path)] as const] : []
  })
  return Buffer.from(zipSync(Object.fromEntries(files)))
}

test('the export of a tool says what it is, and is imported with its charts', async ({ signedIn: page, catalogue }) => {
  const file = { name: 'dashboard_export.zip', mimeType: 'application/zip', buffer: supersetExport() }
  await page.goto('/import')
  await page.getByLabel('File to import').setInputFiles(file)
  await expect(
    page.getByRole('heading', { name: 'Superset export of 1 dashboard and 3 charts from 1 database' }),
  ).toBeVisible()
  await expect(page.getByText('Not imported: 1 text box, 1 dataset, 1 database connection.')).toBeVisible()
  await page.getByText('What each field becomes').click()
  await expectAccessible(page)
  await page.getByLabel('Address of the tool').fill('https://bi.example.com')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Target for column sourceUrl' })).toBeVisible()
  const service = page.getByRole('combobox', { name: 'One service for all rows' })
  await service.fill('births_superset')
  await page.getByRole('option', { name: 'Use “births_superset”' }).click()
  await page.getByLabel('Create the service and the tags that are missing').check()
  await page.getByRole('button', { name: 'Preview changes' }).click()
  await expect(page.getByRole('button', { name: /Will create 4/ })).toBeVisible()
  await page.getByRole('button', { name: 'Import 4 rows' }).click()
  await expect(page.getByRole('heading', { name: /Import finished: 4 written/ })).toBeVisible()
  const { data } = await catalogue.api('GET', 'dashboards?service=births_superset&fields=charts')
  expect(data).toMatchObject([
    {
      displayName: 'USA Births Names',
      sourceUrl: 'https://bi.example.com/superset/dashboard/births/',
      charts: [{ displayName: 'Boys' }, { displayName: 'Genders' }, { displayName: 'Genders by State' }],
    },
  ])
})

test('a folder is imported as an archive of it would be, and later lists what it does not have any more', async ({
  signedIn: page,
  catalogue,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'dashcat-folder-'))
  const board = (uid: string) =>
    writeFileSync(
      join(folder, `${uid}.json`),
      JSON.stringify({
        uid,
        title: `Board ${uid}`,
        schemaVersion: 40,
        panels: [{ id: 1, type: 'stat', title: 'Now' }],
      }),
    )
  for (const uid of ['a', 'b', 'c']) board(uid)
  writeFileSync(join(folder, 'notes.pdf'), 'no export')
  const choose = async (said: string) => {
    await page.goto('/import')
    await page.getByLabel('Folder to import').setInputFiles(folder)
    await expect(page.getByRole('heading', { name: said })).toBeVisible()
    const service = page.getByRole('combobox', { name: 'One service for all rows' })
    await service.fill('folder_grafana')
    await page.getByRole('option', { name: /folder_grafana/ }).click()
    await page.getByRole('checkbox', { name: 'Create the service and the tags that are missing' }).check()
    await page.getByRole('button', { name: 'Preview changes' }).click()
  }
  await choose('Grafana export of 3 dashboards and 3 charts')
  await page.getByRole('button', { name: 'Import 6 rows' }).click()
  await expect(page.getByRole('heading', { name: /Import finished: 6 written/ })).toBeVisible()

  rmSync(join(folder, 'a.json'))
  await choose('Grafana export of 2 dashboards and 2 charts')
  const gone = page.getByRole('region', { name: 'Not in the file' })
  await expect(gone).toContainText('The file has 2 of the 3 dashboards and 2 of the 3 charts that “folder_grafana” has')
  const tick = gone.getByRole('checkbox', { name: 'Delete 1 dashboard and 1 chart that the file does not have' })
  await expect(tick).not.toBeChecked()
  await page.getByRole('button', { name: /Not in the file 2/ }).click()
  await expect(page.getByRole('checkbox', { name: 'Include dashboard a' })).toBeDisabled()
  await expectAccessible(page)
  await tick.check()
  await expect(page.getByRole('checkbox', { name: 'Include dashboard a' })).toBeChecked()
  await page.getByRole('button', { name: 'Delete 2', exact: true }).click()
  await expect(page.getByRole('heading', { name: /Import finished: 2 written/ })).toBeVisible()
  const path = 'dashboards?service=folder_grafana&limit=0'
  expect((await catalogue.api('GET', path)).paging).toEqual({ total: 2 })
  await page.getByRole('button', { name: 'Undo import' }).click()
  await page.getByRole('button', { name: 'Undo 2 rows' }).click()
  await expect(page.getByRole('heading', { name: /Undo finished: 2 written/ })).toBeVisible()
  expect((await catalogue.api('GET', path)).paging).toEqual({ total: 3 })
})

test('a JSON file of create requests imported twice changes nothing the second time', async ({ signedIn: page }) => {
  for (const expected of [/Will create \d+/, /Unchanged 12/]) {
    await page.goto('/import')
    await page.getByLabel('File to import').setInputFiles(samplePath('superset-dashboards.json'))
    const preview = page.getByRole('button', { name: 'Preview changes' })
    const outcome = page.getByRole('button', { name: expected })
    await expect(preview.or(outcome).first()).toBeVisible()
    if (await preview.isVisible()) await preview.click()
    await expect(outcome).toBeVisible()
    const run = page.getByRole('button', { name: /^Import \d+ rows?$/ })
    if ((await run.count()) > 0 && (await run.isEnabled())) {
      await run.click()
      await expect(page.getByRole('heading', { name: /Import finished/ })).toBeVisible()
    }
  }
})

test('a file with lines above its table is read from the row that is chosen, and the files after it wait', async ({
  signedIn: page,
}) => {
  const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  await page.goto('/import')
  await page
    .getByLabel('File to import')
    .setInputFiles([
      csv('titles.csv', 'Inventory of reports\nas of,2024\n\nkey,label,link\nr-1,Cash,https://bi.example.com/1\n'),
      csv('second.csv', 'name,service\nsecond-1,sample_superset\n'),
    ])
  await expect(page.getByText('header in row 4')).toBeVisible()
  await expect(page.getByText('1 more file waits')).toBeVisible()
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await page.getByLabel('Columns are named in').selectOption({ label: 'row 2: as of, 2024' })
  await expect(page.getByRole('combobox', { name: 'Target for column as of' })).toBeVisible()
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await expectAccessible(page)
  await page.getByLabel('Columns are named in').selectOption({ label: 'row 4: key, label, link' })
  await expect(page.getByRole('combobox', { name: 'Target for column key' })).toHaveValue('Name')
  await page.getByRole('button', { name: 'Choose another file' }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Continue with second.csv' }).click()
  await expect(page.getByRole('button', { name: /Will create 1/ })).toBeVisible()
})

test('a column that the server keeps itself can be mapped all the same', async ({ signedIn: page }) => {
  const text = 'name,title,version\nr-1,Cash,https://bi.example.com/1\n'
  await page.goto('/import')
  await page
    .getByLabel('File to import')
    .setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  await expect(page.getByText(/Left out: version/)).toBeVisible()
  await page.getByRole('button', { name: 'Map them too' }).click()
  const target = page.getByRole('combobox', { name: 'Target for column version' })
  await target.fill('Source')
  await page.getByRole('option', { name: /Source URL/ }).click()
  await expect(target).toHaveValue('Source URL')
})

test('without a mouse: an export of a tool is chosen, mapped, answered and imported by keys alone', async ({
  signedIn: page,
  catalogue,
}) => {
  await catalogue.api('PUT', 'services/dashboardServices', { name: 'keys', serviceType: 'Grafana' })
  const text = readFileSync(samplePath('grafana-export.csv'), 'utf8').replaceAll('grafana_prod', 'keys')
  await page.goto('/dashboards')
  await page.keyboard.press('i')
  await expect(page.getByRole('heading', { name: 'Import dashboards', level: 1 })).toBeVisible()
  // Asked for well before the key: the browser opens the dialog itself while nobody has told it to hand it over yet.
  const chooser = page.waitForEvent('filechooser')
  await tabTo(page, /^Choose a file/, 'button')
  await page.keyboard.press('Enter')
  const buffer = Buffer.from(text)
  await (await chooser).setFiles({ name: 'grafana-export.csv', mimeType: 'text/csv', buffer })
  await expect(page.getByRole('heading', { name: 'Map columns' })).toBeVisible()
  await tabTo(page, 'Preview changes', 'button')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /Will fail 77/ })).toBeVisible()
  await tabTo(page, /^Leave all \d+ out$/, 'button')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /Will create 88/ })).toBeVisible()
  // It waits for the counts, and a key would be pressed in vain.
  await expect(page.getByRole('button', { name: 'Import 88 rows' })).toBeEnabled()
  await tabTo(page, 'Import 88 rows', 'button')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /Import finished: 88 written/ })).toBeVisible()
})

test('the values of a column are read with changes, which the first rows show', async ({
  signedIn: page,
  catalogue,
}) => {
  const { repeatEachIndex: n } = test.info()
  const text = `Space,Id,Heading\nFinance${n},7,Cash [draft]\nSales${n},8,\n`
  await page.goto('/import')
  await page
    .getByLabel('File to import')
    .setInputFiles({ name: 'spaces.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  const target = page.getByRole('combobox', { name: 'Target for column Heading' })
  await target.fill('Display name')
  await page.getByRole('option', { name: /^Display name/ }).click()
  await expect(target).toHaveValue('Display name')
  await page.getByRole('button', { name: 'Change how Id is read' }).click()
  const dialog = page.getByRole('dialog', { name: 'How Id is read' })
  await dialog.getByRole('textbox', { name: 'Made of columns' }).fill('{Space}-{Id}')
  await dialog.getByRole('combobox', { name: 'Letters' }).selectOption('lower case')
  await expect(dialog.getByText(`finance${n}-7`)).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Change how Heading is read' }).click()
  const heading = page.getByRole('dialog', { name: 'How Heading is read' })
  await heading.getByRole('textbox', { name: 'Find' }).fill(' [draft]')
  await heading.getByRole('textbox', { name: 'Instead of an empty cell' }).fill('Untitled')
  await expect(heading.getByText('Untitled')).toBeVisible()
  await heading.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('combobox', { name: 'One service for all rows' }).fill('sample_superset')
  await page.getByRole('option', { name: /sample_superset/ }).click()
  await page.getByRole('button', { name: 'Preview changes' }).click()
  await expect(page.getByRole('button', { name: 'Will create 2' })).toBeVisible()
  await page.getByRole('button', { name: 'Import 2 rows' }).click()
  await expect(page.getByRole('heading', { name: /^Import finished: 2 written/ })).toBeVisible()
  const cash = await catalogue.api('GET', `dashboards/name/sample_superset.finance${n}-7`)
  const sales = await catalogue.api('GET', `dashboards/name/sample_superset.sales${n}-8`)
  expect([cash.displayName, sales.displayName]).toEqual(['Cash', 'Untitled'])
})

test('a column takes what it names out of lists, and leaves the rest', async ({ signedIn: page, catalogue }) => {
  const { repeatEachIndex: n } = test.info()
  const label = (tagFQN: string) => ({ tagFQN, source: 'Classification', labelType: 'Manual', state: 'Confirmed' })
  await catalogue.api('PUT', 'dashboards', {
    name: `less${n}`,
    service: 'sample_superset',
    tags: ['PII.Sensitive', 'PersonalData.Personal'].map(label),
  })
  const text = `name,service,tags\nless${n},sample_superset,PII.Sensitive\n`
  await page.goto('/import')
  await page
    .getByLabel('File to import')
    .setInputFiles({ name: 'out.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  await page.getByRole('button', { name: 'Change mapping' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change mapping' })
  await dialog.getByRole('combobox', { name: 'What becomes of the Tags there is' }).selectOption('Remove these')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Plan again' }).click()
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: /^Changes of row 2: / }).click()
  await expect(page.getByText('remove: only these are taken away')).toBeVisible()
  await page.getByRole('button', { name: 'Import 1 row' }).click()
  await expect(page.getByRole('heading', { name: /^Import finished: 1 written/ })).toBeVisible()
  const { tags } = await catalogue.api('GET', `dashboards/name/sample_superset.less${n}?fields=tags`)
  expect(tags).toMatchObject([{ tagFQN: 'PersonalData.Personal' }])
})
