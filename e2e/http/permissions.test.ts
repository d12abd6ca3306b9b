/** What `GET /permissions` tells is what the calls then do. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, type RunningServer, startServerWithAdministrator, tokenOf } from '@/e2e/server'

let server: RunningServer & { token: string }
let reader: string
const ids: Record<string, string> = {}
const password = 'Second-person-2'

const get = (token: string, path: string) => call(server, 'GET', path, { token })
const made = async (path: string, body: { readonly name: string; readonly [member: string]: unknown }) => {
  const answer = await call(server, 'POST', path, { token: server.token, body })
  expect([path, answer.status, answer.body.message]).toEqual([path, 201, undefined])
  ids[body.name] = String(answer.body.id)
}
/** Access by operation. */
async function accessOf(token: string, path: string): Promise<Record<string, string>> {
  const { status, body } = await get(token, `permissions/${path}`)
  expect([path, status]).toEqual([path, 200])
  const permissions = body.permissions as { operation: string; access: string }[] // as the contract has it
  return Object.fromEntries(permissions.map(({ operation, access }) => [operation, access]))
}

beforeAll(async () => {
  server = await startServerWithAdministrator()
  const hides = { name: 'r', effect: 'deny', resources: ['all'], operations: ['ViewAll'] }
  await made('policies', { name: 'hiding', rules: [{ ...hides, condition: "matchAnyTag('PII.Sensitive')" }] })
  await made('roles', { name: 'Hiding', policies: ['hiding'] })
  const reading = { name: 'reader', email: 'reader@example.com', password, roles: [ids.Hiding] }
  await made('users', reading)
  reader = await tokenOf(server, { email: reading.email, password })
  await made('services/dashboardServices', { name: 'superset', serviceType: 'Superset' })
  const owners = [{ id: ids.reader, type: 'user' }]
  await made('dashboards', { name: 'mine', service: 'superset', owners })
  const admin = (await get(server.token, 'users/loggedInUser')).body.id
  await made('dashboards', { name: 'theirs', service: 'superset', owners: [{ id: admin, type: 'user' }] })
  const tags = [{ tagFQN: 'PII.Sensitive', source: 'Classification', labelType: 'Manual', state: 'Confirmed' }]
  await made('dashboards', { name: 'hidden', service: 'superset', owners, tags })
})
afterAll(() => server.stop())

test('every type is told of, with what depends on the entity', async () => {
  const { status, body } = await get(reader, 'permissions')
  expect([status, body.paging]).toEqual([200, { total: (body.data as unknown[]).length }])
  expect(body.data).toEqual(
    await Promise.all(
      (body.data as { resource: string }[]).map(
        async ({ resource }) => (await get(reader, `permissions/${resource}`)).body,
      ),
    ),
  )
  expect(await accessOf(reader, 'dashboard')).toMatchObject({
    Create: 'conditionalAllow',
    ViewBasic: 'conditionalDeny',
    EditDescription: 'conditionalAllow',
    Delete: 'conditionalAllow',
  })
  expect(new Set(Object.values(await accessOf(server.token, 'dashboard')))).toEqual(new Set(['allow']))
})

test('of an entity it is told what then happens', async () => {
  for (const [name, access, changed] of [
    ['mine', 'allow', 200],
    ['theirs', 'notAllow', 403],
  ] as const) {
    const told = await accessOf(reader, `dashboard/${ids[name]}`)
    expect(told).toMatchObject({ ViewBasic: 'allow', EditDisplayName: access, Delete: access })
    expect(await accessOf(reader, `dashboard/name/superset.${name}`)).toEqual(told)
    const body = [{ op: 'add', path: '/displayName', value: 'Another' }]
    expect((await call(server, 'PATCH', `dashboards/${ids[name]}`, { token: reader, body })).status).toBe(changed)
  }
  expect(await accessOf(reader, `user/${ids.reader}`)).toMatchObject({ EditDisplayName: 'allow' })
})

test('what one may not see is not told of, unless an administrator asks', async () => {
  expect((await get(reader, `permissions/dashboard/${ids.hidden}`)).status).toBe(403)
  expect((await get(reader, 'permissions/dashboard/name/superset.hidden')).status).toBe(403)
  expect(await accessOf(server.token, `dashboard/${ids.hidden}?user=reader`)).toMatchObject({ ViewBasic: 'deny' })
})

test('others are asked about by administrators alone', async () => {
  const own = (await get(reader, 'permissions')).body
  expect((await get(server.token, 'permissions?user=reader')).body).toEqual(own)
  expect((await get(reader, 'permissions?user=reader')).body).toEqual(own)
  expect((await get(reader, 'permissions?user=admin')).status).toBe(403)
})

test('what is not there is not found', async () => {
  for (const path of [
    'nothing',
    `nothing/${ids.mine}`,
    'lineage/name/x',
    `chart/${ids.mine}`,
    'dashboard/none',
    'dashboard?user=nobody',
  ])
    expect([path, (await get(server.token, `permissions/${path}`)).status]).toEqual([path, 404])
})
