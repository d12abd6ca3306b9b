import type { Page } from '@playwright/test'
import { expect, expectAccessible, expectNoOverflow, test } from './fixtures'

test.use({ world: 'palette' })

test.beforeAll(async ({ catalogue: { api } }) => {
  const described = { description: 'Of the quorum' }
  await api('PUT', 'dashboards', { name: 'quorum-board', service: 'sample_superset' })
  await api('PUT', 'classifications', { name: 'Meetings', ...described })
  await api('PUT', 'classifications', { name: 'QuorumFamily', ...described })
  await api('PUT', 'glossaries', { name: 'QuorumGlossary', ...described })
  await api('PUT', 'tags', { name: 'QuorumTag', classification: 'Meetings', ...described })
  await api('PUT', 'glossaries', { name: 'Words', ...described })
  await api('PUT', 'glossaryTerms', { name: 'QuorumTerm', glossary: 'Words', ...described })
  await api('PUT', 'domains', { name: 'QuorumDomain', domainType: 'Aggregate', ...described })
  await api('PUT', 'dataProducts', { name: 'QuorumProduct', domains: ['QuorumDomain'], ...described })
  await api('PUT', 'teams', { name: 'QuorumTeam', teamType: 'Group' })
  await api('PUT', 'users', { name: 'quorum.person', email: 'quorum@example.com', displayName: 'Quorum Person' })
  for (const name of ['a', 'b', 'c', 'd'])
    await api('PUT', 'tags', { name: `Quota-${name}`, classification: 'Meetings', ...described })
})

const vocabulary = ['QuorumFamily', 'QuorumTag', 'QuorumGlossary', 'QuorumTerm']
const people = ['Quorum Person', 'QuorumTeam']
const governed = [...vocabulary, 'QuorumDomain', 'QuorumProduct', ...people]

async function openPalette(page: Page) {
  await page.goto('/dashboards')
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Command palette' })
  await expect(palette.getByRole('combobox', { name: 'Type a command or search' })).toBeFocused()
  return palette
}

test('what governs, people and teams are found and gone to by keys', async ({ signedIn: page }) => {
  const palette = await openPalette(page)
  await page.keyboard.type('quorum')
  for (const name of ['quorum-board', ...governed])
    await expect(palette.getByRole('option').filter({ hasText: name })).toBeVisible()
  const headings = [
    'Classifications',
    'Tags',
    'Glossaries',
    'Glossary terms',
    'Domains',
    'Data products',
    'Users',
    'Teams',
  ]
  for (const heading of headings) await expect(palette.getByText(heading, { exact: true })).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 320, height: 700 })
  await expectNoOverflow(page)
  await page.setViewportSize({ width: 1280, height: 720 })
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/teams\/QuorumTeam$/)
  await expect(page.getByRole('heading', { name: 'QuorumTeam', level: 1 })).toBeVisible()
})

test('more than are shown lead to their list', async ({ signedIn: page }) => {
  const palette = await openPalette(page)
  await page.keyboard.type('quota')
  await palette.getByRole('option', { name: 'All 4 tags with “quota”' }).click()
  await expect(page.getByRole('heading', { name: 'Tags', level: 1 })).toBeVisible()
  await expect(page.getByRole('row', { name: /Quota-d/ })).toBeVisible()
})

test('settings are found and gone to by keys, each person what is of use to them', async ({
  signedIn: page,
  pageOf,
}) => {
  const palette = await openPalette(page)
  await page.keyboard.type('audit')
  await expect(palette.getByRole('option', { name: 'Audit' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/settings\/audit$/)
  await expect(page.getByRole('heading', { name: 'Audit', level: 1 })).toBeVisible()
  const reader = await pageOf('rosa')
  const theirs = await openPalette(reader)
  await reader.keyboard.type(':')
  await expect(theirs.getByRole('option')).toHaveText(['Profile', 'Tokens'])
})

test('a sign before the words narrows what is found', async ({ signedIn: page }) => {
  const palette = await openPalette(page)
  const combobox = palette.getByRole('combobox', { name: 'Type a command or search' })
  const options = palette.getByRole('option')
  const found = (name: string) => options.filter({ hasText: name })
  await page.keyboard.type('#quorum')
  for (const name of vocabulary) await expect(found(name)).toBeVisible()
  for (const name of ['quorum-board', 'QuorumDomain', ...people]) await expect(found(name)).toHaveCount(0)
  await combobox.fill('@quorum')
  for (const name of people) await expect(found(name)).toBeVisible()
  for (const name of ['quorum-board', ...vocabulary]) await expect(found(name)).toHaveCount(0)
  await combobox.fill('@')
  await expect(found('QuorumTeam')).toBeVisible()
  await combobox.fill('>create')
  await expect(options).toContainText(['Create dashboard', 'Create chart', 'Create service'])
  await combobox.fill('>quorum')
  await expect(palette.getByRole('status')).toHaveText('Nothing found for “>quorum”.')
  await expectAccessible(page)
})

test('what somebody may not see is not found', async ({ catalogue: { api }, pageOf }) => {
  const resources = ['classification', 'tag', 'glossary', 'glossaryTerm', 'domain', 'dataProduct', 'user', 'team']
  const rule = { name: 'hidden', effect: 'deny', operations: ['ViewAll', 'ViewBasic'], resources }
  await api('PUT', 'policies', { name: 'Hiding', rules: [rule] })
  await api('PUT', 'roles', { name: 'Blinkered', policies: ['Hiding'] })
  const page = await pageOf('blinkered', { roles: ['Blinkered'] })
  const palette = await openPalette(page)
  await page.keyboard.type('quorum')
  await expect(palette.getByRole('option').filter({ hasText: 'quorum-board' })).toBeVisible()
  await expect(palette.getByRole('progressbar')).toHaveCount(0)
  for (const name of governed) await expect(palette.getByText(name)).toHaveCount(0)
})
