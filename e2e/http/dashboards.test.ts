/** The dashboards API by the words of its contract, from the documentation's own example on. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, call, type RunningServer, startServerWithAdministrator } from '@/e2e/server'

let server: RunningServer & { token: string }
beforeAll(async () => {
  server = await startServerWithAdministrator()
  await send('POST', 'services/dashboardServices', { name: 'sample_superset', serviceType: 'Superset' })
})
afterAll(() => server.stop())

const send = (method: string, path: string, body?: unknown, headers = {}): Promise<Answer> =>
  call(server, method, path, { token: server.token, headers, ...(body !== undefined && { body }) })

/** A dashboard of its own for a test. */
async function aDashboard(given: Record<string, unknown> = {}): Promise<Record<string, unknown> & { id: string }> {
  const name = `d${Math.random().toString(36).slice(2)}`
  const { status, body } = await send('POST', 'dashboards', { name, service: 'sample_superset', ...given })
  expect({ status, message: body.message }).toEqual({ status: 201, message: undefined })
  return { ...body, id: String(body.id) }
}

describe("the documentation's example", () => {
  const example = { name: '10', displayName: 'deck.gl Demo', service: 'sample_superset' }

  test('POST makes sample_superset.10 at version 0.1, with every relation empty', async () => {
    const { status, headers, body } = await send('POST', 'dashboards', example)
    expect(status).toBe(201)
    expect(headers.get('location')).toBe(`${server.url}/api/v1/dashboards/${body.id}`)
    expect(body).toMatchObject({
      ...example,
      fullyQualifiedName: 'sample_superset.10',
      version: 0.1,
      serviceType: 'Superset',
      service: { type: 'dashboardService', name: 'sample_superset', fullyQualifiedName: 'sample_superset' },
      owners: [],
      tags: [],
      followers: [],
      domains: [],
      charts: [],
      votes: { upVotes: 0, downVotes: 0 },
      deleted: false,
      href: `${server.url}/api/v1/dashboards/${body.id}`,
    })
  })

  test('the second POST is 409 ENTITY_ALREADY_EXISTS, with a request id', async () => {
    const { status, headers, body } = await send('POST', 'dashboards', example)
    expect(status).toBe(409)
    expect(body).toMatchObject({ code: 409, errorType: 'ENTITY_ALREADY_EXISTS', message: 'Entity already exists' })
    expect(body.requestId).toBe(headers.get('x-request-id'))
  })

  test('PUT of the same keeps the version; PUT of a change makes 0.2', async () => {
    const same = await send('PUT', 'dashboards', example)
    expect([same.status, same.body.version]).toEqual([200, 0.1])
    expect(same.headers.get('x-openmetadata-change')).toBe('entityNoChange')
    const changed = await send('PUT', 'dashboards', { ...example, description: 'Maps in **deck.gl**' })
    expect([changed.status, changed.body.version]).toEqual([200, 0.2])
    expect(changed.headers.get('x-openmetadata-change')).toBe('entityUpdated')
    expect(changed.body.changeDescription).toMatchObject({
      fieldsAdded: [{ name: 'description', newValue: 'Maps in **deck.gl**' }],
      fieldsUpdated: [],
      fieldsDeleted: [],
      previousVersion: 0.1,
    })
  })

  test('PUT bulk of an array creates, updates and leaves alone, and names what it refuses', async () => {
    const { status, body } = await send('PUT', 'dashboards/bulk', [
      { ...example, description: 'Maps in **deck.gl**' },
      { name: '11', service: 'sample_superset' },
      { name: '12', service: 'not_there' },
      { name: 'a::b', service: 'sample_superset' },
    ])
    expect(status).toBe(200)
    expect(body).toMatchObject({
      status: 'partialSuccess',
      numberOfRowsProcessed: 4,
      numberOfRowsPassed: 2,
      numberOfRowsFailed: 2,
      failedRequest: [
        { request: { name: '12' }, status: 400, message: 'dashboardService instance for not_there not found' },
        { request: { name: 'a::b' }, status: 400 },
      ],
    })
    expect((await send('GET', 'dashboards/name/sample_superset.10')).body.version).toBe(0.2)
    expect((await send('GET', 'dashboards/name/sample_superset.11')).body.version).toBe(0.1)
  })
})

