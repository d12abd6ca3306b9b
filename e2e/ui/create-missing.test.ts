import type { Page } from '@playwright/test'
import { type Catalogue, expect, expectAccessible, test } from './fixtures'

const csv = (n: number) =>
  `name,service,owners,domains,tags\n` +
  `x${n},sample_superset,"Lopez${n}, Ana",Trade${n}.Risk,Area${n}.North\n` +
  `y${n},sample_superset,team:bi${n},Trade${n},Loose${n}\n`

/** The preview of an import that whoever has the page has sent. */
async function openPreview(page: Page, { url }: Catalogue, data: string): Promise<void> {
  const headers = { origin: url, 'content-type': 'text/csv' }
  const sent = await page.request.post('/api/x/imports?wait=60', { headers, data })
  await page.goto(`/jobs/${(await sent.json()).id}`)
}

test('people, teams, domains and tags that rows refer to are made from the preview', async ({
  signedIn: page,
  catalogue,
}) => {
  const { repeatEachIndex: n } = test.info()
  await openPreview(page, catalogue, csv(n))
  const problems = page.getByRole('region', { name: 'Problems' })
  const problem = (text: string) => problems.getByRole('listitem').filter({ hasText: text })

  await problem(`Lopez${n}, Ana`).getByRole('button', { name: 'Create user' }).click()
  const person = page.getByRole('dialog', { name: `Create user Lopez${n}, Ana` })
  await expect(person.getByRole('textbox', { name: 'Display name' })).toHaveValue(`Ana Lopez${n}`)
  await expect(person.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue(`ana.lopez${n}`)
  await person.getByRole('textbox', { name: 'E-mail address' }).fill(`ana.lopez${n}@example.com`)
  await expectAccessible(page)
  await person.getByRole('button', { name: 'Create user' }).click()
  await expect(problems.getByText(`“Lopez${n}, Ana” means ana.lopez${n}`)).toBeVisible()

  await problem(`bi${n}`).getByRole('button', { name: 'Create team' }).click()
  await page
    .getByRole('dialog', { name: `Create team bi${n}` })
    .getByRole('button', { name: 'Create team' })
    .click()
  await expect(problem(`bi${n}`)).toHaveCount(0)

  const many = problems.getByRole('listitem').filter({ hasText: 'domains of the file are not in the catalogue' })
  await many.getByRole('button', { name: 'Create all 2' }).click()
  const domains = page.getByRole('dialog', { name: 'Create 2 domains' })
  await expect(domains.getByRole('list', { name: 'New domains' }).getByRole('listitem')).toHaveCount(2)
  await expectAccessible(page)
  await domains.getByRole('button', { name: 'Create all 2' }).click()
  await expect(problem(`No domain Trade${n}`)).toHaveCount(0)

  const tags = problems.getByRole('listitem').filter({ hasText: 'tags of the file are not in the catalogue' })
  await tags.getByRole('button', { name: 'Create all 2' }).click()
  const dialog = page.getByRole('dialog', { name: 'Create 2 tags' })
  await expect(dialog.getByRole('button', { name: 'Create all 2' })).toBeDisabled()
  const classification = dialog.getByRole('textbox', { name: 'Classification' })
  await expect(classification).toHaveAttribute('aria-required', 'true')
  await classification.fill(`Area${n}`)
  await dialog.getByRole('button', { name: 'Create all 2' }).click()
  await expect(page.getByRole('button', { name: 'Will create 2' })).toBeVisible()
  await page.getByRole('button', { name: 'Import 2 rows' }).click()
  await expect(page.getByRole('heading', { name: /^Import finished: 2 written, 0 failed/ })).toBeVisible()
  const [x, y] = await Promise.all(
    ['x', 'y'].map((name) =>
      catalogue.api('GET', `dashboards/name/sample_superset.${name}${n}?fields=owners,domains,tags`),
    ),
  )
  const named = (list: unknown, member: string) => (list as Record<string, string>[]).map((one) => one[member])
  expect([named(x?.owners, 'name'), named(x?.domains, 'fullyQualifiedName'), named(x?.tags, 'tagFQN')]).toEqual([
    [`ana.lopez${n}`],
    [`Trade${n}.Risk`],
    [`Area${n}.North`],
  ])
  expect([named(y?.owners, 'name'), named(y?.domains, 'name'), named(y?.tags, 'tagFQN')]).toEqual([
    [`bi${n}`],
    [`Trade${n}`],
    [`Area${n}.Loose${n}`],
  ])
})

test('who may not make accounts is told so, and can still say who is meant', async ({ pageOf, catalogue }) => {
  const { repeatEachIndex: n } = test.info()
  const page = await pageOf(`steward${n}`, { roles: ['DataSteward'] })
  await openPreview(page, catalogue, csv(n + 100))
  const person = page.getByRole('listitem').filter({ hasText: `Lopez${n + 100}, Ana` })
  await expect(person.getByRole('button', { name: 'Create user' })).toBeDisabled()
  await expect(person.getByRole('button', { name: /^Replace/ })).toBeEnabled()
  await expect(page.getByRole('button', { name: 'Create all 2' }).first()).toBeEnabled()
})

test('charts that rows refer to are made from the preview, in the service of their dashboards', async ({
  signedIn: page,
  catalogue,
  pageOf,
}) => {
  const { repeatEachIndex: n } = test.info()
  const rows = [
    `c${n},sample_superset,Sales.Q3${n}`,
    `d${n},sample_superset,revenue${n}; sample_superset.margin${n}`,
    `e${n},sample_superset,margin${n}`,
  ]
  await openPreview(page, catalogue, `name,service,charts\n${rows.join('\n')}\n`)
  const problems = page.getByRole('region', { name: 'Problems' })
  const problem = (text: string) => problems.getByRole('listitem').filter({ hasText: text })
  await problem(`Sales.Q3${n}`).getByRole('button', { name: 'Create chart' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: /^Create chart/ })
  const name = dialog.getByRole('textbox', { name: 'Name', exact: true })
  await expect(name).toHaveValue(`Sales.Q3${n}`)
  await expect(name).toHaveAttribute('aria-required', 'true')
  await dialog.getByRole('textbox', { name: 'Display name' }).fill('Sales of the quarter')
  await expectAccessible(page)
  await page.keyboard.press('Tab')
  await dialog.getByRole('button', { name: 'Create chart' }).click()
  await expect(problems.getByText('1 chart was created for these rows')).toBeVisible()
  // The job knows it, whoever looks.
  await page.reload()
  await expect(problems.getByText('1 chart was created for these rows')).toBeVisible()

  await problem('2 charts of the file are not in the catalogue').getByRole('button', { name: 'Create all 2' }).click()
  const all = page.getByRole('dialog', { name: 'Create 2 charts' })
  await expect(all.getByRole('list', { name: 'New charts' }).getByRole('listitem')).toHaveCount(2)
  await expectAccessible(page)
  // Where the planning afterwards fails, what is there now is not offered once more.
  const planning = /\/api\/x\/imports\/[^/]+\/plan/
  const failure = { code: 503, message: 'The database is busy' }
  await page.route(planning, (route) => route.fulfill({ status: 503, json: failure }))
  await all.getByRole('button', { name: 'Create all 2' }).click()
  await expect(problems.getByText('The database is busy')).toBeVisible()
  await expect(problems.getByText('3 charts were created for these rows')).toBeVisible()
  await expect(problems.getByRole('button', { name: /^Create/ })).toHaveCount(0)
  await expect(problems.getByText('No chart')).toHaveCount(0)
  await expect(problems).toBeFocused()
  await expectAccessible(page)
  await page.unroute(planning)
  await problems.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('button', { name: 'Will create 3' })).toBeVisible()
  await expect(problems.getByText('3 charts were created for these rows')).toBeVisible()
  await expect(problems.getByText('The database is busy')).toHaveCount(0)
  await page.getByRole('button', { name: 'Import 3 rows' }).click()
  await expect(page.getByRole('heading', { name: 'Import finished: 3 written, 0 failed' })).toBeVisible()
  const { charts } = await catalogue.api('GET', `dashboards/name/sample_superset.c${n}?fields=charts`)
  expect(charts).toMatchObject([
    { fullyQualifiedName: `sample_superset."Sales.Q3${n}"`, displayName: 'Sales of the quarter' },
  ])

  // Who may not create charts is told so.
  const reader = await pageOf(`reader-of-charts${n}`, { roles: [] })
  await openPreview(reader, catalogue, `name,service,charts\nf${n},sample_superset,none${n}\n`)
  await expect(reader.getByRole('button', { name: 'Create chart' })).toBeDisabled()
})

