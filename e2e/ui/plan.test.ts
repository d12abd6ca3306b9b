/** A plan as people look at it: told what to leave alone, found by what changes, taken along, taken back. */
import {
  type Catalogue,
  expect,
  expectAccessible,
  expectNoOverflow,
  press,
  selectByKeys,
  tabTo,
  test,
} from './fixtures'

const service = 'sample_superset'

/** A file as a job, planned or run; its id. */
async function imported(catalogue: Catalogue, text: string, query: string): Promise<string> {
  const response = await fetch(`${catalogue.url}/api/x/imports?wait=60&${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${catalogue.token}`, 'content-type': 'text/csv' },
    body: text,
  })
  expect(response.status).toBe(201)
  return ((await response.json()) as { id: string }).id
}
const put = (catalogue: Catalogue, name: string, given: Record<string, unknown>) =>
  catalogue.api('PUT', 'dashboards', { name, service, ...given })

test('what is left alone is said by keys, is in the plan, and is kept with the job and its mapping', async ({
  signedIn: page,
  catalogue,
}) => {
  const { repeatEachIndex: n } = test.info()
  await put(catalogue, `there-${n}`, { displayName: 'There' })
  const text = `name,service,Heading\nthere-${n},${service},x\nfresh-${n},${service},x\n`
  await page.goto('/import')
  await page
    .getByLabel('File to import')
    .setInputFiles({ name: `options-${n}.csv`, mimeType: 'text/csv', buffer: Buffer.from(text) })
  await expect(page.getByRole('heading', { name: 'Map columns' })).toBeVisible()
  await selectByKeys(page, 'What is written', 'Create only')
  await selectByKeys(page, 'Names of deleted ones', 'Let the row fail')
  await page.keyboard.press('Tab')
  await page.keyboard.type('1')
  await expect(page.getByRole('spinbutton', { name: 'Stop after failures' })).toHaveValue('1')
  await expectAccessible(page)
  await press(page, 'Preview changes', 'button')
  await expect(page.getByText('Create only')).toBeVisible()
  await expect(page.getByText('Deleted names fail')).toBeVisible()
  await expect(page.getByText('Stops after 1 failure')).toBeVisible()
  await press(page, /^Skipped 1/, 'button')
  const why = 'There is such a one: only new ones are created'
  await expect(page.getByRole('button', { name: `Changes of row 2: ${why}` })).toBeVisible()
  await press(page, 'Import 1 row', 'button')
  await expect(page.getByRole('heading', { name: 'Import finished: 1 written, 0 failed' })).toBeVisible()
  expect(await catalogue.api('GET', `dashboards/name/${service}.there-${n}`)).toMatchObject({ version: 0.1 })

  await press(page, 'Save as recurring', 'button')
  await press(page, 'Save mapping', 'button')
  await expect(page.getByRole('region', { name: 'Line of a crontab' })).toContainText(`mapping=options-${n}`)
  const kept = await (await page.request.get('/api/x/importMappings')).json()
  expect(kept.data).toContainEqual(
    expect.objectContaining({
      name: `options-${n}`,
      mapping: expect.objectContaining({ mode: 'create', deleted: 'fail', stopAfter: 1 }),
    }),
  )
})

test('an import that would stop at once cannot be run until it is told otherwise', async ({
  signedIn: page,
  catalogue,
}) => {
  const { repeatEachIndex: n } = test.info()
  const rows = `good-${n},${service},\nbad-${n},${service},No.Such\n`
  const id = await imported(catalogue, `name,service,tags\n${rows}`, 'stopAfter=1')
  await page.goto(`/jobs/${id}`)
  await expect(page.getByRole('button', { name: 'Import 1 row' })).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('button', { name: 'Change mapping' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change mapping' })
  await dialog.getByRole('spinbutton', { name: 'Stop after failures' }).fill('')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Plan again' }).click()
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: 'Import 1 row' }).click()
  await expect(page.getByRole('heading', { name: 'Import finished: 1 written, 1 failed' })).toBeVisible()
})

test('a plan is looked at by what changes, taken along as a file, and told as calls', async ({
  signedIn: page,
  catalogue,
}) => {
  const { repeatEachIndex: n } = test.info()
  for (const name of ['one', 'two', 'three']) await put(catalogue, `${name}-${n}`, { description: 'Text' })
  const rows = [`one-${n},${service},One,__CLEAR__`, `two-${n},${service},,Told`, `three-${n},${service},Three,`]
  const id = await imported(
    catalogue,
    `name,service,displayName,description\n${rows.join('\n')}\n`,
    'fileName=plan.csv',
  )
  await page.goto(`/jobs/${id}`)
  await expect(page.getByText(/^Planned .+ It touches 3 of \d+ dashboards in the catalogue/)).toBeVisible()
  const table = page.getByRole('table', { name: 'Planned changes' })
  const rowOf = (name: string) => table.getByRole('row', { name: new RegExp(`${service}\\.${name}-${n}`) })
  await page.getByRole('combobox', { name: 'Field that changes' }).selectOption('Description')
  await expect(rowOf('three')).toBeHidden()
  await expect(rowOf('two')).toBeVisible()
  await page.getByRole('combobox', { name: 'How it changes' }).selectOption('Is cleared')
  await expect(rowOf('two')).toBeHidden()
  await expect(rowOf('one')).toBeVisible()
  await page.reload()
  await expect(rowOf('one')).toBeVisible()
  await expect(rowOf('two')).toBeHidden()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(rowOf('three')).toBeVisible()

  const kept = page.waitForResponse(
    (answer) => answer.url().endsWith('/choice') && answer.request().method() === 'POST',
  )
  await page.getByRole('checkbox', { name: 'Include row 2' }).uncheck()
  await kept
  await page.getByRole('button', { name: 'Show as API calls' }).click()
  const calls = page.getByRole('dialog', { name: 'The same by the API' })
  await expect(calls.getByRole('region', { name: 'Run it' })).toContainText('{"withoutRows":[0]}')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(calls).toBeHidden()

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download plan' }).click()
  await page.getByRole('menuitem', { name: /^CSV/ }).click()
  expect((await download).suggestedFilename()).toBe(`plan-${id}.csv`)
  await page.setViewportSize({ width: 320, height: 844 })
  await expectNoOverflow(page)
  // Somebody has ten unfinished jobs at most.
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByRole('heading', { name: 'Import discarded: nothing was written' })).toBeVisible()
})

