import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { administrator, call, encoded, type RunningServer, startServerWithAdministrator, tokenOf } from '@/e2e/server'

let server: RunningServer & { token: string }
beforeAll(async () => {
  // Behind a proxy, so that every test can come from an address of its own.
  server = await startServerWithAdministrator({ env: { TRUST_PROXY: 'true' } })
})
afterAll(() => server.stop())

const from = (address: string) => ({ 'x-forwarded-for': address })
const login = (body: unknown, address = '198.51.100.1') =>
  call(server, 'POST', 'users/login', { body, headers: from(address) })

describe('a program signs in', () => {
  test('with the password in base 64, and gets tokens as OpenMetadata gives them', async () => {
    const { status, body } = await login({ email: administrator.email, password: encoded(administrator.password) })
    expect(status).toBe(200)
    expect(body).toMatchObject({ tokenType: 'Bearer ', expiryDuration: 3600 })
    const [header = '', claims = ''] = String(body.accessToken).split('.')
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({
      alg: 'RS256',
      kid: expect.any(String),
    })
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      iss: 'dashcat',
      sub: 'admin',
      email: administrator.email,
      isBot: false,
      tokenType: 'OM_USER',
    })
  })

  test('whatever the case of the address', async () => {
    const { status } = await login({ email: 'Admin@Example.com', password: encoded(administrator.password) })
    expect(status).toBe(200)
  })

  test('but not with the password in the clear', async () => {
    const { status, body } = await login({ email: administrator.email, password: administrator.password })
    expect({ status, message: body.message }).toEqual({
      status: 400,
      message: 'Password needs to be encoded in Base-64.',
    })
  })

  test('an unknown address and a wrong password are answered alike', async () => {
    const unknown = await login({ email: 'nobody@example.com', password: encoded('x') }, '198.51.100.2')
    const wrong = await login({ email: administrator.email, password: encoded('x') }, '198.51.100.2')
    for (const { status, body } of [unknown, wrong]) {
      expect({ status, message: body.message }).toEqual({
        status: 401,
        message: 'You have entered an invalid username or password.',
      })
    }
  })

  test('without a password: 400 naming the field', async () => {
    const { status, body } = await login({ email: administrator.email }, '198.51.100.3')
    expect({ status, message: body.message }).toEqual({
      status: 400,
      message: '[query param password must not be null]',
    })
  })

  test('and is told to wait after too many attempts, with the others let through', async () => {
    const attempt = { email: 'guess@example.com', password: encoded('x') }
    const statuses: number[] = []
    for (let count = 0; count < 11; count += 1) statuses.push((await login(attempt, '198.51.100.9')).status)
    expect(statuses).toEqual([...Array(10).fill(401), 429])
    const refused = await login(attempt, '198.51.100.9')
    expect(refused.body).toMatchObject({ code: 429, errorType: 'TOO_MANY_REQUESTS' })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await login(attempt, '198.51.100.10')).status).toBe(401)
  })

  test('from one address, whatever the proxy writes beside it', async () => {
    const attempt = { email: 'ports@example.com', password: encoded('x') }
    const spellings = ['192.0.2.77', '192.0.2.77:4711', '::ffff:192.0.2.77', '203.0.113.9, 192.0.2.77:80']
    const statuses: number[] = []
    for (let count = 0; count < 12; count += 1)
      statuses.push((await login(attempt, spellings[count % spellings.length])).status)
    expect(statuses).toEqual([...Array(10).fill(401), 429, 429])
    const right = { email: administrator.email, password: encoded(administrator.password) }
    expect((await login(right, '[2001:db8::77]:4711')).status).toBe(200)
  })

  test('whoever fails in their name from elsewhere, who then has few guesses from each of many addresses', async () => {
    for (let count = 0; count < 30; count += 1) {
      const guess = { email: administrator.email, password: encoded(`guess ${count}`) }
      expect((await login(guess, `203.0.113.${count + 1}`)).status).toBe(401)
    }
    const statuses: number[] = []
    for (let count = 0; count < 7; count += 1) {
      const guess = { email: administrator.email, password: encoded(`again ${count}`) }
      statuses.push((await login(guess, '203.0.113.200')).status)
    }
    expect(statuses).toEqual([...Array(5).fill(401), 429, 429])
    const right = { email: administrator.email, password: encoded(administrator.password) }
    expect((await login(right, '203.0.113.201')).status).toBe(200)
    expect((await login(right, '203.0.113.1')).status).toBe(200)
  })
})

describe('a session', () => {
  const signIn = async (address: string) => {
    const { body } = await login({ email: administrator.email, password: encoded(administrator.password) }, address)
    return { accessToken: String(body.accessToken), refreshToken: String(body.refreshToken) }
  }

  test('gives new tokens for its refresh token', async () => {
    const { refreshToken } = await signIn('198.51.100.20')
    const { status, body } = await call(server, 'POST', 'users/refresh', { body: { refreshToken } })
    expect(status).toBe(200)
    const me = await call(server, 'GET', 'users/loggedInUser', { token: String(body.accessToken) })
    expect(me.body).toMatchObject({ name: 'admin', isAdmin: true })
  })

  test('ends at sign-out, for its access token and its refresh token alike', async () => {
    const { accessToken, refreshToken } = await signIn('198.51.100.21')
    expect((await call(server, 'GET', 'users/loggedInUser', { token: accessToken })).status).toBe(200)
    expect((await call(server, 'POST', 'users/logout', { token: accessToken })).status).toBe(200)
    const refused = await call(server, 'GET', 'users/loggedInUser', { token: accessToken })
    expect({ status: refused.status, message: refused.body.message }).toEqual({
      status: 401,
      message: 'Invalid session.',
    })
    expect((await call(server, 'POST', 'users/refresh', { body: { refreshToken } })).status).toBe(401)
  })

  test('an access token is no refresh token', async () => {
    const { status } = await call(server, 'POST', 'users/refresh', { body: { refreshToken: server.token } })
    expect(status).toBe(401)
  })
})

