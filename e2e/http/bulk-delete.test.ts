/** Deleting and restoring many by one call, as the list and the trash do. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, type RunningServer, startServerWithAdministrator, tokenOf } from '@/e2e/server'

let server: RunningServer & { token: string }
const ids: string[] = []
beforeAll(async () => {
  server = await startServerWithAdministrator()
  const put = (path: string, body: object) => call(server, 'PUT', path, { token: server.token, body })
  await put('services/dashboardServices', { name: 's', serviceType: 'Superset' })
  for (const name of ['1', '2', '3']) await put('charts', { name, service: 's' })
  for (const [name, charts] of [
    ['a', ['s.1', 's.2']],
    ['b', ['s.2', 's.3']],
    ['c', ['s.3']],
  ] as const)
    ids.push(String((await put('dashboards', { name, service: 's', charts })).body.id))
})
afterAll(() => server.stop())

const remove = (body: object, token = server.token) => call(server, 'DELETE', 'dashboards/bulk', { token, body })
const restore = (body: object, token = server.token) => call(server, 'PUT', 'dashboards/bulk/restore', { token, body })
const totalOf = async (collection: string) =>
  (await call(server, 'GET', `${collection}?limit=0`, { token: server.token })).body.paging

test('a dry run tells the totals, the deletion takes just these, and restoring brings them back', async () => {
  const both = ids.slice(0, 2)
  const totals = { dashboard: 2, chart: 2 }
  expect(await remove({ ids: both, dryRun: true })).toMatchObject({ status: 200, body: { dryRun: true, totals } })
  expect([await totalOf('dashboards'), await totalOf('charts')]).toEqual([{ total: 3 }, { total: 3 }])
  expect(await remove({ ids: both })).toMatchObject({ status: 200, body: { status: 'success', totals } })
  expect([await totalOf('dashboards'), await totalOf('charts')]).toEqual([{ total: 1 }, { total: 1 }])
  const { body } = await call(server, 'GET', 'dashboards?include=deleted', { token: server.token })
  expect(body.data).toMatchObject([{ name: 'a' }, { name: 'b' }])
  expect(await restore({ ids: both })).toMatchObject({ status: 200, body: { status: 'success', totals } })
  expect([await totalOf('dashboards'), await totalOf('charts')]).toEqual([{ total: 3 }, { total: 3 }])
})

test('a reader deletes and restores nothing, and is told so of each', async () => {
  const reader = { email: 'reader@example.com', password: 'Reads-only-1234' }
  const made = { name: 'reader', email: reader.email, password: reader.password }
  expect((await call(server, 'POST', 'users', { token: server.token, body: made })).status).toBe(201)
  const token = await tokenOf(server, reader)
  for (const answer of [await remove({ ids }, token), await restore({ ids }, token)]) {
    expect(answer).toMatchObject({ status: 200, body: { status: 'failure', numberOfRowsFailed: 3, totals: {} } })
  }
  expect(await totalOf('dashboards')).toEqual({ total: 3 })
})

test.each([
  [{ ids: [] }],
  [{ ids: Array.from({ length: 1_001 }, (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`) }],
  [{ ids: ['sample_superset.10'] }],
  [{}],
])('what is no list of up to 1,000 ids is refused', async (body) => {
  expect((await remove(body)).status).toBe(400)
  expect((await restore(body)).status).toBe(400)
})

test('the page of a list counts charts without reading them', async () => {
  const { body } = await call(server, 'GET', `contentCounts?ids=${ids.join(',')}`, { token: server.token })
  expect(body.data).toEqual([
    { id: ids[0], dashboards: 0, charts: 2 },
    { id: ids[1], dashboards: 0, charts: 2 },
    { id: ids[2], dashboards: 0, charts: 1 },
  ])
})
