import { expect, expectAccessible, expectNoOverflow, sample, test } from './fixtures'

test.beforeAll(async ({ catalogue }) => {
  await catalogue.api('PUT', 'dashboards/bulk', sample('superset-dashboards.json'))
  await catalogue.api(
    'PUT',
    'dashboards/bulk',
    sample('grafana-dashboards.json').map((row: object) => ({ ...row, charts: [] })),
  )
})

test('the list tells how many there are, pages through them and comes back', async ({ signedIn: page }) => {
  await page.goto('/dashboards')
  await expect(page.getByRole('table', { name: 'Dashboards' })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: '100 dashboards' })).toBeAttached()
  await expectAccessible(page)
  const pages = page.getByRole('navigation', { name: 'Pages' })
  const first = (await page.getByRole('row').nth(1).textContent()) ?? ''
  await expect(pages).toContainText('1–50 of 100')
  await pages.getByRole('button', { name: 'Next page' }).click()
  await expect(page).toHaveURL(/after=/)
  await expect(pages).toContainText('51–100 of 100')
  await expect(page.getByRole('row').nth(1)).not.toHaveText(first)
  await page.reload()
  await expect(pages).toContainText('51–100 of 100')
  await pages.getByRole('button', { name: 'Previous page' }).click()
  await expect(page.getByRole('row').nth(1)).toHaveText(first)
})

test('words narrow it down, in the address too', async ({ signedIn: page }) => {
  await page.goto('/dashboards')
  await page.getByRole('searchbox', { name: 'Search dashboards' }).fill('mysql innodb')
  await expect(page).toHaveURL(/q=mysql/)
  await expect(page.getByRole('link', { name: 'MySQL InnoDB Details' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'deck.gl Demo' })).toBeHidden()
})

test('a service narrows it down, and Back takes the filter away', async ({ signedIn: page }) => {
  await page.goto('/dashboards')
  await page.getByRole('button', { name: 'Filter by service' }).click()
  await page.getByRole('combobox', { name: 'Find a service' }).fill('superset')
  await expectAccessible(page)
  await page.getByRole('option', { name: /sample_superset/ }).click()
  await expect(page).toHaveURL(/service=sample_superset/)
  await expect(page.getByRole('button', { name: 'Service: sample_superset' })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: '12 dashboards' })).toBeAttached()
  await page.goBack()
  await expect(page.getByRole('status').filter({ hasText: '100 dashboards' })).toBeAttached()
})

test('a heading sorts, and sorts the other way round', async ({ signedIn: page }) => {
  await page.goto('/dashboards')
  const heading = page.getByRole('columnheader', { name: /Dashboard/ })
  await expect(heading).toHaveAttribute('aria-sort', 'ascending')
  const first = (await page.getByRole('row').nth(1).textContent()) ?? ''
  await heading.getByRole('button', { name: 'Dashboard' }).click()
  await expect(heading).toHaveAttribute('aria-sort', 'descending')
  await expect(page).toHaveURL(/sort=-displayName/)
  await expect(page.getByRole('row').nth(1)).not.toHaveText(first)
  await page.getByRole('button', { name: 'Updated' }).click()
  await expect(page.getByRole('columnheader', { name: 'Updated' })).toHaveAttribute('aria-sort', 'descending')
})

test('filters without a hit say what they are and let themselves be taken away', async ({ signedIn: page }) => {
  await page.goto('/dashboards?q=nothing-is-called-so&service=grafana_prod')
  await expect(page.getByRole('heading', { name: 'No dashboards match' })).toBeVisible()
  await expect(page.getByText('There are 100 dashboards without filters.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Remove search for nothing-is-called-so' }).click()
  await expect(page.getByRole('status').filter({ hasText: '88 dashboards' })).toBeAttached()
})

test('keys move through the rows, open one and tick one', async ({ signedIn: page }) => {
  await page.goto('/dashboards?service=sample_superset')
  await expect(page.getByRole('table', { name: 'Dashboards' })).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await expect(page.getByRole('region', { name: 'Selection' })).toContainText('1 selected')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Clear selection' }).click()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Type a command or search' }).fill('deck.gl')
  await expect(page.getByRole('option', { name: /deck\.gl Demo/ })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'deck.gl Demo', level: 1 })).toBeVisible()
})

