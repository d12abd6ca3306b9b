import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, encoded, type RunningServer, startServerWithAdministrator } from '@/e2e/server'

let server: RunningServer & { token: string }
beforeAll(async () => {
  server = await startServerWithAdministrator()
})
afterAll(() => server.stop())

const password = 'Second-person-2'
const write = (method: 'POST' | 'PUT', body: unknown) => call(server, method, 'users', { token: server.token, body })
const signsIn = async (email: string) =>
  (await call(server, 'POST', 'users/login', { body: { email, password: encoded(password) } })).status === 200

test('somebody whose address changes signs in with the new one', async () => {
  const user = { name: 'mover', email: 'mover@example.com' }
  const { body } = await write('POST', { ...user, password })
  const steps = [{ op: 'replace', path: '/email', value: 'moved@example.com' }]
  await call(server, 'PATCH', `users/${body.id}`, { token: server.token, body: steps })
  expect(await signsIn('mover@example.com')).toBe(false)
  expect(await signsIn('moved@example.com')).toBe(true)
  const taken = [{ op: 'replace', path: '/email', value: 'admin@example.com' }]
  const refused = await call(server, 'PATCH', `users/name/mover`, { token: server.token, body: taken })
  expect({ status: refused.status, fields: refused.body.fields }).toMatchObject({
    status: 409,
    fields: [{ path: '/email' }],
  })
  expect((await write('PUT', { ...user, email: 'Again@example.com' })).status).toBe(200)
  expect(await signsIn('again@example.com')).toBe(true)
  // A password that is given once more is left alone; the address is not.
  expect((await write('PUT', { ...user, email: 'last@example.com', password: 'Another-one-3' })).status).toBe(200)
  expect(await signsIn('last@example.com')).toBe(true)
})
