import { readFileSync } from 'node:fs'
import { expect, expectAccessible, test } from './fixtures'

test('a list gains one item and loses another in one edit', async ({ signedIn: page, catalogue }) => {
  const label = (tagFQN: string) => ({ tagFQN, source: 'Classification', labelType: 'Manual', state: 'Confirmed' })
  const { repeatEachIndex: n } = test.info()
  const tags = [label('PII.None'), label('Tier.Tier2')]
  await catalogue.api('PUT', 'dashboards', {
    name: `both${n}`,
    displayName: `Both${n} ways`,
    service: 'sample_superset',
    tags,
  })
  await page.goto(`/dashboards?q=both${n}`)
  await page.getByRole('checkbox', { name: `Select Both${n} ways` }).check()
  await page.getByRole('button', { name: 'Edit…' }).click()
  const sheet = page.getByRole('dialog', { name: 'Edit 1 dashboard' })
  const pick = async (field: string, tag: string) => {
    await sheet.getByRole('combobox', { name: field, exact: true }).fill(tag)
    // The list of the field before may still be there for a moment.
    const options = page.getByRole('listbox', { name: field, exact: true })
    await options.getByRole('option', { name: new RegExp(`^${tag}`) }).click()
    await expect(sheet.getByRole('group', { name: field, exact: true }).getByRole('list')).toContainText(`PII.${tag}`)
  }
  const field = sheet.getByRole('combobox', { name: /field to change$/i })
  await field.selectOption('Tags')
  await pick('Tags', 'Sensitive')
  await field.selectOption('Tags, second change')
  await expect(sheet.getByRole('combobox', { name: 'What to do with tags, second change' })).toHaveValue('remove')
  await pick('Tags, second change', 'None')
  await expectAccessible(page)
  await sheet.getByRole('button', { name: 'Preview changes' }).click()
  await expect(page.getByRole('heading', { name: 'Tags of 1 dashboard', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: /^Changes of row 1: / }).click()
  await expect(page.getByText('add, remove')).toBeVisible()
  await page.getByRole('button', { name: 'Edit 1 dashboard' }).click()
  await expect(page.getByRole('heading', { name: 'Edit finished: 1 written, 0 failed' })).toBeVisible()
  const edited = await catalogue.api('GET', `dashboards/name/sample_superset.both${n}?fields=tags`)
  const given = edited.tags as { tagFQN: string }[] // as the API has them
  expect(given.map(({ tagFQN }) => tagFQN).toSorted()).toEqual(['PII.Sensitive', 'Tier.Tier2'])
})

test('what is ticked is edited in a grid, where an emptied cell clears', async ({ signedIn: page, catalogue }) => {
  const { repeatEachIndex: n } = test.info()
  const names = [`grid${n}-a`, `grid${n}-b`]
  const tags = [{ tagFQN: 'PII.None', source: 'Classification', labelType: 'Manual', state: 'Confirmed' }]
  for (const name of names)
    await catalogue.api('PUT', 'dashboards', {
      name,
      displayName: `Gridded ${name}`,
      description: `Text of ${name}`,
      service: 'sample_superset',
      tags,
    })
  await page.goto(`/dashboards?q=grid${n}`)
  await page.getByRole('checkbox', { name: 'Select all dashboards on this page' }).check()
  await page.getByRole('button', { name: 'Edit…' }).click()
  await page.getByRole('dialog', { name: 'Edit 2 dashboards' }).getByRole('button', { name: 'Edit in a grid' }).click()
  const grid = page.getByRole('grid', { name: 'Rows to import' })
  await expect(page.getByRole('button', { name: 'Unchanged 2' })).toBeVisible()
  // Which of them a row is stays as it is, and the grid says so.
  await grid.getByRole('gridcell', { name: names[0], exact: true }).click()
  await expect(page.getByText('Name says which of the selected things the row is')).toBeVisible()
  await expect(grid.getByRole('gridcell', { name: names[0], exact: true })).toHaveAttribute('aria-readonly', 'true')
  await expect(page.getByRole('button', { name: 'Edit cell' })).toHaveCount(0)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Find and replace…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Find and replace' })
  await dialog.getByLabel('Find').fill('Gridded')
  await dialog.getByLabel('Replace with').fill('Mended')
  await dialog.getByRole('button', { name: 'Replace', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Will update 2' })).toBeVisible()
  await grid.getByRole('gridcell', { name: `Text of grid${n}-a` }).click()
  await expect(grid).toBeFocused()
  await page.keyboard.press('Delete')
  await expect(page.getByText('Cleared: 1 cell')).toBeVisible()
  await page.getByRole('button', { name: 'Import 2 rows' }).click()
  await expect(page.getByRole('heading', { name: /^Import finished: 2 written, 0 failed/ })).toBeVisible()
  const [a, b] = await Promise.all(
    names.map((name) => catalogue.api('GET', `dashboards/name/sample_superset.${name}?fields=tags`)),
  )
  expect([a?.displayName, b?.displayName]).toEqual(names.map((name) => `Mended ${name}`))
  expect([a?.description, b?.description]).toEqual([undefined, `Text of grid${n}-b`])
  // What nobody has touched stays.
  expect([a?.tags, b?.tags].map((labels) => (labels as unknown[]).length)).toEqual([1, 1]) // as the API has them
})

test('more than a grid takes are offered as a file that is edited and imported', async ({
  signedIn: page,
  catalogue,
}) => {
  const { repeatEachIndex: n } = test.info()
  const service = `filed${n}`
  await catalogue.api('PUT', 'services/dashboardServices', { name: service, serviceType: 'Grafana' })
  for (const from of [0, 1_000, 2_000]) {
    const length = from === 2_000 ? 1 : 1_000
    await catalogue.api(
      'PUT',
      'dashboards/bulk',
      Array.from({ length }, (_, at) => ({ name: `filed-${from + at}`, service })),
    )
  }
  await page.goto(`/dashboards?service=${service}`)
  await page.getByRole('checkbox', { name: 'Select all dashboards on this page' }).check()
  await page.getByRole('button', { name: 'Select all 2,001 found' }).click()
  await page.getByRole('button', { name: 'Edit…' }).click()
  const sheet = page.getByRole('dialog', { name: 'Edit 2,001 dashboards' })
  const offer = sheet.getByRole('region', { name: 'Or edit them as a file' })
  await expect(offer).toBeVisible()
  await expect(sheet.getByRole('button', { name: 'Edit in a grid' })).toHaveCount(0)
  await expectAccessible(page)
  const download = page.waitForEvent('download')
  await offer.getByRole('link', { name: 'Download the file' }).click()
  const text = readFileSync(await (await download).path(), 'utf8')
  expect(text.split('\r\n').filter((line) => line.includes('filed-'))).toHaveLength(2_001)
  await offer.getByRole('link', { name: 'Open the import' }).click()
  await page.getByLabel('File to import').setInputFiles({
    name: 'edited.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(text.replace(/(filed-7,[^\r]*?),,/, '$1,Edited,')),
  })
  await expect(page.getByRole('button', { name: 'Unchanged 2,000' })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('button', { name: 'Will update 1' })).toBeVisible()
})
