/** Rights given round the corner, and following: what a person with a policy for everything may and may not do. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, type RunningServer, startServerWithAdministrator, tokenOf } from '@/e2e/server'

let server: RunningServer & { token: string }
let mighty: string
let reader: string
const ids: Record<string, string> = {}
const password = 'Second-person-2'

const as = (token: string, method: string, path: string, body?: unknown) =>
  call(server, method, path, { token, ...(body !== undefined && { body }) })
const admin = async (method: string, path: string, body?: unknown) => {
  const answer = await as(server.token, method, path, body)
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}
const make = async (path: string, body: { readonly name: string; readonly [member: string]: unknown }) => {
  ids[body.name] = String((await admin('POST', path, body)).id)
}
const ref = (name: string, type: string) => ({ id: ids[name], type })
const rolesOf = async (token: string) => {
  const { body } = await as(token, 'GET', 'users/loggedInUser?fields=teams,roles')
  return JSON.stringify([body.teams, body.roles])
}

beforeAll(async () => {
  server = await startServerWithAdministrator()
  const rule = (resources: string[], operations: string[]) => ({ name: 'r', effect: 'allow', resources, operations })
  await make('policies', { name: 'people', rules: [rule(['user', 'team'], ['All']), rule(['all'], ['ViewAll'])] })
  await make('roles', { name: 'PeopleManager', policies: ['people'] })
  await make('policies', { name: 'everything', rules: [rule(['all'], ['All'])] })
  await make('roles', { name: 'Everything', policies: ['everything'] })
  await make('teams', { name: 'privileged', teamType: 'Group', defaultRoles: [ids.Everything] })
  await make('teams', { name: 'ordinary', teamType: 'Group' })
  await make('users', { name: 'mighty', email: 'mighty@example.com', password, roles: [ids.PeopleManager] })
  await make('users', { name: 'reader', email: 'reader@example.com', password })
  mighty = await tokenOf(server, { email: 'mighty@example.com', password })
  reader = await tokenOf(server, { email: 'reader@example.com', password })
  await make('services/dashboardServices', { name: 'superset', serviceType: 'Superset' })
  await make('dashboards', { name: 'board', service: 'superset' })
})
afterAll(() => server.stop())

describe('whoever manages people, and is no administrator', () => {
  test('joins no team that gives something, by no door', async () => {
    const before = await rolesOf(mighty)
    const member = [{ op: 'add', path: '/users', value: [ref('mighty', 'user')] }]
    const membership = [{ op: 'add', path: '/teams', value: [ref('privileged', 'team')] }]
    const team = { name: 'privileged', teamType: 'Group', users: [ids.mighty] }
    const user = { name: 'mighty', email: 'mighty@example.com', teams: [ids.privileged] }
    const answers = [
      await as(mighty, 'PATCH', `teams/${ids.privileged}`, member),
      await as(mighty, 'PATCH', 'teams/name/privileged', member),
      await as(mighty, 'PUT', 'teams', team),
      await as(mighty, 'PATCH', `users/${ids.mighty}`, membership),
      await as(mighty, 'PUT', 'users', user),
      await as(mighty, 'POST', 'teams', { ...team, name: 'under', parents: [ids.privileged] }),
    ]
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403))
    for (const [path, row] of [
      ['teams/bulk', team],
      ['users/bulk', user],
    ] as const)
      expect((await as(mighty, 'PUT', path, [row])).body).toMatchObject({ failedRequest: [{ status: 403 }] })
    expect(await rolesOf(mighty)).toBe(before)
    expect((await as(mighty, 'PUT', 'services/dashboardServices', { name: 'x', serviceType: 'Superset' })).status).toBe(
      403,
    )
  })

  test('neither deletes nor restores such a team', async () => {
    expect((await as(mighty, 'DELETE', `teams/${ids.privileged}`)).status).toBe(403)
    expect((await as(mighty, 'DELETE', `teams/async/${ids.privileged}?hardDelete=true`)).status).toBe(403)
    await admin('DELETE', `teams/${ids.privileged}`)
    expect((await as(mighty, 'PUT', 'teams/restore', { id: ids.privileged })).status).toBe(403)
    expect((await as(mighty, 'PUT', 'teams', { name: 'privileged', teamType: 'Group' })).status).toBe(403)
    await admin('PUT', 'teams/restore', { id: ids.privileged })
  })

  test('manages ordinary teams and people as before', async () => {
    const member = [{ op: 'add', path: '/users', value: [ref('reader', 'user')] }]
    expect((await as(mighty, 'PATCH', `teams/${ids.ordinary}`, member)).status).toBe(200)
    expect(
      (await as(mighty, 'POST', 'users', { name: 'new', email: 'new@example.com', teams: [ids.ordinary] })).status,
    ).toBe(201)
    expect(
      (await as(mighty, 'POST', 'teams', { name: 'group', teamType: 'Group', parents: [ids.ordinary] })).status,
    ).toBe(201)
    expect((await as(mighty, 'DELETE', 'users/name/new?hardDelete=true')).status).toBe(200)
    expect((await as(mighty, 'DELETE', 'teams/name/group')).status).toBe(200)
  })
})

test('a role given by a team counts at once, and no longer once the team is deleted', async () => {
  const create = async (name: string) =>
    (await as(reader, 'PUT', 'services/dashboardServices', { name, serviceType: 'Superset' })).status
  expect(await create('a')).toBe(403)
  await admin('PATCH', `teams/${ids.privileged}`, [{ op: 'add', path: '/users', value: [ref('reader', 'user')] }])
  expect(await create('b')).toBe(201)
  await admin('DELETE', `teams/${ids.privileged}`)
  expect(await create('c')).toBe(403)
  await admin('PUT', 'teams/restore', { id: ids.privileged })
  expect(await create('d')).toBe(201)
  await admin('PUT', 'roles/bulk', [{ name: 'Everything', policies: ['DataConsumerPolicy'] }])
  expect(await create('e')).toBe(403)
})

describe('following', () => {
  const follow = (token: string, name: string) => as(token, 'PUT', `dashboards/${ids.board}/followers`, ids[name])
  const unfollow = (token: string, name: string) =>
    as(token, 'DELETE', `dashboards/${ids.board}/followers/${ids[name]}`)
  const followers = async () => {
    const { followers: list } = await admin('GET', `dashboards/${ids.board}?fields=followers`)
    return (list as { name: string }[]).map(({ name }) => name) // as the contract has it
  }

  test('is for oneself', async () => {
    expect((await follow(mighty, 'mighty')).status).toBe(200)
    expect((await follow(mighty, 'reader')).status).toBe(403)
    expect((await unfollow(reader, 'mighty')).status).toBe(403)
    expect(await followers()).toEqual(['mighty'])
    expect((await unfollow(mighty, 'mighty')).status).toBe(200)
  })

  test('of others is for administrators and whoever may edit all of it', async () => {
    expect((await follow(server.token, 'reader')).status).toBe(200)
    expect((await unfollow(server.token, 'reader')).status).toBe(200)
    const owners = [{ op: 'add', path: '/owners', value: [ref('mighty', 'user')] }]
    await admin('PATCH', `dashboards/${ids.board}`, owners)
    expect((await follow(mighty, 'reader')).status).toBe(200)
    expect(await followers()).toEqual(['reader'])
  })
})
