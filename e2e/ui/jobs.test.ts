import { type Catalogue, expect, expectAccessible, expectNoOverflow, tabTo, test } from './fixtures'

/** A file as a job that has been planned; its id. */
async function planned(catalogue: Catalogue, text: string, query = ''): Promise<string> {
  const response = await fetch(`${catalogue.url}/api/x/imports?wait=60${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${catalogue.token}`, 'content-type': 'text/csv' },
    body: text,
  })
  const job = (await response.json()) as { id: string; state: string }
  expect(job.state).toBe('planned')
  return job.id
}

test('a plan is answered, run and taken back, and every version leads to its job', async ({
  signedIn: page,
  catalogue,
}) => {
  // A dozen looks by axe, each of them seconds on a slow machine.
  test.setTimeout(180_000)
  for (const [name, displayName, description] of [
    ['edited', 'Before', 'Text that is going to be cleared'],
    ['same', 'Same', undefined],
  ])
    await catalogue.api('POST', 'dashboards', { name, displayName, description, service: 'sample_superset' })
  const rows = [
    'edited,sample_superset,After,__CLEAR__,',
    'same,sample_superset,Same,,',
    'new-1,sample_supreset,First,,No.Such',
    'new-2,sample_supreset,Second,,No.Other',
  ]
  const text = `name,service,displayName,description,tags\n${rows.join('\n')}\n`
  const id = await planned(catalogue, text, '&fileName=quarter.csv&note=Quarterly')
  await page.goto('/jobs')
  await expectAccessible(page)
  await page.getByRole('link', { name: 'quarter.csv' }).click()
  await expect(page.getByRole('heading', { name: 'quarter.csv', level: 1 })).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`/jobs/${id}$`))

  const problems = page.getByRole('region', { name: 'Problems' })
  await expect(problems.getByText('No service sample_supreset. Did you mean sample_superset?')).toBeVisible()
  await expect(page.getByText('is cleared in 1 row')).toBeVisible()
  await expectAccessible(page)
  await problems.getByRole('button', { name: 'Replace with sample_superset' }).click()
  // The button goes with its problem, the place in the page does not.
  await expect(problems.getByRole('button', { name: 'Replace with sample_superset' })).toBeHidden()
  await expect.poll(() => page.evaluate(() => document.activeElement === document.body)).toBe(false)
  await expect(problems.getByText('“sample_supreset” means sample_superset')).toBeVisible()
  await problems.getByRole('button', { name: 'Leave all 2 out' }).click()
  await expect(page.getByRole('button', { name: /Will create 2/ })).toBeVisible()

  // What changes comes first; a row tells its fields, those it keeps, and why.
  const table = page.getByRole('table', { name: 'Planned changes' })
  await expect(table.getByRole('row', { name: /same/ })).toBeHidden()
  await page.getByRole('button', { name: /^Changes of row 2: / }).click()
  await expect(table.getByText('replace').first()).toBeVisible()
  await expectAccessible(page)
  const kept = page.waitForResponse(
    (answer) => answer.url().endsWith('/choice') && answer.request().method() === 'POST',
  )
  await page.getByRole('checkbox', { name: 'Include row 5' }).uncheck()
  expect((await kept).status()).toBe(200)
  await page.reload()
  await expect(page.getByRole('checkbox', { name: 'Include row 5' })).not.toBeChecked()
  await expect(page.getByRole('button', { name: 'Import 2 rows' })).toBeVisible()
  await page.getByRole('button', { name: 'Change mapping' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change mapping' })
  await dialog
    .getByRole('combobox', { name: 'What becomes of the Display name there is' })
    .selectOption('Fill if empty')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Plan again' }).click()
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: 'Changes of row 2: description', exact: true }).click()
  await expect(table.getByText('kept: it is filled already')).toBeVisible()
  await page.getByRole('button', { name: 'Change mapping' }).click()
  await dialog.getByRole('combobox', { name: 'What becomes of the Display name there is' }).selectOption('Replace')
  await dialog.getByRole('button', { name: 'Plan again' }).click()
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: 'Import 2 rows' }).click()
  await expect(page.getByRole('heading', { name: 'Import finished: 2 written, 0 failed' })).toBeVisible()
  await expectAccessible(page)
  expect(await catalogue.api('GET', 'dashboards/name/sample_superset.edited')).toMatchObject({ displayName: 'After' })
  expect((await catalogue.api('GET', 'dashboards?limit=0')).paging).toEqual({ total: 3 })

  await page.goto('/dashboards/sample_superset.edited?tab=versions')
  await expect(page.getByText('quarter.csv · Quarterly')).toBeVisible()
  await page.getByRole('link', { name: 'The job that wrote it' }).click()
  await expect(page.getByRole('heading', { name: 'quarter.csv', level: 1 })).toBeVisible()

  await page.getByRole('button', { name: 'Save as recurring' }).click()
  const saving = page.getByRole('dialog', { name: 'Import such a file again and again' })
  await saving.getByRole('button', { name: 'Save mapping' }).click()
  await expect(saving.getByRole('region', { name: 'Line of a crontab' })).toContainText('mapping=quarter')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(saving).toBeHidden()

  await page.getByRole('button', { name: 'Undo import' }).click()
  await expect(page.getByRole('heading', { name: 'Undo of quarter.csv', level: 1 })).toBeVisible()
  await expect(page.getByRole('button', { name: /Will delete 1/ })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Undo 2 rows' }).click()
  await expect(page.getByRole('heading', { name: 'Undo finished: 2 written, 0 failed' })).toBeVisible()
  expect(await catalogue.api('GET', 'dashboards/name/sample_superset.edited')).toMatchObject({
    displayName: 'Before',
    description: 'Text that is going to be cleared',
  })
})

