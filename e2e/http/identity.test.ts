/** Who somebody is, and that what they sign in with follows them, by whichever door they are changed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, encoded, type RunningServer, startServerWithAdministrator } from '@/e2e/server'

let server: RunningServer & { token: string }
beforeAll(async () => {
  server = await startServerWithAdministrator({ env: { TRUST_PROXY: 'true' } })
})
afterAll(() => server.stop())

const password = 'Second-person-2'
const admin = (method: string, path: string, body?: unknown) =>
  call(server, method, path, { token: server.token, ...(body !== undefined && { body }) })
/** Each from an address of its own: guessing is slowed down by address. */
let calls = 0
const elsewhere = () => {
  calls += 1
  return { 'x-forwarded-for': `10.0.0.${calls}` }
}
const signIn = (email: string) =>
  call(server, 'POST', 'users/login', { headers: elsewhere(), body: { email, password: encoded(password) } })
const tokenOf = async (email: string) => String((await signIn(email)).body.accessToken)
const signsIn = async (email: string) => (await signIn(email)).status === 200
const me = async (token: string) => (await call(server, 'GET', 'users/loggedInUser', { token })).status

const aPerson = async (name: string, more: Record<string, unknown> = {}) => {
  const { status, body } = await admin('POST', 'users', { name, email: `${name}@example.com`, password, ...more })
  expect(status).toBe(201)
  return { id: String(body.id), name, email: `${name}@example.com` }
}

describe('a new address is what somebody signs in with from then on, when it comes by', () => {
  const doors: Record<string, (person: { id: string; name: string }, email: string) => Promise<unknown>> = {
    POST: async ({ id, name }, email) => {
      await admin('DELETE', `users/${id}?hardDelete=true`)
      await admin('POST', 'users', { name, email, password })
    },
    PUT: ({ name }, email) => admin('PUT', 'users', { name, email }),
    'PUT with a password': ({ name }, email) => admin('PUT', 'users', { name, email, password: 'Another-one-3' }),
    'PATCH by id': ({ id }, email) => admin('PATCH', `users/${id}`, [{ op: 'add', path: '/email', value: email }]),
    'PATCH by name': ({ name }, email) =>
      admin('PATCH', `users/name/${name.toUpperCase()}`, [{ op: 'add', path: '/email', value: email }]),
    bulk: ({ name }, email) => admin('PUT', 'users/bulk', [{ name, email }]),
    'the import': ({ name }, email) => admin('PUT', 'users/bulk?keepOmitted=true', [{ name, email }]),
    'PUT, which restores': async ({ id, name }, email) => {
      await admin('DELETE', `users/${id}`)
      await admin('PUT', 'users', { name, email })
    },
  }
  test.each(Object.keys(doors))('%s', async (door) => {
    const name = `by_${door.replaceAll(/\W/g, '_').toLowerCase()}`
    const person = await aPerson(name)
    expect(await signsIn(person.email)).toBe(true)
    await doors[door]?.(person, `${name}.new@example.com`)
    expect(await signsIn(`${name}.NEW@example.com`)).toBe(true)
    expect(await signsIn(person.email)).toBe(false)
    // The address is free for somebody else, who gets what they ask for.
    const heir = await admin('POST', 'users', { name: `${name}_heir`, email: person.email, password })
    expect(heir.status).toBe(201)
    const token = await tokenOf(person.email)
    expect((await call(server, 'GET', 'users/loggedInUser', { token })).body.id).toBe(heir.body.id)
  })
})

