import { arriveAt, expect, expectAccessible, expectNoOverflow, fillByKeys, press, tabTo, test } from './fixtures'

// Looked at by axe in both themes.
test.describe.configure({ timeout: 120_000 })

const description = 'Said of it'

test('teams are a tree by keyboard: opened, gone through, closed, and flat when they are searched', async ({
  signedIn: page,
  catalogue,
}) => {
  const id = async (path: string) => (await catalogue.api('GET', path)).id
  await catalogue.api('PUT', 'teams', { name: 'sales', teamType: 'Division' })
  await catalogue.api('PUT', 'teams', { name: 'europe', parents: [await id('teams/name/sales')] })
  await catalogue.api('PUT', 'teams', { name: 'aftersales' })
  await catalogue.api('PUT', 'users', {
    name: 'tina',
    email: 'tina@example.com',
    teams: [await id('teams/name/europe')],
  })
  await catalogue.api('PUT', 'dashboards', {
    name: 'teamboard',
    service: 'sample_superset',
    owners: [{ id: await id('teams/name/europe'), type: 'team' }],
  })
  await page.goto('/settings/teams')
  const tree = page.getByRole('treegrid', { name: 'Teams' })
  const row = (name: RegExp) => tree.getByRole('row', { name })
  // What everybody is in is open from the start.
  await expect(row(/Organization/)).toHaveAttribute('aria-expanded', 'true')
  await expect(row(/^aftersales/)).toHaveAttribute('aria-level', '2')
  await expect(row(/^aftersales/)).not.toHaveAttribute('aria-expanded')
  await expect(row(/^Expand sales/)).toHaveAttribute('aria-expanded', 'false')
  await expect(row(/europe/)).toHaveCount(0)
  await expectAccessible(page)

  await row(/Organization/).focus()
  await page.keyboard.press('ArrowRight')
  await expect(row(/^aftersales/)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(row(/sales Group|sales sales|Expand sales/)).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(row(/europe/)).toHaveAttribute('aria-level', '3')
  // A member, and what it owns.
  await expect(
    row(/europe/)
      .getByRole('gridcell')
      .nth(2),
  ).toHaveText('1')
  await expect(
    row(/europe/)
      .getByRole('gridcell')
      .nth(3),
  ).toHaveText('1')
  await page.keyboard.press('ArrowRight')
  await expect(row(/europe/)).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('ArrowLeft')
  await expect(row(/Collapse sales/)).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(row(/europe/)).toHaveCount(0)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('End')
  await expect(row(/europe/)).toBeFocused()
  await page.keyboard.press('Home')
  await expect(row(/Organization/)).toBeFocused()
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'europe', level: 1 })).toBeVisible()

  // What was open is so for whoever comes back.
  await page.goBack()
  await expect(row(/europe/)).toBeVisible()
  await page.setViewportSize({ width: 320, height: 800 })
  await expect(row(/europe/)).toBeVisible()
  await expect(row(/europe/)).toContainText('Members1')
  await expect(row(/europe/)).toContainText('Owns1')
  await expectNoOverflow(page)
  await page.setViewportSize({ width: 1360, height: 900 })

  await page.getByRole('searchbox', { name: 'Search teams' }).fill('euro')
  await expect(page.getByRole('table', { name: 'Teams' }).getByRole('row', { name: /europe/ })).toBeVisible()
  await expect(tree).toHaveCount(0)
})

test('what everybody of a team may do is given on its page, by a form', async ({ signedIn: page, catalogue }) => {
  await catalogue.api('PUT', 'teams', { name: 'stewards' })
  await page.goto('/teams/stewards/edit')
  await tabTo(page, 'Roles', 'combobox')
  await page.keyboard.type('Data steward')
  await page.getByRole('option', { name: /Data steward/ }).click()
  await press(page, 'Save changes', 'button')
  await expect(page.getByRole('heading', { name: 'stewards', level: 1 })).toBeVisible()
  await page.getByRole('tab', { name: 'Details' }).click()
  await expect(page.getByRole('complementary', { name: 'Facts' })).toContainText('Data steward')
})

