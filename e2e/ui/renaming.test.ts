import { choose, expect, expectAccessible, expectNoOverflow, press, test } from './fixtures'

test('a domain is renamed by keyboard, after what follows has been shown, and its old addresses lead to it', async ({
  signedIn: page,
  catalogue,
}) => {
  const domain = { description: 'What we sell', domainType: 'Aggregate' }
  await catalogue.api('PUT', 'domains', { name: 'Sales', ...domain })
  await catalogue.api('PUT', 'domains', { name: 'Emea', parent: 'Sales', ...domain })
  await catalogue.api('PUT', 'dashboards', { name: 'owned', service: 'sample_superset', domains: ['Sales'] })
  await page.goto('/domains/Sales')
  const actions = page.getByRole('button', { name: 'More actions for Sales' })
  await actions.press('Enter')
  const entry = page.getByRole('menuitem', { name: 'Rename…' })
  await expect(entry).toBeVisible()
  await entry.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Rename Sales' })
  const name = dialog.getByRole('textbox', { name: 'Name' })
  await expect(name).toBeFocused()
  await expectAccessible(page)

  // A name that is taken is said beside the field, and nothing is offered.
  await catalogue.api('PUT', 'domains', { name: 'Taken', ...domain })
  await name.fill('Taken')
  await name.press('Enter')
  await expect(dialog.getByText('Entity already exists.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Rename', exact: true })).toHaveCount(0)

  await name.fill('Revenue')
  await name.press('Enter')
  await expect(dialog.getByRole('status')).toContainText('1 domain below it')
  await expect(dialog.getByRole('status')).toContainText('1 entry in the catalogue')
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 800 })
  await expectNoOverflow(page)
  await expect(dialog.getByRole('button', { name: 'Rename', exact: true })).toBeVisible()
  await name.press('Enter')
  await expect(page.getByRole('heading', { name: 'Revenue', level: 1 })).toBeVisible()
  await expect(page).toHaveURL(/\/domains\/Revenue$/)

  await page.goto('/domains/Sales.Emea')
  await expect(page).toHaveURL(/\/domains\/Revenue\.Emea$/)
  await expect(page.getByRole('heading', { name: 'Emea', level: 1 })).toBeVisible()
  expect(await catalogue.api('GET', 'dashboards/name/sample_superset.owned?fields=domains')).toMatchObject({
    version: 0.1,
    domains: [{ fullyQualifiedName: 'Revenue' }],
  })
})

test('a term is moved to another glossary by keyboard, after what goes along has been shown', async ({
  signedIn: page,
  catalogue,
}) => {
  for (const name of ['Words', 'Others']) await catalogue.api('PUT', 'glossaries', { name, description: 'Of ours' })
  const term = { glossary: 'Words', description: 'A word' }
  await catalogue.api('PUT', 'glossaryTerms', { name: 'margin', ...term })
  await catalogue.api('PUT', 'glossaryTerms', { name: 'gross', parent: 'Words.margin', ...term })
  await page.goto('/terms/Words.margin')
  await page.getByRole('button', { name: 'More actions for margin' }).press('Enter')
  const entry = page.getByRole('menuitem', { name: 'Move…' })
  await expect(entry).toBeVisible()
  await entry.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Move margin' })
  await expect(dialog.getByRole('combobox', { name: 'Place' })).toBeVisible()
  await expectAccessible(page)

  // Below itself nothing can be.
  await choose(page, 'Place', 'gross', /gross/)
  await press(page, 'See what follows', 'button')
  await expect(dialog.getByText("Can't move glossary term margin to its child glossary term gross.")).toBeVisible()
  await choose(page, 'Place', 'Others', /Others/)
  await press(page, 'See what follows', 'button')
  await expect(dialog.getByRole('status').filter({ hasText: '1 glossary term below it' })).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 800 })
  await expectNoOverflow(page)
  await expect(dialog.getByRole('button', { name: 'Move', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/terms\/Others\.margin$/)
  await expect(page.getByRole('heading', { name: 'margin', level: 1 })).toBeVisible()
  await page.goto('/terms/Words.margin.gross')
  await expect(page).toHaveURL(/\/terms\/Others\.margin\.gross$/)
})