test('what was edited since is taken back where somebody ticks it, by keys, and the history tells', async ({
  signedIn: page,
  catalogue,
}) => {
  // Looks by axe and four pages, each of them seconds on a slow machine.
  test.setTimeout(120_000)
  const { repeatEachIndex: n } = test.info()
  for (const name of ['a', 'b']) await put(catalogue, `${name}-${n}`, { displayName: 'Before' })
  const rows = ['a', 'b'].map((name) => `${name}-${n},${service},After\n`)
  const query = `fileName=undone-${n}.csv&run=true`
  const id = await imported(catalogue, `name,service,displayName\n${rows.join('')}`, query)
  await put(catalogue, `a-${n}`, { displayName: 'Since' })
  await page.goto(`/jobs/${id}`)
  await press(page, 'Undo import', 'button')
  await expect(page.getByRole('heading', { name: `Undo of undone-${n}.csv`, level: 1 })).toBeVisible()
  await expect(page.getByRole('button', { name: /Edited since 1/ })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Undo 1 row' })).toBeVisible()
  await expectAccessible(page)
  await tabTo(page, 'Include row 1', 'checkbox')
  const kept = page.waitForResponse(
    (answer) => answer.url().endsWith('/choice') && answer.request().method() === 'POST',
  )
  await page.keyboard.press('Space')
  expect((await kept).status()).toBe(200)
  await page.reload()
  await expect(page.getByRole('checkbox', { name: 'Include row 1' })).toBeChecked()
  await press(page, 'Undo 2 rows', 'button')
  await expect(page.getByRole('heading', { name: 'Undo finished: 2 written, 0 failed' })).toBeVisible()
  expect(await catalogue.api('GET', `dashboards/name/${service}.a-${n}`)).toMatchObject({ displayName: 'Before' })

  await page.goto(`/jobs/${id}`)
  await expect(page.getByText('It was taken back.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Undo import' })).toBeHidden()
  await page.goto('/import/history')
  const line = page.getByRole('row', { name: new RegExp(`undone-${n}\\.csv`) })
  await expect(line.getByText('Undone', { exact: true })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('combobox', { name: 'State' }).selectOption('Paused')
  await expect(page.getByRole('heading', { name: 'No such import' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(line).toBeVisible()
  await page.setViewportSize({ width: 320, height: 844 })
  await expectNoOverflow(page)
})

test('rows that were held back are tried again against what there is now', async ({ signedIn: page, catalogue }) => {
  const { repeatEachIndex: n } = test.info()
  await put(catalogue, `held-${n}`, { displayName: 'Before' })
  const id = await imported(catalogue, `name,service,displayName\nheld-${n},${service},After\n`, 'fileName=held.csv')
  await put(catalogue, `held-${n}`, { displayName: 'Meanwhile' })
  await page.goto(`/jobs/${id}`)
  await page.getByRole('button', { name: 'Import 1 row' }).click()
  await expect(page.getByRole('heading', { name: 'Import finished: 0 written, 0 failed, 1 held back' })).toBeVisible()
  // The counts of the history lead to what they count.
  await page.goto('/import/history')
  const line = page.getByRole('row', { name: /held\.csv/ }).first()
  await line.getByRole('link', { name: '1 held back' }).click()
  await expect(page).toHaveURL(new RegExp(`${id}\\?outcome=held$`))
  await expect(page.getByRole('button', { name: /^Held back 1$/ })).toHaveAttribute('aria-pressed', 'true')
  await page.getByRole('button', { name: 'Retry held back rows' }).click()
  await expect(page).not.toHaveURL(new RegExp(id))
  await page.getByRole('button', { name: 'Import 1 row' }).click()
  await expect(page.getByRole('heading', { name: 'Import finished: 1 written, 0 failed' })).toBeVisible()
  expect(await catalogue.api('GET', `dashboards/name/${service}.held-${n}`)).toMatchObject({ displayName: 'After' })
  await page.goto('/import/history')
  await line.getByRole('link', { name: '1 written' }).click()
  await expect(page).toHaveURL(/\/dashboards\?importJob=/)
  await expect(page.getByRole('link', { name: 'After' }).first()).toBeVisible()
})
