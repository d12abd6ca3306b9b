/** What the server tells those who run it: lines of the log, and numbers. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { administrator, call, encoded, type RunningServer, startServerWithAdministrator } from '../server'

const metricsToken = 'a-token-for-metrics'
let server: RunningServer & { readonly token: string }
beforeAll(async () => {
  server = await startServerWithAdministrator({ env: { METRICS_TOKEN: metricsToken } })
})
afterAll(() => server.stop())

type Line = Readonly<Record<string, unknown>>
const linesOf = ({ output }: Pick<RunningServer, 'output'>): Line[] =>
  output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))

/** The lines of a request, once they are there. */
async function told(requestId: string): Promise<Line[]> {
  const lines = () => linesOf(server).filter((line) => line.requestId === requestId)
  await expect.poll(lines, { timeout: 5_000 }).not.toEqual([])
  return lines()
}

describe('the log', () => {
  test('has one line for a request: what, how it ended, how long it took, who', async () => {
    const { headers } = await call(server, 'GET', 'users?limit=1', {
      token: server.token,
      headers: { 'x-request-id': 'first' },
    })
    expect(headers.get('x-request-id')).toBe('first')
    const [line, ...others] = await told('first')
    expect(others).toEqual([])
    expect(line).toMatchObject({
      level: 'info',
      message: 'request',
      operation: 'listUsers',
      method: 'GET',
      path: '/api/v1/users',
      status: 200,
      user: 'admin',
      caller: 'session',
    })
    expect(line?.ms).toBeGreaterThan(0)
  })

  test.each([
    ['nobody who is known', 'users', 401, 'listUsers'],
    ['nothing that is there', 'none', 404, 'unknown'],
  ])('tells of %s', async (what, path, status, operation) => {
    const requestId = what.replaceAll(' ', '-')
    await call(server, 'GET', path, { headers: { 'x-request-id': requestId } })
    const [line] = await told(requestId)
    expect(line).toMatchObject({ operation, status })
    expect(line).not.toHaveProperty('user')
  })

  test('holds nothing secret, whatever comes in where', async () => {
    const secrets = ['in-a-query', 'in-a-cookie', 'in-a-header', 'In-a-password-1', 'in-a-body', 'in-a-page']
    const headers = { cookie: 'dashcat.session_token=in-a-cookie', 'x-api-key': 'in-a-header' }
    await call(server, 'GET', 'users?token=in-a-query&password=in-a-query', { headers })
    await call(server, 'GET', 'dashboards', { token: 'in-a-header.in-a-header.in-a-header' })
    const email = 'nobody@example.com'
    await call(server, 'POST', 'users/login', { body: { email, password: encoded('In-a-password-1') } })
    await call(server, 'POST', 'users/login', { body: { email, password: ['In-a-password-1'] } })
    await call(server, 'POST', 'users', { token: server.token, body: { name: 'x', email: 'x', 'in-a-body': 1 } })
    await fetch(`${server.url}/api/v1/users`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
      body: '{"password": "In-a-password-1", in-a-body',
    })
    await fetch(`${server.url}/setup?token=in-a-page`, { headers })
    await call(server, 'GET', 'users', { headers: { 'x-request-id': 'the-last-of-them' } })
    await told('the-last-of-them')
    const output = server.output()
    expect(output).toContain('"operation":"login"')
    for (const secret of [...secrets, encoded('In-a-password-1'), server.token, administrator.password, metricsToken])
      expect(output).not.toContain(secret)
  })

  test('has no line for a request at the level of warnings', async () => {
    const quiet = await startServerWithAdministrator({ env: { LOG_LEVEL: 'warn' } })
    await call(quiet, 'GET', 'users', { token: quiet.token })
    await quiet.stop()
    expect(linesOf(quiet)).toEqual([])
  })

  test('is whole when the server has left', async () => {
    const leaving = await startServerWithAdministrator({ alone: true })
    await call(leaving, 'GET', 'users', { token: leaving.token, headers: { 'x-request-id': 'the-last' } })
    await leaving.stop()
    expect(linesOf(leaving).at(-1)).toMatchObject({ requestId: 'the-last' })
  })
})

describe('the numbers', () => {
  const ask = (given: string | undefined, at = server.url) =>
    fetch(`${at}/api/metrics`, given === undefined ? {} : { headers: { authorization: `Bearer ${given}` } })

  test('are for whoever knows the token', async () => {
    for (const given of [undefined, 'another', server.token]) expect((await ask(given)).status).toBe(401)
    const response = await ask(metricsToken)
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ])
    expect(response.headers.get('cache-control')).toBe('private, no-cache')
  })

  test('count requests by operation and status, commits, changes, and what the process needs', async () => {
    await call(server, 'PUT', 'services/dashboardServices', {
      token: server.token,
      body: { name: 'counted', serviceType: 'Superset' },
    })
    const text = await (await ask(metricsToken)).text()
    expect(text).toMatch(
      /^dashcat_request_duration_seconds_count\{operation="createOrUpdateDashboardService",status="201"\} 1$/m,
    )
    expect(text).toMatch(/^dashcat_events_total\{event="entityCreated",entity="dashboardService"\} 1$/m)
    expect(text).toMatch(/^dashcat_commit_duration_seconds_count [1-9]\d*$/m)
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds [\d.e-]+$/m)
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m)
  })

  test('are not there where nobody has set the token', async () => {
    const without = await startServerWithAdministrator({ alone: true })
    expect((await ask(metricsToken, without.url)).status).toBe(404)
    expect((await ask('', without.url)).status).toBe(404)
    await without.stop()
  })
})