describe('GET one', () => {
  test('by id and by name give the same, with the service and without what was not asked for', async () => {
    const { id, fullyQualifiedName } = await aDashboard()
    const byId = await send('GET', `dashboards/${id}`)
    const byName = await send('GET', `dashboards/name/${encodeURIComponent(String(fullyQualifiedName))}`)
    expect(byId.body).toEqual(byName.body)
    expect(byId.body).toMatchObject({ service: { name: 'sample_superset' }, serviceType: 'Superset' })
    for (const field of ['owners', 'charts', 'followers', 'usageSummary', 'votes'])
      expect(byId.body).not.toHaveProperty(field)
  })

  test('shows the fields that are named, all of them for *, and refuses unknown ones', async () => {
    const { id } = await aDashboard()
    const { body } = await send('GET', `dashboards/${id}?fields=owners, usageSummary`)
    expect(body).toMatchObject({ owners: [], usageSummary: { dailyStats: { count: 0 } } })
    expect(body).not.toHaveProperty('followers')
    expect((await send('GET', `dashboards/${id}?fields=*`)).body).toMatchObject({ followers: [], charts: [] })
    const refused = await send('GET', `dashboards/${id}?fields=colour`)
    expect(refused).toMatchObject({ status: 400, body: { message: 'Invalid field name colour' } })
  })

  test.each([
    ['a dot', 'sales.2024', 'sample_superset."sales.2024"'],
    ['quotes', 'the "big" one', 'sample_superset."the ""big"" one"'],
    ['a slash and a percent sign', 'Q1 / 100 %', 'sample_superset.Q1 / 100 %'],
    ['an emoji', '📊 figures', 'sample_superset.📊 figures'],
    ['right-to-left letters', 'لوحة', 'sample_superset.لوحة'],
  ])('finds a name with %s by its fully qualified name', async (_what, name, fqn) => {
    const { id, fullyQualifiedName } = await aDashboard({ name })
    expect(fullyQualifiedName).toBe(fqn)
    expect((await send('GET', `dashboards/name/${encodeURIComponent(fqn)}`)).body).toMatchObject({ id, name })
  })

  test('of what is not there, or under an id that is none: 404 with a numeric code', async () => {
    for (const path of ['dashboards/name/sample_superset.none', `dashboards/${crypto.randomUUID()}`, 'dashboards/42'])
      expect(await send('GET', path)).toMatchObject({ status: 404, body: { code: 404 } })
  })
})

describe('GET a list', () => {
  beforeAll(async () => {
    await send('PUT', 'services/dashboardServices', { name: 'paged', serviceType: 'Looker' })
    const rows = Array.from({ length: 25 }, (_value, at) => ({ name: `p${at}`, service: 'paged' }))
    await send('PUT', 'dashboards/bulk', rows)
  })

  test('pages forward and back through every row once, with the true total', async () => {
    const forward: unknown[][] = []
    let cursor = ''
    let before: unknown
    for (;;) {
      const { body } = await send('GET', `dashboards?service=paged&limit=10${cursor}`)
      const { data, paging } = body as { data: { id: string }[]; paging: Record<string, unknown> } // the envelope
      expect(paging.total).toBe(25)
      expect('before' in paging).toBe(forward.length > 0)
      forward.push(data.map(({ id }) => id))
      before = paging.before
      if (paging.after === undefined) break
      cursor = `&after=${paging.after}`
    }
    expect(forward.map((page) => page.length)).toEqual([10, 10, 5])
    expect(new Set(forward.flat()).size).toBe(25)
    const { body } = await send('GET', `dashboards?service=paged&limit=10&before=${before}`)
    expect((body.data as { id: string }[]).map(({ id }) => id)).toEqual(forward[1])
  })

  test.each([
    ['limit=-1', 400],
    ['limit=1000001', 400],
    ['before=a&after=b', 400],
    ['include=some', 400],
    ['limit=0', 200],
    ['unknown=parameter', 200],
  ])('?%s: %i', async (query, status) => {
    expect((await send('GET', `dashboards?${query}`)).status).toBe(status)
  })

  test('include shows the living, the deleted, or both', async () => {
    await send('PUT', 'services/dashboardServices', { name: 'half', serviceType: 'Looker' })
    const gone = await aDashboard({ name: 'gone', service: 'half' })
    await aDashboard({ name: 'here', service: 'half' })
    await send('DELETE', `dashboards/${gone.id}`)
    const names = async (include: string) =>
      ((await send('GET', `dashboards?service=half&include=${include}`)).body.data as { name: string }[])
        .map(({ name }) => name)
        .toSorted()
    expect(await names('non-deleted')).toEqual(['here'])
    expect(await names('deleted')).toEqual(['gone'])
    expect(await names('all')).toEqual(['gone', 'here'])
  })
})

