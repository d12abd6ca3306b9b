/** The API through the framework alone, as `next start` and `next dev` serve it, answers as it does through its own door. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  administrator,
  call,
  freePort,
  pinnedNode,
  type RunningServer,
  startServerWithAdministrator,
} from '@/e2e/server'

let direct: RunningServer & { token: string }
/** On the same database. */
let framework: { readonly url: string; readonly process: ChildProcess }
const service = `a/b%c?e#f&g+h i\\j.ü€😀`

beforeAll(async () => {
  direct = await startServerWithAdministrator()
  framework = await startFramework(direct.directory)
  for (const [path, body] of [
    ['services/dashboardServices', { name: service, serviceType: 'Superset' }],
    ['services/dashboardServices', { name: 'sample_superset', serviceType: 'Superset' }],
    ['dashboards', { name: 'one', service: 'sample_superset' }],
  ] as const)
    expect((await call(direct, 'PUT', path, { token: direct.token, body })).status).toBe(201)
})
afterAll(async () => {
  await direct.stop()
  const ended = new Promise((resolve) => framework.process.once('exit', resolve))
  framework.process.kill()
  await ended
})

async function startFramework(directory: string): Promise<typeof framework> {
  const port = await freePort()
  const child = spawn(pinnedNode, ['node_modules/next/dist/bin/next', 'start', '-p', String(port), '-H', '127.0.0.1'], {
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      DATABASE_URL: `file:${join(directory, 'catalog.db')}`,
    },
  })
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; ; tries += 1) {
    const isUp = await fetch(`${url}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isUp) return { url, process: child }
    if (tries > 300 || child.exitCode !== null) throw new Error('the framework does not answer')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

interface Asked {
  readonly method?: string
  readonly path: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly isUnknown?: boolean
}

/** What the application says; the rest is the server's around it, or differs from one answer to the next. */
const telling = ['allow', 'content-type', 'etag', 'location', 'retry-after', 'www-authenticate']

async function answerOf(url: string, { method = 'GET', path, body, headers = {}, isUnknown = false }: Asked) {
  const response = await fetch(url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(!isUnknown && { authorization: `Bearer ${direct.token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  })
  const text = await response.text()
  // Servers differ in their addresses, in when they started and how long a search takes, and name requests themselves.
  const same = text.replaceAll(url, '').replace(/"requestId":"[^"]+"|"took":\d+|"timestamp":\d+/, '')
  const said = telling.map((name) => [name, response.headers.get(name)])
  return { status: response.status, body: same, ...Object.fromEntries(said) }
}

/** The answer of both. */
async function bothSay(asked: Asked): Promise<{ status: number; body: string; allow?: string }> {
  const [one, other] = [await answerOf(direct.url, asked), await answerOf(framework.url, asked)]
  expect(other, `${asked.method ?? 'GET'} ${asked.path}`).toEqual(one)
  return one
}

type Paths = Record<string, Record<string, { security: unknown[] }>>
const pathsOf = async (): Promise<Paths> =>
  ((await (await fetch(`${direct.url}/api/v1/openapi.json`)).json()) as { paths: Paths }).paths
const filled = (path: string) => `/api${path.replaceAll(/\{\w+\}/g, 'none')}`

describe('both doors', () => {
  test('know the same paths, and what each takes', async () => {
    const paths = Object.entries(await pathsOf())
    expect(paths.length).toBeGreaterThan(200)
    for (const [path, operations] of paths) {
      const { status, allow } = await bothSay({ method: 'OPTIONS', path: filled(path) })
      const taken = Object.keys(operations).map((method) => method.toUpperCase())
      expect([path, status, allow?.split(', ').toSorted()]).toEqual([path, 204, taken.toSorted()])
    }
  })

  test('answer every call that reads, to somebody and to nobody', async () => {
    const reads = Object.entries(await pathsOf()).filter(([, { get }]) => get !== undefined)
    for (const [path, { get }] of reads) {
      await bothSay({ path: filled(path) })
      const { status } = await bothSay({ path: filled(path), isUnknown: true })
      if (get?.security.length !== 0) expect([path, status]).toEqual([path, 401])
    }
  })

  const put = { method: 'PUT', path: '/api/v1/dashboards' }
  const one = '{"name":"one","service":"sample_superset"}'
  test.each<[number, string, Asked]>([
    [200, 'GET by name', { path: '/api/v1/dashboards/name/sample_superset.one?fields=owners,tags&include=all' }],
    [200, 'GET with a slash at the end', { path: '/api/v1/dashboards/?limit=1' }],
    [
      200,
      'GET by a name that needs encoding',
      { path: `/api/v1/services/dashboardServices/name/${encodeURIComponent(`"${service}"`)}` },
    ],
    [200, 'HEAD', { method: 'HEAD', path: '/api/v1/dashboards/name/sample_superset.one' }],
    [404, 'HEAD of nothing', { method: 'HEAD', path: '/api/v1/dashboards/name/sample_superset.none' }],
    [405, 'HEAD where there is no GET', { method: 'HEAD', path: '/api/v1/users/login' }],
    [405, 'a method that a path has not', { method: 'DELETE', path: '/api/v1/system/version' }],
    [405, 'a method that health has not', { method: 'POST', path: '/api/health' }],
    [404, 'the root', { path: '/api' }],
    [404, 'the root with a slash', { path: '/api/' }],
    [404, 'a path there is not', { method: 'POST', path: '/api/v1/none', body: '{}' }],
    [404, 'a path below one there is', { path: '/api/v1/dashboards/constructor/none' }],
    [404, 'dots and slashes for a name', { path: '/api/v1/dashboards/name/..%2F..%2Fhealth' }],
    [400, 'a parameter that is no number', { path: '/api/v1/dashboards?limit=x' }],
    [200, 'PUT', { ...put, body: one }],
    [400, 'PUT cut short', { ...put, body: '{"name":' }],
    [400, 'PUT of nothing', { ...put, body: '' }],
    [413, 'a sign-in of too much', { method: 'POST', path: '/api/v1/users/login', body: `"${'a'.repeat(20_000)}"` }],
    [415, 'PUT of another type', { ...put, body: one, headers: { 'content-type': 'text/plain' } }],
    [401, 'PUT by nobody', { ...put, body: one, isUnknown: true }],
    [
      403,
      'a page of another site',
      { method: 'POST', path: '/api/auth/sign-out', isUnknown: true, headers: { 'sec-fetch-site': 'cross-site' } },
    ],
  ])('say %i to %s', async (status, _name, asked) => {
    expect((await bothSay(asked)).status).toBe(status)
  })

  test('sign pages in and out by the same cookie', async () => {
    const signIn = (url: string) =>
      fetch(`${url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
        body: JSON.stringify(administrator),
      })
    const shapeOf = (cookie: string) => cookie.replace(/=[^;]+/, '=')
    const [one, other] = await Promise.all([signIn(direct.url), signIn(framework.url)])
    expect([one.status, other.status]).toEqual([200, 200])
    expect(other.headers.getSetCookie().map(shapeOf)).toEqual(one.headers.getSetCookie().map(shapeOf))
    const [cookie = ''] = other.headers.getSetCookie()[0]?.split(';') ?? []
    expect(cookie).toContain('dashcat')
    const { body } = await bothSay({ path: '/api/v1/users/loggedInUser', isUnknown: true, headers: { cookie } })
    expect(JSON.parse(body)).toMatchObject({ name: 'admin' })
  })
})