describe('somebody who is deleted', () => {
  /** One of everything that lets a person in. */
  const credentialsOf = async (email: string) => {
    const { body } = await signIn(email)
    const [access, refreshToken] = [String(body.accessToken), String(body.refreshToken)]
    const made = await call(server, 'PUT', 'users/security/token', {
      token: access,
      body: { tokenName: 'notebook', JWTTokenExpiry: '7' },
    })
    const browser = await fetch(`${server.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...elsewhere() },
      body: JSON.stringify({ email, password }),
    })
    const cookie = browser.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    return async () => ({
      access: await me(access),
      personal: await me(String(made.body.jwtToken)),
      cookie: (await call(server, 'GET', 'users/loggedInUser', { headers: { cookie } })).status,
      refresh: (await call(server, 'POST', 'users/refresh', { body: { refreshToken } })).status,
      password: (await signIn(email)).status,
    })
  }
  const all = (status: number) => ({
    access: status,
    personal: status,
    cookie: status,
    refresh: status,
    password: status,
  })

  test('is let in by nothing, and by everything again once restored', async () => {
    const { id, email } = await aPerson('softly')
    const tried = await credentialsOf(email)
    expect(await tried()).toEqual(all(200))
    await admin('DELETE', `users/${id}`)
    expect(await tried()).toEqual(all(401))
    await admin('PUT', 'users/restore', { id })
    expect((await tried()).personal).toBe(200)
    expect(await signsIn(email)).toBe(true)
  })

  test('for good, leaves nothing that lets the next of that name in, or is theirs', async () => {
    const { id, name, email } = await aPerson('for_good')
    const tried = await credentialsOf(email)
    await admin('DELETE', `users/${id}?hardDelete=true`)
    expect(await tried()).toEqual(all(401))
    const heir = await aPerson(name, { isAdmin: true })
    expect({ ...(await tried()), password: 401 }).toEqual(all(401))
    const listed = await admin('GET', `users/security/token?username=${name}`)
    expect(listed.body.data).toEqual([])
    expect(heir.id).not.toBe(id)
  })

  test('keeps the address: whoever else is given it is refused, and no half of them is there', async () => {
    const { id, email } = await aPerson('absent')
    await admin('DELETE', `users/${id}`)
    for (const more of [{}, { password }]) {
      for (const method of ['POST', 'PUT']) {
        const { status, body } = await admin(method, 'users', { name: 'half', email: email.toUpperCase(), ...more })
        expect({ status, fields: body.fields }).toMatchObject({ status: 409, fields: [{ path: '/email' }] })
      }
    }
    expect((await admin('GET', 'users/name/half?include=all')).status).toBe(404)
    await aPerson('half')
  })
})

test('names are the same in whatever case', async () => {
  const { id } = await aPerson('Carla')
  for (const name of ['carla', 'Carla', 'CARLA']) expect((await admin('GET', `users/name/${name}`)).body.id).toBe(id)
  expect((await admin('POST', 'users', { name: 'carla', email: 'carla2@example.com' })).status).toBe(409)
  const token = await tokenOf('carla@example.com')
  expect((await call(server, 'GET', 'users/security/token?username=cARLA', { token })).status).toBe(200)
})

describe('bots', () => {
  test('the ingestion bot is there from the start, and stays', async () => {
    const { status, body } = await admin('GET', 'bots/name/ingestion-bot')
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { provider: 'system', botUser: { name: 'ingestion-bot' } },
    })
    for (const path of ['bots/name/ingestion-bot', `bots/${body.id}?hardDelete=true`])
      expect((await admin('DELETE', path)).status).toBe(400)
  })

  test('a person is no bot’s user, by whatever door', async () => {
    await aPerson('human')
    const { body: user } = await admin('POST', 'users', { name: 'program', email: 'program@example.com', isBot: true })
    const asked = { name: 'annbot', botUser: 'human' }
    expect((await admin('POST', 'bots', asked)).status).toBe(400)
    expect((await admin('PUT', 'bots', asked)).status).toBe(400)
    expect((await admin('PUT', 'bots/bulk', [asked])).body).toMatchObject({ failedRequest: [{ status: 400 }] })
    expect((await admin('GET', 'bots/name/annbot')).status).toBe(404)
    const { status, body: bot } = await admin('POST', 'bots', { ...asked, botUser: 'program' })
    expect(status).toBe(201)
    const { body: human } = await admin('GET', 'users/name/human')
    const value = { id: human.id, type: 'user' }
    expect((await admin('PATCH', `bots/${bot.id}`, [{ op: 'replace', path: '/botUser', value }])).status).toBe(400)
    expect((await admin('GET', 'bots/name/annbot')).body.botUser).toMatchObject({ id: user.id })
  })

  test('a new one that is to authenticate by a token has it at once', async () => {
    const asked = (name: string, expiry?: string) => ({
      name,
      email: `${name}@example.com`,
      isBot: true,
      authenticationMechanism: { authType: 'JWT', config: { JWTTokenExpiry: expiry } },
    })
    for (const [method, name, expiry] of [
      ['POST', 'jwt_a', '7'],
      ['PUT', 'jwt_b', undefined],
    ] as const) {
      const { body } = await admin(method, 'users', asked(name, expiry))
      const { body: mechanism } = await admin('GET', `users/auth-mechanism/${body.id}`)
      expect(mechanism).toMatchObject({ authType: 'JWT', config: { JWTTokenExpiry: expiry ?? 'Unlimited' } })
      const { JWTToken } = mechanism.config as { JWTToken: string } // as asserted above
      expect(await me(JWTToken)).toBe(200)
      await admin('DELETE', `users/${body.id}?hardDelete=true`)
      expect(await me(JWTToken)).toBe(401)
    }
    expect((await admin('POST', 'users', asked('jwt_c', 'tomorrow'))).status).toBe(400)
    const { body } = await admin('PUT', 'users/bulk', [asked('jwt_d')])
    expect(body).toMatchObject({ failedRequest: [{ status: 400, message: expect.stringContaining('PUT /users') }] })
  })
})
