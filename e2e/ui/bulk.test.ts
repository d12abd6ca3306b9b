import { readFileSync } from 'node:fs'
import { expect, expectAccessible, expectNoOverflow, tabTo, test } from './fixtures'

test.describe.configure({ mode: 'serial' })

const service = 'sample_superset'

test.beforeAll(async ({ catalogue }) => {
  const names = Array.from({ length: 55 }, (_, at) => `many-${String(at).padStart(2, '0')}`)
  const rows = names.map((name) => ({ name, displayName: `Quarter ${name}`, description: 'Before', service }))
  await catalogue.api('PUT', 'dashboards/bulk', rows)
  await catalogue.api('PUT', 'dashboards', { name: 'other', displayName: 'Other', service })
})

test('what is ticked is edited by one sheet, looked at, run and taken back', async ({ signedIn: page, catalogue }) => {
  await page.goto('/dashboards?q=quarter')
  await page.getByRole('checkbox', { name: 'Select Quarter many-00' }).check()
  await page.getByRole('checkbox', { name: 'Select Quarter many-01' }).check()
  await page.getByRole('button', { name: 'Edit…' }).click()
  const sheet = page.getByRole('dialog', { name: 'Edit 2 dashboards' })
  await expect(sheet.getByRole('button', { name: 'Preview changes' })).toHaveAttribute('aria-disabled', 'true')
  await sheet.getByRole('combobox', { name: 'Field to change' }).selectOption('Tags')
  await expect(sheet.getByRole('combobox', { name: 'What to do with tags' })).toHaveValue('add')
  await sheet.getByRole('button', { name: 'Preview changes' }).click()
  await expect(sheet.getByText('Say what is to be in tags.').first()).toBeVisible()
  await sheet.getByRole('combobox', { name: 'Tags', exact: true }).fill('sensitive')
  await page
    .getByRole('option', { name: /Sensitive/ })
    .first()
    .click()
  await sheet.getByRole('combobox', { name: 'Another field to change' }).selectOption('Description')
  await sheet.getByRole('combobox', { name: 'What to do with description' }).selectOption('Clear')
  await expectAccessible(page)
  await sheet.getByRole('button', { name: 'Preview changes' }).click()

  await expect(page.getByRole('heading', { name: 'Tags and description of 2 dashboards', level: 1 })).toBeVisible()
  await expect(page).toHaveURL(/\/jobs\/[\da-f-]+$/)
  await expect(page.getByRole('button', { name: 'Will update 2' })).toBeVisible()
  await expect(page.getByText('is cleared in 2 rows')).toBeVisible()
  await page.getByRole('button', { name: /^Changes of row 1: / }).click()
  await expect(page.getByText('add: none is taken away')).toBeVisible()
  await expectAccessible(page)
  expect(await catalogue.api('GET', `dashboards/name/${service}.many-00`)).toMatchObject({ description: 'Before' })
  await page.getByRole('checkbox', { name: 'Include row 2' }).uncheck()
  await page.getByRole('button', { name: 'Edit 1 dashboard' }).click()
  await expect(page.getByRole('heading', { name: 'Edit finished: 1 written, 0 failed' })).toBeVisible()
  const edited = await catalogue.api('GET', `dashboards/name/${service}.many-00?fields=tags`)
  expect(edited).not.toHaveProperty('description')
  expect(edited.tags).toHaveLength(1)
  await page.goto(`/dashboards/${service}.many-00?tab=versions`)
  await page.getByRole('link', { name: 'The job that wrote it' }).click()
  await page.getByRole('button', { name: 'Undo edit' }).click()
  await page.getByRole('button', { name: 'Undo 1 row' }).click()
  await expect(page.getByRole('heading', { name: 'Undo finished: 1 written, 0 failed' })).toBeVisible()
  const back = await catalogue.api('GET', `dashboards/name/${service}.many-00?fields=tags`)
  expect(back).toMatchObject({ description: 'Before', tags: [] })
})

test('without a mouse: all that a filter finds is deleted after a look at it, and comes back', async ({
  signedIn: page,
  catalogue,
}) => {
  await page.goto('/dashboards?q=quarter')
  await tabTo(page, 'Select all dashboards on this page', 'checkbox')
  await page.keyboard.press('Space')
  // Behind fifty rows with their links: further than `tabTo` goes.
  await page.getByRole('button', { name: 'Select all 55 found' }).press('Enter')
  await expect(page.getByRole('region', { name: 'Selection' }).getByText('All 55 selected')).toBeVisible()
  await page.getByRole('button', { name: 'Delete…' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Deletion of 55 dashboards', level: 1 })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Will delete 55' })).toBeVisible()
  await expectAccessible(page)
  await tabTo(page, 'Delete 55 dashboards', 'button')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Deletion finished: 55 written, 0 failed' })).toBeVisible()
  expect((await catalogue.api('GET', 'dashboards?limit=0')).paging).toEqual({ total: 1 })
  await page.getByRole('button', { name: 'Undo deletion' }).click()
  await expect(page.getByRole('button', { name: 'Will restore 55' })).toBeVisible()
  await page.getByRole('button', { name: 'Undo 55 rows' }).click()
  await expect(page.getByRole('heading', { name: 'Undo finished: 55 written, 0 failed' })).toBeVisible()
  expect((await catalogue.api('GET', 'dashboards?limit=0')).paging).toEqual({ total: 56 })
})