test('a tag is merged into another by keyboard, after what follows has been shown, and its address leads to that', async ({
  signedIn: page,
  catalogue,
}) => {
  const description = 'Of ours'
  await catalogue.api('PUT', 'classifications', { name: 'Audience', description })
  for (const name of ['Board', 'Directors', 'Below'])
    await catalogue.api('PUT', 'tags', { name, classification: 'Audience', description })
  await catalogue.api('PUT', 'classifications', { name: 'One', description, mutuallyExclusive: true })
  for (const name of ['A', 'B']) await catalogue.api('PUT', 'tags', { name, classification: 'One', description })
  await catalogue.api('PUT', 'services/dashboardServices', { name: 'tagged', serviceType: 'Superset' })
  const tagged = (name: string, ...tags: string[]) =>
    catalogue.api('PUT', 'dashboards', {
      name,
      service: 'tagged',
      tags: tags.map((tagFQN) => ({ tagFQN, source: 'Classification' })),
    })
  await tagged('one', 'Audience.Board', 'One.B')
  await tagged('both', 'Audience.Board', 'Audience.Directors')
  await page.goto('/tags/Audience.Board')
  await page.getByRole('button', { name: 'More actions for Board' }).press('Enter')
  const entry = page.getByRole('menuitem', { name: 'Merge into…' })
  await expect(entry).toBeVisible()
  await entry.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Merge Board' })
  await expect(dialog.getByRole('combobox', { name: 'Merge into' })).toBeVisible()
  await expectAccessible(page)

  // What shuts out a tag that something has already is said before anything is done.
  await choose(page, 'Merge into', 'One.A', /One\.A/)
  await press(page, 'See what follows', 'button')
  await expect(dialog.getByRole('status').filter({ hasText: '1 entry cannot get it' })).toBeVisible()
  await choose(page, 'Merge into', 'Directors', /Directors/)
  await press(page, 'See what follows', 'button')
  const follows = dialog.getByRole('status').filter({ hasText: '2 dashboards get the other one in its place.' })
  await expect(follows).toContainText('1 of them has both: one label is left.')
  await expect(follows).toContainText('Board is deleted then.')
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 800 })
  await expectNoOverflow(page)
  await expect(dialog.getByRole('button', { name: 'Merge', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  // Nobody waits at the dialog for its end.
  await expect(dialog).toHaveCount(0)
  await expect(page).toHaveURL(/\/tags\/Audience\.Directors$/)
  await expect(page.getByRole('heading', { name: 'Directors', level: 1 })).toBeVisible()
  const merged = page.getByRole('listitem').filter({ hasText: 'Board is merged into Directors.' })
  await expect(merged.getByRole('link', { name: 'Go there' })).toBeVisible()
  await merged.getByRole('button', { name: 'Undo' }).press('Enter')
  await expect(page.getByText('Board is back.')).toBeVisible()
  await page.goto('/tags/Audience.Board')
  await expect(page.getByRole('heading', { name: 'Board', level: 1 })).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Dashboards' })).toContainText('2')

  // And once more, to stay.
  await page.getByRole('button', { name: 'More actions for Board' }).press('Enter')
  await entry.press('Enter')
  await choose(page, 'Merge into', 'Directors', /Directors/)
  await press(page, 'See what follows', 'button')
  await expect(dialog.getByRole('button', { name: 'Merge', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('listitem').filter({ hasText: 'Board is merged into Directors.' })).toBeVisible()
  await page.goto('/tags/Audience.Board')
  await expect(page).toHaveURL(/\/tags\/Audience\.Directors$/)
  expect(await catalogue.api('GET', 'dashboards/name/tagged.both?fields=tags')).toMatchObject({
    version: 0.4,
    tags: [{ tagFQN: 'Audience.Directors' }],
  })

  await page.setViewportSize({ width: 1360, height: 900 })
  await page.goto('/jobs')
  await page.getByRole('link', { name: 'Board into Directors', exact: true }).first().press('Enter')
  await expect(page.getByRole('heading', { name: 'Board into Directors', level: 1 })).toBeVisible()
  await expectAccessible(page)
})

test('a service is renamed with what is in it, and a plan that is not carried out is given up', async ({
  signedIn: page,
  catalogue,
}) => {
  await page.goto('/services/sample_superset')
  await page.getByRole('button', { name: /^More actions for/ }).click()
  await page.getByRole('menuitem', { name: 'Rename…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Rename sample_superset' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('bi')
  await dialog.getByRole('button', { name: 'See what follows' }).click()
  await expect(dialog.getByRole('status')).toContainText(/charts? .*below it/)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toHaveCount(0)
  await page.goto('/jobs')
  await expect(page.getByRole('row', { name: /sample_superset to bi/ })).toContainText('Discarded')

  await page.goto('/services/sample_superset')
  await page.getByRole('button', { name: /^More actions for/ }).click()
  await page.getByRole('menuitem', { name: 'Rename…' }).click()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('bi')
  await dialog.getByRole('button', { name: 'See what follows' }).click()
  await dialog.getByRole('button', { name: 'Rename', exact: true }).click()
  await expect(page).toHaveURL(/\/services\/bi$/)
  await page.goto('/dashboards/sample_superset.owned')
  await expect(page).toHaveURL(/\/dashboards\/bi\.owned$/)
  expect(await catalogue.api('GET', 'services/dashboardServices/name/bi')).toMatchObject({ version: 0.2, name: 'bi' })
})

test('what came with the catalogue keeps its name, and dashboards have no such entry', async ({
  signedIn: page,
  catalogue,
}) => {
  await catalogue.api('PUT', 'services/dashboardServices', { name: 'other', serviceType: 'Superset' })
  await catalogue.api('PUT', 'dashboards', { name: 'd', service: 'other' })
  await page.goto('/dashboards/other.d')
  await page.getByRole('button', { name: 'More actions for d' }).click()
  await expect(page.getByRole('menuitem', { name: 'Duplicate' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'Rename…' })).toHaveCount(0)
  await page.goto('/tags/Tier.Tier1')
  await page.getByRole('button', { name: 'More actions for Tier1' }).click()
  await page.getByRole('menuitem', { name: 'Rename…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Rename Tier1' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('First')
  await dialog.getByRole('button', { name: 'See what follows' }).click()
  await expect(dialog.getByText('System entity [Tier1] of type tag can not be renamed.')).toBeVisible()
})
