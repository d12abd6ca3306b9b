import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, encoded, type RunningServer, startServerWithAdministrator, tokenOf } from '@/e2e/server'

let server: RunningServer & { token: string }
beforeAll(async () => {
  server = await startServerWithAdministrator()
})
afterAll(() => server.stop())

const password = 'Second-person-2'
const write = (method: 'POST' | 'PUT', body: unknown, token = server.token) =>
  call(server, method, 'users', { token, body })
const signsIn = async (email: string, with_: string) =>
  (await call(server, 'POST', 'users/login', { body: { email, password: encoded(with_) } })).status === 200

describe('an administrator who creates a user with a password', () => {
  test('gives an account that signs in, as a reader', async () => {
    const { status, body } = await write('POST', { name: 'reader', email: 'reader@example.com', password })
    expect(status).toBe(201)
    const token = await tokenOf(server, { email: 'reader@example.com', password })
    const me = await call(server, 'GET', 'users/loggedInUser', { token })
    expect(me.body).toMatchObject({ id: body.id, name: 'reader', isAdmin: false })
    const refused = await call(server, 'PUT', 'services/dashboardServices', {
      token,
      body: { name: 'mine', serviceType: 'Superset' },
    })
    expect(refused.status).toBe(403)
  })

  test('stores it nowhere in the user, its versions or its events', async () => {
    const { body } = await write('POST', { name: 'silent', email: 'silent@example.com', password })
    const paths = [`users/${body.id}?fields=*`, `users/${body.id}/versions`, 'users?fields=authenticationMechanism']
    const answers = await Promise.all(paths.map((path) => call(server, 'GET', path, { token: server.token })))
    expect(JSON.stringify([body, ...answers.map((answer) => answer.body)])).not.toContain(password)
  })

  test('may do so with PUT, which leaves a password alone that is there already', async () => {
    const user = { name: 'put', email: 'put@example.com' }
    expect((await write('PUT', user)).status).toBe(201)
    expect(await signsIn(user.email, password)).toBe(false)
    expect((await write('PUT', { ...user, password })).status).toBe(200)
    expect(await signsIn(user.email, password)).toBe(true)
    expect((await write('PUT', { ...user, password: 'Another-one-3' })).status).toBe(200)
    expect(await signsIn(user.email, 'Another-one-3')).toBe(false)
    expect(await signsIn(user.email, password)).toBe(true)
  })

  test.each([
    ['a weak one', { password: 'weak' }, 400, '/password'],
    ['one that is confirmed differently', { password, confirmPassword: 'Other-than-that-4' }, 400, '/confirmPassword'],
    ['one for a bot', { password, isBot: true }, 400, undefined],
    ['one for an address that somebody signs in with', { password, email: 'ADMIN@example.com' }, 409, '/email'],
  ])('is refused %s, and nothing is created', async (_, more, status, path) => {
    const answer = await write('POST', { name: 'refused', email: 'refused@example.com', ...more })
    expect(answer.status).toBe(status)
    if (path !== undefined) expect(answer.body.fields).toMatchObject([{ path }])
    expect((await call(server, 'GET', 'users/name/refused', { token: server.token })).status).toBe(404)
  })
})

test('a role that is taken away is missed at once', async () => {
  const role = await call(server, 'GET', 'roles/name/DataSteward', { token: server.token })
  const email = 'steward@example.com'
  const { body: user } = await write('POST', { name: 'steward', email, password, roles: [role.body.id] })
  const token = await tokenOf(server, { email, password })
  const create = async (name: string) =>
    (await call(server, 'POST', 'services/dashboardServices', { token, body: { name, serviceType: 'Superset' } }))
      .status
  expect(await create('while_steward')).toBe(201)
  const steps = [{ op: 'replace', path: '/roles', value: [] }]
  await call(server, 'PATCH', `users/${user.id}`, { token: server.token, body: steps })
  expect(await create('afterwards')).toBe(403)
})

test('a bulk call refuses the rows with a password, and says which call takes it', async () => {
  const rows = [
    { name: 'bulk_a', email: 'bulk_a@example.com' },
    { name: 'bulk_b', email: 'bulk_b@example.com', password },
  ]
  const { body } = await call(server, 'PUT', 'users/bulk', { token: server.token, body: rows })
  expect(body).toMatchObject({ status: 'partialSuccess', numberOfRowsPassed: 1, numberOfRowsFailed: 1 })
  expect(body.failedRequest).toMatchObject([{ status: 400, message: expect.stringContaining('PUT /users') }])
})

test('nobody else gives passwords', async () => {
  await write('POST', { name: 'curious', email: 'curious@example.com', password })
  const token = await tokenOf(server, { email: 'curious@example.com', password })
  const { status } = await write('POST', { name: 'friend', email: 'friend@example.com', password }, token)
  expect(status).toBe(403)
})