test('owners and tags stand in full beside the name, and what has no room is counted', async ({
  signedIn: page,
  catalogue,
}) => {
  const { id: owner } = await catalogue.api('PUT', 'teams', {
    name: 'data-platform',
    displayName: 'Data platform',
    teamType: 'Group',
  })
  const tags = ['Tier.Tier1', 'PII.Sensitive', 'PersonalData.SpecialCategory']
  await catalogue.api('PUT', 'dashboards', {
    name: 'owned',
    displayName: 'An owned one',
    service: 'sample_superset',
    owners: [{ id: owner, type: 'team' }],
    tags: tags.map((tagFQN) => ({ tagFQN, source: 'Classification', labelType: 'Manual', state: 'Confirmed' })),
  })
  const owners = []
  for (const name of ['olga', 'petra'])
    owners.push((await catalogue.api('PUT', 'users', { name, email: `${name}@example.com` })).id)
  await catalogue.api('PUT', 'dashboards', {
    name: 'shared',
    displayName: 'Owned by two',
    service: 'sample_superset',
    owners: owners.map((id) => ({ id, type: 'user' })),
  })
  await page.goto('/dashboards?q=owned')
  const row = page.getByRole('row', { name: /An owned one/ })
  for (const text of ['Data platform', 'Tier 1', 'Sensitive']) {
    const cut = await row
      .getByText(text, { exact: true })
      .evaluate((element) => element.scrollWidth > element.clientWidth)
    expect(cut, text).toBe(false)
  }
  // What there was no room for is behind a button, as links, by keys and by touch.
  const more = row.getByRole('button', { name: '+1 more: SpecialCategory' })
  await more.focus()
  await page.keyboard.press('Enter')
  const rest = page.getByRole('dialog', { name: 'SpecialCategory' })
  await expect(rest).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(rest.getByRole('link', { name: 'SpecialCategory' })).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(more).toBeFocused()
  await page.setViewportSize({ width: 390, height: 800 })
  const card = page.getByRole('listitem').filter({ hasText: 'An owned one' })
  const shared = page.getByRole('listitem').filter({ hasText: 'Owned by two' })
  await shared.getByRole('button', { name: '+1 more: petra' }).click()
  await expect(page.getByRole('dialog').getByRole('link', { name: 'petra' })).toHaveAttribute('href', '/users/petra')
  await page.keyboard.press('Escape')
  await card.getByRole('button', { name: '+1 more: SpecialCategory' }).click()
  await expectAccessible(page)
  await expectNoOverflow(page)
  await rest.getByRole('link', { name: 'SpecialCategory' }).click()
  await expect(page).toHaveURL(/\/tags\/PersonalData\.SpecialCategory$/)
})

test('the dialog says what goes along before many are deleted, the note leads to the trash, and there they come back', async ({
  signedIn: page,
  catalogue,
}) => {
  const charts = ['only-a', 'only-b', 'kept']
  for (const name of charts) await catalogue.api('PUT', 'charts', { name, service: 'sample_superset' })
  const dashboards = { 'bulk-a': ['only-a', 'kept'], 'bulk-b': ['only-b', 'only-a'], 'stays-c': ['kept'] }
  for (const [name, shown] of Object.entries(dashboards))
    await catalogue.api('PUT', 'dashboards', {
      name,
      service: 'sample_superset',
      charts: shown.map((chart) => `sample_superset.${chart}`),
    })
  await page.goto('/dashboards?q=bulk')
  await page.getByRole('checkbox', { name: 'Select all dashboards on this page' }).check()
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Delete…' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Delete 2 dashboards?' })
  await expect(dialog).toContainText(
    '2 dashboards will be deleted, and with them 2 charts, which no other dashboard shows.',
  )
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  const note = page.getByText('2 dashboards and 2 charts deleted.')
  await expect(note).toBeVisible()
  await page.getByRole('link', { name: 'Open the trash' }).click()

  await expect(page.getByRole('heading', { name: 'Trash', level: 1 })).toBeVisible()
  const table = page.getByRole('table', { name: 'Deleted dashboards' })
  await expect(table.getByRole('row', { name: /bulk-a/ })).toContainText('Administrator')
  await expectAccessible(page)
  for (const name of ['bulk-a', 'bulk-b']) await page.getByRole('checkbox', { name: `Select ${name}` }).check()
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByText('2 dashboards and 2 charts restored.')).toBeVisible()
  await expect(table.getByRole('row', { name: /bulk-a/ })).toBeHidden()
  expect((await catalogue.api('GET', 'dashboards/name/sample_superset.bulk-a?fields=charts')).charts).toHaveLength(2)
})

for (const path of [
  '/dashboards',
  '/services',
  '/dashboards/new',
  '/import',
  '/dashboards/sample_superset.10',
  '/trash',
]) {
  test(`${path} scrolls sideways at no width`, async ({ signedIn: page }) => {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    for (const width of [320, 390, 768, 1360, 1920]) {
      await page.setViewportSize({ width, height: 844 })
      await expectNoOverflow(page)
    }
  })
}

test('at 390 pixels it is a list of cards with the filters in a dialog', async ({ signedIn: page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/dashboards')
  await expect(page.getByRole('link', { name: 'deck.gl Demo' })).toBeVisible()
  await expect(page.getByRole('table')).toBeHidden()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Filters' }).click()
  const dialog = page.getByRole('dialog', { name: 'Filters' })
  await dialog.getByRole('combobox', { name: 'Service' }).fill('superset')
  await dialog.getByRole('option', { name: /sample_superset/ }).click()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: /^Show \d+/ }).click()
  await expect(page.getByRole('button', { name: 'Filters (1)' })).toBeVisible()
  // Which one it is stands over the list, and is taken away there.
  await expect(page.getByRole('list', { name: 'Filters in force' })).toContainText(/^Service: .*superset/i)
  await expectAccessible(page)
  await page.getByRole('button', { name: /^Remove Service: / }).click()
  await expect(page.getByRole('button', { name: 'Filters', exact: true })).toBeVisible()
  await expect(page).not.toHaveURL(/service=/)
})
