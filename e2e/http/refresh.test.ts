import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { administrator, call, encoded, type RunningServer, startServerWithAdministrator } from '@/e2e/server'

let server: RunningServer
beforeAll(async () => {
  server = await startServerWithAdministrator()
})
afterAll(() => server.stop())

interface Pair {
  readonly accessToken: string
  readonly refreshToken: string
}
const signIn = async (): Promise<Pair> => {
  const body = { email: administrator.email, password: encoded(administrator.password) }
  return (await call(server, 'POST', 'users/login', { body })).body as unknown as Pair // the answer of a sign-in
}
const refresh = async (refreshToken: string) => {
  const { status, body } = await call(server, 'POST', 'users/refresh', { body: { refreshToken } })
  return { status, ...(body as unknown as Pair) }
}
const works = async (token: string) => (await call(server, 'GET', 'users/loggedInUser', { token })).status === 200

test('each refresh token gives the next, and an access token of the same session', async () => {
  const first = await signIn()
  const second = await refresh(first.refreshToken)
  const third = await refresh(second.refreshToken)
  expect([second.status, third.status]).toEqual([200, 200])
  expect(new Set([first, second, third].map(({ refreshToken }) => refreshToken)).size).toBe(3)
  expect(await works(third.accessToken)).toBe(true)
  expect(await works(first.accessToken)).toBe(true)
})

test('one that is used again ends the session, with all its tokens, and no other', async () => {
  const other = await signIn()
  const first = await signIn()
  const second = await refresh(first.refreshToken)
  expect(await works(second.accessToken)).toBe(true)
  expect((await refresh(first.refreshToken)).status).toBe(401)
  expect((await refresh(second.refreshToken)).status).toBe(401)
  expect(await works(second.accessToken)).toBe(false)
  expect(await works(first.accessToken)).toBe(false)
  expect(await works(other.accessToken)).toBe(true)
})

test('of requests that bring the same one at once, at most one is served', async () => {
  const { refreshToken } = await signIn()
  const answers = await Promise.all(Array.from({ length: 6 }, () => refresh(refreshToken)))
  expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1)
  expect(answers.filter(({ status }) => status === 401).length).toBeGreaterThanOrEqual(5)
})

test('one that was not made here ends nobody’s session', async () => {
  const { accessToken, refreshToken } = await signIn()
  const [session = '', secret = '', signature = ''] = refreshToken.split('.')
  const forged = [
    `${session}.${'A'.repeat(22)}.${signature}`,
    `${session}.${secret}.${'A'.repeat(43)}`,
    session,
    `${session}..`,
    '.'.repeat(8_000),
  ]
  for (const token of forged) expect((await refresh(token)).status).toBe(401)
  const caller = await signIn()
  const body = { refreshToken: forged[0] }
  expect((await call(server, 'POST', 'users/logout', { token: caller.accessToken, body })).status).toBe(200)
  expect(await works(accessToken)).toBe(true)
  expect((await refresh(refreshToken)).status).toBe(200)
})

test('a sign-out by one that is still good ends its session', async () => {
  const [ending, calling] = [await signIn(), await signIn()]
  const body = { refreshToken: ending.refreshToken }
  expect((await call(server, 'POST', 'users/logout', { token: calling.accessToken, body })).status).toBe(200)
  expect(await works(ending.accessToken)).toBe(false)
})

test('the database has none of them', async () => {
  const first = await signIn()
  const { refreshToken } = await refresh(first.refreshToken)
  const db = new Database(join(server.directory, 'catalog.db'), { readonly: true })
  const rows = db.prepare('select * from auth_session').all()
  db.close()
  expect(rows.length).toBeGreaterThan(0)
  for (const token of [first.refreshToken, refreshToken]) {
    const [, secret = ''] = token.split('.')
    expect(JSON.stringify(rows)).not.toContain(secret)
  }
})
