/** Who did what is told to administrators, whichever door it came by, and refusals do not fill the disk. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, encoded, type RunningServer, startServerWithAdministrator, tokenOf } from '@/e2e/server'

let server: RunningServer & { token: string }
let reader: { readonly token: string; readonly id: string }
const password = 'Second-person-2'
const credentials = { email: 'rita@example.com', password }

interface Entry {
  readonly id: string
  readonly kind: string
  readonly actor?: string
  readonly caller?: string
  readonly address?: string
  readonly requestId?: string
  readonly thing?: { readonly type: string; readonly fullyQualifiedName: string }
  readonly count: number
  readonly detail?: string
}
async function audit(query: string, token = server.token): Promise<Entry[]> {
  const { status, body } = await call(server, 'GET', `../x/audit?${query}`, { token })
  expect([query, status, body.message]).toEqual([query, 200, undefined])
  return body.data as Entry[] // as the API describes it
}
const login = (email: string, given: string) =>
  call(server, 'POST', 'users/login', { body: { email, password: encoded(given) } })

beforeAll(async () => {
  server = await startServerWithAdministrator()
  const body = { name: 'rita', ...credentials }
  const made = await call(server, 'POST', 'users', { token: server.token, body })
  reader = { id: String(made.body.id), token: await tokenOf(server, credentials) }
})
afterAll(() => server.stop())

test('signing in by both doors, and out, with where from', async () => {
  const headers = { origin: server.url, 'content-type': 'application/json' }
  const signedIn = await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers,
    body: JSON.stringify(credentials),
  })
  expect(signedIn.status).toBe(200)
  const cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  await fetch(`${server.url}/api/auth/sign-out`, { method: 'POST', headers: { ...headers, cookie }, body: '{}' })
  const token = await tokenOf(server, credentials)
  expect((await call(server, 'POST', 'users/logout', { token, body: {} })).status).toBe(200)
  const entries = await audit('actor=RITA&kind=signedIn,signedOut')
  expect(entries.map(({ kind }) => kind)).toEqual(['signedOut', 'signedIn', 'signedOut', 'signedIn', 'signedIn'])
  expect(new Set(entries.map(({ actor, caller, address }) => `${actor} ${caller} ${address}`)).size).toBe(1)
  expect(entries[0]).toMatchObject({
    actor: 'rita',
    caller: 'session',
    address: expect.stringMatching(/127\.0\.0\.1|::1/),
  })
})

test('refused sign-ins are counted, told by the user they were for, and keep nothing of what nobody is called', async () => {
  const secret = 'My-own-passw0rd-by-mistake'
  for (let count = 0; count < 4; count += 1) expect((await login(credentials.email, 'Wrong-one-1')).status).toBe(401)
  expect((await login(`${secret}@example.com`, 'Wrong-one-1')).status).toBe(401)
  const entries = await audit('kind=signInRefused')
  expect(entries.map(({ thing }) => thing?.fullyQualifiedName)).toEqual([undefined, 'rita'])
  expect(entries.every((entry) => entry.actor === undefined)).toBe(true)
  expect(JSON.stringify(await audit('limit=100'))).not.toContain(secret)
  expect(await audit('thing=rita&kind=signInRefused')).toEqual(entries.slice(1))
})

test('tokens, links and passwords, with whose they are', async () => {
  const admin = server.token
  const bot = (await call(server, 'GET', 'users/name/ingestion-bot', { token: admin })).body.id
  const steps = [
    ['PUT', 'users/security/token', { tokenName: 'Notebook', JWTTokenExpiry: 'OneHour' }],
    ['PUT', 'users/security/token/revoke?removeAll=true', {}],
    ['PUT', `users/generateToken/${bot}`, { JWTTokenExpiry: '7' }],
    ['GET', `users/token/${bot}`, undefined],
    ['GET', `users/auth-mechanism/${bot}`, undefined],
    ['PUT', 'users/revokeToken', { id: bot }],
    ['POST', '../x/passwordLinks', { userId: reader.id }],
  ] as const
  for (const [method, path, body] of steps)
    expect([path, (await call(server, method, path, { token: admin, body })).status]).toEqual([
      path,
      method === 'POST' ? 201 : 200,
    ])
  const kinds = 'tokenMade,tokenShown,tokenRevoked,passwordLinkMade'
  const told = (await audit(`actor=admin&kind=${kinds}`)).map(({ kind, thing, detail }) => [
    kind,
    thing?.fullyQualifiedName,
    detail,
  ])
  expect(told.toReversed()).toEqual([
    ['tokenMade', 'admin', 'Notebook'],
    ['tokenRevoked', 'admin', 'All of them'],
    ['tokenMade', 'ingestion-bot', undefined],
    ['tokenShown', 'ingestion-bot', undefined],
    ['tokenShown', 'ingestion-bot', undefined],
    ['tokenRevoked', 'ingestion-bot', undefined],
    ['passwordLinkMade', 'rita', undefined],
  ])
})

test('what was changed, by whom, a bulk call one entry; and what somebody had no right to', async () => {
  const service = { name: 'bi', serviceType: 'Superset' }
  const headers = { 'x-request-id': 'the-one-that-made-it' }
  await call(server, 'PUT', 'services/dashboardServices', { token: server.token, body: service, headers })
  const rows = Array.from({ length: 30 }, (_, at) => ({ name: `board-${at}`, service: 'bi' }))
  await call(server, 'PUT', 'dashboards/bulk', { token: server.token, body: rows })
  const refused = await call(server, 'PUT', 'services/dashboardServices', {
    token: reader.token,
    body: { ...service, name: 'other' },
  })
  expect(refused.status).toBe(403)
  for (const query of ['?dryRun=true', '']) {
    const some = await call(server, 'PUT', `dashboards/bulk${query}`, { token: reader.token, body: rows })
    expect(some).toMatchObject({ status: 200, body: { numberOfRowsFailed: 30 } })
  }
  const { body: board } = await call(server, 'GET', 'dashboards/name/bi.board-1', { token: server.token })
  await call(server, 'DELETE', 'dashboards/bulk', { token: reader.token, body: { ids: [board.id] } })
  const [boards, made] = await audit('actor=admin&kind=entityCreated')
  expect(boards).toMatchObject({ count: 30, thing: { type: 'dashboard' }, caller: 'session' })
  expect(made).toMatchObject({ count: 1, thing: { fullyQualifiedName: 'bi' }, requestId: 'the-one-that-made-it' })
  expect(await audit('thing=bi')).toEqual([made])
  expect(await audit('actor=rita&kind=rightsRefused')).toMatchObject([
    { caller: 'session', count: 1, detail: expect.stringMatching(/^bulkDeleteDashboards, 1 item: .*Delete/) },
    // Once for all, and none for the rehearsal.
    { count: 1, detail: expect.stringMatching(/^bulkCreateOrUpdateDashboards, 30 items: .*EditAll/) },
    { caller: 'session', detail: expect.stringMatching(/^createOrUpdateDashboardService: .*\[Create\] not allowed$/) },
  ])
})

test('page by page and as a file it is the same', async () => {
  const pages: Entry[] = []
  for (let after: string | undefined = ''; after !== undefined; ) {
    const { body } = await call(server, 'GET', `../x/audit?limit=3&after=${after}`.replace(/&after=$/, ''), {
      token: server.token,
    })
    pages.push(...(body.data as Entry[])) // as above
    after = (body.paging as { after?: string }).after
  }
  const file = async (format: string) => {
    const headers = { authorization: `Bearer ${server.token}` }
    const response = await fetch(`${server.url}/api/x/exports/audit?format=${format}`, { headers })
    expect(response.headers.get('content-disposition')).toMatch(
      new RegExp(`^attachment; filename="audit-.*\\.${format}"$`),
    )
    return (await response.text()).trimEnd().split('\n')
  }
  expect((await file('jsonl')).map((line) => JSON.parse(line))).toEqual(pages)
  const lines = await file('csv')
  expect(lines[0]?.trimEnd()).toBe('time,kind,actor,caller,address,thingType,thing,count,detail,requestId,jobId')
  expect(lines).toHaveLength(pages.length + 1)
})

test('nobody else is told, and a cursor that is none is refused', async () => {
  for (const path of ['../x/audit', '../x/exports/audit']) {
    expect((await call(server, 'GET', path, { token: reader.token })).status).toBe(403)
    expect((await call(server, 'GET', path)).status).toBe(401)
  }
  expect((await call(server, 'GET', '../x/audit?after=nothing', { token: server.token })).status).toBe(400)
  expect((await call(server, 'GET', '../x/audit?kind=nothing', { token: server.token })).status).toBe(400)
})
