import type { Page } from '@playwright/test'
import { expect, expectAccessible, expectNoOverflow, test } from './fixtures'

test.use({ world: 'palette' })

test.beforeAll(async ({ catalogue: { api } }) => {
  const described = { description: 'Of the quorum' }
  await api('PUT', 'dashboards', { name: 'quorum-board', service: 'sample_superset' })
  await api('PUT', 'classifications', { name: 'Meetings', ...described })
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

const governed = ['QuorumTag', 'QuorumTerm', 'QuorumDomain', 'QuorumProduct', 'Quorum Person', 'QuorumTeam']

async function openPalette(page: Page) {
  await page.goto('/dashboards')
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Command palette' })
  await expect(palette.getByRole('combobox', { name: 'Type a command or search' })).toBeFocused()
  return palette
}

test('tags, terms, domains, data products, people and teams are found and gone to by keys', async ({
  signedIn: page,
}) => {
  const palette = await openPalette(page)
  await page.keyboard.type('quorum')
  for (const name of ['quorum-board', ...governed])
    await expect(palette.getByRole('option').filter({ hasText: name })).toBeVisible()
  for (const heading of ['Tags', 'Glossary terms', 'Domains', 'Data products', 'Users', 'Teams'])
    await expect(palette.getByText(heading, { exact: true })).toBeVisible()
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

test('what somebody may not see is not found', async ({ catalogue: { api }, pageOf }) => {
  const resources = ['tag', 'glossaryTerm', 'domain', 'dataProduct', 'user', 'team']
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
