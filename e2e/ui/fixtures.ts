/** The world of a journey: a built server on a database of its own, the sample services, and somebody signed in. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { administrator, done, type SignedInServer, startServerWithAdministrator } from '../server'
import { templateOf } from '../template'

const samples = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'data', 'sample')
export const samplePath = (name: string): string => join(samples, name)
export const sample = (name: string) => JSON.parse(readFileSync(samplePath(name), 'utf8'))

export interface Catalogue extends SignedInServer {
  /** A call of the API as the administrator; the answer's body. */
  api(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>
}

/** Cookies of somebody who has signed in. */
type Session = Awaited<ReturnType<BrowserContext['storageState']>>

interface Person {
  /** Roles besides the one that everybody has, who reads. */
  readonly roles?: readonly string[]
}

/** A catalogue, and its administrator signed in. */
interface World {
  readonly catalogue: Catalogue
  readonly session: Session
}

interface Fixtures extends World {
  /** A page of the administrator, who is signed in and nowhere yet. */
  readonly signedIn: Page
  /** Makes a person with a password and gives a page of theirs, signed in. */
  readonly pageOf: (name: string, person?: Person) => Promise<Page>
}

interface Worker {
  /** Of the server, besides those that every one has. */
  settings: Readonly<Record<string, string>>
  /** That of a file of journeys, which is gone as soon as another one's is asked for. */
  worldOf: (file: string) => Promise<World>
}

async function addSamples(directory: string): Promise<void> {
  const server = await startServerWithAdministrator({ directory })
  for (const tool of ['superset', 'grafana'])
    await done(server, 'PUT', 'services/dashboardServices', sample(`${tool}-service.json`))
  await done(server, 'PUT', 'charts/bulk', sample('superset-charts.json'))
  await server.stop()
}

export const test = base.extend<Fixtures, Worker>({
  settings: [{}, { scope: 'worker', option: true }],
  // No file finds what another has left behind, and all have the same browser, whose start takes as long as a journey.
  worldOf: [
    async ({ settings, playwright }, use) => {
      let last: { readonly file: string; readonly world: World } | undefined
      await use(async (file) => {
        if (last?.file === file) return last.world
        await last?.world.catalogue.stop()
        const template = await templateOf('samples', addSamples)
        const server = await startServerWithAdministrator({ template, env: settings })
        const catalogue: Catalogue = { ...server, api: (method, path, body) => done(server, method, path, body) }
        // Signing in is limited to so many times a minute; `sign-in.test.ts` does it on the screen.
        const request = await playwright.request.newContext({ extraHTTPHeaders: { origin: server.url } })
        await request.post(`${server.url}/api/auth/sign-in/email`, { data: administrator })
        last = { file, world: { catalogue, session: await request.storageState() } }
        await request.dispose()
        return last.world
      })
      await last?.world.catalogue.stop()
    },
    { scope: 'worker' },
  ],
  catalogue: async ({ worldOf }, use, { file }) => use((await worldOf(file)).catalogue),
  session: async ({ worldOf }, use, { file }) => use((await worldOf(file)).session),
  baseURL: async ({ catalogue }, use) => use(catalogue.url),
  page: async ({ page }, use) => use(patient(page)),
  signedIn: async ({ page, session }, use) => {
    await page.context().addCookies(session.cookies)
    await use(page)
  },
  pageOf: async ({ browser, catalogue, baseURL }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (name, { roles = [] } = {}) => {
      const ids = await Promise.all(roles.map(async (role) => (await catalogue.api('GET', `roles/name/${role}`)).id))
      const credentials = { email: `${name}@example.com`, password: 'Second-person-2' }
      await catalogue.api('PUT', 'users', { name, ...credentials, roles: ids })
      const context = await browser.newContext({ ...(baseURL !== undefined && { baseURL }) })
      contexts.push(context)
      const page = patient(await context.newPage())
      await signIn(page, credentials)
      return page
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
})

/** What a page answers; undefined while it is on its way to another, as from a former address. */
async function answered<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (String(error).includes('Execution context was destroyed')) return
    throw error
  }
}

/** What is pressed before the script of a page has come does nothing: a page counts as there when its buttons work. */
export function patient(page: Page): Page {
  const goto = page.goto.bind(page)
  page.goto = async (...given) => {
    const answer = await goto(...given)
    // Looked at with every frame: by `expect.poll`, a page that came a moment after the first look was waited for much longer.
    await page.waitForFunction(
      () =>
        [...document.querySelectorAll('button')].every((button) =>
          Object.keys(button).some((key) => /^__react/.test(key)),
        ),
      undefined,
      { timeout: 15_000 },
    )
    return answer
  }
  return page
}

export async function signIn(page: Page, { email, password }: typeof administrator = administrator): Promise<void> {
  await page.goto('/sign-in')
  await page.getByRole('textbox', { name: 'Email' }).fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Dashboards', level: 1 })).toBeVisible()
}

