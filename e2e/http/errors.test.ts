import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseRaw, sendRaw } from '@/e2e/http/raw'
import { type RunningServer, startServerWithAdministrator } from '@/e2e/server'

let server: RunningServer & { token: string }
beforeAll(async () => {
  server = await startServerWithAdministrator({ env: { MAX_BODY_MB: '1' } })
})
afterAll(() => server.stop())

const services = '/api/v1/services/dashboardServices'

async function send(path: string, init: RequestInit & { duplex?: 'half' } = {}) {
  const headers = new Headers(init.headers)
  headers.set('authorization', `Bearer ${server.token}`)
  const response = await fetch(server.url + path, { ...init, headers, redirect: 'manual' })
  const text = await response.text()
  expect(text, `JSON from ${path}`).toMatch(/^\{/)
  return { status: response.status, headers: response.headers, body: JSON.parse(text) }
}
const put = (body: BodyInit, type = 'application/json') =>
  send(services, { method: 'PUT', body, headers: { 'content-type': type } })

describe('a body that cannot be taken', () => {
  test.each([
    ['cut short', '{"name": "a"'],
    ['with a comma too many', '{"name": "a",}'],
    ['that is no JSON at all', 'name=a'],
    ['that is empty where one is needed', ''],
  ])('%s: 400', async (_name, body) => {
    const { status, body: answer } = await put(body)
    expect({ status, code: answer.code }).toEqual({ status: 400, code: 400 })
    expect(answer.message).toEqual(expect.any(String))
  })

  test('malformed JSON says where', async () => {
    const { body } = await put('{"name": "a",}')
    expect(body).toMatchObject({ message: 'Invalid request format', hint: expect.stringContaining('position 13') })
  })

  test('bytes that are no UTF-8: 400', async () => {
    const { status, body } = await put(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]))
    expect({ status, message: body.message }).toEqual({ status: 400, message: 'Request body is not valid UTF-8' })
  })

  test.each([
    ['U+0000', '{"name":"a\\u0000b","serviceType":"Superset"}', '/name'],
    ['half a surrogate pair', '{"name":"a","serviceType":"Superset","description":"\\ud800"}', '/description'],
    [
      'U+0000 deep inside',
      '{"name":"a","serviceType":"Superset","connection":{"config":{"a":["\\u0000"]}}}',
      '/connection/config/a/0',
    ],
  ])('%s: 400 naming the member', async (_name, text, path) => {
    const { status, body } = await put(text)
    expect({ status, path: body.fields[0].path }).toEqual({ status: 400, path })
  })

  test('nesting beyond all reason: 400, and the server goes on', async () => {
    for (const depth of [101, 100_000]) {
      const { status } = await put(`{"name":"a","connection":${'['.repeat(depth)}${']'.repeat(depth)}}`)
      expect(status).toBe(400)
    }
  })

  test('keys that would reach the prototype do nothing', async () => {
    const { status } = await put('{"__proto__":{"isAdmin":true},"name":"a","serviceType":"Superset"}')
    expect(status).toBe(400)
    expect((await put('{"name":"first","name":"proto_ok","serviceType":"Superset"}')).body).toMatchObject({
      name: 'proto_ok',
    })
  })

  test('another media type: 415 naming those that are taken', async () => {
    for (const type of [
      'text/plain',
      'application/xml',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded',
    ]) {
      const { status, body } = await put('{}', type)
      expect({ status, code: body.code }).toEqual({ status: 415, code: 415 })
      expect(body.hint).toContain('application/json')
    }
  })

  test.each(['Content-Length: 500', 'Transfer-Encoding: chunked'])(
    'and ends before it should (%s): no failure of ours',
    async (length) => {
      const { hostname, port } = new URL(server.url)
      const socket = connect(Number(port), hostname)
      socket.write(
        `PUT ${services} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${server.token}\r\n${length}\r\n\r\n5\r\n{"na`,
      )
      await new Promise((resolve) => setTimeout(resolve, 200))
      socket.destroy()
      await new Promise((resolve) => setTimeout(resolve, 200))
      expect((await send(`${services}?limit=1`)).status).toBe(200)
      expect(server.output()).not.toContain('"level":"error"')
    },
  )

  test('without a media type it is JSON', async () => {
    const head = `PUT ${services} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${server.token}\r\n`
    const json = '{"name":"untyped","serviceType":"Superset"}'
    const { status } = parseRaw(await sendRaw(server.url, `${head}Content-Length: ${json.length}\r\n\r\n${json}`))
    expect(status).toBe(201)
  })
})

