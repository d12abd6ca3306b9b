import { expect, expectAccessible, test } from './fixtures'

test.beforeAll(async ({ catalogue }) => {
  const { id } = await catalogue.api('PUT', 'teams', { name: 'owners', displayName: 'Owners', teamType: 'Group' })
  await catalogue.api('PUT', 'dashboards', {
    name: 'owned',
    displayName: 'Owned dashboard',
    service: 'sample_superset',
    owners: [{ id, type: 'team' }],
  })
})

test('a reader sees everything, and beside each thing they may not do the reason', async ({ pageOf }) => {
  const page = await pageOf('reader')
  const create = page.getByRole('button', { name: 'New dashboard' })
  await expect(create).toHaveAttribute('aria-disabled', 'true')
  await expect(create).toHaveAccessibleDescription(/Your roles do not let you create dashboards/)
  await create.click({ force: true }) // Playwright would wait until it may be used
  await expect(page).toHaveURL(/\/dashboards$/)
  await expectAccessible(page)

  await page.getByRole('link', { name: 'Owned dashboard' }).click()
  await expect(page.getByRole('heading', { name: 'Owned dashboard', level: 1 })).toBeVisible()
  const edit = page.getByRole('button', { name: 'Edit' })
  await expect(edit).toHaveAttribute('aria-disabled', 'true')
  await expect(edit).toHaveAccessibleDescription(/Your roles do not let you edit this dashboard/)
  await page.getByRole('button', { name: 'More' }).click()
  await expect(page.getByRole('menuitem', { name: /Delete/ })).toHaveAttribute('aria-disabled', 'true')
  await expectAccessible(page)
  await page.keyboard.press('Escape')

  // Whoever comes to the form all the same is told, and has what an administrator needs to look it up.
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/dashboards/sample_superset.owned/edit')
  await expect(page.getByRole('heading', { name: 'You may not edit this dashboard' })).toBeVisible()
  await page.getByRole('button', { name: 'Copy request' }).press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toHaveCount(1)
  const request = await page.evaluate(() => navigator.clipboard.readText())
  expect(request).toContain('reader (reader) asks to edit the dashboard Owned dashboard (sample_superset.owned).')
  expect(request).toMatch(
    /\/settings\/check-access\?user=reader&type=dashboard&fqn=sample_superset\.owned&action=EditAll$/,
  )
  await expectAccessible(page)

  await page.goto('/services')
  await expect(page.getByRole('button', { name: 'New service' })).toHaveAttribute('aria-disabled', 'true')
  const refused = await page.request.post('/api/v1/dashboards', {
    data: { name: 'mine', service: 'sample_superset' },
    headers: { origin: new URL(page.url()).origin },
  })
  expect(refused.status()).toBe(403)
})

test('a right that is taken away while the form is open is missed when saving, and nothing typed is lost', async ({
  pageOf,
  catalogue,
}) => {
  const page = await pageOf('steward', { roles: ['DataSteward'] })
  await page.goto('/dashboards/new?service=sample_superset')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('too-late')
  const { id } = await catalogue.api('GET', 'users/name/steward')
  await catalogue.api('PATCH', `users/${id}`, [{ op: 'replace', path: '/roles', value: [] }])
  await page.getByRole('button', { name: 'Create dashboard' }).click()
  const problem = page.getByRole('alert').filter({ hasText: 'There is a problem' })
  await expect(problem).toContainText(/not allowed|permission|roles/i)
  await expect(problem).toBeFocused()
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('too-late')
  await expectAccessible(page)
})
