import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { type Catalogue, expect, expectAccessible, expectNoOverflow, tabTo, test } from './fixtures'

/** A file as a job that has been planned; its id. */
async function planned(catalogue: Catalogue, text: string): Promise<string> {
  const response = await fetch(`${catalogue.url}/api/x/imports?wait=60&fileName=cells.csv`, {
    method: 'POST',
    headers: { authorization: `Bearer ${catalogue.token}`, 'content-type': 'text/csv' },
    body: text,
  })
  const job = (await response.json()) as { id: string; state: string }
  expect(job.state).toBe('planned')
  return job.id
}

const cell = (page: Page, text: string | RegExp) => page.getByRole('gridcell', { name: text })

/** Goes on once keys are for the grid again, and what was asked of it has been done. */
async function settled(page: Page): Promise<void> {
  const grid = page.getByRole('grid', { name: 'Rows to import' })
  await expect(grid).toBeFocused()
  await expect(grid).not.toHaveAttribute('aria-busy', 'true')
}

test('a failing cell is mended by keys alone, and imported', async ({ signedIn: page, catalogue }) => {
  const rows = ['k-1,sample_superset,First,', 'k-2,sample_supreset,Second,No.Such', 'k-3,sample_superset,Third,']
  const id = await planned(catalogue, `name,service,displayName,tags\n${rows.join('\n')}\n`)
  await page.goto(`/jobs/${id}`)
  await expect(page.getByRole('button', { name: 'Will fail 1' })).toBeVisible()
  await tabTo(page, 'Edit cells', 'button')
  await page.keyboard.press('Enter')
  const grid = page.getByRole('grid', { name: 'Rows to import' })
  await expect(cell(page, 'sample_supreset')).toBeVisible()
  await expectAccessible(page)
  for (let tabs = 0; tabs < 20 && !(await grid.evaluate((element) => element === document.activeElement)); tabs += 1)
    await page.keyboard.press('Tab')
  await settled(page)

  await page.keyboard.press('F8')
  await expect(cell(page, 'sample_supreset')).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByText('No service sample_supreset').last()).toBeVisible()
  await page.keyboard.press('Enter')
  const service = page.getByRole('combobox', { name: 'service of row 3' })
  await expect(service).toBeFocused()
  await page.keyboard.type('sample_sup')
  // Enter chooses nothing from a list that belongs to an older text.
  await expect(page.getByRole('listbox', { name: 'service of row 3' })).toHaveAttribute('aria-busy', 'false')
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await settled(page)
  await expect(cell(page, 'sample_supreset')).toHaveCount(0)

  // What is typed begins an edit; Tab keeps it, and goes to the next cell.
  await page.keyboard.press('F8')
  await expect(cell(page, 'No.Such')).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Delete')
  await settled(page)
  await expect(page.getByRole('button', { name: 'Will create 3' })).toBeVisible()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.type('Mended')
  await expect(page.getByRole('textbox', { name: 'displayName of row 3' })).toHaveValue('Mended')
  await page.keyboard.press('Tab')
  await settled(page)
  await expect(cell(page, 'Mended')).toBeVisible()
  // It waits for the counts, and a key would be pressed in vain.
  await expect(page.getByRole('button', { name: 'Import 3 rows' })).toBeEnabled()
  await tabTo(page, 'Import 3 rows', 'button')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Import finished: 3 written, 0 failed' })).toBeVisible()
  expect(await catalogue.api('GET', 'dashboards/name/sample_superset.k-2')).toMatchObject({ displayName: 'Mended' })
})