describe('a body over the limit', () => {
  const megabyte = 1024 * 1024

  test('that says so: 413 before it is read', async () => {
    const { status, body } = await put(`{"name":"${'a'.repeat(2 * megabyte)}"}`)
    expect({ status, errorType: body.errorType }).toEqual({ status: 413, errorType: 'PAYLOAD_TOO_LARGE' })
  })

  test('that asks first: 413 without being sent', async () => {
    const head = `PUT ${services} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${9 * megabyte}\r\nExpect: 100-continue\r\n\r\n`
    const answer = await sendRaw(server.url, head)
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(answer).not.toContain('100 Continue')
  })

  test('that streams without saying: 413 while it is still coming', async () => {
    const answered = Promise.withResolvers<void>()
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        // The rest waits for the answer: were the server to wait for the rest, neither would ever come.
        if (sent >= 2 * megabyte) {
          await answered.promise
          return controller.close()
        }
        sent += 65_536
        controller.enqueue(new Uint8Array(65_536).fill(0x20))
      },
    })
    const answer = send(services, {
      method: 'PUT',
      body,
      duplex: 'half',
      headers: { 'content-type': 'application/json' },
    })
    expect((await answer.finally(() => answered.resolve())).status).toBe(413)
  })

  test('just under it is taken', async () => {
    const service = JSON.stringify({ name: 'long', serviceType: 'Superset', description: 'a'.repeat(100_000) })
    expect((await put(service.padEnd(megabyte - 200))).status).toBe(201)
  })

  test('leaves nothing behind: the next request is answered', async () => {
    expect((await send(`${services}?limit=1`)).status).toBe(200)
  })
})

describe('an address that means nothing', () => {
  const get = async (target: string, more = '') =>
    parseRaw(await sendRaw(server.url, `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${more}\r\n`))

  test.each([
    '/%',
    '/api/%',
    '/api/v1/dashboards/name/%E0%A4%A',
    '/api/v1/dashboards/%ff',
    'nonsense',
    '*',
    'ftp://x/api',
    '/api/v1/../../etc/passwd',
    '/api/v1/dashboards/name/%2e%2E',
    '/api/v1/dashboards/.%2e/users',
  ])('%s: 400 as JSON', async (target) => {
    const { status, body, head } = await get(target)
    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 400, errorType: 'BAD_REQUEST', requestId: expect.any(String) })
    expect(head).toContain(`X-Request-Id: ${body.requestId}`)
  })

  test.each(['/api', '/api/', '/api/v2/dashboards', '/api/v1/nothing', '/api/v1/dashboards/x/y/z'])(
    '%s: 404 as JSON, never a page or a redirect',
    async (target) => {
      const { status, body } = await get(target, `Authorization: Bearer ${server.token}\r\n`)
      expect(status).toBe(404)
      expect(body).toMatchObject({ code: 404, message: expect.any(String) })
    },
  )

  test('what is not there is named for programs, too', async () => {
    const { status, body } = await get('/api/v1/dashboards/name/no.where', `Authorization: Bearer ${server.token}\r\n`)
    expect(status).toBe(404)
    expect(body).toMatchObject({ missing: { type: 'dashboard', key: 'no.where' } })
  })

  test.each([
    `//api//v1//services/dashboardServices?limit=1`,
    `${services}/?limit=1`,
    `${services}?limit=1#top`,
    `http://other.example${services}?limit=1`,
  ])('%s is understood', async (target) => {
    expect((await get(target, `Authorization: Bearer ${server.token}\r\n`)).status).toBe(200)
  })

  test('U+0000 in it: 400', async () => {
    expect((await send('/api/v1/dashboards/name/a%00b')).status).toBe(400)
    expect((await send('/api/v1/dashboards?service=%00')).status).toBe(400)
  })

  test('a name with everything that needs encoding arrives as it is', async () => {
    const name = `a/b%c"d?e#f&g+h i\\j.ü€😀`
    const { body } = await put(JSON.stringify({ name, serviceType: 'Superset' }))
    const path = `${services}/name/${encodeURIComponent(String(body.fullyQualifiedName))}`
    expect((await send(path)).body).toMatchObject({ name })
    expect((await send(`${path}&include=all`)).body).toMatchObject({ name })
  })

  test('the longest name there can be fits into it', async () => {
    const { status, body } = await send(`/api/v1/dashboards/name/${encodeURIComponent('😀'.repeat(1500))}`)
    expect({ status, code: body.code }).toEqual({ status: 404, code: 404 })
  })
})

describe('a request that HTTP does not allow', () => {
  test('headers beyond all reason: 431 as JSON', async () => {
    const answer = parseRaw(
      await sendRaw(server.url, `GET /api/health HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`),
    )
    expect(answer).toMatchObject({ status: 431, body: { code: 431 } })
  })

  test.each(['GARBAGE\r\n\r\n', 'GET /api/health HTTP/9.9\r\n\r\n', 'GET /api/health HTTP/1.1\r\nBad Header\r\n\r\n'])(
    '%j: 400 as JSON',
    async (text) => {
      expect(parseRaw(await sendRaw(server.url, text))).toMatchObject({ status: 400, body: { code: 400 } })
    },
  )

  test('two lengths at once, as smugglers send them: refused', async () => {
    const head = `POST ${services} HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`
    expect(parseRaw(await sendRaw(server.url, head)).status).toBe(400)
  })

  test.each(['TRACE', 'PROPFIND', 'LOCK'])('method %s: 405 as JSON', async (method) => {
    const answer = parseRaw(
      await sendRaw(server.url, `${method} /api/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
    )
    expect(answer).toMatchObject({ status: 405, body: { code: 405 } })
  })

  test('a method that the path does not have: 405 naming those it has', async () => {
    const { status, headers, body } = await send('/api/v1/system/version', { method: 'DELETE' })
    expect({ status, code: body.code, allow: headers.get('allow') }).toEqual({ status: 405, code: 405, allow: 'GET' })
  })
})
