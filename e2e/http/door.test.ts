/** One request, by anybody, that must not stop the server for the others: see decision 009. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { healthDuring, healthMsMax, slowestOf } from '@/e2e/health'
import { parseRaw, type RawAnswer, sendRaw } from '@/e2e/http/raw'
import { administrator, call, encoded, type RunningServer, startServerWithAdministrator } from '@/e2e/server'

let server: RunningServer & { token: string }
beforeAll(async () => {
  server = await startServerWithAdministrator()
  // What the server makes once, at the first request.
  for (const path of ['/sign-in', '/none', '/api/v1/openapi.json', '/api/v1/none']) await fetch(server.url + path)
})
afterAll(() => server.stop())

const many = (count: number, part: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => part(at)).join('')
async function get(path: string, headers = ''): Promise<RawAnswer> {
  const answer = await sendRaw(server.url, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n`)
  const [head = ''] = answer.split('\r\n\r\n', 1)
  return head.includes('application/json') ? parseRaw(answer) : { status: Number(head.split(' ')[1]), head, body: {} }
}

/** How it is answered, and that nobody else waited meanwhile. */
async function answered(attack: () => Promise<RawAnswer>): Promise<RawAnswer> {
  const { answer, ...waits } = await healthDuring(server.url, attack)
  expect(slowestOf(waits)).toBeLessThanOrEqual(healthMsMax)
  return answer
}

// A machine that is busy otherwise may hold a request up too; what is refused here took seconds, every time.
const patiently = { retry: 3 }

