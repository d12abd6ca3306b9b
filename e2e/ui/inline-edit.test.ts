import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './fixtures'

const fqn = 'sample_superset.inline'
const path = `/dashboards/${fqn}`
const facts = (page: Page) => page.getByRole('complementary', { name: 'Facts' })
const pencil = (page: Page, field: string) => page.getByRole('button', { name: `Edit ${field}`, exact: true })

/** The editor's own field: what stands in for it while it loads is empty, and adds what it is given to what was there. */
async function loaded(page: Page, name: string) {
  const field = page.getByRole('textbox', { name })
  await expect(field).not.toHaveValue('')
  return field
}

test.beforeEach(async ({ catalogue }) => {
  await catalogue.api('PUT', 'dashboards', {
    name: 'inline',
    displayName: 'Inline',
    service: 'sample_superset',
    tags: [{ tagFQN: 'Tier.Tier1', source: 'Classification', labelType: 'Manual', state: 'Confirmed' }],
  })
})

test('single fields are edited where they stand, by keys alone', async ({ signedIn: page, catalogue }) => {
  const { id: dashboardType } = await catalogue.api('GET', 'metadata/types/name/dashboard')
  const { id: number } = await catalogue.api('GET', 'metadata/types/name/number')
  await catalogue.api('PUT', `metadata/types/${dashboardType}`, {
    name: 'cost',
    propertyType: { id: number, type: 'type' },
  })
  await catalogue.api('PUT', 'dashboards', { name: 'inline', service: 'sample_superset', extension: { cost: 7 } })
  await catalogue.api('PUT', 'teams', { name: 'bi', displayName: 'BI team', teamType: 'Group' })
  const stored = () => catalogue.api('GET', `dashboards/name/${fqn}?fields=owners,tags,extension`)

  await page.goto(path)
  await pencil(page, 'display name').press('Enter')
  const name = page.getByRole('textbox', { name: 'Display name' })
  await expect(name).toBeFocused()
  await expectAccessible(page)
  await name.fill('Inline, renamed')
  await name.press('Enter')
  await expect(page.getByRole('heading', { name: 'Inline, renamed', level: 1 })).toBeVisible()
  await expect(pencil(page, 'display name')).toBeFocused()

  await pencil(page, 'description').press('Enter')
  await page.getByRole('textbox', { name: 'Description' }).fill('What it **shows**')
  await page.getByRole('textbox', { name: 'Description' }).press('Control+Enter')
  await expect(page.getByText('shows', { exact: true })).toHaveCSS('font-weight', '600')

  await pencil(page, 'owners').press('Enter')
  const owners = page.getByRole('combobox', { name: 'Owners' })
  await expect(owners).toBeFocused()
  await owners.fill('BI te')
  await page.getByRole('option', { name: /BI team/ }).click()
  await expectAccessible(page)
  await owners.press('Control+Enter')
  await expect(pencil(page, 'owners')).toBeFocused()
  await expect(facts(page)).not.toContainText('No owner')

  await pencil(page, 'cost').press('Enter')
  await page.getByRole('textbox', { name: 'cost' }).fill('cheap')
  await page.getByRole('textbox', { name: 'cost' }).press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'cost has to be a number.' })).toBeVisible()
  await page.getByRole('textbox', { name: 'cost' }).fill('12.5')
  await page.getByRole('textbox', { name: 'cost' }).press('Enter')
  await expect(facts(page)).toContainText('12.5')

  expect(await stored()).toMatchObject({
    displayName: 'Inline, renamed',
    description: 'What it **shows**',
    owners: [{ name: 'bi' }],
    extension: { cost: 12.5 },
    tags: [{ tagFQN: 'Tier.Tier1' }],
  })
})

test('what stands beside a label in the same member stays', async ({ signedIn: page, catalogue }) => {
  await page.goto(path)
  await pencil(page, 'tags').click()
  await page.getByRole('combobox', { name: 'Tags', exact: true }).fill('PII.Sens')
  await page.getByRole('option', { name: /Sensitive/ }).click()
  // The list first.
  await page.keyboard.press('Escape')
  await expect(page.getByRole('option')).toHaveCount(0)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  // The editor shows it, too.
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0)
  await expect(facts(page)).toContainText('Sensitive')
  const { tags } = await catalogue.api('GET', `dashboards/name/${fqn}?fields=tags`)
  const labels = tags as { tagFQN: string }[] // as the API has them
  expect(labels.map(({ tagFQN }) => tagFQN).toSorted()).toEqual(['PII.Sensitive', 'Tier.Tier1'])
})

test('Escape gives up, and asks where something was typed', async ({ signedIn: page, catalogue }) => {
  const { version } = await catalogue.api('GET', `dashboards/name/${fqn}`)
  await page.goto(path)
  await pencil(page, 'domain').press('Enter')
  await expect(page.getByRole('combobox', { name: 'Domain' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(pencil(page, 'domain')).toBeFocused()

  await pencil(page, 'display name').press('Enter')
  await (await loaded(page, 'Display name')).fill('Lost')
  await page.keyboard.press('Escape')
  const question = page.getByRole('alertdialog', { name: 'Leave without saving?' })
  await question.getByRole('button', { name: 'Stay' }).click()
  const name = page.getByRole('textbox', { name: 'Display name' })
  await expect(name).toHaveValue('Lost')
  // The question gives the focus back once it has closed.
  await expect(name).toBeFocused()
  await page.keyboard.press('Escape')
  await question.getByRole('button', { name: 'Leave' }).click()
  await expect(pencil(page, 'display name')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Lost' })).toBeHidden()
  expect(await catalogue.api('GET', `dashboards/name/${fqn}`)).toMatchObject({ version })
})

test('somebody else was faster: asked only where both changed the same', async ({ signedIn: page, catalogue }) => {
  const { id } = await catalogue.api('GET', `dashboards/name/${fqn}`)
  const theirs = (member: string, value: string) =>
    catalogue.api('PATCH', `dashboards/${id}`, [{ op: 'add', path: `/${member}`, value }])
  await page.goto(path)
  await pencil(page, 'display name').click()
  await (await loaded(page, 'Display name')).fill('Mine')
  await theirs('description', 'Theirs')
  await page.getByRole('textbox', { name: 'Display name' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Mine', level: 1 })).toBeVisible()
  expect(await catalogue.api('GET', `dashboards/${id}`)).toMatchObject({ displayName: 'Mine', description: 'Theirs' })

  await pencil(page, 'display name').click()
  await (await loaded(page, 'Display name')).fill('Mine again')
  await theirs('displayName', 'Theirs')
  await page.getByRole('textbox', { name: 'Display name' }).press('Enter')
  const changed = page.getByRole('alert').filter({ hasText: 'Changed while you were editing' })
  await expect(changed).toBeVisible()
  await expectAccessible(page)
  await changed.getByRole('radio', { name: /Keep mine/ }).check()
  await changed.getByRole('button', { name: 'Save merged' }).click()
  await expect(page.getByRole('heading', { name: 'Mine again', level: 1 })).toBeVisible()
})