test('a long level comes a page at a time, and the focus goes on where it begins', async ({
  signedIn: page,
  catalogue,
}) => {
  const domainType = 'Aggregate'
  await catalogue.api('PUT', 'domains', { name: 'Wide', description, domainType })
  const parts = Array.from({ length: 52 }, (_, at) => `Part ${String(at).padStart(2, '0')}`)
  await catalogue.api(
    'PUT',
    'domains/bulk',
    parts.map((name) => ({ name, description, domainType, parent: 'Wide' })),
  )
  await page.goto('/settings/domains')
  const tree = page.getByRole('treegrid', { name: 'Domains' })
  const row = (name: RegExp) => tree.getByRole('row', { name })
  await expect(row(/Wide/).first()).toBeVisible()
  if ((await row(/^Expand Wide/).count()) > 0) await page.getByRole('button', { name: 'Expand Wide' }).click()
  await expect(row(/Part 49/)).toBeVisible()
  await expect(row(/Part 50/)).toHaveCount(0)
  await row(/Part 49/).focus()
  await page.keyboard.press('ArrowDown')
  await expect(row(/Show more: 2 domains left/)).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(row(/Part 50/)).toBeFocused()
  await expect(row(/Part 51/)).toHaveAttribute('aria-setsize', '52')
  await expect(row(/Show more/)).toHaveCount(0)
})

test('a domain says what goes with it at any depth, and what is without it', async ({ signedIn: page, catalogue }) => {
  const domainType = 'Aggregate'
  for (const [name, parent] of [['Trade'], ['North', 'Trade'], ['Far', 'Trade.North']] as const)
    await catalogue.api('PUT', 'domains', { name, description, domainType, ...(parent && { parent }) })
  await catalogue.api('PUT', 'dataProducts', { name: 'Sold', description, domains: ['Trade.North.Far'] })
  await catalogue.api('PUT', 'dashboards', { name: 'far', service: 'sample_superset', domains: ['Trade.North.Far'] })
  await page.goto('/domains/Trade')
  // What is in its parts is in it.
  await expect(page.getByRole('row', { name: /sample_superset\.far/ })).toBeVisible()
  await page.getByRole('button', { name: 'More actions for Trade' }).press('Enter')
  const entry = page.getByRole('menuitem', { name: 'Delete…' })
  await expect(entry).toBeVisible()
  await entry.press('Enter')
  const dialog = page.getByRole('alertdialog', { name: 'Delete Trade?' })
  await expect(dialog).toContainText('With it go 2 domains and 1 data product.')
  await expect(dialog).toContainText('Will be without it: 1 dashboard.')
  await expectAccessible(page)
})

test('dashboards come into a domain and out of it by keyboard, and those of its parts are taken out there', async ({
  signedIn: page,
  catalogue,
  pageOf,
}) => {
  const domainType = 'Aggregate'
  await catalogue.api('PUT', 'domains', { name: 'Stock', description, domainType })
  await catalogue.api('PUT', 'domains', { name: 'Depot', parent: 'Stock', description, domainType })
  await catalogue.api('PUT', 'dashboards', { name: 'loose', service: 'sample_superset' })
  await catalogue.api('PUT', 'dashboards', { name: 'below', service: 'sample_superset', domains: ['Stock.Depot'] })
  await page.goto('/domains/Stock')
  await press(page, 'Add assets…', 'button')
  const dialog = page.getByRole('dialog', { name: 'Add assets to Stock' })
  const assets = dialog.getByRole('combobox', { name: 'Assets' })
  await assets.fill('loose')
  await page.getByRole('option', { name: /sample_superset\.loose/ }).click()
  await expectAccessible(page)
  await press(page, 'Add', 'button')
  await expect(dialog).toHaveCount(0)
  const loose = page.getByRole('row', { name: /sample_superset\.loose/ })
  await expect(loose).toBeVisible()

  await page
    .getByRole('row', { name: /sample_superset\.below/ })
    .getByRole('checkbox')
    .press('Space')
  const takeOut = page.getByRole('button', { name: 'Take out' })
  await expect(takeOut).toHaveAccessibleDescription('below is in Depot: take it out there.')
  await page.getByRole('button', { name: 'Clear selection' }).press('Enter')
  await loose.getByRole('checkbox').press('Space')
  await press(page, 'Take out', 'button')
  await expect(loose).toHaveCount(0)
  const note = page.getByRole('listitem').filter({ hasText: '1 entry taken out of Stock.' })
  await note.getByRole('button', { name: 'Undo' }).press('Enter')
  await expect(loose).toBeVisible()

  const reader = await pageOf('rita')
  await reader.goto('/domains/Stock')
  await expect(reader.getByRole('row', { name: /sample_superset\.loose/ })).toBeVisible()
  await expect(reader.getByRole('button', { name: 'Add assets…' })).toHaveCount(0)
})

