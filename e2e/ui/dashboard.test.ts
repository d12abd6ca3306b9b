import { expect, expectAccessible, tabTo, test } from './fixtures'

test.describe.configure({ mode: 'serial' })

test('a steward creates sample_superset.10 and sees its name, version and service', async ({ signedIn: page }) => {
  await page.goto('/dashboards')
  await page.getByRole('link', { name: 'New dashboard' }).first().click()
  await expect(page.getByRole('heading', { name: 'New dashboard' })).toBeVisible()
  await page.getByRole('combobox', { name: 'Service' }).fill('sample_superset')
  await page.getByRole('option', { name: /sample_superset/ }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('10')
  await page.getByRole('textbox', { name: 'Display name' }).fill('deck.gl Demo')
  await expect(page.getByRole('status', { name: 'Fully qualified name' })).toContainText('sample_superset.10')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Create dashboard' }).click()

  await expect(page.getByRole('heading', { name: 'deck.gl Demo', level: 1 })).toBeVisible()
  const summary = page.getByRole('region', { name: 'Dashboard summary' })
  await expect(summary.getByText('sample_superset.10', { exact: true })).toBeVisible()
  await expect(summary.getByRole('link', { name: 'Version 0.1' })).toBeVisible()
  await expect(summary.getByRole('link', { name: 'sample_superset' }).last()).toHaveAttribute(
    'href',
    '/services/sample_superset',
  )
  await expectAccessible(page)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await summary.getByRole('button', { name: 'Copy FQN' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('sample_superset.10')
})

test('a name that is taken can be opened, or changed without losing what was typed', async ({ signedIn: page }) => {
  await page.goto('/dashboards/new?service=sample_superset')
  const name = page.getByRole('textbox', { name: 'Name', exact: true })
  await name.fill('10')
  await page.getByRole('textbox', { name: 'Display name' }).fill('My maps')
  await page.getByRole('button', { name: 'Create dashboard' }).click()
  const refused = page.getByRole('alert').filter({ hasText: 'This dashboard already exists' })
  await expect(refused).toBeFocused()
  await expect(refused.getByRole('row', { name: /Display name/ })).toContainText('deck.gl DemoMy maps')
  await expect(refused.getByRole('link', { name: 'Open existing' })).toHaveAttribute(
    'href',
    '/dashboards/sample_superset.10',
  )
  await expectAccessible(page)
  await refused.getByRole('button', { name: 'Change name' }).click()
  await expect(name).toBeFocused()
  await name.fill('my-maps')
  await page.getByRole('button', { name: 'Create dashboard' }).click()
  await expect(page.getByRole('heading', { name: 'My maps', level: 1 })).toBeVisible()
})

test('creating it again is refused, and updating it instead makes version 0.2', async ({ signedIn: page }) => {
  await page.goto('/dashboards/new?service=sample_superset')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('10')
  await page.getByRole('textbox', { name: 'Display name' }).fill('deck.gl Demo')
  await page.getByRole('textbox', { name: 'Description' }).fill('Arcs, grids and **hexagons**')
  await page.getByRole('tab', { name: 'Preview' }).click()
  await expect(page.getByText('hexagons', { exact: true })).toHaveCSS('font-weight', '600')
  await page.getByRole('tab', { name: 'Write' }).click()
  await page.getByRole('button', { name: 'Create dashboard' }).click()

  const refused = page.getByRole('alert').filter({ hasText: 'This dashboard already exists' })
  await expect(refused).toBeVisible()
  await refused.getByRole('button', { name: 'Update it instead' }).click()
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('Arcs, grids and **hexagons**')
  await page.getByRole('button', { name: 'Create or update dashboard' }).click()

  await expect(page.getByRole('heading', { name: 'deck.gl Demo', level: 1 })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Version 0.2' })).toBeVisible()
  await expect(page.getByText('hexagons', { exact: true })).toHaveCSS('font-weight', '600')
})

test('editing sends what was changed, says so and can be undone', async ({ signedIn: page }) => {
  await page.goto('/dashboards/sample_superset.10')
  await page.getByRole('link', { name: 'Edit' }).click()
  await expect(page.getByRole('region', { name: 'What will happen' })).toContainText('Nothing is changed yet.')
  await page.getByRole('textbox', { name: 'Display name' }).fill('deck.gl demo (maps)')
  await expect(page.getByRole('region', { name: 'What will happen' })).toContainText('1 field will change, version 0.3')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('heading', { name: 'deck.gl demo (maps)', level: 1 })).toBeVisible()
  await expect(page.getByText('Version 0.2 → 0.3.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('heading', { name: 'deck.gl Demo', level: 1 })).toBeVisible()
})

test('somebody else was faster: both changes are kept', async ({ signedIn: page, catalogue }) => {
  const { id } = await catalogue.api('GET', 'dashboards/name/sample_superset.10')
  await page.goto('/dashboards/sample_superset.10/edit')
  await page.getByRole('textbox', { name: 'Source URL' }).fill('https://superset.example.com/10')
  await catalogue.api('PATCH', `dashboards/${id}`, [{ op: 'replace', path: '/displayName', value: 'Theirs' }])
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('alert').filter({ hasText: /changed while you were editing/i })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save merged' }).click()
  await expect(page.getByRole('heading', { name: 'Theirs', level: 1 })).toBeVisible()
  expect(await catalogue.api('GET', `dashboards/${id}`)).toMatchObject({
    displayName: 'Theirs',
    sourceUrl: 'https://superset.example.com/10',
  })
})

test('the versions tell what changed from one to the next', async ({ signedIn: page }) => {
  await page.goto('/dashboards/sample_superset.10')
  await page.getByRole('link', { name: /^Version/ }).click()
  await expect(page).toHaveURL(/tab=versions/)
  const versions = page.getByRole('list', { name: 'Versions' })
  await versions.getByRole('button', { name: /Version 0\.2/ }).click()
  const change = page.getByRole('region', { name: 'Version 0.2: changes since 0.1' })
  await expect(change).toContainText('Description')
  await expect(change.getByRole('insertion').first()).toContainText('Arcs, grids')
  await expectAccessible(page)
  await versions.getByRole('button', { name: /Version 0\.1/ }).click()
  await expect(page.getByRole('region', { name: 'Version 0.1: how it began' })).toBeVisible()
})

test('a deleted dashboard leaves the list and can be restored', async ({ signedIn: page, catalogue }) => {
  await catalogue.api('PUT', 'dashboards', { name: 'gone', displayName: 'Soon gone', service: 'sample_superset' })
  await page.goto('/dashboards/sample_superset.gone')
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Delete Soon gone?' })
  await expect(dialog).toContainText('can be restored')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Dashboards', level: 1 })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Soon gone' })).toBeHidden()

  await page.goto('/dashboards/sample_superset.gone')
  await expect(page.getByRole('region', { name: 'Deleted dashboard' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Restore' }).click()
  await expect(page.getByRole('link', { name: 'Version 0.3' })).toBeVisible()
  await page.goto('/dashboards?q=soon')
  await expect(page.getByRole('link', { name: 'Soon gone' })).toBeVisible()
})

test('without a mouse: a dashboard is created, edited and left by keys alone', async ({ signedIn: page }) => {
  await page.goto('/dashboards')
  const keys = page.keyboard
  await keys.press('c')
  await keys.press('d')
  await expect(page.getByRole('heading', { name: 'New dashboard', level: 1 })).toBeVisible()
  await tabTo(page, 'Service', 'combobox')
  await keys.type('sample_sup')
  // Enter chooses from what was found for the last key, not from what is still listed for an earlier one.
  await expect(page.getByRole('option', { name: /sample_superset/ })).toBeVisible()
  await expect(page.getByRole('listbox')).toHaveAttribute('aria-busy', 'false')
  await keys.press('Enter')
  await tabTo(page, 'Name', 'textbox')
  await keys.type('by-keys')
  await keys.press('Tab')
  await keys.type('Made by keys')
  await keys.press('Control+Enter')
  await expect(page.getByRole('heading', { name: 'Made by keys', level: 1 })).toBeFocused()
  await keys.press('e')
  await expect(page.getByRole('heading', { name: 'Edit Made by keys', level: 1 })).toBeVisible()
  await tabTo(page, 'Display name', 'textbox')
  await keys.press('End')
  await keys.type(', twice')
  await keys.press('Control+s')
  await expect(page.getByRole('heading', { name: 'Made by keys, twice', level: 1 })).toBeVisible()
  await keys.press('g')
  await keys.press('s')
  await expect(page.getByRole('heading', { name: 'Services', level: 1 })).toBeVisible()
})

test('names with dots, quotes, slashes, percent signs and emoji open from the list', async ({
  signedIn: page,
  catalogue,
}) => {
  for (const name of ['sales.2026', 'the "big" one', 'Q1 / Q2 100%', '✈️ رحلة']) {
    await catalogue.api('PUT', 'dashboards', { name, service: 'sample_superset' })
    await page.goto(`/dashboards?q=${encodeURIComponent(name.replaceAll(/[^\p{L}\p{N} ]/gu, ' ').trim())}`)
    await page.getByRole('link', { name, exact: true }).click()
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  }
})
