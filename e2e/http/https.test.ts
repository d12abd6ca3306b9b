import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { administrator, call, type RunningServer, startServerWithAdministrator } from '@/e2e/server'

describe('a server that people reach by https', () => {
  let server: RunningServer
  beforeAll(async () => {
    server = await startServerWithAdministrator({ env: { PUBLIC_URL: 'https://catalog.example.com' } })
  })
  afterAll(() => server.stop())

  const auth = (path: string, cookie = '') =>
    fetch(`${server.url}/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie },
      body: JSON.stringify(administrator),
    })
  const me = async (cookie: string) =>
    (await call(server, 'GET', 'users/loggedInUser', { headers: { cookie } })).body.name

  test('has a cookie for the session that only https carries, and only this host sets', async () => {
    const [given = '', ...others] = (await auth('sign-in/email')).headers.getSetCookie()
    expect(others).toEqual([])
    const [own = '', ...attributes] = given.split('; ')
    expect(own).toMatch(/^__Host-dashcat\.session_token=[^;]+$/)
    expect(attributes.map((attribute) => attribute.replace(/=\d+$/, '')).toSorted()).toEqual(
      ['HttpOnly', 'Max-Age', 'Path=/', 'SameSite=Lax', 'Secure'].toSorted(),
    )
    expect(await me(own)).toBe('admin')
    // The name that a neighbour, or a page by http, could set.
    expect(await me(own.replace('__Host-', ''))).toBeUndefined()
    expect(await me(`${own.replace('__Host-', '').slice(0, -4)}AAAA; ${own}`)).toBe('admin')

    const cleared = (await auth('sign-out', own)).headers.getSetCookie().find((cookie) => cookie.startsWith('__Host-'))
    expect(cleared).toMatch(/^__Host-dashcat\.session_token=; Max-Age=0; Path=\/;.* Secure/)
    expect(await me(own)).toBeUndefined()
  })
})
