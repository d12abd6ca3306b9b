import { add, arriveAt, expect, expectAccessible, expectNoOverflow, press, test } from './fixtures'

// Many pages, each looked at by axe in both themes.
test.describe.configure({ mode: 'serial', timeout: 180_000 })

test('a classification is made with a tag, which is given to a dashboard and leads to what carries it', async ({
  signedIn: page,
  catalogue,
}) => {
  await page.goto('/settings/classifications')
  await expect(page.getByRole('table', { name: 'Classifications' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'New classification' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Audience')
  await page.getByRole('textbox', { name: 'Description' }).fill('Whom it is **for**')
  await page.getByRole('combobox', { name: 'One at a time' }).selectOption('Yes')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Create classification' }).click()
  await expect(page.getByRole('heading', { name: 'Audience', level: 1 })).toBeVisible()
  await expect(page.getByText('One at a time')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'No tags in this classification yet' })).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('link', { name: 'Create tag' }).click()
  await expect(page.getByRole('combobox', { name: 'Classification' })).toHaveValue('Audience')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Board')
  await page.getByRole('textbox', { name: 'Description' }).fill('For the board')
  await page.getByRole('button', { name: 'Create tag' }).click()
  await expect(page.getByRole('heading', { name: 'Board', level: 1 })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'No dashboards with this tag yet' })).toBeVisible()
  await expectAccessible(page)

  await catalogue.api('PUT', 'dashboards', {
    name: 'tagged',
    displayName: 'Tagged dashboard',
    service: 'sample_superset',
    tags: [{ tagFQN: 'Audience.Board', source: 'Classification', labelType: 'Manual', state: 'Confirmed' }],
    owners: [{ id: (await catalogue.api('GET', 'users/name/admin')).id, type: 'user' }],
  })
  await page.goto('/dashboards/sample_superset.tagged')
  await page.getByRole('complementary').getByRole('link', { name: 'Board' }).click()
  await expect(page.getByRole('heading', { name: 'Board', level: 1 })).toBeVisible()
  const row = page.getByRole('row', { name: /Tagged dashboard/ })
  await expect(row).toBeVisible()
  // In a list, too, owners and tags lead to their pages.
  await expect(row.getByRole('link', { name: 'Board', exact: true })).toHaveAttribute('href', '/tags/Audience.Board')
  await expect(row.locator('a[href="/users/admin"]')).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Dashboards' })).toContainText('1')
  await expect(page.getByRole('region', { name: 'Tag summary' }).getByRole('link', { name: 'Audience' })).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 800 })
  await expectNoOverflow(page)
})

test('a tag is edited, and deleted after what is without it has been shown', async ({ signedIn: page, catalogue }) => {
  await page.goto('/tags/Audience.Board')
  await page.getByRole('link', { name: 'Edit' }).click()
  await page.getByRole('textbox', { name: 'Display name' }).fill('The board')
  await expect(page.getByRole('spinbutton')).toHaveCount(0)
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('heading', { name: 'The board', level: 1, exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'More actions for The board' }).click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Delete The board?' })
  await expect(dialog).toContainText('1 dashboard')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page).toHaveURL(/\/settings\/tags$/)
  await page.getByRole('listitem').filter({ hasText: 'deleted' }).getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('1 tag restored.')).toBeVisible()
  expect(await catalogue.api('GET', 'tags/name/Audience.Board')).toMatchObject({ displayName: 'The board' })
})

test('what is retired is shown with the reason, and given to nothing more', async ({ signedIn: page, catalogue }) => {
  await catalogue.api('PUT', 'tags', { name: 'Crew', classification: 'Audience', description: 'For everybody' })
  await page.goto('/tags/Audience.Board/edit')
  await page.getByRole('combobox', { name: 'Disabled' }).selectOption('Yes')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('region', { name: 'Tag summary' }).getByText('Disabled')).toBeVisible()
  await page.goto('/tags/Audience.Crew/edit')
  await page.getByRole('combobox', { name: 'Deprecated' }).selectOption('Yes')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('region', { name: 'Tag summary' }).getByText('Deprecated')).toBeVisible()

  await page.goto('/dashboards/sample_superset.tagged/edit')
  const tags = page.getByRole('combobox', { name: 'Tags' })
  await expect(page.getByRole('list', { name: 'Selected tags' })).toContainText('Audience.Board')
  for (const [name, why] of [
    ['The board', 'Switched off'],
    ['Crew', 'Deprecated'],
  ] as const) {
    await tags.fill(name)
    const option = page.getByRole('option', { name })
    await expect(option).toContainText(why)
    await expect(option).toHaveAttribute('aria-disabled', 'true')
  }
})

