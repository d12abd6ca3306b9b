import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { call, newDirectory, startServer, startServerWithAdministrator } from '@/e2e/server'

const serve = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'scripts/serve.mjs')
const encoder = new TextEncoder()

/** Until connections are refused: the server has heard. */
const untilClosed = (url: string) =>
  expect
    .poll(
      () =>
        fetch(`${url}/api/health`).then(
          () => 'open',
          () => 'closed',
        ),
      { timeout: 5_000 },
    )
    .toBe('closed')

describe('SIGTERM', () => {
  test('lets a request in flight finish, takes no new one, and ends with 0', async () => {
    const server = await startServerWithAdministrator({ alone: true })
    const body = JSON.stringify({ name: 'in_flight', serviceType: 'Superset' })
    let goOn = () => {}
    const told = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const stream = new ReadableStream<Uint8Array>({
      start: async (controller) => {
        controller.enqueue(encoder.encode(body.slice(0, 10)))
        await told
        controller.enqueue(encoder.encode(body.slice(10)))
        controller.close()
      },
    })
    const init: RequestInit & { duplex: 'half' } = {
      method: 'PUT',
      body: stream,
      duplex: 'half',
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
    }
    const answer = fetch(`${server.url}/api/v1/services/dashboardServices`, init)
    await setTimeout(300)
    const exit = server.stop('SIGTERM')
    await untilClosed(server.url)
    goOn()
    expect((await answer).status).toBe(201)
    expect(await exit).toBe(0)

    const again = await startServerWithAdministrator({ directory: server.directory })
    const { status } = await call(again, 'GET', 'services/dashboardServices/name/in_flight', { token: again.token })
    expect(status).toBe(200)
    expect(await again.stop('SIGINT')).toBe(0)
  })

  test('cuts off none of six requests, be their connections new or kept open', async () => {
    const server = await startServerWithAdministrator({ alone: true })
    const { port } = new URL(server.url)
    const open = async (name: string, isKept: boolean) => {
      const socket = connect(Number(port), '127.0.0.1')
      let text = ''
      socket.on('data', (chunk) => {
        text += chunk.toString()
      })
      const ended = new Promise<string>((resolve) => {
        socket.once('error', (error) => resolve(`${error.message} ${text}`))
        socket.once('end', () => resolve(text))
      })
      if (isKept) {
        socket.write('GET /api/health HTTP/1.1\r\nHost: x\r\n\r\n')
        await expect.poll(() => text).toContain('healthy')
      }
      const body = JSON.stringify({ name, serviceType: 'Superset' })
      socket.write(
        `PUT /api/v1/services/dashboardServices HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${server.token}\r\n` +
          `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 10)}`,
      )
      return { finish: () => socket.write(body.slice(10)), ended }
    }
    const clients = await Promise.all([1, 2, 3, 4, 5, 6].map((at) => open(`six_${at}`, at % 2 === 0)))
    await setTimeout(300)
    const exit = server.stop('SIGTERM')
    await untilClosed(server.url)
    for (const client of clients) {
      await setTimeout(200)
      client.finish()
    }
    for (const { ended } of clients)
      expect(await ended).toMatch(/HTTP\/1\.1 201 Created\r\n[\s\S]*"name":"six_\d"[\s\S]*(?:\}|\r\n0\r\n\r\n)$/)
    expect(await exit).toBe(0)
  })

  test('does not wait for connections that are merely open', async () => {
    const server = await startServer()
    await fetch(`${server.url}/api/health`)
    const start = Date.now()
    expect(await server.stop()).toBe(0)
    expect(Date.now() - start).toBeLessThan(5_000)
  })

  test('twice ends at once', async () => {
    const server = await startServerWithAdministrator({ alone: true })
    const stream = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(encoder.encode('{')) })
    const init: RequestInit & { duplex: 'half' } = {
      method: 'PUT',
      body: stream,
      duplex: 'half',
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
    }
    const answer = fetch(`${server.url}/api/v1/dashboards`, init).catch(() => 'cut off')
    await setTimeout(300)
    server.signal('SIGTERM')
    await untilClosed(server.url)
    expect(await server.stop('SIGTERM')).toBe(1)
    expect(await answer).toBe('cut off')
  })

  test.each([
    ['has gone', (output: Readable | null) => void output?.destroy(), 20],
    ['reads no further', () => {}, 4_000],
  ])('ends whoever reads its log: one that %s', async (_who, treat, lines) => {
    const child = spawn(process.execPath, [serve], {
      stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        PORT: '0',
        DATABASE_URL: `file:${join(newDirectory(), 'c.db')}`,
      },
    })
    const { port } = await new Promise<{ port: number }>((resolve) => child.once('message', resolve))
    treat(child.stdout)
    for (let sent = 0; sent < lines; sent += 20) {
      const version = () => fetch(`http://127.0.0.1:${port}/api/v1/system/version`).then((answer) => answer.text())
      await Promise.all(Array.from({ length: 20 }, version))
    }
    const exit = new Promise((resolve) => child.once('exit', resolve))
    const start = Date.now()
    child.kill('SIGTERM')
    expect(await Promise.race([exit, setTimeout(10_000, 'still there')])).toBe(0)
    expect(Date.now() - start).toBeLessThan(5_000)
  })
})