test('a service that rows refer to is made from the preview, of the kind that its name says', async ({
  signedIn: page,
  catalogue,
}) => {
  const { repeatEachIndex: n } = test.info()
  await openPreview(page, catalogue, `name,service\na,grafana_new${n}\nb,grafana_new${n}\n`)
  const problems = page.getByRole('region', { name: 'Problems' })
  await problems.getByRole('button', { name: 'Create service' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: `Create service grafana_new${n}` })
  await expect(dialog.getByRole('combobox', { name: 'Type' })).toHaveValue('Grafana')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Create service' }).click()
  await expect(problems.getByText('1 service was created for these rows')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Will create 2' })).toBeVisible()
  expect(await catalogue.api('GET', `services/dashboardServices/name/grafana_new${n}`)).toMatchObject({
    serviceType: 'Grafana',
  })
})

test('where the service is missing too, its charts wait for it; what was made before a failure is told', async ({
  signedIn: page,
  catalogue,
}) => {
  const { repeatEachIndex: n } = test.info()
  const rows = [
    `g${n},sample_supreset,share${n}; part${n}`,
    `h${n},sample_superset,new${n}; longer-name${n}`,
    `i${n},sample_superset,share${n}; part${n}`,
  ]
  await openPreview(page, catalogue, `name,service,charts\n${rows.join('\n')}\n`)
  const problems = page.getByRole('region', { name: 'Problems' })
  const problem = (text: string) => problems.getByRole('listitem').filter({ hasText: text })
  await problems.getByRole('button', { name: /^Show \d more problems?$/ }).click()
  const waiting = problem(`No chart sample_supreset.share${n}`).getByRole('button', { name: 'Create chart' })
  await expect(waiting).toBeDisabled()
  await expect(waiting).toHaveAccessibleDescription(
    'There is no service sample_supreset: create it, or say which one is meant, first.',
  )
  await expectAccessible(page)
  // Of the six only those are made together whose service is there.
  await expect(problem('6 charts of the file').getByRole('button', { name: 'Create all 4' })).toBeEnabled()
  await problem('No service sample_supreset').getByRole('button', { name: 'Replace with sample_superset' }).click()
  await expect(problem('4 charts of the file').getByRole('button', { name: 'Create all 4' })).toBeEnabled()

  // Somebody else makes one of them meanwhile.
  await catalogue.api('POST', 'charts', { name: `longer-name${n}`, service: 'sample_superset' })
  await problem('4 charts of the file').getByRole('button', { name: 'Create all 4' }).click()
  const all = page.getByRole('dialog', { name: 'Create 4 charts' })
  await all.getByRole('button', { name: 'Create all 4' }).click()
  await expect(all.getByRole('alert')).toContainText(
    `3 of the 4 were created: “sample_superset.longer-name${n}” could not be`,
  )
  const made = all.getByRole('list', { name: 'New charts' }).getByRole('listitem')
  await expect(made.filter({ hasText: 'Created' })).toHaveCount(3)
  await expect(made.filter({ hasText: 'Failed' })).toContainText(`longer-name${n}`)
  await expect(all.getByRole('button', { name: 'Create the other 1' })).toBeEnabled()
  await expectAccessible(page)
  // What was made is told by the next planning that comes through.
  const planning = /\/api\/x\/imports\/[^/]+\/plan/
  const failure = { code: 503, message: 'The database is busy' }
  await page.route(planning, (route) => route.fulfill({ status: 503, json: failure }))
  await all.getByRole('button', { name: 'Cancel' }).click()
  await expect(problems.getByText('The database is busy')).toBeVisible()
  await expect(problems.getByText('3 charts were created for these rows')).toBeVisible()
  await expectAccessible(page)
  await page.unroute(planning)
  await problem(`No chart sample_superset.longer-name${n}`).getByRole('button', { name: 'Leave the chart out' }).click()
  await expect(page.getByRole('button', { name: 'Will create 3' })).toBeVisible()
  await expect(problems.getByText('3 charts were created for these rows')).toBeVisible()
  const answer = await page.request.get(`/api/x/jobs/${new URL(page.url()).pathname.split('/').at(-1)}`)
  expect(await answer.json()).toMatchObject({ file: { made: { chart: 3 } } })
})

/** Job as the server tells of it. */
interface Told {
  readonly state: string
}

/** From the next planning on, the job is shown as one that is planned for as long as the test wants. */
async function holdPlanning(page: Page): Promise<() => Promise<void>> {
  const held = Promise.withResolvers<void>()
  let isHeld = true
  let hasBegun = false
  const running = (job: Told): Told => ({ ...job, state: 'running' })
  await page.route(/\/api\/x\/imports\/[^/]+\/plan/, async (route) => {
    const response = await route.fetch()
    hasBegun = true
    await route.fulfill({ response, json: isHeld ? running(await response.json()) : await response.json() })
  })
  await page.route(/\/api\/x\/jobs\/[^/?]+(\?wait=\d+)?$/, async (route) => {
    const isWaiting = new URL(route.request().url()).searchParams.has('wait')
    if (isWaiting) await held.promise
    const response = await route.fetch()
    const job: Told = await response.json()
    await route.fulfill({ response, json: hasBegun && isHeld ? running(job) : job })
  })
  return async () => {
    isHeld = false
    held.resolve()
    await page.unrouteAll({ behavior: 'wait' })
  }
}

test('what is typed while rows are planned again stays, and its answer comes after', async ({
  signedIn: page,
  catalogue,
}) => {
  const { repeatEachIndex: n } = test.info()
  await openPreview(page, catalogue, `name,service,tags\nj${n},sample_superset,First${n}.North; Second${n}\n`)
  const problems = page.getByRole('region', { name: 'Problems' })
  const problem = (text: string) => problems.getByRole('listitem').filter({ hasText: text })
  const notice = page.getByText('Rows are planned again. What is shown is what was planned before.')
  const release = await holdPlanning(page)
  await problem(`No tag First${n}.North`).getByRole('button', { name: 'Create tag' }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Create tag' }).press('Enter')
  await expect(notice).toBeVisible()
  // What is there already is not offered, and its button is gone.
  await expect(problem(`No tag First${n}.North`)).toHaveCount(0)
  await expect(problems).toBeFocused()
  const run = page.getByRole('button', { name: /^Import \d rows?$/ })
  await expect(run).toBeDisabled()
  await expect(run).toHaveAccessibleDescription('A moment: rows are planned again.')
  await expectAccessible(page)

  await problem(`No tag Second${n}`).getByRole('button', { name: 'Create tag' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: `Create tag Second${n}` })
  const classification = dialog.getByRole('textbox', { name: 'Classification' })
  await classification.fill(`First${n}`)
  await release()
  await expect(notice).toHaveCount(0)
  await expect(classification).toHaveValue(`First${n}`)
  await expect(classification).toBeFocused()
  await page.keyboard.press('Tab')
  await dialog.getByRole('button', { name: 'Create tag' }).press('Enter')
  await expect(page.getByRole('button', { name: 'Will create 1' })).toBeVisible()
  await expect(problems.getByText(`“Second${n}” means First${n}.Second${n}`)).toBeVisible()
  await expect(run).toBeEnabled()
  await run.press('Enter')
  await expect(page.getByRole('heading', { name: 'Import finished: 1 written, 0 failed' })).toBeVisible()
})

test('answers and ticks that follow each other at once all count', async ({ signedIn: page, catalogue }) => {
  const { repeatEachIndex: n } = test.info()
  await openPreview(
    page,
    catalogue,
    `name,service,tags\nk${n},sample_superset,None${n}.A; None${n}.B\nl${n},sample_superset,\n`,
  )
  const problems = page.getByRole('region', { name: 'Problems' })
  const held = Promise.withResolvers<void>()
  await page.route(/\/api\/x\/imports\/[^/]+\/plan/, async (route) => {
    await held.promise
    await route.continue()
  })
  const out = (tag: string) =>
    problems
      .getByRole('listitem')
      .filter({ hasText: `No tag None${n}.${tag}` })
      .getByRole('button', { name: 'Leave the tag out' })
  await out('A').press('Enter')
  await out('B').press('Enter')
  const row = page.getByRole('checkbox', { name: 'Include row 3' })
  await row.uncheck()
  held.resolve()
  await expect(problems.getByText(`“None${n}.A” is left out`)).toBeVisible()
  await expect(problems.getByText(`“None${n}.B” is left out`)).toBeVisible()
  await expect(problems.getByRole('alert')).toHaveCount(0)
  await expect(row).not.toBeChecked()
  await page.getByRole('button', { name: 'Import 1 row' }).click()
  await expect(page.getByRole('heading', { name: 'Import finished: 1 written, 0 failed' })).toBeVisible()
  const { tags = [] } = await catalogue.api('GET', `dashboards/name/sample_superset.k${n}?fields=tags`)
  expect(tags).toEqual([])
})