test('a domain with a part, a glossary with a term, a data product and a team are made', async ({ signedIn: page }) => {
  await page.goto('/settings/domains/new')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Sales')
  await page.getByRole('textbox', { name: 'Description' }).fill('What we sell')
  await page.getByRole('combobox', { name: 'Type' }).selectOption('Aggregate')
  await page.getByRole('button', { name: 'Create domain' }).click()
  await expect(page.getByRole('heading', { name: 'Sales', level: 1 })).toBeVisible()
  await page.getByRole('tab', { name: 'Parts' }).click()
  await page.getByRole('link', { name: 'Create domain' }).click()
  await expect(page.getByRole('combobox', { name: 'Part of' })).toHaveValue('Sales')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Europe')
  await page.getByRole('textbox', { name: 'Description' }).fill('There')
  await page.getByRole('combobox', { name: 'Type' }).selectOption('Aggregate')
  await page.getByRole('button', { name: 'Create domain' }).click()
  await expect(page.getByRole('heading', { name: 'Europe', level: 1 })).toBeVisible()
  await expect(page).toHaveURL(/\/domains\/Sales\.Europe$/)

  await page.goto('/settings/glossaries/new')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Business')
  await page.getByRole('textbox', { name: 'Description' }).fill('Our words')
  await page.getByRole('button', { name: 'Create glossary' }).click()
  await page.getByRole('link', { name: 'Create term' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Customer')
  await page.getByRole('textbox', { name: 'Description' }).fill('Who pays')
  await page.getByRole('button', { name: 'Create term' }).click()
  await expect(page.getByRole('heading', { name: 'Customer', level: 1 })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('tab', { name: 'Terms below' }).click()
  await expect(page.getByRole('heading', { name: 'No terms below this one yet' })).toBeVisible()
  await page.getByRole('link', { name: 'Create term' }).click()
  await expect(page.getByRole('combobox', { name: 'Glossary', exact: true })).toHaveValue('Business')
  await expect(page.getByRole('combobox', { name: 'Parent' })).toHaveValue('Customer')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Key account')
  await page.getByRole('textbox', { name: 'Description' }).fill('Who pays most')
  await page.getByRole('button', { name: 'Create term' }).click()
  await expect(page).toHaveURL(/\/terms\/Business\.Customer\.Key%20account$/)
  await page.goto('/terms/Business.Customer?tab=terms')
  await expect(page.getByRole('row', { name: /Key account/ })).toBeVisible()

  await page.goto('/settings/teams/new')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('finance')
  await page.getByRole('button', { name: 'Create team' }).click()
  await expect(page.getByRole('heading', { name: 'finance', level: 1 })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'No users in this team yet' })).toBeVisible()
  await page.getByRole('tab', { name: 'Teams below' }).click()
  await page.getByRole('link', { name: 'Create team' }).click()
  await expect(page.getByRole('list', { name: 'Selected parents' })).toContainText('finance')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('payroll')
  await page.getByRole('button', { name: 'Create team' }).click()
  await expect(page.getByRole('heading', { name: 'payroll', level: 1 })).toBeVisible()
  await page.goto('/teams/finance?tab=teams')
  await expect(page.getByRole('row', { name: /payroll/ })).toBeVisible()
  await page.goto('/settings/teams')
  await expect(page.getByRole('row', { name: /finance/ })).toContainText('Group')
  await expectAccessible(page)
})

test('a term gets other words, related terms and reviewers, and a domain experts, by keys', async ({
  signedIn: page,
  catalogue,
}) => {
  await catalogue.api('PUT', 'users', { name: 'vera', email: 'vera@example.com' })
  await page.goto('/terms/Business.Customer/edit')
  await add(page, 'Synonyms', 'Client', /Client/)
  await add(page, 'Related terms', 'Key account', /Key account/)
  await add(page, 'Reviewers', 'vera', /vera/)
  await page.keyboard.press('Control+Enter')
  await arriveAt(page, 'Customer')
  await page.goto('/terms/Business.Customer?tab=details')
  const facts = page.getByRole('complementary', { name: 'Facts' })
  await expect(facts).toContainText('Client')
  await expect(facts.getByRole('link', { name: 'vera' })).toHaveAttribute('href', '/users/vera')
  await facts.getByRole('link', { name: 'Key account' }).press('Enter')
  await arriveAt(page, 'Key account')

  await page.goto('/domains/Sales/edit')
  await add(page, 'Experts', 'vera', /vera/)
  await page.keyboard.press('Control+Enter')
  await arriveAt(page, 'Sales')
  await page.goto('/domains/Sales?tab=details')
  await expect(facts.getByRole('link', { name: 'vera' })).toHaveAttribute('href', '/users/vera')
  await expectAccessible(page)
})

test('what is in something gets company from its page, by keyboard, and by nobody who may not', async ({
  signedIn: page,
  pageOf,
}) => {
  await page.goto('/classifications/Audience')
  await press(page, 'New tag', 'link')
  await expect(page.getByRole('combobox', { name: 'Classification' })).toHaveValue('Audience')
  await page.goto('/glossaries/Business')
  await press(page, 'New term', 'link')
  await expect(page.getByRole('combobox', { name: 'Glossary', exact: true })).toHaveValue('Business')
  await page.goto('/domains/Sales?tab=domains')
  await press(page, 'New domain', 'link')
  await expect(page.getByRole('combobox', { name: 'Part of' })).toHaveValue('Sales')

  await page.goto('/domains/Sales?tab=data-products')
  await press(page, 'Create data product', 'link')
  await expect(page.getByRole('combobox', { name: /^Domains?$/ })).toHaveValue('Sales')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Revenue')
  await page.getByRole('textbox', { name: 'Description' }).fill('What comes in')
  await press(page, 'Create data product', 'button')
  await expect(page.getByRole('heading', { name: 'Revenue', level: 1 })).toBeVisible()
  await page.goto('/domains/Sales?tab=data-products')
  await expect(page.getByRole('link', { name: 'New data product' })).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 800 })
  await expectNoOverflow(page)

  const reader = await pageOf('gina')
  await reader.goto('/classifications/Audience')
  await expect(reader.getByRole('row', { name: /Audience\.Board/ })).toBeVisible()
  await expect(reader.getByRole('link', { name: 'New tag' })).toHaveCount(0)
})

