/** What comes first in an empty catalogue, by browser and keyboard alone: nothing here clicks, and nothing calls the API. */
import { type BrowserContext, type Page, test } from '@playwright/test'
import { administrator, type RunningServer, startServer } from '../server'
import {
  add,
  arriveAt,
  choose,
  expect,
  expectAccessible,
  fillByKeys,
  patient,
  press,
  selectByKeys,
  tabTo,
} from './fixtures'

// Three people, one after another, on a machine that does other things besides.
test.describe.configure({ timeout: 240_000 })

let server: RunningServer
const contexts: BrowserContext[] = []
test.beforeAll(async () => {
  server = await startServer()
})
test.afterAll(async () => {
  await Promise.all(contexts.map((context) => context.close()))
  await server.stop()
})

const description = 'Of the first day'
const password = 'Second-person-2'

/** Somebody new, by the sheet in the settings; gives the link that they are sent. */
async function invite(page: Page, name: string, role?: RegExp): Promise<string> {
  await press(page, 'Invite somebody', 'button')
  const sheet = page.getByRole('dialog', { name: 'Invite somebody' })
  await expect(sheet.getByRole('textbox', { name: 'Email' })).toBeVisible()
  await fillByKeys(page, 'Email', `${name}@example.com`)
  await expect(sheet.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue(name)
  if (role !== undefined) await add(page, 'Roles', 'steward', role)
  await press(page, 'Create and make link', 'button')
  const made = page.getByRole('dialog', { name })
  const link = await made.getByRole('textbox', { name: 'Invitation link' }).inputValue()
  await page.keyboard.press('Escape')
  await expect(made).toBeHidden()
  return link
}

/** From the list or the page that leads there: a form with a name and what it is, and whatever else it asks for. */
async function make(page: Page, by: string, one: string, name: string, fill?: () => Promise<void>): Promise<void> {
  await press(page, by, 'link')
  await arriveAt(page, `New ${one}`)
  await fill?.()
  await fillByKeys(page, 'Name', name)
  await fillByKeys(page, 'Description', description)
  await page.keyboard.press('Control+Enter')
  await arriveAt(page, name)
}

/** By single keys, from wherever one is. */
async function openSettings(page: Page): Promise<void> {
  // Of two keys, the second one counts only if it comes soon.
  await expect(async () => {
    await page.keyboard.press('g')
    await page.keyboard.press(',')
    await expect(page).toHaveURL(/\/settings\/profile$/, { timeout: 3_000 })
  }).toPass()
  await arriveAt(page, 'Profile')
}

/** A section of the settings, by their navigation. */
async function visit(page: Page, section: string): Promise<void> {
  await press(page, section, 'link')
  await arriveAt(page, section)
}

/** A property that dashboards have from now on. */
async function define(page: Page, name: string, type: string, values?: string): Promise<void> {
  await press(page, 'New property', 'button')
  const sheet = page.getByRole('dialog', { name: 'New property' })
  await expect(sheet.getByRole('textbox', { name: 'Name', exact: true })).toBeVisible()
  await fillByKeys(page, 'Name', name)
  await selectByKeys(page, 'Type', type)
  if (values !== undefined) await fillByKeys(page, 'Allowed values', values)
  await press(page, 'Create property', 'button')
  await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText(type)
  await expect(sheet).toBeHidden()
}

test('an empty catalogue is set up, described, used and guarded by keys alone', async ({ browser }) => {
  const newPage = async (): Promise<Page> => {
    const context = await browser.newContext({ baseURL: server.url })
    contexts.push(context)
    return patient(await context.newPage())
  }
  const join = async (link: string): Promise<Page> => {
    const page = await newPage()
    await page.goto(link)
    await fillByKeys(page, 'Password', password)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Dashboards', level: 1 })).toBeVisible()
    return page
  }
  const page = await newPage()
  const links = { steward: '', reader: '' }

  await test.step('the first administrator', async () => {
    await page.goto(server.setupPath ?? '')
    await fillByKeys(page, 'Your name', 'Ana Ruiz')
    await fillByKeys(page, 'Email', administrator.email)
    await fillByKeys(page, 'Password', administrator.password)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'No dashboards yet' })).toBeVisible()
  })

  await test.step('invites a steward and a reader', async () => {
    await press(page, 'Settings', 'link')
    await arriveAt(page, 'Profile')
    await visit(page, 'Users')
    links.steward = await invite(page, 'sten', /Data steward/)
    links.reader = await invite(page, 'rita')
  })

  await test.step('makes a team, a domain, a classification with tags and a glossary with a term', async () => {
    await visit(page, 'Teams')
    await make(page, 'New team', 'team', 'finance')
    // Past the note that it is made, which stands last on the page, and round to the beginning.
    await press(page, 'Settings', 'link')
    await arriveAt(page, 'Profile')
    await visit(page, 'Domains')
    await make(page, 'New domain', 'domain', 'Sales', () => selectByKeys(page, 'Type', 'Aggregate'))
    await openSettings(page)
    await visit(page, 'Classifications')
    await make(page, 'New classification', 'classification', 'Audience')
    await make(page, 'Create tag', 'tag', 'Board')
    await openSettings(page)
    await visit(page, 'Tags')
    await make(page, 'New tag', 'tag', 'Staff', () => choose(page, 'Classification', 'Audience', /Audience/))
    await openSettings(page)
    await visit(page, 'Glossaries')
    await make(page, 'New glossary', 'glossary', 'Business')
    await make(page, 'Create term', 'term', 'Revenue')
  })

  await test.step('defines two custom properties', async () => {
    await openSettings(page)
    await visit(page, 'Custom properties')
    await define(page, 'zone', 'Choice', 'eu\nus')
    await define(page, 'cost', 'Number')
  })

  await test.step('the steward joins, and creates a dashboard that has all of them', async () => {
    const steward = await join(links.steward)
    await press(steward, 'Create dashboard', 'link')
    await arriveAt(steward, 'New dashboard')
    await press(steward, 'Create one', 'link')
    await arriveAt(steward, 'New service')
    await fillByKeys(steward, 'Name', 'bi')
    await selectByKeys(steward, 'Tool', 'Metabase')
    await press(steward, 'Create service', 'button')
    await arriveAt(steward, 'bi')
    await press(steward, 'Create dashboard', 'link')
    await arriveAt(steward, 'New dashboard')
    await fillByKeys(steward, 'Name', 'sales')
    await fillByKeys(steward, 'Display name', 'Sales overview')
    await add(steward, 'Owners', 'finance', /finance/)
    await choose(steward, 'Domain', 'Sales', /Sales/)
    await add(steward, 'Tags', 'Board', /Board/)
    await add(steward, 'Glossary terms', 'Revenue', /Revenue/, 'terms')
    await fillByKeys(steward, 'cost', '12.5')
    await selectByKeys(steward, 'zone', 'eu')
    await steward.keyboard.press('Control+Enter')
    await arriveAt(steward, 'Sales overview')
    const facts = steward.getByRole('complementary', { name: 'Facts' })
    for (const fact of ['finance', 'Sales', 'Board', 'Revenue', 'eu', '12.5']) await expect(facts).toContainText(fact)
  })

  await test.step('the reader sees it, cannot change it, and is told why', async () => {
    const reader = await join(links.reader)
    await press(reader, 'Sales overview', 'link')
    await arriveAt(reader, 'Sales overview')
    await expect(reader.getByRole('complementary', { name: 'Facts' })).toContainText('12.5')
    await tabTo(reader, 'Edit', 'button')
    const edit = reader.getByRole('button', { name: 'Edit', exact: true })
    await expect(edit).toHaveAttribute('aria-disabled', 'true')
    await expect(edit).toHaveAccessibleDescription(/Your roles do not let you edit this dashboard/)
    await expectAccessible(reader)
    await reader.keyboard.press('Enter')
    await expect(reader).toHaveURL(/\/dashboards\/bi\.sales$/)
  })

  await test.step('the administrator asks why', async () => {
    await visit(page, 'Check access')
    await choose(page, 'Person', 'rita', /rita/)
    await choose(page, 'Thing', 'sales', /bi\.sales/)
    const decision = page.getByRole('region', { name: 'Decision' })
    await expect(decision.getByRole('status')).toHaveText('No. Nothing allows it.')
    await expect(decision).toContainText('a role that lets them edit description, or that they own it')
    await selectByKeys(page, 'May they', 'see all of it')
    await expect(decision.getByRole('status')).toHaveText('Yes. A rule allows it, and none denies it.')
    await expectAccessible(page)
  })
})
