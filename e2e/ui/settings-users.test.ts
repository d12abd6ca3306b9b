import { call } from '../server'
import { expect, expectAccessible, expectNoOverflow, press, test } from './fixtures'

// Many pages, each looked at by axe in both themes.
test.describe.configure({ mode: 'serial', timeout: 180_000 })

test('an administrator invites somebody, who chooses a password and is let in with their role', async ({
  signedIn: page,
  browser,
}) => {
  await page.goto('/settings/users')
  await expect(page.getByRole('heading', { name: 'Users', level: 1 })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Invite somebody' }).click()
  await expect(page).toHaveURL(/\?new=true$/)
  const sheet = page.getByRole('dialog', { name: 'Invite somebody' })
  await sheet.getByRole('textbox', { name: 'Email' }).fill('kim@example.com')
  await expect(sheet.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('kim')
  await sheet.getByRole('textbox', { name: 'Display name' }).fill('Kim Park')
  await sheet.getByRole('combobox', { name: 'Roles' }).fill('steward')
  await page.getByRole('option', { name: /Data steward/ }).click()
  await expectAccessible(page)
  await sheet.getByRole('button', { name: 'Create and make link' }).click()

  const made = page.getByRole('dialog', { name: 'Kim Park' })
  await expect(page).toHaveURL(/\?user=kim$/)
  const link = await made.getByRole('textbox', { name: 'Invitation link' }).inputValue()
  expect(link).toMatch(/\/join\?token=[\w-]{43}$/)
  await expectAccessible(page)
  await made.getByRole('button', { name: 'Close' }).click()
  const row = page.getByRole('row', { name: /Kim Park/ })
  await expect(row).toContainText('Invited')
  await expect(row).toContainText('Data steward')

  const other = await (await browser.newContext({ baseURL: new URL(page.url()).origin })).newPage()
  await other.goto(link)
  await expect(other.getByText('kim@example.com')).toBeVisible()
  await other.getByRole('textbox', { name: 'Password' }).fill('weak')
  await other.getByRole('button', { name: 'Set password and sign in' }).click()
  await expect(other.getByText(/At least 8 characters/)).toBeVisible()
  await expectAccessible(other)
  await other.getByRole('textbox', { name: 'Password' }).fill('Kims-password-1')
  await other.getByRole('button', { name: 'Set password and sign in' }).click()
  await expect(other.getByRole('heading', { name: 'Dashboards', level: 1 })).toBeVisible()
  await expect(other.getByRole('link', { name: 'New dashboard' })).toBeVisible()
  await expect(row).toContainText('No record')
  await other.goto(link)
  await expect(other.getByText(/This link has been used or replaced/)).toBeVisible()
  await other.goto('/settings')
  const sections = other.getByRole('navigation', { name: 'Settings' })
  await expect(sections.getByRole('link', { name: 'Profile' })).toBeVisible()
  await expect(sections.getByRole('link', { name: 'Users' })).toHaveCount(0)
  await other.goto('/settings/users')
  await expect(other.getByRole('button', { name: 'Invite somebody' })).toHaveAttribute('aria-disabled', 'true')
  await expect(other.getByRole('row', { name: /Kim Park/ }).getByRole('button')).toHaveCount(0)
  await other.context().close()
})

test('their sheet has an address, says what is wrong, and asks before input is lost', async ({ signedIn: page }) => {
  await page.goto('/settings/users?user=kim')
  const sheet = page.getByRole('dialog', { name: 'Kim Park' })
  const name = sheet.getByRole('textbox', { name: 'Display name' })
  await name.fill('Kim P.')
  await page.keyboard.press('Escape')
  const question = page.getByRole('alertdialog', { name: 'Leave without saving?' })
  await question.getByRole('button', { name: 'Stay' }).click()
  await expect(name).toHaveValue('Kim P.')
  await sheet.getByRole('textbox', { name: 'Email' }).fill('no address')
  await sheet.getByRole('button', { name: 'Save' }).click()
  await expect(sheet.getByRole('alert')).toContainText('There is a problem')
  await sheet.getByRole('textbox', { name: 'Email' }).fill('kim@example.com')
  await sheet.getByRole('combobox', { name: 'Administrator' }).selectOption('Yes')
  await sheet.getByRole('button', { name: 'Save' }).click()
  await expect(page).toHaveURL(/\/settings\/users$/)
  await expect(page.getByRole('row', { name: /Kim P\./ })).toContainText('Administrator')
})

test('a sheet stays while its data come, and gives the focus back to the row it was opened from', async ({
  signedIn: page,
}) => {
  const held = Promise.withResolvers<void>()
  await page.route(/\/api\/v1\/users\/name\/kim/, async (route) => {
    await held.promise
    await route.continue()
  })
  await page.goto('/settings/users')
  const opener = page.getByRole('row', { name: /Kim P\./ }).getByRole('button', { name: 'Kim P.' })
  await opener.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Loading user')).toBeVisible()
  const waiting = await page.getByRole('dialog').elementHandle()
  held.resolve()
  const name = page.getByRole('dialog').getByRole('textbox', { name: 'Display name' })
  await expect(name).toHaveValue('Kim P.')
  await expect(name).toBeFocused()
  expect(await waiting?.evaluate((element) => element.isConnected)).toBe(true)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(opener).toBeFocused()
})

test('a list that is filtered stays where it was scrolled to, whatever is saved', async ({
  signedIn: page,
  catalogue,
}) => {
  const names = Array.from({ length: 40 }, (_, at) => `scrolled${at + 10}`)
  for (const name of names) await catalogue.api('PUT', 'users', { name, email: `${name}@example.com` })
  await page.goto('/settings/users')
  // The address changes without the server being asked for a page.
  await page.getByRole('searchbox', { name: 'Search users' }).fill('scrolled')
  await expect(page).toHaveURL(/q=scrolled/)
  await expect(page.getByRole('row', { name: /scrolled/ })).toHaveCount(names.length)
  await expect(page.getByRole('row')).toHaveCount(1 + names.length)
  await page.getByRole('button', { name: 'scrolled45' }).press('Enter')
  const at = await page.evaluate(() => window.scrollY)
  expect(at).toBeGreaterThan(200)
  await page.getByRole('dialog').getByRole('textbox', { name: 'Display name' }).fill('Somebody else')
  const answered = page.waitForResponse(/[?&]_rsc=/)
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await answered
  await page.waitForLoadState('networkidle')
  await expect(page.getByRole('row', { name: /Somebody else/ })).toBeInViewport()
  expect(await page.evaluate(() => window.scrollY)).toBe(at)
})

test('what somebody owns is given to others before they are disabled, by one job that can be undone', async ({
  signedIn: page,
  catalogue,
}) => {
  const { id } = await catalogue.api('GET', 'users/name/kim')
  const owners = [{ id, type: 'user' }]
  for (const name of ['kims-1', 'kims-2'])
    await catalogue.api('PUT', 'dashboards', { name, service: 'sample_superset', owners })
  await catalogue.api('PUT', 'domains', { name: 'Kims', domainType: 'Aggregate', description: 'Hers', owners })
  await page.goto('/settings/users?user=kim')
  const sheet = page.getByRole('dialog', { name: 'Kim P.' })
  await sheet.getByRole('button', { name: 'Disable…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Give it to others first' }).click()
  const dialog = page.getByRole('dialog', { name: 'Give what Kim P. owns to others' })
  await expect(dialog.getByText('2 dashboards and 1 domain')).toBeVisible()
  await dialog.getByRole('button', { name: 'Preview changes' }).click()
  await expect(dialog.getByText('Choose a person or a team.')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('combobox', { name: 'New owner' }).fill('admin')
  await page.getByRole('option', { name: /admin/ }).first().click()
  await dialog.getByRole('button', { name: 'Preview changes' }).click()
  await expect(page.getByRole('heading', { name: 'Owners of 3 things', level: 1 })).toBeVisible()
  const ownersOf = async (name: string) => {
    const board = await catalogue.api('GET', `dashboards/name/sample_superset.${name}?fields=owners`)
    return (board.owners as { name: string }[]).map((owner) => owner.name)
  }
  expect(await ownersOf('kims-1')).toEqual(['kim'])
  await expect(page.getByRole('link', { name: 'Kims', exact: true })).toHaveAttribute('href', '/domains/Kims')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Edit 3 things' }).click()
  await expect(page.getByRole('heading', { name: 'Edit finished: 3 written, 0 failed' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Undo edit' })).toBeVisible()
  expect([await ownersOf('kims-1'), await ownersOf('kims-2')]).toEqual([['admin'], ['admin']])
  expect(await catalogue.api('GET', 'domains/name/Kims?fields=owners')).toMatchObject({ owners: [{ name: 'admin' }] })
})

test('somebody is disabled, cannot sign in, is enabled again, and is deleted', async ({
  signedIn: page,
  catalogue,
}) => {
  const signIn = async () => {
    const password = Buffer.from('Kims-password-1').toString('base64')
    return (await call(catalogue, 'POST', 'users/login', { body: { email: 'kim@example.com', password } })).status
  }
  await page.goto('/settings/users?user=kim')
  const sheet = page.getByRole('dialog', { name: 'Kim P.' })
  // For whoever has forgotten theirs; the password that they have works until the link is used.
  await sheet.getByRole('region', { name: 'Password reset link' }).getByRole('button', { name: 'Make link' }).click()
  await expect(sheet.getByRole('textbox', { name: 'Password reset link' })).toHaveValue(/\/join\?token=[\w-]{43}$/)
  await sheet.getByRole('button', { name: 'Disable…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Disable' }).click()
  await expect(sheet.getByText('Nobody can sign in as Kim P.')).toBeVisible()
  await expectAccessible(page)
  expect(await signIn()).toBe(401)
  await sheet.getByRole('button', { name: 'Enable' }).click()
  await expect(sheet.getByRole('button', { name: 'Disable…' })).toBeVisible()
  expect(await signIn()).toBe(200)

  await sheet.getByRole('button', { name: 'Disable…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Disable' }).click()
  await sheet.getByRole('button', { name: 'Delete…' }).click()
  const dialog = page.getByRole('alertdialog', { name: /Delete Kim P\./ })
  await expect(dialog).toContainText('They own nothing here.')
  await dialog.getByRole('textbox').fill('1')
  await dialog.getByRole('button', { name: 'Delete permanently' }).click()
  await expect(page).toHaveURL(/\/settings\/users$/)
  await expect(page.getByRole('row', { name: /Kim P\./ })).toHaveCount(0)

  await page.getByRole('searchbox', { name: 'Search users' }).fill('nobody-like-this')
  await expect(page.getByRole('heading', { name: 'Nobody matches' })).toBeVisible()
  await page.getByRole('main').getByText('Clear search', { exact: true }).click()
  await expect(page.getByRole('table', { name: 'Users' })).toBeVisible()
  await page.goto('/settings/users?user=admin')
  await expect(page.getByRole('button', { name: 'Disable…' })).toHaveAttribute('aria-disabled', 'true')
  await page.goto('/settings/users')
  await page.setViewportSize({ width: 320, height: 800 })
  await expectNoOverflow(page)
})

test('users are found by role, team and state by keyboard, in the address, and no more is told to others', async ({
  signedIn: page,
  catalogue,
  pageOf,
}) => {
  const idOf = async (path: string) => (await catalogue.api('GET', path)).id
  await catalogue.api('PUT', 'teams', { name: 'harbour' })
  const team = await idOf('teams/name/harbour')
  const steward = await idOf('roles/name/DataSteward')
  const user = (name: string, more: object) =>
    catalogue.api('PUT', 'users', { name, email: `${name}@example.com`, ...more })
  await user('hans', { teams: [team], roles: [steward] })
  await user('hilda', { teams: [team] })
  await user('hugo', { roles: [steward] })
  await catalogue.api('DELETE', 'users/name/hugo')
  await page.goto('/settings/users')
  const row = (name: string) => page.getByRole('row', { name: new RegExp(name) })
  const search = page.getByRole('searchbox', { name: 'Search users' })
  await expect(search).toHaveAttribute('placeholder', 'Filter by name or address')
  await search.fill('hilda@example.com')
  await expect(row('hans')).toHaveCount(0)
  await expect(row('hilda')).toBeVisible()
  await search.fill('')
  await expect(row('hans')).toBeVisible()
  const choose = async (filter: string, text: string) => {
    await press(page, `Filter by ${filter}`, 'button')
    await expect(page.getByRole('combobox', { name: `Find a ${filter}` })).toBeFocused()
    await page.keyboard.type(text)
    await expect(page.getByRole('option', { name: text, selected: true })).toBeVisible()
    await page.keyboard.press('Enter')
  }
  await choose('team', 'harbour')
  await expect(page).toHaveURL(/team=harbour/)
  await expect(row('hilda')).toBeVisible()
  await expect(row('hugo')).toHaveCount(0)
  await choose('role', 'Data steward')
  await expect(page).toHaveURL(/role=DataSteward/)
  await expect(row('hilda')).toHaveCount(0)
  await expect(row('hans')).toContainText('No record')
  await expectAccessible(page)
  await press(page, 'Clear filter Team', 'button')
  await expect(row('hugo')).toBeVisible()
  await choose('state', 'Disabled')
  await expect(row('hans')).toHaveCount(0)
  await expect(row('hugo')).toContainText('Disabled')
  await page.goto('/settings/users?state=unseen&team=harbour')
  await expect(page.getByRole('button', { name: 'State: No sign-in on record' })).toBeVisible()
  await expect(row('hans')).toBeVisible()
  await page.goto('/settings/users?state=active&role=is:reader&team=harbour')
  await expect(page.getByRole('button', { name: 'Role: Reader' })).toBeVisible()
  await expect(row('hilda')).toBeVisible()
  await expect(row('hans')).toHaveCount(0)
  // Whoever has an invitation that is still good is told from whoever has neither that nor a password.
  const { id } = await catalogue.api('GET', 'users/name/hilda')
  await catalogue.api('POST', '../x/passwordLinks', { userId: id })
  await page.goto('/settings/users?team=harbour')
  await expect(row('hilda')).toContainText('Invited')
  await expect(row('hans')).toContainText('No password')
  await page.goto('/settings/users?user=hilda')
  const invitation = page.getByRole('dialog', { name: 'hilda' }).getByRole('region', { name: 'Invitation link' })
  await expect(invitation).toContainText('Invited by Administrator.')
  await page.goto('/settings/users?team=harbour')
  await choose('state', 'Invited, not yet come')
  await expect(page).toHaveURL(/state=invited/)
  await expect(row('hilda')).toBeVisible()
  await expect(row('hans')).toHaveCount(0)
  await page.goto('/settings/users?state=uninvited&team=harbour')
  await expect(page.getByRole('button', { name: 'State: No password, no invitation' })).toBeVisible()
  await expect(row('hans')).toBeVisible()
  await expect(row('hilda')).toHaveCount(0)
  await page.goto('/settings/users?state=invited&role=is:administrator&team=harbour')
  await expect(page.getByRole('heading', { name: 'Nobody matches' })).toBeVisible()
  await press(page, 'Clear filters', 'button')
  await expect(row('hilda')).toBeVisible()
  await page.setViewportSize({ width: 320, height: 800 })
  await expectNoOverflow(page)

  const reader = await pageOf('rita')
  await reader.goto('/settings/users')
  await expect(reader.getByRole('button', { name: 'Filter by role' })).toBeVisible()
  await expect(reader.getByRole('button', { name: 'Filter by state' })).toHaveCount(0)
})

test('roles that a team brings are told in the list, to everybody, and on the sheet', async ({
  signedIn: page,
  catalogue,
  pageOf,
}) => {
  const { id: steward } = await catalogue.api('GET', 'roles/name/DataSteward')
  const { id: bridge } = await catalogue.api('PUT', 'teams', { name: 'bridge', defaultRoles: [steward] })
  await catalogue.api('PUT', 'users', { name: 'bea', email: 'bea@example.com', teams: [bridge] })
  await page.goto('/settings/users?team=bridge')
  await expect(page.getByRole('row', { name: /bea/ })).toContainText('Data steward (bridge)')
  const reader = await pageOf('ruth')
  await reader.goto('/settings/users?team=bridge')
  await expect(reader.getByRole('row', { name: /bea/ })).toContainText('Data steward (bridge)')
  await reader.goto('/settings/users?q=ruth')
  await expect(reader.getByRole('row', { name: /ruth/ })).toContainText('Reader')
  await expectAccessible(reader)
  await page.goto('/settings/users?user=bea')
  const brought = page.getByRole('dialog', { name: 'bea' }).getByRole('region', { name: 'Roles by teams' })
  await expect(brought).toContainText('Data steward by bridge')
  await expect(brought.getByRole('link', { name: 'bridge' })).toHaveAttribute('href', '/teams/bridge')
  await expectAccessible(page)
})