describe('cookies', patiently, () => {
  const strangers = (count: number) => many(count, (at) => `c${at}=1; `)

  test.each(['/api/v1/dashboards', '/sign-in'])('by the thousand at %s hold nobody up', async (path) => {
    const { status } = await answered(() => get(path, `Cookie: ${strangers(4_000)}\r\n`))
    expect(status).toBe(path === '/sign-in' ? 200 : 401)
  })

  test('of ours by the thousand hold nobody up', async () => {
    const ours = many(1_300, (at) => `dashcat.session_token=${at}; `)
    expect((await answered(() => get('/api/v1/dashboards', `Cookie: ${ours}\r\n`))).status).toBe(401)
  })

  test('of others do not keep a session from being seen', async () => {
    const response = await fetch(`${server.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify(administrator),
    })
    const [own = ''] = response.headers.getSetCookie()[0]?.split(';') ?? []
    const cookie = `${strangers(1_000)}${own}; ${strangers(1_000)}`
    const { body } = await call(server, 'GET', 'users/loggedInUser', { headers: { cookie } })
    expect(body.name).toBe('admin')
  })
})

describe('the address of a request', patiently, () => {
  test.each([
    ['the marker of pages over and over', `/sign-in?${'_rsc=a&'.repeat(4_000)}`],
    ['thousands of parameters of the API', `/api/v1/dashboards?${many(4_000, (at) => `a${at}=&`)}`],
    ['thousands of parameters of a page', `/sign-in?${many(4_000, (at) => `a${at}=&`)}`],
  ])('with %s is refused at once', async (_name, path) => {
    const { status, body } = await answered(() => get(path))
    expect({ status, message: body.message }).toEqual({
      status: 400,
      message: 'The address has more than 200 query parameters',
    })
  })

  test('with as many parameters as are allowed is answered as fast as any', async () => {
    const path = `/sign-in?${many(200, (at) => `a${at}=${'x'.repeat(150)}&`).slice(0, -1)}`
    expect((await answered(() => get(path))).status).toBe(200)
  })

  test('takes a name of the greatest length, percent-encoded, beside a long token', async () => {
    const name = encodeURIComponent('盤'.repeat(3_072))
    const path = `/api/v1/dashboards/name/${name}?fields=owners,tags,charts&include=all`
    const answer = await answered(() =>
      get(path, `Authorization: Bearer ${server.token}\r\nX-Token-Of-A-Proxy: ${'x'.repeat(8_000)}\r\n`),
    )
    expect(answer).toMatchObject({ status: 404, body: { errorType: 'ENTITY_NOT_FOUND' } })
  })

  test('that is longer is told so', async () => {
    const { status, body } = await answered(() => get(`/api/v1/dashboards/name/${'a'.repeat(70_000)}`))
    expect({ status, body }).toMatchObject({ status: 414, body: { code: 414, errorType: 'URI_TOO_LONG' } })
  })

  test('with thousands of folders holds nobody up', async () => {
    expect((await answered(() => get(`/api/v1${'/a'.repeat(15_000)}`))).status).toBe(404)
    expect((await answered(() => get('/a'.repeat(15_000)))).status).toBe(404)
  })
})

describe('headers', patiently, () => {
  test('in great number are refused at once', async () => {
    const { status, body } = await answered(() =>
      get(
        '/sign-in',
        many(400, (at) => `X-${at}: 1\r\n`),
      ),
    )
    expect({ status, code: body.code }).toEqual({ status: 431, code: 431 })
  })

  test.each([
    ['Accept-Encoding', 'gzip,'],
    ['Accept-Language', 'de,'],
    ['Next-Router-State-Tree', '%5B'],
    ['X-Forwarded-For', '192.0.2.1, '],
    ['User-Agent', 'Mozilla/'],
    ['If-None-Match', '"a",'],
    ['Authorization', 'Bearer\t'],
  ])('%s as long as it may be holds nobody up', async (name, part) => {
    const value = part.repeat(Math.floor(40_000 / part.length)).trim()
    const { status } = await answered(() => get('/sign-in', `RSC: 1\r\n${name}: ${value}\r\n`))
    expect(status).toBeLessThan(500)
  })
})

describe('a call that takes a few fields', patiently, () => {
  interface Described {
    readonly paths: Record<string, Record<string, { security?: unknown[]; requestBody?: unknown }>>
  }
  const openCalls = async (): Promise<[string, string][]> => {
    const { paths } = (await (await fetch(`${server.url}/api/v1/openapi.json`)).json()) as Described
    return Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, { security, requestBody }]) => security?.length === 0 && requestBody !== undefined)
        .map(([method]): [string, string] => [method.toUpperCase(), `/api${path}`]),
    )
  }
  const large = (bytes: number) => JSON.stringify({ email: 'a'.repeat(bytes), refreshToken: 'a'.repeat(bytes) })
  const send = async (method: string, path: string, body: BodyInit, headers = {}): Promise<RawAnswer> => {
    // `duplex` says that the body is sent while the answer may come.
    const init: RequestInit & { duplex: 'half' } = {
      method,
      body,
      duplex: 'half',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers },
    }
    const response = await fetch(server.url + path, init)
    return { status: response.status, head: '', body: await response.json() }
  }
  const streamed = (pieces: number, bytes: number) => {
    const piece = new TextEncoder().encode('a'.repeat(bytes))
    let sent = 0
    return new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 1
        if (sent > pieces) controller.close()
        else controller.enqueue(piece)
      },
    })
  }
  const tooLarge = { status: 413, body: { code: 413, message: 'Request body is larger than 16 kB' } }

  test('and no sign-in takes no large body, by length or by count, from the description of the API', async () => {
    const calls = await openCalls()
    expect(calls.map(([, path]) => path)).toEqual(
      expect.arrayContaining(['/api/v1/users/login', '/api/v1/users/refresh', '/api/v1/system/setup']),
    )
    for (const [method, path] of calls) {
      expect(await answered(() => send(method, path, large(4_000_000))), path).toMatchObject(tooLarge)
      expect(await answered(() => send(method, path, streamed(500, 4_096))), path).toMatchObject(tooLarge)
    }
  })

  test('the sign-in of pages neither', async () => {
    expect(await answered(() => send('POST', '/api/auth/sign-in/email', large(4_000_000)))).toMatchObject(tooLarge)
  })

  test('nor the sign-out of programs', async () => {
    const headers = { authorization: `Bearer ${server.token}` }
    expect(await answered(() => send('POST', '/api/v1/users/logout', large(1_000_000), headers))).toMatchObject(
      tooLarge,
    )
    expect((await call(server, 'GET', 'users/loggedInUser', { token: server.token })).status).toBe(200)
  })

  test('with values as long as fit costs the others nothing', async () => {
    const body = { token: 'x', displayName: 'Ana', email: 'a@'.repeat(7_900), password: 'Correct-horse-7' }
    expect((await answered(() => send('POST', '/api/v1/system/setup', JSON.stringify(body)))).status).toBe(400)
  })

  test('says 400 to an address that nobody can have', async () => {
    const body = { email: `${'a'.repeat(300)}@example.com`, password: encoded('x') }
    const { status, body: answer } = await call(server, 'POST', 'users/login', { body })
    expect({ status, fields: answer.fields }).toMatchObject({ status: 400, fields: [{ path: '/email' }] })
  })
})