test('dashboards come into a data product and out of it by keyboard, and both are taken back', async ({
  signedIn: page,
  catalogue,
  pageOf,
}) => {
  const inProduct = async () => (await catalogue.api('GET', 'dataProducts/name/Revenue/assets')).paging
  for (const [name, domains] of [
    ['sold', ['Sales']],
    ['foreign', []],
  ] as const)
    await catalogue.api('PUT', 'dashboards', { name, displayName: `${name} here`, service: 'sample_superset', domains })
  await page.goto('/data-products/Revenue')
  await press(page, 'Add assets…', 'button')
  const dialog = page.getByRole('dialog', { name: 'Add assets to Revenue' })
  await add(page, 'Assets', 'sold here', /sold here/)
  await add(page, 'Assets', 'foreign here', /foreign here/)
  await expect(dialog.getByRole('list', { name: 'Selected assets' }).getByRole('listitem')).toHaveCount(2)
  await expectAccessible(page)
  await press(page, 'Add', 'button')
  await expect(dialog.getByRole('alert')).toContainText(/foreign here: .*is not in a domain of the data product/)
  await expect(dialog.getByRole('list', { name: 'Selected assets' })).not.toContainText('sold here')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('row', { name: /sold here/ })).toBeVisible()
  expect(await inProduct()).toMatchObject({ total: 1 })

  // Taken back is what was added, and nothing that was there before.
  await catalogue.api('PUT', 'dashboards', {
    name: 'more',
    displayName: 'more here',
    service: 'sample_superset',
    domains: ['Sales'],
  })
  await press(page, 'Add assets…', 'button')
  await add(page, 'Assets', 'sold here', /sold here/)
  await add(page, 'Assets', 'more here', /more here/)
  await press(page, 'Add', 'button')
  const added = page.getByRole('listitem').filter({ hasText: '1 entry put into Revenue. 1 entry was there already.' })
  await expect(page.getByRole('row', { name: /more here/ })).toBeVisible()
  await added.getByRole('button', { name: 'Undo' }).press('Enter')
  await expect(page.getByRole('row', { name: /more here/ })).toHaveCount(0)
  await expect(page.getByRole('row', { name: /sold here/ })).toBeVisible()
  expect(await inProduct()).toMatchObject({ total: 1 })

  await page
    .getByRole('row', { name: /sold here/ })
    .getByRole('checkbox')
    .press('Space')
  await press(page, 'Take out', 'button')
  await expect(page.getByRole('heading', { name: 'No dashboards of this data product yet' })).toBeVisible()
  const note = page.getByRole('listitem').filter({ hasText: '1 entry taken out of Revenue.' })
  await note.getByRole('button', { name: 'Undo' }).press('Enter')
  await expect(page.getByRole('row', { name: /sold here/ })).toBeVisible()
  expect(await inProduct()).toMatchObject({ total: 1 })
  await page.setViewportSize({ width: 320, height: 800 })
  await expectNoOverflow(page)

  const reader = await pageOf('gina')
  await reader.goto('/data-products/Revenue')
  await expect(reader.getByRole('row', { name: /sold here/ })).toBeVisible()
  await expect(reader.getByRole('button', { name: 'Add assets…' })).toHaveCount(0)
})

