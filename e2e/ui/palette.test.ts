import type { Page } from '@playwright/test'
import { expect, expectAccessible, expectNoOverflow, test } from './fixtures'

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

/** A page that asks for no script before somebody needs it. */
async function gotoUnprepared(page: Page, path: string): Promise<void> {
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0
  })
  await page.goto(path)
}

/** Scripts that are asked for from now on come when the way that is given back is called. */
async function holdScripts(page: Page): Promise<() => void> {
  const held = Promise.withResolvers<void>()
  await page.route('**/_next/static/**/*.js', async (route) => {
    await held.promise
    await route.continue()
  })
  return () => held.resolve()
}

test('what is typed while its script is on its way is not lost', async ({ signedIn: page }) => {
  await gotoUnprepared(page, '/dashboards')
  const release = await holdScripts(page)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('xquorum', { delay: 20 })
  const ahead = page.getByRole('textbox', { name: 'Type a command or search' })
  await expect(ahead).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('Home')
  await page.keyboard.press('Delete')
  release()
  const palette = page.getByRole('dialog', { name: 'Command palette' })
  const combobox = palette.getByRole('combobox', { name: 'Type a command or search' })
  await expect(combobox).toBeFocused()
  await expect(combobox).toHaveValue('quorum')
  await expect(ahead).toHaveCount(0)
  await page.keyboard.type('-board')
  await expect(combobox).toHaveValue('quorum-board')
  await expect(palette.getByRole('option').filter({ hasText: 'quorum-board' })).toBeVisible()
})

test('Enter while its script is on its way takes what is found then', async ({ signedIn: page }) => {
  await gotoUnprepared(page, '/dashboards')
  const release = await holdScripts(page)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('audit')
  await page.keyboard.press('Enter')
  release()
  await expect(page).toHaveURL(/\/settings\/audit$/)
})

test('Escape while its script is on its way closes it, and what was typed is gone', async ({ signedIn: page }) => {
  await gotoUnprepared(page, '/dashboards')
  const release = await holdScripts(page)
  const search = page.getByRole('button', { name: 'Search', exact: false }).filter({ hasText: 'Search' })
  await search.press('Enter')
  await page.keyboard.type('quorum')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('textbox', { name: 'Type a command or search' })).toHaveCount(0)
  await expect(search).toBeFocused()
  const come = page.waitForResponse('**/_next/static/**/*.js')
  release()
  await come
  await page.keyboard.press('Control+k')
  const combobox = page.getByRole('combobox', { name: 'Type a command or search' })
  await expect(combobox).toBeFocused()
  await expect(combobox).toHaveValue('')
  await page.keyboard.press('Escape')
  await expect(search).toBeFocused()
})

test('a filter and a field of a page keep what is typed before their scripts have come, too', async ({
  signedIn: page,
}) => {
  await gotoUnprepared(page, '/dashboards')
  const chip = page.getByRole('button', { name: 'Filter by service' })
  // The panel itself comes before it is pressed.
  await chip.hover()
  await page.waitForLoadState('networkidle')
  const release = await holdScripts(page)
  await chip.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Find a service' })).toBeFocused()
  await page.keyboard.type('superset')
  release()
  const services = page.getByRole('combobox', { name: 'Find a service' })
  await expect(services).toBeFocused()
  await expect(services).toHaveValue('superset')

  await gotoUnprepared(page, '/dashboards/sample_superset.quorum-board')
  const releaseEditor = await holdScripts(page)
  await page.getByRole('button', { name: 'Edit display name', exact: true }).press('Enter')
  await page.keyboard.type('Quorum board')
  releaseEditor()
  const name = page.getByRole('textbox', { name: 'Display name' })
  await expect(name).toBeFocused()
  await expect(name).toHaveValue('Quorum board')
})

test('a dialog that a menu, a key or a row has opened gives the focus back', async ({ signedIn: page }) => {
  await page.goto('/domains/QuorumDomain')
  const actions = page.getByRole('button', { name: 'More actions for QuorumDomain' })
  await actions.press('Enter')
  await page.getByRole('menuitem', { name: 'Rename…' }).press('Enter')
  await expect(page.getByRole('dialog', { name: 'Rename QuorumDomain' }).getByLabel('Name')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(actions).toBeFocused()

  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(actions).toBeFocused()

  await page.goto('/settings/audit')
  const row = page.getByRole('table', { name: 'Audit' }).getByRole('button').first()
  await row.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(row).toBeFocused()
})

test('two keys count as they are pressed, though the page is busy or asked for again between them', async ({
  signedIn: page,
}) => {
  await page.goto('/dashboards')
  await page.keyboard.press('g')
  const busy = page.evaluate(() => {
    const end = performance.now() + 1_500
    while (performance.now() < end);
  })
  await page.keyboard.press('t')
  await busy
  await expect(page.getByRole('heading', { name: 'Trash', level: 1 })).toBeVisible()

  await page.keyboard.press('g')
  await page.evaluate(() => (window as unknown as { next: { router: { refresh(): void } } }).next.router.refresh())
  await page.waitForResponse((response) => response.url().includes('_rsc='))
  await page.keyboard.press('d')
  await expect(page.getByRole('heading', { name: 'Dashboards', level: 1 })).toBeVisible()

  await page.keyboard.press('g')
  await page.waitForTimeout(1_100)
  await page.keyboard.press('t')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible()
  await expect(page).toHaveURL(/\/dashboards$/)
})
