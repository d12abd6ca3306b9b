import { expect, expectAccessible, expectNoOverflow, press, tabTo, test } from './fixtures'

// Looked at by axe in both themes.
test.describe.configure({ timeout: 120_000 })

test('a policy and a role are made, change what somebody may do, and the matrix says so', async ({
  signedIn: page,
  pageOf,
}) => {
  await page.goto('/settings/roles?view=policies')
  await expect(page.getByRole('region', { name: 'Organization policy' })).toContainText('For everybody in')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'New policy' }).click()
  await expect(page).toHaveURL(/new=policy/)
  const policy = page.getByRole('dialog', { name: 'New policy' })
  await policy.getByRole('button', { name: 'Create policy' }).click()
  await expect(policy.getByText('Choose one at least.')).toHaveCount(2)
  await policy.getByRole('textbox', { name: 'Name', exact: true }).first().fill('DomainKeepers')
  await policy.getByRole('combobox', { name: 'What' }).fill('Create')
  await policy.getByRole('option', { name: /^create/ }).click()
  await policy.getByRole('combobox', { name: 'With' }).fill('domain')
  await policy.getByRole('option', { name: 'domain', exact: true }).click()
  await policy.getByRole('textbox', { name: 'If' }).fill('isOwner(')
  await policy.getByRole('button', { name: 'Create policy' }).click()
  await expect(policy.getByText(/^It cannot be read/)).toBeVisible()
  await expectAccessible(page)
  await policy.getByRole('textbox', { name: 'If' }).fill('')
  await expect(policy.getByText('May create a domain.')).toBeVisible()
  await policy.getByRole('button', { name: 'Create policy' }).click()
  await expect(page.getByText('DomainKeepers is saved.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'DomainKeepers' })).toContainText('May create a domain.')

  // By keys alone.
  await page.getByRole('tab', { name: 'Roles' }).click()
  await expect(page.getByRole('button', { name: 'New role' })).toBeVisible()
  await page.getByRole('tab', { name: 'Roles' }).focus()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  const role = page.getByRole('dialog', { name: 'New role' })
  await expect(role.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused()
  await page.keyboard.type('Keeper')
  await tabTo(page, 'DomainKeepers', 'checkbox')
  await page.keyboard.press('Space')
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Keeper is saved.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Keeper', exact: true })).toContainText('May create a domain.')
  const keeper = await pageOf('kim', { roles: ['Keeper'] })
  await keeper.goto('/settings/domains')
  await expect(keeper.getByRole('link', { name: 'New domain' })).toBeVisible()

  await page.getByRole('tab', { name: 'Matrix' }).click()
  const matrix = page.getByRole('region', { name: 'Rights by role' })
  await page.getByRole('combobox', { name: 'With' }).selectOption('domain')
  const columns = await matrix.getByRole('columnheader').allTextContents()
  const said = async (operation: string, holder: string) =>
    matrix
      .getByRole('row', { name: new RegExp(`^${operation} `) })
      .getByRole('cell')
      .nth(columns.indexOf(holder) - 1)
  await expect(await said('create', 'Keeper')).toHaveText('Yes')
  await expect(await said('delete', 'Keeper')).toHaveText('No')
  await expect(await said('edit description', 'Everybody in Organization')).toHaveText('On a condition')
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 800 })
  await expectNoOverflow(page)
  await page.setViewportSize({ width: 1280, height: 800 })

  // A rule that denies: unsaved it holds whoever leaves, saved it counts.
  await page.goto('/settings/roles?policy=DomainKeepers')
  const sheet = page.getByRole('dialog', { name: 'DomainKeepers' })
  await expect(sheet.getByText('Brought by Keeper.')).toBeVisible()
  await sheet.getByRole('combobox', { name: 'Effect' }).selectOption('Denies, whatever allows it')
  await page.keyboard.press('Escape')
  await page.getByRole('alertdialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Stay' }).click()
  await sheet.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('DomainKeepers is saved.').first()).toBeVisible()
  await page.goto('/settings/roles?view=matrix&on=domain')
  await expect(await said('create', 'Keeper')).toHaveText('Never')
})

test('a role and a policy go by keys alone, after who has them is shown, and come back; shipped ones stay', async ({
  signedIn: page,
  catalogue,
}) => {
  const rules = [{ name: 'r', effect: 'allow', operations: ['Create'], resources: ['domain'] }]
  await catalogue.api('PUT', 'policies', { name: 'Going', rules })
  const role = await catalogue.api('PUT', 'roles', { name: 'GoingRole', policies: ['Going'] })
  await catalogue.api('PUT', 'users', { name: 'gina', email: 'gina@example.com', roles: [role.id] })
  await catalogue.api('PUT', 'teams', { name: 'crew', teamType: 'Group', defaultRoles: [role.id] })

  await page.goto('/settings/roles?policy=Going')
  const policy = page.getByRole('dialog', { name: 'Going' })
  await tabTo(page, 'Delete…', 'button')
  await page.keyboard.press('Enter')
  const first = page.getByRole('alertdialog', { name: 'Delete Going?' })
  await expect(first.getByText('Its rules leave 1 role: GoingRole.')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(first).toHaveCount(0)
  await expect(policy.getByRole('button', { name: 'Delete…' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(policy).toHaveCount(0)

  await page.goto('/settings/roles?role=GoingRole')
  await tabTo(page, 'Delete…', 'button')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('alertdialog', { name: 'Delete GoingRole?' })
  await expect(dialog.getByText('What it allows is gone for 1 person: gina.')).toBeVisible()
  await expect(dialog.getByText('It is no longer a default role of 1 team: crew.')).toBeVisible()
  await expectAccessible(page)
  await tabTo(page, 'Delete', 'button')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/settings\/roles$/)
  await expect(page.getByRole('region', { name: 'GoingRole' })).toHaveCount(0)
  await page
    .getByRole('listitem')
    .filter({ hasText: 'GoingRole deleted' })
    .getByRole('button', { name: 'Undo' })
    .click()
  await expect(page.getByRole('region', { name: 'GoingRole' })).toBeVisible()
  expect(await catalogue.api('GET', 'users/name/gina?fields=roles')).toMatchObject({ roles: [{ name: 'GoingRole' }] })

  // Later than the note is there.
  await page.goto('/settings/roles?view=policies&policy=Going')
  await press(page, 'Delete…', 'button')
  await expect(page.getByRole('alertdialog', { name: 'Delete Going?' })).toBeVisible()
  await press(page, 'Delete', 'button')
  const deleted = page.getByRole('region', { name: 'Deleted policies' })
  await expect(deleted).toContainText('Going')
  await expect(page).toHaveURL(/view=policies$/)
  await expectAccessible(page)
  await press(page, 'Restore Going', 'button')
  await expect(page.getByText('Going is restored.')).toBeVisible()
  await expect(deleted).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Going', exact: true })).toBeVisible()

  await page.goto('/settings/roles?role=DataSteward')
  const shipped = page.getByRole('dialog', { name: 'Data steward' }).getByRole('button', { name: 'Delete…' })
  await expect(shipped).toHaveAttribute('aria-disabled', 'true')
  await expect(shipped).toHaveAccessibleDescription('This role came with the catalogue and stays.')
})

test('somebody else reads them and changes nothing', async ({ pageOf }) => {
  const page = await pageOf('rolf')
  await page.goto('/settings/roles?policy=OrganizationPolicy')
  await expect(page.getByRole('button', { name: 'New role' })).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})
