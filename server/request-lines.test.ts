import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { RequestLine } from '@/lib/app/started'
import { createDoor } from './api-door'
import { guard, isOfApi } from './request-guard'
import { createRequestLines } from './request-lines'

const options = { dev: false, trustProxy: false, publicUrl: undefined, bodyBytesMax: 1024 }
let server: Server
afterEach(() => server.close())

/** A server that is a guard and a door, with a page beside it. */
async function listen(told: RequestLine[]): Promise<string> {
  const lines = createRequestLines((line) => told.push(line))
  const door = createDoor(async (request, incoming) => {
    if (request.url.includes('never')) return new Promise(() => {})
    Object.assign(lines.about(incoming), { operation: 'getUser', user: 'ada', caller: 'token' })
    return new Response(null, { status: 204 })
  })
  server = createServer((request, response) => {
    lines.note(request, response)
    if (!guard(request, response, options)) return
    if (isOfApi(request.url ?? '')) void door(request, response)
    else response.end('a page')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}` // a TCP server's
}

test('a line tells the operation, its end and who asked, and no query', async () => {
  const told: RequestLine[] = []
  const url = await listen(told)
  await fetch(`${url}/api/v1/users?token=secret`, {
    headers: { 'x-request-id': 'mine', authorization: 'Bearer secret' },
  })
  await expect.poll(() => told).toHaveLength(1)
  expect(told).toEqual([
    {
      requestId: 'mine',
      operation: 'getUser',
      method: 'GET',
      path: '/api/v1/users',
      status: 204,
      ms: expect.any(Number),
      user: 'ada',
      caller: 'token',
    },
  ])
})

test('a page, a part of one and a refusal have a line too', async () => {
  const told: RequestLine[] = []
  const url = await listen(told)
  await fetch(`${url}/setup?token=secret`)
  await fetch(`${url}/_next/static/a.js`)
  await fetch(`${url}/api/v1/users`, { method: 'POST', body: 'x'.repeat(2048) })
  await fetch(`${url}/${'a'.repeat(5_000)}`)
  await expect.poll(() => told).toHaveLength(4)
  expect(told.map(({ operation, path, status }) => [operation, path.slice(0, 20), status])).toEqual([
    ['page', '/setup', 200],
    ['asset', '/_next/static/a.js', 200],
    ['unknown', '/api/v1/users', 413],
    ['page', `/${'a'.repeat(19)}`, 200],
  ])
  expect(told[3]?.path).toHaveLength(256)
})

test('a client that has gone before the answer is told as such', async () => {
  const told: RequestLine[] = []
  const url = await listen(told)
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.write('GET /api/never HTTP/1.1\r\nHost: x\r\n\r\n')
  await new Promise((resolve) => setTimeout(resolve, 100))
  socket.destroy()
  await expect.poll(() => told).toMatchObject([{ path: '/api/never', left: true }])
})
