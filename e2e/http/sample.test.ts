/** Real dashboards go in through the API that everybody has, and going in again changes nothing. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { administrator, call, type RunningServer, startServerWithAdministrator } from '@/e2e/server'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
const sample = (name: string): { name: string }[] => JSON.parse(readFileSync(join(root, 'data/sample', name), 'utf8'))

let server: RunningServer & { token: string }
beforeAll(async () => {
  server = await startServerWithAdministrator()
})
afterAll(() => server.stop())

async function seed(): Promise<string> {
  const env = {
    ...process.env,
    DASHCAT_URL: server.url,
    ADMIN_EMAIL: administrator.email,
    ADMIN_PASSWORD: administrator.password,
  }
  return (await run(process.execPath, ['scripts/seed.mjs'], { cwd: root, env })).stdout
}

/** Everything of a collection, by name of its service and its own. */
async function stored(collection: string): Promise<{ version: number; updatedAt: number }[]> {
  const found: { version: number; updatedAt: number }[] = []
  for (let after: string | undefined = ''; after !== undefined; ) {
    const { body } = await call(server, 'GET', `${collection}?limit=1000&after=${after}`, { token: server.token })
    const page = body as { data: typeof found; paging: { after?: string } } // the list envelope
    found.push(...page.data)
    after = page.paging.after
  }
  return found
}

test('npm run seed loads every dashboard and chart of the files; a second time no version changes', async () => {
  const files = ['superset', 'grafana'] as const
  const wanted = (kind: string) => files.reduce((sum, tool) => sum + sample(`${tool}-${kind}.json`).length, 0)
  expect([wanted('dashboards'), wanted('charts')]).toEqual([100, 2481])

  await seed()
  const first = { dashboards: await stored('dashboards'), charts: await stored('charts') }
  expect(first.dashboards).toHaveLength(100)
  expect(first.charts).toHaveLength(2481)
  expect(await seed()).toContain('grafana-charts.json: 2469 of 2469 stored')
  expect({ dashboards: await stored('dashboards'), charts: await stored('charts') }).toEqual(first)
  expect(new Set([...first.dashboards, ...first.charts].map(({ version }) => version))).toEqual(new Set([0.1]))
})