type Control = 'textbox' | 'combobox' | 'button' | 'link' | 'checkbox'

/** What can be one. */
const controls: Readonly<Record<Control, string>> = {
  textbox: 'input, textarea, [role=textbox], [contenteditable]',
  combobox: 'input, select, [role=combobox]',
  button: 'button, summary, input, [role=button]',
  link: 'a, [role=link]',
  checkbox: 'input, [role=checkbox]',
}

/** Goes to a control as somebody without a mouse does. */
export async function tabTo(page: Page, name: string | RegExp, role: Control): Promise<void> {
  const control = page.getByRole(role, { name, exact: true }).first()
  for (let count = 0; count < 90; count += 1) {
    await page.keyboard.press('Tab')
    // To find it by its name takes a look at all that is in the page, which is worth it only where it can be.
    if (!(await answered(() => page.evaluate(canBe, [controls[role], typeof name === 'string' ? name : ''] as const))))
      continue
    if (await control.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`no way by Tab to ${role} ${name}`)
}

/** Of what has the focus: whether it is of these, and has the words somewhere in what may name it. */
const canBe = ([selector, words]: readonly [string, string]): boolean => {
  const element = document.activeElement
  if (!element?.matches(selector)) return false
  const labels = 'labels' in element ? [...(element.labels as NodeListOf<Element>)] : []
  const ids = element.getAttribute('aria-labelledby')?.split(/\s+/) ?? []
  const texts = [element, ...labels, ...ids.map((id) => document.getElementById(id))].map((one) => one?.textContent)
  const names = ['aria-label', 'title', 'placeholder', 'value', 'alt']
  const inside = [element, ...element.querySelectorAll('[aria-label], [title], [alt]')]
  const attributes = inside.flatMap((one) => names.map((name) => one.getAttribute(name)))
  const all = [...texts, ...attributes].join(' ').replace(/\s+/g, ' ').toLowerCase()
  return all.includes(words.toLowerCase())
}

/** Goes to a button or a link, and presses it. */
export async function press(page: Page, name: string | RegExp, role: 'button' | 'link'): Promise<void> {
  await tabTo(page, name, role)
  await page.keyboard.press('Enter')
}

/** Goes to a field and types. */
export async function fillByKeys(page: Page, name: string | RegExp, text: string): Promise<void> {
  await tabTo(page, name, 'textbox')
  await page.keyboard.type(text)
}

/** Goes to a list of a few and types the beginning of what is chosen. */
export async function selectByKeys(page: Page, name: string | RegExp, label: string): Promise<void> {
  await tabTo(page, name, 'combobox')
  await page.keyboard.type(label)
  await expect(page.getByRole('combobox', { name, exact: true }).locator('option:checked')).toHaveText(label)
}

/** Goes to a box that takes one, types what is looked for, and takes what is found. */
export async function choose(page: Page, name: string, text: string, option: RegExp): Promise<void> {
  await findByKeys(page, name, text, option)
  await expect(page.getByRole('listbox', { name, exact: true })).toBeHidden()
}

/** The same for a box that takes several, whose list stays open until it is closed. */
export async function add(
  page: Page,
  name: string,
  text: string,
  option: RegExp,
  words = name.toLowerCase(),
): Promise<void> {
  await findByKeys(page, name, text, option)
  await expect(page.getByRole('list', { name: `Selected ${words}` })).toContainText(option)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('listbox', { name, exact: true })).toBeHidden()
}

async function findByKeys(page: Page, name: string, text: string, option: RegExp): Promise<void> {
  await tabTo(page, name, 'combobox')
  await page.keyboard.type(text)
  await expect(page.getByRole('listbox', { name, exact: true })).toHaveAttribute('aria-busy', 'false')
  await expect(page.getByRole('option', { name: option }).and(page.locator('[data-highlighted]'))).toBeVisible()
  await page.keyboard.press('Enter')
}

/** The page with this heading is there and has the focus: what is pressed before may go to the page that was. */
export async function arriveAt(page: Page, heading: string): Promise<void> {
  await expect(page.getByRole('heading', { name: heading, level: 1, exact: true })).toBeFocused()
}

/** Nothing makes the page itself scroll sideways. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth
  await expect.poll(() => answered(() => page.evaluate(overflow))).toBe(0)
}

/** A custom property of dashboards. */
export async function defineProperty(
  { api }: Pick<Catalogue, 'api'>,
  name: string,
  type: string,
  config?: unknown,
): Promise<void> {
  const dashboardType = await api('GET', 'metadata/types/name/dashboard')
  const { id } = await api('GET', `metadata/types/name/${type}`)
  await api('PUT', `metadata/types/${dashboardType.id}`, {
    name,
    propertyType: { id, type: 'type' },
    ...(config !== undefined && { customPropertyConfig: { config } }),
  })
}

export { expectAccessible } from './accessibility'
export { expect }