test('what is suggested for a cell is applied by keys alone, and rows are found by what was edited', async ({
  signedIn: page,
  catalogue,
}) => {
  const rows = Array.from({ length: 15 }, (_, at) => `s-${at},sample_superset,Board ${at},`)
  const text = [
    'name,service,displayName,tags',
    ...rows,
    's-x,sample_supreset,Slipped,Tier.Tier1; PII.Senstive',
    '',
  ].join('\n')
  const id = await planned(catalogue, text)
  await page.setViewportSize({ width: 1360, height: 900 })
  await page.goto(`/jobs/${id}?view=cells`)
  const grid = page.getByRole('grid', { name: 'Rows to import' })
  const problems = page.getByRole('region', { name: 'Problems' })
  await expect(cell(page, 's-0')).toBeVisible()
  // Beside the rows, and a dozen of these in sight at once.
  const [ofGrid, ofProblems] = [await grid.boundingBox(), await problems.boundingBox()]
  expect(ofProblems?.x).toBeGreaterThan((ofGrid?.x ?? 0) + (ofGrid?.width ?? 0))
  for (const name of ['s-0', 's-11']) await expect(cell(page, name).first()).toBeInViewport()
  await expectAccessible(page)
  await tabTo(page, 'Hide problems', 'button')
  await page.keyboard.press('Enter')
  await expect(problems).toHaveCount(0)
  await page.keyboard.press('Enter')
  await expect(problems).toBeVisible()
  // Above the rows where there is no room beside them.
  await page.setViewportSize({ width: 1024, height: 900 })
  await expect(async () => {
    const [above, below] = [await problems.boundingBox(), await grid.boundingBox()]
    expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0)
  }).toPass()
  await page.setViewportSize({ width: 1360, height: 900 })

  for (let tabs = 0; tabs < 30 && !(await grid.evaluate((element) => element === document.activeElement)); tabs += 1)
    await page.keyboard.press('Tab')
  await settled(page)
  await page.keyboard.press('Alt+Enter')
  await expect(page.getByText('Nothing is suggested for this cell')).toBeVisible()
  await page.keyboard.press('F8')
  await expect(cell(page, 'sample_supreset')).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Alt+Enter')
  await expect(cell(page, 'sample_supreset')).toHaveCount(0)
  await settled(page)
  await page.keyboard.press('F8')
  await expect(page.getByRole('button', { name: 'Replace with PII.Sensitive' }).first()).toBeVisible()
  await page.keyboard.press('Alt+Enter')
  await expect(cell(page, 'Tier.Tier1; PII.Sensitive')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Will create 16' })).toBeVisible()
  await settled(page)

  await tabTo(page, 'Edited 1', 'button')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Edited 1' })).toHaveAttribute('aria-pressed', 'true')
  await expect(cell(page, 's-x')).toBeVisible()
  await expect(cell(page, 's-0')).toHaveCount(0)
  await page.getByRole('button', { name: 'Warnings 0' }).press('Enter')
  await expect(cell(page, 's-x')).toHaveCount(0)
  await page.getByRole('button', { name: 'All 16' }).press('Enter')
  await expect(cell(page, 's-0')).toBeVisible()

  // What was written is a list of its own, until somebody wants to see all.
  // It waits for the counts, and a key would be pressed in vain.
  await expect(page.getByRole('button', { name: 'Import 16 rows' })).toBeEnabled()
  await tabTo(page, 'Import 16 rows', 'button')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Created: open in the catalogue' }).press('Enter')
  await expect(page.getByRole('table', { name: 'Dashboards' }).getByRole('row')).toHaveCount(17)
  await expect(page.getByRole('link', { name: /^Written by / })).toHaveAttribute('href', `/jobs/${id}`)
  await expectAccessible(page)
  await page.getByRole('searchbox').first().fill('Slipped')
  await expect(page.getByRole('table', { name: 'Dashboards' }).getByRole('row')).toHaveCount(2)
  await page.setViewportSize({ width: 320, height: 800 })
  await expectNoOverflow(page)
  await page.getByRole('link', { name: 'Show all, whoever has written it' }).press('Enter')
  await expect(page).toHaveURL(/\/dashboards$/)
})