test('a run is paused, found again elsewhere, gone on with and cancelled by keys alone', async ({
  signedIn: page,
  catalogue,
  session,
  browser,
}) => {
  // So many that it is not over before it has been paused, looked at and cancelled.
  const rows = Array.from({ length: 24_000 }, (_, at) => `many-${at},sample_superset,Many ${at}\n`)
  const id = await planned(catalogue, `name,service,displayName\n${rows.join('')}`, '&fileName=many.csv')
  await page.goto(`/jobs/${id}`)
  // It waits for the counts, and a key would be pressed in vain.
  await expect(page.getByRole('button', { name: 'Import 24,000 rows' })).toBeEnabled()
  await tabTo(page, 'Import 24,000 rows', 'button')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('progressbar', { name: 'Import progress' })).toBeVisible()
  // Wherever somebody goes, it goes on, and the shell says so.
  await page.getByRole('link', { name: 'Leave and continue in the background' }).click()
  await expect(page.getByRole('heading', { name: 'Jobs', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: 'Jobs, 1 running' }).click()
  const tray = page.getByRole('dialog', { name: 'Jobs' })
  await expect(tray.getByRole('progressbar', { name: 'Progress of many.csv' })).toBeVisible()
  await tray.getByRole('link', { name: 'many.csv' }).click()
  await tabTo(page, 'Pause import', 'button')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /paused$/ })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Jobs', exact: true }).click()
  await expectAccessible(page)
  await page.keyboard.press('Escape')

  const other = await browser.newContext({ storageState: session, baseURL: catalogue.url })
  const elsewhere = await other.newPage()
  await elsewhere.goto(`/jobs/${id}`)
  await elsewhere.getByRole('button', { name: 'Resume import' }).click()
  await expect(elsewhere.getByRole('button', { name: 'Pause import' })).toBeVisible()
  await elsewhere.getByRole('button', { name: 'Cancel import' }).click()
  await expect(
    elsewhere.getByRole('heading', { name: /^Import cancelled: [1-9][\d,]* written, 0 failed/ }),
  ).toBeVisible()
  await other.close()
  await expect(page.getByRole('heading', { name: /^Import cancelled/ })).toBeVisible({ timeout: 15_000 })
})