describe('PATCH', () => {
  const replace = [{ op: 'add', path: '/description', value: 'What it shows' }]

  test('changes one thing, by id and by name, and says what', async () => {
    const { id, fullyQualifiedName } = await aDashboard()
    const { status, headers, body } = await send('PATCH', `dashboards/${id}`, replace)
    expect([status, body.version]).toEqual([200, 0.2])
    expect(headers.get('x-openmetadata-change')).toBe('entityUpdated')
    const named = await send('PATCH', `dashboards/name/${fullyQualifiedName}`, [{ op: 'remove', path: '/description' }])
    expect(named.body).toMatchObject({ version: 0.3, changeDescription: { fieldsDeleted: [{ name: 'description' }] } })
  })

  test('takes both media types, and no other', async () => {
    const { id } = await aDashboard()
    const as = (type: string) => send('PATCH', `dashboards/${id}`, replace, { 'content-type': type })
    expect((await as('application/json-patch+json')).status).toBe(200)
    expect((await as('application/json')).status).toBe(200)
    expect(await as('text/plain')).toMatchObject({ status: 415, body: { code: 415 } })
  })

  test('with the tag of any GET applies; with one that is behind it is 412 and tells the present one', async () => {
    const { id } = await aDashboard()
    const before = (await send('GET', `dashboards/${id}?fields=owners,tags`)).headers.get('etag') ?? ''
    expect(before).toBe((await send('GET', `dashboards/${id}`)).headers.get('etag'))
    const first = await send('PATCH', `dashboards/${id}`, replace, { 'if-match': before })
    const present = first.headers.get('etag') ?? ''
    expect([first.status, present === before]).toEqual([200, false])
    const other = [{ op: 'replace', path: '/description', value: 'Something else' }]
    const late = await send('PATCH', `dashboards/${id}`, other, { 'if-match': before })
    expect(late).toMatchObject({ status: 412, body: { code: 412, message: expect.stringContaining(present) } })
    for (const ifMatch of ['W/"0.2"', '*'])
      expect((await send('PATCH', `dashboards/${id}`, replace, { 'if-match': ifMatch })).status).toBe(200)
  })

  test('leaves id, name and service alone, and does not delete', async () => {
    const { id, name } = await aDashboard()
    const ignored = ['id', 'name', 'fullyQualifiedName'].map((member) => ({
      op: 'replace',
      path: `/${member}`,
      value: crypto.randomUUID(),
    }))
    expect((await send('PATCH', `dashboards/${id}`, ignored)).body).toMatchObject({ id, name, version: 0.1 })
    const refused = await send('PATCH', `dashboards/${id}`, [{ op: 'replace', path: '/deleted', value: true }])
    expect(refused).toMatchObject({ status: 400, body: { message: "dashboard attribute deleted can't be modified" } })
  })
})

describe('DELETE, restore and history', () => {
  test('soft: hidden, still readable on request, restored as it was; every step is a version', async () => {
    const chart = (await send('POST', 'charts', { name: crypto.randomUUID(), service: 'sample_superset' })).body
    const { id } = await aDashboard({ charts: [chart.fullyQualifiedName] })
    const gone = await send('DELETE', `dashboards/${id}`)
    expect(gone.headers.get('x-openmetadata-change')).toBe('entitySoftDeleted')
    expect((await send('GET', `dashboards/${id}`)).status).toBe(404)
    expect((await send('GET', `charts/${chart.id}`)).status).toBe(404)
    expect((await send('GET', `dashboards/${id}?include=deleted`)).body).toMatchObject({ deleted: true, version: 0.2 })
    const back = await send('PUT', 'dashboards/restore', { id })
    expect(back.body).toMatchObject({ deleted: false, version: 0.3 })
    expect((await send('GET', `charts/${chart.id}`)).status).toBe(200)

    const { body } = await send('GET', `dashboards/${id}/versions`)
    const versions = (body.versions as string[]).map((text) => JSON.parse(text).version)
    expect([body.entityType, versions]).toEqual(['dashboard', [0.3, 0.2, 0.1]])
    expect((await send('GET', `dashboards/${id}/versions/0.1`)).body).toMatchObject({ version: 0.1, deleted: false })
  })

  test('hard: gone with its history, by id and by name', async () => {
    const one = await aDashboard()
    const two = await aDashboard()
    expect((await send('DELETE', `dashboards/${one.id}?hardDelete=true`)).status).toBe(200)
    expect((await send('DELETE', `dashboards/name/${two.fullyQualifiedName}?hardDelete=true`)).status).toBe(200)
    for (const { id } of [one, two]) {
      expect((await send('GET', `dashboards/${id}?include=all`)).status).toBe(404)
      expect((await send('GET', `dashboards/${id}/versions`)).status).toBe(404)
    }
  })

  test('asynchronously: 202 with a job, then it is gone', async () => {
    const { id, name } = await aDashboard()
    const { status, body } = await send('DELETE', `dashboards/async/${id}`)
    expect(status).toBe(202)
    expect(body).toMatchObject({ jobId: expect.any(String), message: `Delete operation initiated for ${name}` })
    expect((await send('GET', `dashboards/${id}`)).status).toBe(404)
    expect((await send('DELETE', `dashboards/async/${crypto.randomUUID()}`)).status).toBe(404)
  })

  test('history of all dashboards lists what changed in a time', async () => {
    const startTs = Date.now() - 1
    const { id } = await aDashboard()
    const { status, body } = await send(
      'GET',
      `dashboards/history?startTs=${startTs}&endTs=${Date.now() + 1}&limit=500`,
    )
    expect(status).toBe(200)
    expect((body.data as { id: string }[]).some((entry) => entry.id === id)).toBe(true)
    expect((await send('GET', 'dashboards/history')).status).toBe(400)
  })
})