test('cells are filled down, pasted, replaced and brought back, and other windows see them', async ({
  signedIn: page,
  catalogue,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const rows = ['f-1,sample_superset,Old one', 'f-2,elsewhere,Old two', 'f-3,elsewhere,Old three']
  const id = await planned(catalogue, `name,service,displayName\n${rows.join('\n')}\n`)
  await page.goto(`/jobs/${id}?view=cells`)
  await expect(page.getByRole('button', { name: 'Will fail 2' })).toBeVisible()
  await cell(page, 'sample_superset').click()
  await settled(page)
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Control+d')
  await expect(page.getByText('Filled down: 2 cells')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Will create 3' })).toBeVisible()
  await settled(page)
  await page.keyboard.press('Control+z')
  await expect(page.getByText('Undone: 2 cells')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Will fail 2' })).toBeVisible()
  await settled(page)
  await page.keyboard.press('Control+y')
  await expect(page.getByText('Redone: 2 cells')).toBeVisible()

  await cell(page, 'Old one').click()
  await settled(page)
  await page.evaluate(() => navigator.clipboard.writeText('New one\r\n"New\ntwo"\r\n'))
  await page.keyboard.press('Control+v')
  await expect(page.getByText('Pasted: 2 cells')).toBeVisible()
  await expect(cell(page, 'New one')).toBeVisible()
  await page.getByRole('button', { name: 'Find and replace…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Find and replace' })
  await dialog.getByLabel('Find').fill('old')
  await dialog.getByLabel('Replace with').fill('New')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Replace', exact: true }).click()
  await expect(page.getByText('Replaced: 1 cell')).toBeVisible()
  await expect(cell(page, 'New three')).toBeVisible()

  // For colleagues: the cells as they are now, with what is wrong.
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export with errors' }).click()
  expect(readFileSync(await (await download).path(), 'utf8')).toContain('New three')

  await page.getByRole('checkbox', { name: 'Include row 2' }).uncheck()
  await expect(page.getByRole('button', { name: 'Import 2 rows' })).toBeVisible()
  const kept = async () => {
    const response = await fetch(`${catalogue.url}/api/x/jobs/${id}/choice`, {
      headers: { authorization: `Bearer ${catalogue.token}` },
    })
    return ((await response.json()) as { rows: unknown[] }).rows.length
  }
  await expect.poll(kept).toBe(1)
  await page.reload()
  await expect(cell(page, 'New three')).toBeVisible()
  await expect(page.getByRole('checkbox', { name: 'Include row 2' })).not.toBeChecked()
  await expect(page.getByRole('button', { name: 'Import 2 rows' })).toBeVisible()
})

test('rows are narrowed to a column of the file, and edits are reverted cell by cell and row by row', async ({
  signedIn: page,
  catalogue,
}) => {
  const rows = [
    'v-1,elsewhere,One,',
    'v-2,sample_superset,Two,No.Such',
    'v-3,elsewhere,Three,',
    'v-4,sample_superset,Four,',
  ]
  const id = await planned(catalogue, `name,service,displayName,tags\n${rows.join('\n')}\n`)
  await page.setViewportSize({ width: 1360, height: 900 })
  await page.goto(`/jobs/${id}?view=cells`)
  await expect(cell(page, 'v-4')).toBeVisible()
  await tabTo(page, 'Column', 'button')
  await page.keyboard.press('Enter')
  const menu = page.getByRole('menu')
  await expect(menu.getByRole('menuitemradio')).toHaveText(['service · 2 rows', 'tags · 1 row'])
  await expectAccessible(page)
  await menu.getByRole('menuitemradio', { name: 'service · 2 rows' }).press('Enter')
  await expect(page.getByRole('button', { name: 'Column: service, 2 errors' })).toBeVisible()
  await expect(cell(page, /^v-/)).toHaveText(['v-1', 'v-3'])
  await page.reload()
  await expect(cell(page, /^v-/)).toHaveText(['v-1', 'v-3'])

  // What is mended is wrong no more, and found by where it was edited.
  await cell(page, 'elsewhere').first().click()
  await settled(page)
  await page.keyboard.press('Delete')
  await expect(page.getByText('Cleared: 1 cell')).toBeVisible()
  // An emptied cell is marked, too.
  await expect(page.getByRole('gridcell', { name: '(edited)', exact: true })).toBeVisible()
  await cell(page, 'Three').click()
  await settled(page)
  await page.keyboard.type('Mended')
  await page.keyboard.press('Enter')
  await expect(cell(page, 'Mended (edited)')).toBeVisible()
  await expectAccessible(page)
  await settled(page)
  await page.getByRole('button', { name: /^Column: service/ }).press('Enter')
  await expect(menu.getByRole('menuitemradio')).toHaveText([
    'service · 2 rows',
    'tags · 1 row',
    'service · 1 row',
    'displayName · 1 row',
  ])
  await menu.getByRole('menuitemradio', { name: 'displayName' }).press('Enter')
  await expect(cell(page, /^v-/)).toHaveText(['v-3'])
  await page.getByRole('button', { name: 'Clear filter Column' }).press('Enter')
  await expect(cell(page, /^v-/)).toHaveText(['v-1', 'v-2', 'v-3', 'v-4'])

  await cell(page, 'Mended').click()
  await settled(page)
  await page.getByRole('button', { name: 'Revert cell' }).press('Enter')
  await expect(page.getByText('Reverted: 1 cell')).toBeVisible()
  await expect(cell(page, 'Three')).toBeVisible()
  await settled(page)
  await expect(page.getByRole('button', { name: 'Revert cell' })).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(cell(page, 'Mended')).toBeVisible()
  await settled(page)
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Delete')
  await expect(page.getByText('Cleared: 1 cell')).toBeVisible()
  await settled(page)
  await expect(page.getByRole('button', { name: 'Revert cell' })).toBeVisible()
  await page.getByRole('button', { name: 'Revert row' }).press('Enter')
  await expect(page.getByText('Reverted: 2 cells')).toBeVisible()
  await expect(cell(page, 'Three')).toBeVisible()
  await settled(page)
  await expect(cell(page, '(edited)')).toHaveCount(1)
  await expect(page.getByRole('button', { name: 'Edited 1' })).toBeVisible()

  // The same on a narrow window, in the row.
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('button', { name: 'Edited 1' }).click()
  await page.getByRole('button', { name: 'Edit row 2' }).click()
  const row = page.getByRole('dialog', { name: 'Row 2' })
  await expect(row.getByText('(empty)').first()).toBeVisible()
  await expectNoOverflow(page)
  await expectAccessible(page)
  await row.getByRole('button', { name: 'Revert service' }).click()
  await expect(row.getByText('elsewhere', { exact: true })).toBeVisible()
  await expect(row.getByRole('button', { name: 'Revert row' })).toHaveCount(0)
})

test('of many rows and columns only those in sight are drawn, and they are there where every row fails', async ({
  signedIn: page,
  catalogue,
}) => {
  const names = 'name,service,displayName,description,sourceUrl,project,dashboardType,tags,owners,tier,domains,charts'
  // A column without any values would be left out.
  const rest = 'What,https://bi.example.com,Finance,Report,PII.None,nobody,Tier.Tier1,Nowhere,Share'
  const rows = Array.from({ length: 300 }, (_, at) => `w-${at},elsewhere,Board ${at},${rest}`)
  const id = await planned(catalogue, `${names}\n${rows.join('\n')}\n`)
  await page.setViewportSize({ width: 1360, height: 900 })
  await page.goto(`/jobs/${id}?view=cells`)
  const grid = page.getByRole('grid', { name: 'Rows to import' })
  await expect(page.getByRole('button', { name: 'Will fail 300' })).toBeVisible()
  await expect(grid).toHaveAttribute('aria-rowcount', '301')
  await expect(grid).toHaveAttribute('aria-colcount', '13')
  await expect(cell(page, 'Board 0')).toBeVisible()
  expect(await grid.getByRole('row').count()).toBeLessThan(60)
  expect(await grid.getByRole('columnheader').count()).toBeLessThan(12)
  await cell(page, 'Board 0').click()
  await settled(page)
  await page.keyboard.press('Control+End')
  const last = grid.locator('[role=row][aria-rowindex="301"]').locator('[aria-colindex="13"]')
  await expect(last).toBeInViewport()
  await expect(last).toHaveAttribute('aria-selected', 'true')
  await expect(grid).toHaveAttribute('aria-activedescendant', (await last.getAttribute('id')) ?? '')
  await expect(cell(page, 'Board 0')).toHaveCount(0)
  expect(await grid.getByRole('row').count()).toBeLessThan(60)
  await page.keyboard.press('Control+Home')
  await expect(page.getByRole('rowheader', { name: /^row 2,/ })).toBeInViewport()
})

test('on a narrow window, rows that fail are listed, and mended one by one', async ({ signedIn: page, catalogue }) => {
  const rows = ['n-1,sample_superset,First,', 'n-2,sample_supreset,Second,No.Such', 'n-3,sample_superset,Third,']
  const id = await planned(catalogue, `name,service,displayName,tags\n${rows.join('\n')}\n`)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`/jobs/${id}?view=cells`)
  const list = page.getByRole('list', { name: 'Rows to import' })
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await expect(list).toContainText('Second')
  await expect(page.getByText('3 rows: 2 ready, 1 error')).toBeVisible()
  for (const width of [320, 390]) {
    await page.setViewportSize({ width, height: 844 })
    await expectNoOverflow(page)
  }
  await expectAccessible(page)

  await list.getByRole('button', { name: 'Edit row 3' }).click()
  const row = page.getByRole('dialog', { name: 'Row 3' })
  await expect(row.getByText('No service sample_supreset')).toBeVisible()
  await expectAccessible(page)
  await row.getByRole('button', { name: 'Edit tags' }).click()
  await expect(row.getByRole('combobox', { name: 'tags of row 3' })).toBeFocused()
  // The key gives up the cell, and not the row.
  await page.keyboard.press('Escape')
  await expect(row.getByRole('button', { name: 'Edit tags' })).toBeFocused()
  await row.getByRole('button', { name: 'Edit service' }).click()
  const service = row.getByRole('combobox', { name: 'service of row 3' })
  await expect(service).toBeFocused()
  await service.fill('sample_sup')
  await page.getByRole('option', { name: /sample_superset/ }).click()
  await expect(row.getByText('No service sample_supreset')).toBeHidden()
  await expect(row.getByText('No tag No.Such')).toBeVisible()
  await row.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Show all rows' }).click()
  await expect(list.getByRole('listitem')).toHaveCount(3)
  await list.getByRole('button', { name: 'Edit row 4' }).click()
  await page.getByRole('dialog', { name: 'Row 4' }).getByRole('button', { name: 'Edit displayName' }).click()
  await page.getByRole('textbox', { name: 'displayName of row 4' }).fill('Third, mended')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(list).toContainText('Third, mended')
})

test('what failed is mended in the wizard with the same mapping; what is not known is left out', async ({
  signedIn: page,
  catalogue,
}) => {
  await page.goto('/import')
  await page.getByLabel('File to import').setInputFiles({
    name: 'labels.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Key,Heading,Marks\nw-1,One,\nw-2,Two,No.Such\n'),
  })
  const target = (column: string) => page.getByRole('combobox', { name: `Target for column ${column}` })
  const choose = async (column: string, text: string, name: RegExp) => {
    await target(column).fill(text)
    const targets = page.getByRole('listbox', { name: `Target for column ${column}` })
    await targets.getByRole('option', { name }).click()
    await expect(targets).toBeHidden()
  }
  await choose('Heading', 'Display', /Display name/)
  await choose('Marks', 'Tags', /^Tags/)
  const service = page.getByRole('combobox', { name: 'One service for all rows' })
  await service.fill('sample_superset')
  await page
    .getByRole('option', { name: /sample_superset/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Preview changes' }).click()
  await expect(page.getByRole('button', { name: 'Will fail 1' })).toBeVisible()
  await page.getByRole('button', { name: 'Import 1 row' }).click()
  await expect(page.getByRole('heading', { name: 'Import finished: 1 written, 1 failed' })).toBeVisible()

  await page.getByRole('link', { name: 'Fix failures' }).click()
  await expect(target('Heading')).toHaveValue('Display name')
  await expect(target('Marks')).toHaveValue('Tags')
  await page.getByRole('button', { name: 'Preview changes' }).click()
  await expect(page.getByRole('button', { name: 'Will fail 1' })).toBeVisible()
  const problems = page.getByRole('region', { name: 'Problems' })
  await problems.getByRole('button', { name: 'Leave the tag out' }).click()
  await expect(problems.getByRole('list', { name: 'Answers' })).toBeVisible()
  await page.getByRole('button', { name: 'Import 1 row' }).click()
  await expect(page.getByRole('heading', { name: 'Import finished: 1 written, 0 failed' })).toBeVisible()
  const { data } = await catalogue.api('GET', 'dashboards?q=w-2')
  expect(data).toMatchObject([{ name: 'w-2', displayName: 'Two' }])
})

test('what was done to cells is taken back and done again whatever the width of the window, and after a look at the changes', async ({
  signedIn: page,
  catalogue,
}) => {
  const id = await planned(catalogue, 'name,service,displayName\nw-1,sample_superset,First\n')
  const [wide, narrow] = [1360, 390]
  const look = (width: number) => page.setViewportSize({ width, height: 844 })
  await look(wide)
  await page.goto(`/jobs/${id}?view=cells`)
  const list = page.getByRole('list', { name: 'Rows to import' })
  const undo = page.getByRole('button', { name: 'Undo' })
  const redo = page.getByRole('button', { name: 'Redo' })
  await expect(undo).toBeDisabled()
  await cell(page, 'First').click()
  await settled(page)
  await page.keyboard.type('Second')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Mended: 1 cell')).toBeVisible()

  await look(narrow)
  await page.getByRole('button', { name: 'Show all rows' }).click()
  await expect(list).toContainText('Second')
  await undo.click()
  await expect(page.getByText('Undone: 1 cell')).toBeVisible()
  await expect(list).toContainText('First')
  await expect(undo).toBeDisabled()

  await look(wide)
  await expect(cell(page, 'First')).toBeVisible()
  await page.getByRole('button', { name: 'Show changes' }).click()
  await expect(page.getByRole('table', { name: 'Planned changes' })).toBeVisible()
  await page.getByRole('button', { name: 'Edit cells' }).click()
  await redo.click()
  await expect(page.getByText('Redone: 1 cell')).toBeVisible()
  await expect(cell(page, 'Second')).toBeVisible()
  await expect(redo).toBeDisabled()
})

test('charts of an export have a grid of their own', async ({ signedIn: page, catalogue }) => {
  const { repeatEachIndex: n } = test.info()
  const service = `boards${n}`
  await catalogue.api('PUT', 'services/dashboardServices', { name: service, serviceType: 'Grafana' })
  const data = readFileSync('data/exports/grafana/classic.json')
  const query = `wait=60&fileName=classic.json&service=${service}`
  const headers = { origin: catalogue.url, 'content-type': 'text/yaml' }
  const sent = await page.request.post(`/api/x/imports?${query}`, { headers, data })
  const { id } = await sent.json()
  await page.goto(`/jobs/${id}?view=cells`)
  const grid = page.getByRole('grid', { name: 'Rows to import' })
  await expect(grid.getByRole('gridcell', { name: 'Nodes of $cluster' })).toBeVisible()
  await expect(grid).toHaveAttribute('aria-rowcount', '2')
  const whose = page.getByRole('group', { name: 'Whose cells' })
  await whose.getByRole('button', { name: 'Charts' }).click()
  await expect(grid).toHaveAttribute('aria-rowcount', '5')
  await expectAccessible(page)
  await cell(page, 'Memory by process').click()
  await expect(grid).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(`Memory${n}`)
  await page.keyboard.press('Enter')
  await expect(cell(page, `Memory${n}`)).toBeVisible()
  await settled(page)
  await page.reload()
  await expect(cell(page, `Memory${n}`)).toBeVisible()
  await page.getByRole('button', { name: 'Import 5 rows' }).click()
  await expect(page.getByRole('heading', { name: /^Import finished: 5 written, 0 failed/ })).toBeVisible()
  const { data: charts } = await catalogue.api('GET', `charts?service=${service}&limit=100`)
  expect((charts as { displayName: string }[]).map(({ displayName }) => displayName)).toContain(`Memory${n}`)
})