test('what has been certified is changed only by somebody who says so', async ({ signedIn: page, catalogue }) => {
  const { id: dashboard } = await catalogue.api('POST', 'dashboards', { name: 'sure', service: 'sample_superset' })
  const label = { tagFQN: 'Certification.Gold', source: 'Classification', labelType: 'Manual', state: 'Confirmed' }
  const value = { tagLabel: label, appliedDate: Date.now(), expiryDate: Date.now() + 1e9 }
  const steps = [{ op: 'add', path: '/certification', value }]
  const response = await fetch(`${catalogue.url}/api/v1/dashboards/${dashboard}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${catalogue.token}`, 'content-type': 'application/json-patch+json' },
    body: JSON.stringify(steps),
  })
  expect(response.status).toBe(200)
  await page.goto(`/jobs/${await planned(catalogue, 'name,service,displayName\nsure,sample_superset,New\n')}`)
  const run = page.getByRole('button', { name: 'Import 1 row' })
  await expect(run).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('checkbox', { name: 'Change 1 certified dashboard too' }).check()
  await expectAccessible(page)
  await run.click()
  await expect(page.getByRole('heading', { name: /^Import finished: 1 written/ })).toBeVisible()
})

test('an import of somebody else is not there, and nothing scrolls sideways', async ({
  signedIn: page,
  catalogue,
  pageOf,
}) => {
  const id = await planned(catalogue, 'name,service,tags\nwide-one,sample_superset,A.Very.Long.Tag.That.Nobody.Has\n')
  const stranger = await pageOf('stranger')
  await stranger.goto(`/jobs/${id}`)
  await expect(stranger.getByRole('heading', { name: 'There is no such job' })).toBeVisible()
  await stranger.goto('/jobs')
  await expect(stranger.getByRole('heading', { name: 'No jobs yet' })).toBeVisible()
  await expectAccessible(stranger)
  for (const width of [320, 768]) {
    await page.setViewportSize({ width, height: 844 })
    for (const path of ['/jobs', `/jobs/${id}`]) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expectNoOverflow(page)
    }
    await expectAccessible(page)
  }
})

test('older jobs that do not come are told of where they were asked for, and come on another try', async ({
  signedIn: page,
  catalogue,
}) => {
  await planned(catalogue, 'name,service\nnewer,sample_superset\n')
  let fails = true
  await page.route(/\/api\/x\/jobs\?.*limit=50/, async (route) => {
    const url = new URL(route.request().url())
    const isOlder = url.searchParams.get('cursor') === 'older'
    if (isOlder && fails) return route.fulfill({ status: 500, json: { code: 500, message: 'Internal server error' } })
    if (isOlder) url.searchParams.delete('cursor')
    const { data, paging } = (await (await route.fetch({ url: url.href })).json()) as { data: object[]; paging: object }
    const older = data.map((job, index) => ({ ...job, id: `older-${index}`, title: `older-${index}.csv` }))
    return route.fulfill({ json: isOlder ? { data: older, paging } : { data, paging: { ...paging, after: 'older' } } })
  })
  await page.goto('/jobs')
  await page.getByRole('button', { name: 'Show older ones' }).click()
  const problem = page.getByRole('alert').filter({ hasText: 'The older ones could not be loaded' })
  await expect(problem).toBeInViewport()
  await expect(page.getByRole('alert').filter({ hasText: 'The jobs could not be loaded' })).toHaveCount(0)
  await expectAccessible(page)
  fails = false
  await problem.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('link', { name: 'older-0.csv' })).toBeVisible()
  await expect(problem).toHaveCount(0)
})