test('the page of a tag lists the tags below it, and gets company by keyboard', async ({
  signedIn: page,
  catalogue,
}) => {
  await catalogue.api('PUT', 'classifications', { name: 'Reach', description })
  await catalogue.api('PUT', 'tags', { name: 'Public', classification: 'Reach', description })
  await page.goto('/tags/Reach.Public?tab=tags')
  await expect(page.getByRole('heading', { name: 'No tags below this one yet' })).toBeVisible()
  await press(page, 'Create tag', 'link')
  await expect(page.getByRole('combobox', { name: 'Classification' })).toHaveValue('Reach')
  await expect(page.getByRole('combobox', { name: 'Parent' })).toHaveValue('Public')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Press')
  await page.getByRole('textbox', { name: 'Description' }).fill('For the press')
  await press(page, 'Create tag', 'button')
  await expect(page.getByRole('heading', { name: 'Press', level: 1 })).toBeVisible()
  await page.goto('/tags/Reach.Public')
  await page.getByRole('tab', { name: /Tags below/ }).press('Enter')
  await expect(page.getByRole('row', { name: /Reach\.Public\.Press/ })).toBeVisible()
  await expect(page.getByRole('link', { name: 'New tag' })).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 800 })
  await expectNoOverflow(page)
})

test('a term gets terms below it by keyboard, and the glossary shows them as a tree', async ({
  signedIn: page,
  catalogue,
}) => {
  await catalogue.api('PUT', 'glossaries', { name: 'Finance', description })
  await catalogue.api('PUT', 'glossaryTerms', { name: 'Revenue', glossary: 'Finance', description })
  await page.goto('/glossaries/Finance')
  const tree = page.getByRole('treegrid', { name: 'Glossary terms' })
  const row = (name: RegExp) => tree.getByRole('row', { name })
  await row(/Revenue/).press('Enter')
  await arriveAt(page, 'Revenue')
  await page.getByRole('tab', { name: /Terms below/ }).press('Enter')
  await press(page, 'Create term', 'link')
  await expect(page.getByRole('combobox', { name: 'Parent' })).toHaveValue('Revenue')
  await fillByKeys(page, 'Name', 'Recurring')
  await fillByKeys(page, 'Description', 'What comes every month')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { name: 'Recurring', level: 1 })).toBeVisible()

  await page.goto('/glossaries/Finance')
  // What stands alone at the top is open from the start.
  await row(/^Collapse Revenue/).focus()
  await page.keyboard.press('ArrowLeft')
  await expect(row(/Recurring/)).toHaveCount(0)
  await page.keyboard.press('ArrowRight')
  await expect(row(/Recurring/)).toHaveAttribute('aria-level', '2')
  await page.keyboard.press('ArrowRight')
  await expect(row(/Recurring/)).toBeFocused()
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 800 })
  await expect(row(/Recurring/)).toContainText('Used on0')
  await expectNoOverflow(page)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Recurring', level: 1 })).toBeVisible()
})