describe('a browser', () => {
  const auth = (path: string, headers: Record<string, string>, body?: unknown) =>
    fetch(`${server.url}/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  const ownPage = { 'sec-fetch-site': 'same-origin' }
  const cookieOf = (response: Response) => response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const signIn = async (headers: Record<string, string> = {}) =>
    auth('sign-in/email', { ...ownPage, ...headers }, administrator)

  test('gets a cookie that scripts and other sites do not see, and that only https carries if it came by https', async () => {
    const [plain = ''] = (await signIn(from('198.51.100.30'))).headers.getSetCookie()
    expect(plain).toMatch(/^dashcat\.session_token=[^;]+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/)
    const [secure = ''] = (
      await signIn({ ...from('198.51.100.30'), 'x-forwarded-proto': 'https' })
    ).headers.getSetCookie()
    expect(secure).toMatch(/; Secure$/)
  })

  test('reads and writes the API with it, from our own pages', async () => {
    const cookie = cookieOf(await signIn(from('198.51.100.31')))
    expect((await call(server, 'GET', 'users/loggedInUser', { headers: { cookie } })).body).toMatchObject({
      name: 'admin',
    })
    const body = { name: 'from_a_page', serviceType: 'Superset' }
    const put = (headers: Record<string, string>) =>
      call(server, 'PUT', 'services/dashboardServices', { body, headers: { cookie, ...headers } })
    const strangers: Record<string, string>[] = [
      {},
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: server.url },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ]
    for (const headers of strangers) {
      const { status, body: answer } = await put(headers)
      expect({ status, message: answer.message }).toEqual({
        status: 403,
        message: 'The request comes from another site',
      })
    }
    expect((await put(ownPage)).status).toBe(201)
    expect((await put({ origin: server.url })).status).toBe(200)
  })

  test('is signed out at once', async () => {
    const cookie = cookieOf(await signIn(from('198.51.100.32')))
    expect((await call(server, 'GET', 'users/loggedInUser', { headers: { cookie } })).status).toBe(200)
    expect((await auth('sign-out', { ...ownPage, cookie })).status).toBe(200)
    expect((await call(server, 'GET', 'users/loggedInUser', { headers: { cookie } })).status).toBe(401)
  })

  test('with a cookie that was tampered with is nobody', async () => {
    const cookie = cookieOf(await signIn(from('198.51.100.33')))
    const forged = `${cookie.slice(0, -4)}AAAA`
    expect((await call(server, 'GET', 'users/loggedInUser', { headers: { cookie: forged } })).status).toBe(401)
  })

  test('cannot be signed in by another site', async () => {
    const response = await auth('sign-in/email', { 'sec-fetch-site': 'cross-site' }, administrator)
    expect(response.status).toBe(403)
    expect(response.headers.getSetCookie()).toEqual([])
  })

  test.each([
    'sign-up/email',
    'change-password',
    'update-user',
    'delete-user',
    'get-session',
    'list-sessions',
    'error',
  ])('finds nothing at /api/auth/%s', async (path) => {
    expect((await auth(path, ownPage, {})).status).toBe(404)
  })
})

describe('a password', () => {
  test('is changed with the old one, and every session ends', async () => {
    const person = { name: 'grace', email: 'grace@example.com' }
    await call(server, 'PUT', 'users', { token: server.token, body: person })
    const change = (token: string, body: Record<string, string>) =>
      call(server, 'PUT', 'users/changePassword', { token, body })
    const given = {
      requestType: 'USER',
      username: 'grace',
      newPassword: 'First-pass-1',
      confirmPassword: 'First-pass-1',
    }
    expect((await change(server.token, given)).status).toBe(200)
    const token = await tokenOf(server, { email: person.email, password: 'First-pass-1' })

    const mine = { newPassword: 'Second-pass-2', confirmPassword: 'Second-pass-2' }
    expect((await change(token, { ...mine, oldPassword: 'wrong' })).body).toMatchObject({
      message: 'Old Password is not correct',
    })
    expect(
      (await change(token, { ...mine, oldPassword: 'First-pass-1', newPassword: 'weak', confirmPassword: 'weak' }))
        .body,
    ).toMatchObject({
      code: 400,
      message:
        'Password must be of minimum 8 characters, with one special, one Upper, one lower case character, and one Digit.',
    })
    expect((await change(token, { ...mine, requestType: 'USER', username: 'admin' })).status).toBe(403)
    expect((await change(token, { ...mine, oldPassword: 'First-pass-1' })).status).toBe(200)
    expect((await call(server, 'GET', 'users/loggedInUser', { token })).body).toMatchObject({
      message: 'Invalid session.',
    })
    await tokenOf(server, { email: person.email, password: 'Second-pass-2' })
  })
})