describe.concurrent('a start that cannot succeed says why in one line and ends with 1', () => {
  const start = async (env: Record<string, string>) => {
    const child = spawn(process.execPath, [serve], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        DATABASE_URL: `file:${join(newDirectory(), 'c.db')}`,
        ...env,
      },
    })
    const [said, status] = await Promise.all([
      text(child.stderr),
      new Promise((resolve) => child.once('exit', resolve)),
    ])
    return { status, lines: said.trim().split('\n') }
  }

  test.each([
    ['a setting that is wrong', { PORT: 'http' }, /PORT/],
    ['an address that is none of this machine', { HOST: '192.0.2.1' }, /HOST/],
    [
      'an outside issuer whose tokens may be for anybody',
      { TOKEN_JWKS_URL: 'https://idp.example.com/keys', TOKEN_ISSUER: 'https://idp.example.com' },
      /TOKEN_AUDIENCE: is required/,
    ],
    ['a directory that cannot be made', { DATABASE_URL: 'file:/dev/null/x/c.db' }, /\/dev\/null/],
    ['PostgreSQL without a key', { DATABASE_URL: 'postgres://127.0.0.1:1/x' }, /SECRET_KEY/],
    [
      'PostgreSQL that is not there',
      { DATABASE_URL: 'postgres://127.0.0.1:1/x', SECRET_KEY: 'k'.repeat(32) },
      /127\.0\.0\.1:1/,
    ],
    [
      'a weak password for the administrator',
      { ADMIN_EMAIL: 'a@example.com', ADMIN_PASSWORD: 'weak' },
      /ADMIN_PASSWORD/,
    ],
  ])('%s', async (_name, env, reason) => {
    const { status, lines } = await start(env)
    expect(lines).toEqual([expect.stringMatching(reason)])
    expect(lines[0]).toMatch(/^Dashcat cannot start: /)
    expect(status).toBe(1)
  })

  test('a port that is taken', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const { port } = taken.address() as AddressInfo // a TCP server's
    const { status, lines } = await start({ PORT: String(port) })
    taken.close()
    expect(lines).toEqual([`Dashcat cannot start: port ${port} is taken. Set PORT to another one.`])
    expect(status).toBe(1)
  })

  test('a file that is no database', async () => {
    const directory = newDirectory()
    mkdirSync(directory, { recursive: true })
    writeFileSync(join(directory, 'c.db'), 'this is no database, it only has a name like one'.repeat(100))
    const { status, lines } = await start({ DATABASE_URL: `file:${join(directory, 'c.db')}` })
    expect(lines).toEqual([expect.stringMatching(/DATABASE_URL: \S+\/c\.db cannot be opened: file is not a database/)])
    expect(status).toBe(1)
  })

  test('a key that was lost', async () => {
    const first = await startServer()
    await first.stop()
    writeFileSync(join(first.directory, 'secret.key'), '')
    const { status, lines } = await start({ DATABASE_URL: `file:${join(first.directory, 'catalog.db')}` })
    expect(lines).toEqual([expect.stringContaining(`${join(first.directory, 'secret.key')} holds no key`)])
    expect(status).toBe(1)
  })

  test('the key of another database', async () => {
    const first = await startServer({ env: { SECRET_KEY: 'a'.repeat(32) } })
    await first.stop()
    const { status, lines } = await start({
      DATABASE_URL: `file:${join(first.directory, 'catalog.db')}`,
      SECRET_KEY: 'b'.repeat(32),
    })
    expect(lines).toEqual([expect.stringContaining('SECRET_KEY is not the key this database was set up with')])
    expect(status).toBe(1)
  })
})

describe('two servers', () => {
  test('that start at once on a new database agree on its key, its tokens and its administrator', async () => {
    const directory = newDirectory()
    const servers = await Promise.all([1, 2, 3].map(() => startServerWithAdministrator({ directory })))
    for (const { token } of servers) {
      for (const server of servers) {
        expect((await call(server, 'GET', 'users/loggedInUser', { token })).body).toMatchObject({ name: 'admin' })
      }
    }
    await Promise.all(servers.map((server) => server.stop()))
  })
})
