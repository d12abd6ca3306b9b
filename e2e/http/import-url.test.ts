/** Files from addresses: shut unless a setting opens it, and never into the network that the server stands in. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, type RunningServer, startServerWithAdministrator } from '@/e2e/server'

type Signed = RunningServer & { readonly token: string }
let inside: Server
let port: number
/** What has come to a server inside the network. */
let asked: string[]
beforeAll(async () => {
  asked = []
  inside = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(200, { 'content-type': 'text/csv' }).end('name,service\n1,sample_superset\n')
  })
  await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve))
  port = (inside.address() as AddressInfo).port
})
afterAll(() => inside.close())

/** As a program asks, and as the page does. */
const ways = ['../x/imports', '../import/file'] as const
const ask = (server: Signed, path: string, url: string) =>
  call(server, 'POST', path, { token: server.token, body: { url } })

describe('without the setting', () => {
  let server: Signed
  beforeAll(async () => {
    server = await startServerWithAdministrator()
  })
  afterAll(() => server.stop())

  test.each(ways)('%s says that files are not fetched, and who could change that', async (path) => {
    const { status, body } = await ask(server, path, `http://127.0.0.1:${port}/off.csv`)
    expect([status, body.message]).toEqual([400, 'Files are not fetched from addresses here'])
    expect(body.hint).toContain('IMPORT_URL_HOSTS')
    expect(asked).toEqual([])
  })
})

describe('open to every host', () => {
  let server: Signed
  beforeAll(async () => {
    server = await startServerWithAdministrator({ env: { IMPORT_URL_HOSTS: '*' } })
  })
  afterAll(() => server.stop())

  test.each(ways)('%s goes nowhere inside the network', async (path) => {
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1', '0.0.0.0']) {
      const { status, body } = await ask(server, path, `http://${host}:${port}/a.csv`)
      expect([host, status, body.message]).toEqual([
        host,
        400,
        expect.stringContaining('is not on the public internet'),
      ])
      expect(body.hint).toContain('Download the file')
    }
    expect(asked).toEqual([])
  })

  test.each([
    ['file:///etc/passwd', 'must begin with http'],
    ['gopher://127.0.0.1/', 'must begin with http'],
    ['http://ana:secret@example.com/', 'must not hold a name or a password'],
    ['http://example.com:22/', 'from port 22'],
    ['x', 'must begin with http'],
  ])('%s is refused in a sentence', async (url, message) => {
    for (const path of ways) {
      const { status, body } = await ask(server, path, url)
      expect([status, body.message]).toEqual([400, expect.stringContaining(message)])
    }
  })

  test('nobody unknown asks for a file', async () => {
    for (const path of ways)
      expect((await call(server, 'POST', path, { body: { url: 'https://example.com/a.csv' } })).status).toBe(401)
  })

  test('an address is a short text', async () => {
    for (const url of ['', 'x'.repeat(9_000), 7, null]) {
      const { status } = await call(server, 'POST', '../import/file', { token: server.token, body: { url } })
      expect([url, status]).toEqual([url, 400])
    }
  })
})