test('all that is found in the trash comes back by one job', async ({ signedIn: page, catalogue }) => {
  const { data } = (await catalogue.api('GET', 'dashboards?limit=100&q=quarter')) as { data: { id: string }[] }
  expect(data).toHaveLength(55)
  for (const { id } of data) await catalogue.api('DELETE', `dashboards/${id}`)
  await page.goto('/trash?q=quarter')
  await page.getByRole('checkbox', { name: 'Select all deleted dashboards on this page' }).check()
  const bar = page.getByRole('region', { name: 'Selection' })
  await expect(bar.getByRole('button', { name: 'Delete permanently…' })).not.toHaveAttribute('aria-disabled')
  await bar.getByRole('button', { name: 'Select all 55 found' }).click()
  await expect(bar.getByText('All 55 selected')).toBeVisible()
  await expect(bar.getByRole('button', { name: 'Delete permanently…' })).toHaveAttribute('aria-disabled', 'true')
  await expectAccessible(page)
  await bar.getByRole('button', { name: 'Restore…' }).click()
  await expect(page.getByRole('heading', { name: 'Restoration of 55 dashboards', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: 'Restore 55 dashboards' }).click()
  await expect(page.getByRole('heading', { name: 'Restoration finished: 55 written, 0 failed' })).toBeVisible()
  expect((await catalogue.api('GET', 'dashboards?limit=0')).paging).toEqual({ total: 56 })
})

test('a tick that is taken away means the ticked ones again', async ({ signedIn: page }) => {
  await page.goto('/dashboards?q=quarter')
  await page.getByRole('checkbox', { name: 'Select all dashboards on this page' }).check()
  await page.getByRole('button', { name: 'Select all 55 found' }).click()
  await page.getByRole('checkbox', { name: 'Select Quarter many-03' }).uncheck()
  await expect(page.getByRole('region', { name: 'Selection' }).getByText('49 selected')).toBeVisible()
})

test('files of a list are had on a narrow window too, and links to imports lead to their jobs', async ({
  signedIn: page,
}) => {
  await page.setViewportSize({ width: 320, height: 844 })
  await page.goto('/dashboards')
  await page.getByRole('button', { name: 'Export all dashboards' }).click()
  await expect(page.getByRole('menuitem', { name: /Excel/ })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expectNoOverflow(page)
  await page.goto('/imports')
  await expect(page.getByRole('heading', { name: 'Jobs', level: 1 })).toBeVisible()
  await page.getByRole('link', { name: 'Deletion of 55 dashboards', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Deletion of 55 dashboards', level: 1 })).toBeVisible()
  await expectNoOverflow(page)
  await page.goto(page.url().replace('/jobs/', '/imports/'))
  await expect(page).toHaveURL(/\/jobs\//)
})

test('what an import has written is taken as a whole: edited, and exported', async ({ signedIn: page, catalogue }) => {
  const rows = Array.from({ length: 55 }, (_, at) => `came-${at},${service},Came ${at},Before`)
  const sent = await page.request.post('/api/x/imports?run=true&wait=60', {
    headers: { origin: catalogue.url, 'content-type': 'text/csv' },
    data: `name,service,displayName,description\n${rows.join('\n')}\n`,
  })
  const { id } = await sent.json()
  await page.goto(`/dashboards?importJob=${id}`)
  await page.getByRole('checkbox', { name: 'Select all dashboards on this page' }).check()
  await page.getByRole('button', { name: /^Select all 55/ }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export all 55' }).click()
  await page.getByRole('menuitem', { name: /JSON lines/ }).click()
  const lines = readFileSync(await (await download).path(), 'utf8')
    .trimEnd()
    .split('\n')
  expect(lines.map((line) => JSON.parse(line).name).every((name) => name.startsWith('came-'))).toBe(true)
  expect(lines).toHaveLength(55)

  await page.getByRole('button', { name: 'Edit…' }).click()
  const sheet = page.getByRole('dialog', { name: 'Edit 55 dashboards' })
  await sheet.getByRole('combobox', { name: 'Field to change' }).selectOption('Description')
  await sheet.getByRole('combobox', { name: 'What to do with description' }).selectOption('Clear')
  await sheet.getByRole('button', { name: 'Preview changes' }).click()
  await expect(page.getByRole('heading', { name: 'Description of 55 dashboards', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: 'Edit 55 dashboards' }).click()
  await expect(page.getByRole('heading', { name: 'Edit finished: 55 written, 0 failed' })).toBeVisible()
  expect(await catalogue.api('GET', `dashboards/name/${service}.came-54`)).not.toHaveProperty('description')
})
