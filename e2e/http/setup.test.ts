import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, newDirectory, type RunningServer, startServer, tokenOf } from '@/e2e/server'

const given = { displayName: 'Ana', email: 'ana@example.com', password: 'Correct-horse-7' }
const tokenIn = (server: RunningServer) => new URL(server.setupPath ?? '', server.url).searchParams.get('token') ?? ''
const setUp = (server: RunningServer, body: unknown) => call(server, 'POST', 'system/setup', { body })

describe('a catalogue where nobody can sign in', () => {
  let server: RunningServer
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.stop())

  test('prints one line with a link', () => {
    expect(server.output()).toMatch(
      /^Dashcat \S+ is ready\. Create the first administrator at http:\/\/localhost:\d+\/setup\?token=\S{43} /m,
    )
  })

  test('takes no other token, and no weak password', async () => {
    expect((await setUp(server, { ...given, token: 'guess' })).status).toBe(403)
    const weak = await setUp(server, { ...given, token: tokenIn(server), password: 'password' })
    expect(weak.body).toMatchObject({ code: 400, fields: [{ path: '/password' }] })
  })

  test('makes one administrator, of however many requests with its link', async () => {
    const token = tokenIn(server)
    const answers = await Promise.all([1, 2, 3, 4].map(() => setUp(server, { ...given, token })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 403, 403, 403])
    const { body } = await call(server, 'GET', 'users/loggedInUser', { token: await tokenOf(server, given) })
    expect(body).toMatchObject({ name: 'ana', displayName: 'Ana', isAdmin: true })
    expect((await setUp(server, { ...given, token })).status).toBe(403)
  })
})

describe('the link', () => {
  test('is replaced by the next start, and not printed once somebody can sign in', async () => {
    const directory = newDirectory()
    const first = await startServer({ directory })
    await first.stop()
    const second = await startServer({ directory })
    expect(tokenIn(second)).not.toBe(tokenIn(first))
    expect((await setUp(second, { ...given, token: tokenIn(first) })).status).toBe(403)
    expect((await setUp(second, { ...given, token: tokenIn(second) })).status).toBe(201)
    await second.stop()
    const third = await startServer({ directory })
    expect(third.setupPath).toBeUndefined()
    expect(third.output()).toMatch(/Sign in at http:\/\/localhost:\d+\/sign-in$/m)
    await third.stop()
  })

  test('is not needed where settings name an administrator, who keeps a password changed since', async () => {
    const directory = newDirectory()
    const env = { ADMIN_EMAIL: given.email, ADMIN_PASSWORD: given.password }
    const first = await startServer({ directory, env })
    expect(first.setupPath).toBeUndefined()
    const token = await tokenOf(first, given)
    const changed = { oldPassword: given.password, newPassword: 'Another-pass-8', confirmPassword: 'Another-pass-8' }
    expect((await call(first, 'PUT', 'users/changePassword', { token, body: changed })).status).toBe(200)
    await first.stop()
    const second = await startServer({ directory, env })
    await tokenOf(second, { email: given.email, password: 'Another-pass-8' })
    await expect(tokenOf(second, given)).rejects.toThrow('401')
    await second.stop()
  })
})