test('a name that nothing bears, and a folder that is none', async ({ signedIn: page }) => {
  await page.goto('/tags/PII.Nothing')
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/tag/i)
  await expectAccessible(page)
  await page.goto('/nothing/like-this')
  await expect(page.getByRole('heading', { name: 'There is no page at this address' })).toBeVisible()
})

test('a reader sees what a tag is on, and may not change it', async ({ pageOf }) => {
  const page = await pageOf('gina')
  await page.goto('/tags/PII.None')
  await expect(page.getByRole('heading', { name: 'None', level: 1 })).toBeVisible()
  const sections = page.getByRole('navigation', { name: 'Settings' })
  await page.goto('/settings/profile')
  await expect(sections.getByRole('link', { name: 'Tags' })).toHaveCount(0)
})

test('check access tells by which rule somebody may not do something, and roles are sentences', async ({
  signedIn: page,
  pageOf,
}) => {
  await pageOf('rudi')
  await page.goto('/settings/check-access')
  await expect(page.getByRole('heading', { name: 'Whom is it about, and what?' })).toBeVisible()
  for (const label of ['Person required', 'Thing required']) await expect(page.getByText(label)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('combobox', { name: 'Person' }).fill('rudi')
  await page.getByRole('option', { name: /rudi/ }).click()
  await page.getByRole('combobox', { name: 'May they' }).selectOption('delete')
  await page.getByRole('combobox', { name: 'Thing' }).fill('tagged')
  await page.getByRole('option', { name: /sample_superset\.tagged/ }).click()
  const decision = page.getByRole('region', { name: 'Decision' })
  await expect(decision.getByRole('status')).toHaveText('No. Nothing allows it.')
  await expect(decision).toContainText('they own it')
  await expect(decision.getByRole('link', { name: 'Give a role…' })).toHaveAttribute(
    'href',
    '/settings/users?user=rudi',
  )
  const owners = decision.getByRole('link', { name: 'Make them owner…' })
  await expect(owners).toHaveAttribute('href', '/dashboards/sample_superset.tagged/edit')
  await expect(page.getByRole('row', { name: /see it/i })).toContainText('Yes')
  await expectAccessible(page)
  await page.goto('/settings/roles')
  await expect(page.getByRole('region', { name: 'Data steward' })).toContainText(
    /May create, edit and delete a dashboard, chart/,
  )
  await expectAccessible(page)
})
