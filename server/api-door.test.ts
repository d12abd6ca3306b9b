import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { parseRaw, sendRaw } from '@/e2e/http/raw'
import { withWholeBody } from '@/lib/app/whole-body'
import { createDoor } from './api-door'
import { guard } from './request-guard'

const options = { dev: false, trustProxy: false, publicUrl: undefined, bodyBytesMax: 1024 }
let server: Server
afterEach(() => server.close())

/** A server that is a guard and a door, and nothing else. */
async function listen(answer: (request: Request) => Promise<Response>): Promise<string> {
  const door = createDoor(answer)
  server = createServer((request, response) => {
    if (guard(request, response, options)) void door(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server's
  return `http://127.0.0.1:${port}`
}

describe('the application sees', () => {
  test('the headers that the guard has left, asked for one by one or all together', async () => {
    const url = await listen(async (request) => {
      const names = ['x-dashcat-client-ip', 'x-forwarded-for', 'cookie', 'x-real-ip', 'authorization']
      const all = new Map(new Headers(request.headers))
      return Response.json(names.map((name) => [request.headers.get(name), all.get(name) ?? null]))
    })
    const headers = {
      'x-dashcat-client-ip': '192.0.2.1',
      'x-forwarded-for': '192.0.2.1',
      'x-real-ip': '192.0.2.1',
      cookie: 'theirs=1; dashcat.session_token=2',
      authorization: 'Bearer a',
    }
    const seen = await (await fetch(`${url}/api`, { headers })).json()
    const values = ['127.0.0.1', '127.0.0.1', 'dashcat.session_token=2', null, 'Bearer a']
    expect(seen).toEqual(values.map((value) => [value, value]))
  })

  test('address, method and body as they were sent', async () => {
    const url = await listen(async (request) =>
      Response.json([request.method, new URL(request.url).pathname, await request.text()]),
    )
    const response = await fetch(`${url}/api/name/a%2Fb%22c?x=1`, { method: 'PATCH', body: 'ü' })
    expect(await response.json()).toEqual(['PATCH', '/api/name/a%2Fb%22c', 'ü'])
  })

  test('that the client has gone', async () => {
    const gone = Promise.withResolvers<boolean>()
    const url = await listen(async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      gone.resolve(signal.aborted)
      return new Response()
    })
    const leaving = new AbortController()
    const answer = fetch(`${url}/api`, { signal: leaving.signal }).catch(() => 'left')
    setTimeout(() => leaving.abort(), 50)
    expect(await answer).toBe('left')
    expect(await gone.promise).toBe(true)
  })
})

describe('the client sees', () => {
  test('what the guard has set and what the application says; where both speak, the application', async () => {
    const url = await listen(async () => {
      const response = Response.json({}, { status: 201, headers: { 'Cache-Control': 'public' } })
      for (const cookie of ['a=1; HttpOnly', 'b=2']) response.headers.append('Set-Cookie', cookie)
      return response
    })
    const { status, headers } = await fetch(`${url}/api`)
    expect(status).toBe(201)
    expect(headers.getSetCookie()).toEqual(['a=1; HttpOnly', 'b=2'])
    expect(headers.get('cache-control')).toBe('public')
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('bytes that are known as they are, with the same headers', async () => {
    const url = await listen(async () => {
      const bytes = Buffer.from('{"a":"ü"}')
      const headers = {
        'Content-Type': 'application/json',
        'Content-Length': String(bytes.byteLength),
        ETag: 'W/"0.1"',
      }
      return withWholeBody(bytes, { status: 201, headers })
    })
    const response = await fetch(`${url}/api`)
    expect(response.status).toBe(201)
    expect(await response.json()).toEqual({ a: 'ü' })
    expect(Object.fromEntries(response.headers)).toMatchObject({ etag: 'W/"0.1"', 'content-length': '10' })
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('all cookies of an answer whose bytes are known', async () => {
    const url = await listen(async () => {
      const response = withWholeBody(Buffer.from('{"a":1}'))
      for (const cookie of ['a=1', 'b=2']) response.headers.append('Set-Cookie', cookie)
      return response
    })
    const response = await fetch(`${url}/api`)
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(await response.json()).toEqual({ a: 1 })
  })

  test.each([
    ['read back', () => Response.json({ a: 1 })],
    ['known', () => withWholeBody(Buffer.from('{"a":1}'))],
  ])('no body in an answer to HEAD whose bytes are %s', async (_, made) => {
    const url = await listen(async () => made())
    const answer = await sendRaw(url, 'HEAD /api HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    expect(answer.split('\r\n\r\n')[1]).toBe('')
  })

  test.each(['a b', 'a/b@c', '[', 'x:y'])('400 as JSON for the host %j', async (host) => {
    const url = await listen(async () => Response.json({}))
    const answer = parseRaw(await sendRaw(url, `GET /api HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`))
    expect(answer).toMatchObject({ status: 400, body: { code: 400, errorType: 'BAD_REQUEST' } })
  })
})