test('a tag that rows refer to is made from the preview, with its classification', async ({
  signedIn: page,
  catalogue,
}) => {
  const { repeatEachIndex: n } = test.info()
  const text = `name,service,tags\ntagged${n},sample_superset,"Area${n}.North; Quarterly${n}"\n`
  const id = await planned(catalogue, text)
  await page.goto(`/jobs/${id}`)
  const problems = page.getByRole('region', { name: 'Problems' })
  const problem = (text: string) => problems.getByRole('listitem').filter({ hasText: text })
  await problem(`No tag Area${n}.North`).getByRole('button', { name: 'Create tag' }).click()
  const area = page.getByRole('dialog', { name: `Create tag Area${n}.North` })
  await expect(area.getByRole('textbox', { name: 'Classification' })).toHaveValue(`Area${n}`)
  await expectAccessible(page)
  await area.getByRole('button', { name: 'Create tag' }).click()
  await expect(problem(`No tag Area${n}.North`)).toHaveCount(0)
  await problem(`No tag Quarterly${n}`).getByRole('button', { name: 'Create tag' }).click()
  const bare = page.getByRole('dialog', { name: `Create tag Quarterly${n}` })
  await bare.getByRole('textbox', { name: 'Classification' }).fill(`Area${n}`)
  await bare.getByRole('button', { name: 'Create tag' }).click()
  await expect(page.getByRole('button', { name: 'Will create 1' })).toBeVisible()
  await page.getByRole('button', { name: 'Import 1 row' }).click()
  await expect(page.getByRole('heading', { name: /^Import finished: 1 written/ })).toBeVisible()
  const { tags } = await catalogue.api('GET', `dashboards/name/sample_superset.tagged${n}?fields=tags`)
  const given = tags as { tagFQN: string }[] // as the API has them
  expect(given.map(({ tagFQN }) => tagFQN).toSorted()).toEqual([`Area${n}.North`, `Area${n}.Quarterly${n}`])
})

test('how a column is read stays when the mapping is changed, and can be changed with it', async ({
  signedIn: page,
  catalogue,
}) => {
  const { repeatEachIndex: n } = test.info()
  const columns = { name: 'name', service: 'service', title: 'displayName' }
  const mapping = { columns, transforms: { displayName: { prefix: 'Old ' } } }
  const text = `name,service,title\nread${n},sample_superset,Sales\n`
  const headers = { origin: catalogue.url }
  const sent = await page.request.post('/api/x/imports?wait=60', { headers, data: { text, mapping } })
  const { id } = await sent.json()
  await page.goto(`/jobs/${id}`)
  await page.getByRole('button', { name: 'Change mapping' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change mapping' })
  await dialog.getByRole('button', { name: 'Change how title is read' }).click()
  const reading = page.getByRole('dialog', { name: 'How title is read' })
  await expect(reading.getByRole('listitem').filter({ hasText: 'Old Sales' })).toBeVisible()
  await reading.getByRole('textbox', { name: 'Put before it' }).fill('New ')
  await expect(reading.getByRole('listitem').filter({ hasText: 'New Sales' })).toBeVisible()
  await expectAccessible(page)
  await reading.getByRole('button', { name: 'Done' }).click()
  await dialog.getByRole('button', { name: 'Plan again' }).click()
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: 'Import 1 row' }).click()
  await expect(page.getByRole('heading', { name: /^Import finished: 1 written/ })).toBeVisible()
  const stored = await catalogue.api('GET', `dashboards/name/sample_superset.read${n}`)
  expect(stored.displayName).toBe('New Sales')
})

test('jobs are found by their kind and state, and the address keeps what was asked for', async ({
  signedIn: page,
  catalogue,
}) => {
  const { repeatEachIndex: n } = test.info()
  await planned(catalogue, `name,service\nlisted${n},sample_superset\n`, `&fileName=listed${n}.csv`)
  await page.goto('/jobs')
  const listed = page.getByRole('link', { name: `listed${n}.csv` })
  await expect(listed).toBeVisible()
  await page.getByRole('combobox', { name: 'State' }).selectOption('Ready to run')
  await page.getByRole('combobox', { name: 'Kind' }).selectOption('Import')
  await expect(page).toHaveURL(/kind=import/)
  await expect(listed).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('combobox', { name: 'Kind' }).selectOption('Move')
  await expect(page.getByRole('heading', { name: 'No such job' })).toBeVisible()
  await expect(listed).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('combobox', { name: 'Kind' })).toHaveValue('move')
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(listed).toBeVisible()
})
