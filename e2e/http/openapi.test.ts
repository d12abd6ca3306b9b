import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, type RunningServer, startServerWithAdministrator } from '@/e2e/server'

let server: RunningServer & { token: string }
beforeAll(async () => {
  server = await startServerWithAdministrator()
})
afterAll(() => server.stop())

const address = () => `${server.url}/api/v1/openapi.json`

describe('the description', () => {
  test('is there for everybody and may be kept', async () => {
    const response = await fetch(address())
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('public, max-age=300')
    expect(await response.json()).toMatchObject({ openapi: '3.1.1', servers: [{ url: '/api' }] })
  })

  test('is not sent again to those who have it', async () => {
    const etag = (await fetch(address())).headers.get('etag') ?? ''
    const ask = (tag: string) => fetch(address(), { headers: { 'if-none-match': tag } })
    expect((await ask(etag)).status).toBe(304)
    expect((await ask(`"other", W/${etag}`)).status).toBe(304)
    expect((await ask('"other"')).status).toBe(200)
  })
})

describe('OPTIONS and 405 name the methods a path has', () => {
  test.each([
    ['dashboards', 'GET, POST, PUT'],
    ['dashboards/name/a.b', 'GET, PATCH, DELETE'],
    ['dashboards/2f1a4c1e-5b7d-4a0e-9c3f-8d6b5a4e3c21', 'GET, PATCH, DELETE'],
    ['metadata/types/2f1a4c1e-5b7d-4a0e-9c3f-8d6b5a4e3c21', 'GET, PUT, PATCH, DELETE'],
    ['system/version', 'GET'],
  ])('%s: %s', async (path, allow) => {
    const options = await call(server, 'OPTIONS', path)
    expect({ status: options.status, allow: options.headers.get('allow') }).toEqual({ status: 204, allow })
    const other = ['POST', 'PATCH'].find((method) => !allow.includes(method)) ?? ''
    const refused = await call(server, other, path, { token: server.token, body: {} })
    expect({ status: refused.status, allow: refused.headers.get('allow') }).toEqual({ status: 405, allow })
  })

  test('a path that a type does not have is not there: nobody votes for a role', async () => {
    const path = 'roles/2f1a4c1e-5b7d-4a0e-9c3f-8d6b5a4e3c21/vote'
    const { status } = await call(server, 'PUT', path, { token: server.token, body: { updatedVoteType: 'votedUp' } })
    expect(status).toBe(404)
  })
})

test('GET /events goes on where it stopped, by limit and after', async () => {
  const since = Date.now()
  for (const name of ['a', 'b', 'c']) {
    const body = { name, serviceType: 'Superset' }
    await call(server, 'PUT', 'services/dashboardServices', { token: server.token, body })
  }
  const seen: unknown[] = []
  for (let after = ''; ; ) {
    const query = new URLSearchParams({
      entityCreated: 'dashboardService',
      timestamp: `${since}`,
      limit: '2',
      ...(after !== '' && { after }),
    })
    const { body } = await call(server, 'GET', `events?${query}`, { token: server.token })
    const page = body as { data: { entityFullyQualifiedName: string }[]; paging: { after?: string } }
    seen.push(...page.data.map((event) => event.entityFullyQualifiedName))
    if (page.paging.after === undefined) break
    after = page.paging.after
  }
  expect(seen).toEqual(['a', 'b', 'c'])
})