describe('followers and votes', () => {
  test('change no version; following twice counts once', async () => {
    const { id } = await aDashboard()
    const me = (await send('GET', 'users/loggedInUser')).body.id
    for (let turn = 0; turn < 2; turn += 1) {
      const followed = await send('PUT', `dashboards/${id}/followers`, me)
      expect(followed).toMatchObject({ status: 200, body: { eventType: 'entityUpdated', entityId: id } })
      expect(followed.headers.get('x-openmetadata-change')).toBe('entityFieldsChanged')
    }
    await send('PUT', `dashboards/${id}/vote`, { updatedVoteType: 'votedUp' })
    const { body } = await send('GET', `dashboards/${id}?fields=followers,votes`)
    expect(body).toMatchObject({ version: 0.1, followers: [{ id: me }], votes: { upVotes: 1, downVotes: 0 } })
    await send('DELETE', `dashboards/${id}/followers/${me}`)
    await send('PUT', `dashboards/${id}/vote`, { updatedVoteType: 'unVoted' })
    const after = await send('GET', `dashboards/${id}?fields=followers,votes`)
    expect(after.body).toMatchObject({ followers: [], votes: { upVotes: 0 } })
    expect((await send('PUT', `dashboards/${id}/followers`, crypto.randomUUID())).status).toBe(404)
  })
})

describe('a request that the contract does not allow', () => {
  test.each([
    ['no service', { name: 'x' }, 'service must not be null'],
    ['an unknown field', { name: 'x', service: 'sample_superset', colour: 'red' }, 'colour'],
    ['a name that is too long', { name: 'x'.repeat(257), service: 'sample_superset' }, 'name'],
    ['a name with ::', { name: 'a::b', service: 'sample_superset' }, 'name'],
    ['a control character', { name: 'a\u0007b', service: 'sample_superset' }, 'name'],
    ['two different domains', { name: 'x', service: 'sample_superset', domain: 'a', domains: ['b'] }, 'domain'],
    ['an owner without type', { name: 'x', service: 'sample_superset', owners: [{ id: crypto.randomUUID() }] }, 'type'],
  ])('with %s: 400 naming it, and nothing is stored', async (_what, body, named) => {
    const total = async () =>
      ((await send('GET', 'dashboards?limit=0&include=all')).body.paging as { total: number }).total
    const before = await total()
    const answer = await send('POST', 'dashboards', body)
    expect(answer).toMatchObject({ status: 400, body: { code: 400, message: expect.stringContaining(named) } })
    expect(await total()).toBe(before)
  })

  test.each([
    ['service', { service: 'nowhere' }, 'dashboardService instance for nowhere not found'],
    ['chart', { charts: ['sample_superset.none'] }, 'chart instance for sample_superset.none not found'],
    ['tag', { tags: [{ tagFQN: 'None.None' }] }, 'tag instance for None.None not found'],
    ['domain', { domains: ['none'] }, 'domain instance for none not found'],
  ])('with a %s that is not there: 404 in the contract’s words', async (_what, given, message) => {
    const { status, body } = await send('POST', 'dashboards', { name: 'x', service: 'sample_superset', ...given })
    expect([status, body.message]).toEqual([404, message])
  })

  test('without a token: 401; with no right: 403, by the same words for POST and PUT', async () => {
    const body = { name: 'x', service: 'sample_superset' }
    expect(await call(server, 'POST', 'dashboards', { body })).toMatchObject({ status: 401, body: { code: 401 } })
    const bot = await send('POST', 'users', { name: 'reader', email: 'reader@example.com', isBot: true })
    const { JWTToken } = (await send('PUT', `users/generateToken/${bot.body.id}`, { JWTTokenExpiry: 'OneHour' })).body
    for (const method of ['POST', 'PUT']) {
      const answer = await call(server, method, 'dashboards', { token: String(JWTToken), body })
      expect(answer).toMatchObject({ status: 403, body: { code: 403, message: expect.stringContaining('Create') } })
    }
  })
})
