import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call, type RunningServer, startServerWithAdministrator, tokenOf } from '@/e2e/server'

let server: RunningServer & { token: string }
let reader: string
let bot: string

beforeAll(async () => {
  server = await startServerWithAdministrator({ alone: true })
  const account = { email: 'reader@example.com', password: 'Second-person-2' }
  await ask('POST', 'users', { name: 'reader', ...account })
  reader = await tokenOf(server, account)
  const { body } = await ask('GET', 'users/name/ingestion-bot')
  const mechanism = await ask('GET', `users/auth-mechanism/${body.id}`)
  const { JWTToken } = mechanism.body.config as { JWTToken: string } // as clients read it
  bot = JWTToken
})
afterAll(() => server.stop())

const ask = (method: string, path: string, body?: unknown, token = server.token) =>
  call(server, method, path, { token, body })
const services = 'services/dashboardServices'

const canary = 'canary'
const connection = {
  config: {
    type: 'Superset',
    hostPort: `https://user:${canary}1@superset.example.com/?key=${canary}2`,
    connection: {
      type: 'Postgres',
      username: 'reader',
      authType: { password: `${canary}3` },
      hostPort: `user:${canary}4@db.example.com:5432`,
      database: 'superset',
      sslConfig: { sslKey: `${canary}5` },
      connectionOptions: { options: `${canary}6` },
    },
  },
}
const custom = {
  config: {
    type: 'CustomDashboard',
    connectionString: `${canary}7`,
    pwd: `${canary}8`,
    headers: { Authorization: `${canary}9`, Cookie: `${canary}10` },
  },
}

describe('what a connection keeps secret', () => {
  test('nobody but a bot reads, by any path, and the database does not hold it in the clear', async () => {
    const made = await ask('POST', services, { name: 'secretive', serviceType: 'Superset', connection })
    expect(made.status).toBe(201)
    const { id } = made.body
    await ask('POST', services, { name: 'custom', serviceType: 'CustomDashboard', connection: custom })
    const changed = { ...connection, config: { ...connection.config, chartFilterPattern: { includes: ['a'] } } }
    expect(
      (await ask('PUT', services, { name: 'secretive', serviceType: 'Superset', connection: changed })).status,
    ).toBe(200)
    const since = 'startTs=0&endTs=4102444800000'
    const paths = [
      `${services}/${id}?fields=*`,
      `${services}/name/secretive`,
      `${services}?fields=*`,
      `${services}/${id}/versions`,
      `${services}/${id}/versions/0.1`,
      `${services}/history?${since}`,
      'events?entityCreated=*&entityUpdated=*&timestamp=0',
      'search/query?q=secretive&index=dashboard_service_search_index',
      'search/fieldQuery?fieldName=name&fieldValue=*&index=dashboard_service_search_index',
    ]
    for (const token of [reader, server.token]) {
      for (const path of paths) {
        const { status, body } = await ask('GET', path, undefined, token)
        expect([path, status]).toEqual([path, 200])
        expect(JSON.stringify(body)).not.toContain(canary)
      }
    }
    const told = await ask('GET', 'events?entityCreated=dashboardService&timestamp=0')
    expect(JSON.stringify(told.body)).toContain('superset.example.com')
    expect((await ask('GET', `${services}/${id}`, undefined, bot)).body.connection).toEqual(changed)
    const files = ['catalog.db', 'catalog.db-wal'].map((name) => readFileSync(join(server.directory, name), 'latin1'))
    const database = files.join('')
    expect([database.includes('entityUpdated'), database.includes(canary)]).toEqual([true, false])
  })

  test('stays when it is sent back masked, and does not follow another host', async () => {
    const { body } = await ask('GET', `${services}/name/secretive`)
    const same = await ask('PUT', services, { name: 'secretive', serviceType: 'Superset', connection: body.connection })
    expect(same).toMatchObject({ status: 200, body: { version: body.version } })
    const elsewhere = [
      { op: 'replace', path: '/connection/config/connection/hostPort', value: 'evil.example.com:5432' },
    ]
    const refused = await ask('PATCH', `${services}/${body.id}`, elsewhere)
    expect(refused).toMatchObject({
      status: 400,
      body: { fields: [{ path: '/connection/config/connection/hostPort' }] },
    })
    const read = await ask('GET', `${services}/name/secretive`, undefined, bot)
    expect(read.body.connection).toMatchObject({ config: { connection: connection.config.connection } })
  })

  test('is not repeated by an answer that refuses it', async () => {
    const wrong = {
      config: { ...connection.config, connection: { username: `${canary}11`, password: [`${canary}12`] } },
    }
    const { status, body } = await ask('POST', services, { name: 'w', serviceType: 'Superset', connection: wrong })
    expect(status).toBe(400)
    expect(JSON.stringify(body)).not.toContain(canary)
    expect(server.output()).not.toContain(canary)
  })
})

describe('a connection that does not fit its tool', () => {
  const unfit = { config: { type: 'Superset', foo: 1 } }

  test('is refused by POST, PUT and bulk, and nothing is created', async () => {
    const service = { name: 'unfit', serviceType: 'Superset', connection: unfit }
    for (const method of ['POST', 'PUT']) {
      const { status, body } = await ask(method, services, service)
      expect([status, body.errorType]).toEqual([400, 'BAD_REQUEST'])
      expect(body.fields).toContainEqual({
        path: '/connection/config/foo',
        message: 'is not a known field',
        code: 'unknown',
      })
    }
    const bulk = await ask('PUT', `${services}/bulk`, [service])
    expect(bulk.body).toMatchObject({ status: 'failure', numberOfRowsFailed: 1 })
    expect((await ask('GET', `${services}/name/unfit`)).status).toBe(404)
  })

  test('is refused by PATCH', async () => {
    const { body } = await ask('POST', services, { name: 'plain', serviceType: 'Superset' })
    const steps = [{ op: 'add', path: '/connection', value: unfit }]
    expect((await ask('PATCH', `${services}/${body.id}`, steps)).status).toBe(400)
    expect((await ask('GET', `${services}/${body.id}`)).body).not.toHaveProperty('connection')
  })

  test('does not come about by another type', async () => {
    const { status, body } = await ask('PUT', services, { name: 'plain', serviceType: 'Looker' })
    expect([status, body.fields]).toEqual([400, [{ path: '/serviceType', message: 'is Superset and cannot change' }]])
  })
})

describe('a reader', () => {
  test('does not make a service their own, and a dashboard yes', async () => {
    const me = await ask('GET', 'users/loggedInUser', undefined, reader)
    const claim = [{ op: 'add', path: '/owners', value: [{ id: me.body.id, type: 'user' }] }]
    const service = await ask('GET', `${services}/name/secretive`)
    expect((await ask('PATCH', `${services}/${service.body.id}`, claim, reader)).status).toBe(403)
    const board = await ask('POST', 'dashboards', { name: 'unowned', service: 'secretive' })
    expect((await ask('PATCH', `dashboards/${board.body.id}`, claim, reader)).status).toBe(200)
  })
})
