import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseRaw, sendRaw } from '@/e2e/http/raw'
import { call, type RunningServer, startServerWithAdministrator } from '@/e2e/server'

let server: RunningServer & { token: string }
beforeAll(async () => {
  server = await startServerWithAdministrator()
})
afterAll(() => server.stop())

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(server.url + path, { headers, redirect: 'manual' })
/** What becomes of an answer whose client takes `gzip`. */
const encodingOf = async (path: string, headers: Record<string, string> = {}) =>
  (await get(path, { 'accept-encoding': 'gzip', ...headers })).headers.get('content-encoding')
const policyOf = (response: Response) =>
  new Map(
    (response.headers.get('content-security-policy') ?? '').split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ')
      return [name, sources.join(' ')] as const
    }),
  )

describe('a page', () => {
  test('runs no script but its own: each carries the nonce of this answer', async () => {
    const response = await get('/sign-in')
    const policy = policyOf(response)
    const nonce = /^'self' 'nonce-([A-Za-z0-9+/=]{24})' 'strict-dynamic'$/.exec(policy.get('script-src') ?? '')?.[1]
    expect(nonce).toBeDefined()
    const scripts = (await response.text()).match(/<script[^>]*>/g) ?? []
    expect(scripts.length).toBeGreaterThan(0)
    expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([])
  })

  test('never has the same nonce twice, nor one that the client has chosen', async () => {
    const chosen = { 'content-security-policy': "script-src 'nonce-chosen'" }
    const seen = await Promise.all([1, 2, 3].map(async () => policyOf(await get('/sign-in', chosen)).get('script-src')))
    expect(new Set(seen).size).toBe(3)
    expect(await (await get('/sign-in', chosen)).text()).not.toContain('nonce="chosen"')
  })

  test('is compressed, with its scripts, for whoever takes that', async () => {
    const [script = ''] = /\/_next\/static\/[^"]+\.js/.exec(await (await get('/sign-in')).text()) ?? []
    expect([await encodingOf('/sign-in'), await encodingOf(script)]).toEqual(['gzip', 'gzip'])
  })

  test('cannot be framed, posted elsewhere, rebased, or kept by a cache', async () => {
    const response = await get('/sign-in')
    expect(Object.fromEntries(policyOf(response))).toMatchObject({
      'default-src': "'self'",
      'object-src': "'none'",
      'frame-ancestors': "'none'",
      'base-uri': "'none'",
      'form-action': "'self'",
    })
    expect(response.headers.get('x-frame-options')).toBe('DENY')
    expect(response.headers.get('cache-control')).toContain('no-store')
  })

  test('that does not exist carries the policy too', async () => {
    const response = await get('/no/such/page')
    expect(response.status).toBe(404)
    expect(policyOf(response).get('script-src')).toContain('nonce-')
  })
})

describe('every answer', () => {
  test.each(['/sign-in', '/api/health', '/api/v1/dashboards', '/api/none', '/icon.svg', '/none'])(
    'at %s has an id, one that was given or one of its own, and says what it is',
    async (path) => {
      const idFor = async (given: string) => (await get(path, { 'x-request-id': given })).headers.get('x-request-id')
      expect(await idFor('trace:4f-1.a_B')).toBe('trace:4f-1.a_B')
      const own = await Promise.all(['', 'two words', 'a"b', 'x'.repeat(65)].map(idFor))
      for (const id of own) expect(id).toMatch(/^[0-9a-f-]{36}$/)
      expect(new Set(own).size).toBe(own.length)
      const { headers } = await get(path)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('same-origin')
      expect(headers.get('x-powered-by')).toBeNull()
      expect(headers.get('strict-transport-security')).toBeNull()
    },
  )
})

describe('the API', () => {
  test('may not be kept by caches or shown as a page', async () => {
    const { headers } = await get('/api/v1/system/version')
    expect(headers.get('cache-control')).toBe('private, no-cache')
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
    expect(headers.get('content-type')).toBe('application/json')
  })

  test('never lets another site read it', async () => {
    const { headers } = await get('/api/v1/system/version', { origin: 'https://evil.example' })
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })

  test.each([
    '/api/v1/system/version',
    '/api/v1/dashboards/',
    '/api//v1/dashboards',
    '/api/v1/users/loggedInUser/',
    '/api/',
  ])('does not redirect at %s', async (path) => {
    const { status } = await get(path, { authorization: `Bearer ${server.token}` })
    expect([200, 404]).toContain(status)
  })

  test('names itself by the address it was asked at, but not by one that the client made up', async () => {
    const me = async (headers: string) => {
      const request = `GET /api/v1/users/loggedInUser HTTP/1.1\r\nConnection: close\r\nAuthorization: Bearer ${server.token}\r\n${headers}\r\n`
      return parseRaw(await sendRaw(server.url, request)).body.href
    }
    expect(await me('Host: catalog.example:81\r\n')).toMatch(/^http:\/\/catalog\.example:81\/api\/v1\/users\//)
    expect(await me('Host: catalog.example\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\n')).toMatch(
      /^http:\/\/catalog\.example\//,
    )
  })
})

describe('an answer of the API', () => {
  const signedIn = () => ({ authorization: `Bearer ${server.token}` })
  const list = '/api/v1/dashboards?limit=100'
  /** As it was sent, which a client library would not show. */
  const sent = (path: string, headers = '') =>
    sendRaw(
      server.url,
      `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${server.token}\r\n${headers}\r\n`,
    )
  beforeAll(async () => {
    const send = (path: string, body: unknown) => call(server, 'PUT', path, { token: server.token, body })
    await send('services/dashboardServices', { name: 'wide', serviceType: 'Superset', description: 'x'.repeat(9_000) })
    const rows = Array.from({ length: 100 }, (_, at) => ({
      name: `d${at}`,
      service: 'wide',
      description: `Board ${at}`,
    }))
    expect((await send('dashboards/bulk', rows)).body).toMatchObject({ numberOfRowsPassed: 100 })
  })

  test('is compressed above a few kilobytes for whoever takes that, and the same once it is read', async () => {
    const [plain, packed] = [await sent(list), await sent(list, 'Accept-Encoding: gzip\r\n')]
    expect(plain).not.toMatch(/^content-encoding/im)
    expect(packed).toMatch(/^content-encoding: gzip/im)
    for (const answer of [plain, packed]) expect(answer).toMatch(/^vary:.*accept-encoding/im)
    expect(packed.length).toBeLessThan(plain.length / 5)
    const read = async (encoding: string) => (await get(list, { ...signedIn(), 'accept-encoding': encoding })).json()
    const whole = await read('identity')
    expect(whole.data).toHaveLength(100)
    expect(await read('gzip')).toEqual(whole)
    expect(await read('br')).toEqual(whole)
  })

  test('is left alone when it is small', async () => {
    const small = ['/api/v1/dashboards?limit=1', '/api/v1/system/version', '/api/health']
    expect(await Promise.all(small.map((path) => encodingOf(path, signedIn())))).toEqual([null, null, null])
    expect(await encodingOf('/api/v1/openapi.json')).toBe('gzip')
  })

  test('is not compressed when it holds secrets, however large it is', async () => {
    const path = '/api/v1/services/dashboardServices/name/wide'
    expect((await (await get(path, signedIn())).text()).length).toBeGreaterThan(9_000)
    expect(await encodingOf(path, signedIn())).toBeNull()
  })
})

describe('without a session', () => {
  test('the front page leads to the sign-in page, and back to where one wanted to go', async () => {
    const response = await get('/sign-in?next=https://evil.example')
    expect(response.status).toBe(200)
    expect(await response.text()).not.toContain('href="https://evil.example')
  })
})

describe('behind a proxy that speaks https', () => {
  test('the browser is told to stay with https, and links are https', async () => {
    const proxied = await startServerWithAdministrator({ env: { TRUST_PROXY: 'true' } })
    const headers = {
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'evil.example, catalog.example.com',
      authorization: `Bearer ${proxied.token}`,
    }
    const response = await fetch(`${proxied.url}/api/v1/users/loggedInUser`, { headers })
    expect(response.headers.get('strict-transport-security')).toBe('max-age=31536000')
    expect((await response.json()).href).toMatch(/^https:\/\/catalog\.example\.com\/api\//)
    await proxied.stop()
  })
})
