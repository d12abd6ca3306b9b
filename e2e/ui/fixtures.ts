/** The world of a journey: a built server on a database of its own, the sample services, and somebody signed in. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { administrator, call, type RunningServer, startServerWithAdministrator } from '../server'

const samples = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'data', 'sample')
export const samplePath = (name: string): string => join(samples, name)
export const sample = (name: string) => JSON.parse(readFileSync(samplePath(name), 'utf8'))

export interface Catalogue extends RunningServer {
  readonly token: string
  /** A call of the API as the administrator; the answer's body. */
  api(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>
}

interface Fixtures {
  /** A page of the administrator, signed in through the screen. */
  readonly signedIn: Page
}

export const test = base.extend<Fixtures, { catalogue: Catalogue }>({
  catalogue: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from its pattern
    async ({}, use) => {
      const server = await startServerWithAdministrator()
      const api: Catalogue['api'] = async (method, path, body) => {
        const answer = await call(server, method, path, { token: server.token, ...(body !== undefined && { body }) })
        if (answer.status >= 400) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`)
        return answer.body
      }
      for (const tool of ['superset', 'grafana']) {
        await api('PUT', 'services/dashboardServices', sample(`${tool}-service.json`))
      }
      await api('PUT', 'charts/bulk', sample('superset-charts.json'))
      await use({ ...server, api })
      await server.stop()
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ catalogue }, use) => use(catalogue.url),
  signedIn: async ({ page }, use) => {
    await signIn(page)
    await use(page)
  },
})

export async function signIn(page: Page): Promise<void> {
  await page.goto('/sign-in')
  await page.getByRole('textbox', { name: 'Email' }).fill(administrator.email)
  await page.getByRole('textbox', { name: 'Password' }).fill(administrator.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Dashboards', level: 1 })).toBeVisible()
}

/** No violation of WCAG 2.2 A and AA that axe can see. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual(
    [],
  )
}

export { expect }
