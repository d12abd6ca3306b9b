/** Nothing from outside is larger than it may be, and what is large holds nobody else up. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { healthDuring, healthMsMax, slowestOf } from '@/e2e/health'
import { type Answer, call, encoded, type RunningServer, startServerWithAdministrator, tokenOf } from '@/e2e/server'

let server: RunningServer & { token: string }
let reader: string
beforeAll(async () => {
  server = await startServerWithAdministrator()
  await send('POST', 'services/dashboardServices', { name: 'sample_superset', serviceType: 'Superset' })
  const person = { name: 'reader', email: 'reader@example.com', password: 'Correct-horse-7' }
  await send('POST', 'users', person)
  reader = await tokenOf(server, person)
})
afterAll(() => server.stop())

const send = (method: string, path: string, body?: unknown, token = server.token): Promise<Answer> =>
  call(server, method, path, { token, ...(body !== undefined && { body }) })

async function unnoticed<T>(work: () => Promise<T>): Promise<T> {
  const { answer, ...waits } = await healthDuring(server.url, work)
  expect(slowestOf(waits)).toBeLessThanOrEqual(healthMsMax)
  return answer
}

type Schema = { readonly [keyword: string]: unknown }
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null

describe('every text of the API at ten times its bound', () => {
  interface Described {
    readonly paths: Record<
      string,
      Record<
        string,
        { requestBody?: { content: Record<string, { schema: Schema }> }; parameters?: Schema[]; security: unknown[] }
      >
    >
    readonly components: { readonly schemas: Record<string, Schema>; readonly parameters: Record<string, Schema> }
  }
  let api: Described

  /** Text twice as long as the longest body is refused by its length alone. */
  const bodyBytesMax = 32 * 1024 * 1024

  const resolved = (schema: unknown): Schema => {
    if (!isSchema(schema)) return {}
    const name = typeof schema.$ref === 'string' ? schema.$ref.split('/') : undefined
    if (name === undefined) return schema
    const { schemas, parameters } = api.components
    return (name.at(-2) === 'schemas' ? schemas : parameters)[name.at(-1) ?? ''] ?? {}
  }

  /** The least that a schema takes, and below it one copy for each text, which is ten times too long there. */
  const tooLong = (given: unknown, depth = 0): unknown[] => {
    const schema = resolved(given)
    const choices = [schema.anyOf, schema.oneOf].flatMap((list) => (Array.isArray(list) ? list : []))
    if (choices.length > 0) return choices.flatMap((choice) => tooLong(choice, depth))
    if (schema.enum !== undefined || schema.const !== undefined || depth > 4) return []
    const { type, maxLength, format, properties, items } = schema
    if (type === 'string') {
      const bound = typeof maxLength === 'number' ? maxLength : format === undefined ? 1e6 : 36
      return ['a@'.repeat(Math.min(5 * bound, bodyBytesMax))]
    }
    if (type === 'array') return tooLong(items, depth + 1).map((item) => [item])
    if (!isSchema(properties)) return []
    return Object.entries(properties).flatMap(([name, member]) =>
      tooLong(member, depth + 1).map((value) => ({ [name]: value })),
    )
  }

  /** A body in short: its texts are long, and all alike. */
  const outlineOf = (body: unknown): string =>
    JSON.stringify(body, (_, value: unknown) => (typeof value === 'string' ? 'x' : value))

  test('is refused at once, and nobody waits', async () => {
    api = (await call(server, 'GET', 'openapi.json')).body as unknown as Described // its own schema says so
    const bodies = Object.entries(api.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { requestBody }]) =>
        Object.values(requestBody?.content ?? {}).flatMap(({ schema }) =>
          tooLong(schema).map((body) => ({ method: method.toUpperCase(), path, body })),
        ),
      ),
    )
    expect(bodies.length).toBeGreaterThan(500)
    // Those of one path and schema cost the same: of many alike some are enough.
    const seen = new Map<string, number>()
    const some = bodies.filter(({ method, body }) => {
      const key = `${method} ${outlineOf(body)}`
      seen.set(key, (seen.get(key) ?? 0) + 1)
      return seen.get(key) === 1
    })
    const id = '00000000-0000-4000-8000-000000000000'
    const work = async () => {
      for (const { method, path, body } of some) {
        const concrete = path
          .replace(/^\/v1\//, '')
          .replaceAll(/\{(\w*[iI]d)\}/g, id)
          .replaceAll(/\{\w+\}/g, 'x')
        const begun = performance.now()
        const answer = await send(method, concrete, body)
        const place = `${method} ${path} ${outlineOf(body)}`
        const alone = path.endsWith('/bulk') && answer.status === 200
        if (alone) expect(answer.body, place).toMatchObject({ numberOfRowsFailed: 1 })
        else expect([400, 404, 413, 431], `${place}: ${answer.status}`).toContain(answer.status)
        expect(performance.now() - begun, place).toBeLessThan(20_000)
      }
    }
    await unnoticed(work)
  }, 600_000)

  test('in the address too', async () => {
    for (const name of ['fields', 'after', 'service', 'sort', 'owner', 'tag', 'domain', 'q', 'includeRelations']) {
      const { status } = await send('GET', `dashboards?${name}=${'a'.repeat(30_000)}`)
      expect([name, status]).toEqual([name, 400])
    }
  })

  test('as a header', async () => {
    const { status } = await call(server, 'PATCH', `dashboards/name/x`, {
      token: server.token,
      headers: { 'if-match': '"a",'.repeat(5000) },
      body: [],
    })
    expect(status).toBe(400)
  })
})

describe('what stopped the process', () => {
  test.each([
    [
      'an address that backtracks',
      'POST',
      'system/setup',
      { token: 'x', displayName: 'x', password: 'x', email: 'a@'.repeat(7_000) },
    ],
    ['the same of a user', 'PUT', 'users', { name: 'x', email: 'a@'.repeat(80_000) }],
    ['the same of a team', 'PUT', 'teams', { name: 'x', teamType: 'Group', email: 'a@'.repeat(80_000) }],
    ['a name of colons', 'POST', 'dashboards', { name: 'a:'.repeat(5_000_000), service: 'sample_superset' }],
  ])('%s: 400 at once', async (_what, method, path, body) => {
    const answer = await unnoticed(() => send(method, path, body))
    expect(answer.status).toBe(400)
  })

  test('a password of megabytes from nobody: 413, unread', async () => {
    const body = { email: 'reader@example.com', password: encoded('x'.repeat(2_000_000)) }
    expect((await call(server, 'POST', 'users/login', { body })).status).toBe(413)
  })

  test('a patch that doubles, by somebody who may not edit: 403; by one who may: 400', async () => {
    const { body } = await send('POST', 'dashboards', { name: 'doubled', service: 'sample_superset', description: 'x' })
    const steps = [
      { op: 'add', path: '/extension', value: { a: 'x'.repeat(100) } },
      ...[...Array(22).keys()].map((at) => ({ op: 'copy', from: '/extension', path: `/extension/b${at}` })),
    ]
    for (const [token, status] of [
      [reader, 403],
      [server.token, 400],
    ] as const) {
      const answer = await unnoticed(() => send('PATCH', `dashboards/${body.id}`, steps, token))
      expect(answer.status).toBe(status)
    }
  })

  test('a failed test writes nothing, whatever it looks at', async () => {
    const { body } = await send('POST', 'dashboards', { name: 'guarded', service: 'sample_superset', description: 'x' })
    const write = { op: 'replace', path: '/description', value: 'written' }
    for (const path of ['/version', '/updatedAt', '/href', '/displayName']) {
      expect((await send('PATCH', `dashboards/${body.id}`, [{ op: 'test', path, value: 99 }, write])).status).toBe(400)
    }
    expect((await send('GET', `dashboards/${body.id}`)).body).toMatchObject({ description: 'x', version: 0.1 })
    const kept = [{ op: 'test', path: '/version', value: 0.1 }, write]
    expect((await send('PATCH', `dashboards/${body.id}`, kept)).body).toMatchObject({ description: 'written' })
  })

  test('more than a million values: 413', async () => {
    const answer = await unnoticed(() => send('PUT', 'dashboards/bulk', Array(3_000_000).fill(1)))
    expect(answer.status).toBe(413)
  })
})

describe('many at once', () => {
  test('more items than a call takes: 400, with the number', async () => {
    const answer = await unnoticed(() => send('PUT', 'dashboards/bulk?dryRun=true', Array(300_000).fill({})))
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining('10000') } })
  })

  test('as many as it takes, of one name and of many: nobody waits', async () => {
    const same = Array(10_000).fill({ name: 'same', service: 'sample_superset' })
    const many = same.map((item, at) => ({ ...item, name: `many-${at}` }))
    for (const items of [same, many, Array(10_000).fill({})]) {
      const answer = await unnoticed(() => send('PUT', 'dashboards/bulk?dryRun=true', items))
      expect(answer).toMatchObject({ status: 200, body: { numberOfRowsProcessed: 10_000 } })
    }
  }, 120_000)

  test('a name over and over is written a hundred times, and the rest is told', async () => {
    const items = [...Array(102).keys()].map((at) => ({
      name: 'again',
      service: 'sample_superset',
      description: `${at}`,
    }))
    const { body } = await send('PUT', 'dashboards/bulk', items)
    expect(body).toMatchObject({ status: 'partialSuccess', numberOfRowsPassed: 100, numberOfRowsFailed: 2 })
    expect(JSON.stringify(body.failedRequest)).toContain('more than 100 times')
  })
})

describe('a page', () => {
  const service = 'sample_superset'
  const total = 1_050
  beforeAll(async () => {
    const items = [...Array(total).keys()].map((at) => ({ name: `paged-${at}`, service, displayName: 'Paged' }))
    const { body } = await send('PUT', 'dashboards/bulk', items)
    expect(body).toMatchObject({ numberOfRowsPassed: total })
  }, 60_000)

  test('holds a thousand, however many are asked for, and the cursor goes on', async () => {
    const seen = new Set<unknown>()
    const sizes: number[] = []
    let after: string | undefined = ''
    while (after !== undefined) {
      const { body } = await unnoticed(() => send('GET', `dashboards?limit=1000000&q=paged&after=${after}`))
      const page = body as { data: { id: string }[]; paging: { total: number; after?: string } } // the list envelope
      expect(page.paging.total).toBe(total)
      sizes.push(page.data.length)
      for (const { id } of page.data) seen.add(id)
      after = page.paging.after
    }
    expect(sizes).toEqual([1_000, total - 1_000])
    expect(seen.size).toBe(total)
  })

  test.each([
    ['by rank', 'q=paged'],
    ['by a filter', `query_filter=${encodeURIComponent('{"term":{"displayName":"Paged"}}')}&q=*`],
  ])('of hits, found %s, is as long, and the rest follows', async (_how, query) => {
    const pages = []
    for (const from of [0, 1_000]) {
      const path = `search/query?index=dashboard_search_index&${query}&size=10000&from=${from}`
      const { body } = await unnoticed(() => send('GET', path))
      pages.push((body.hits as { hits: unknown[] }).hits.length) // the envelope of Elasticsearch
    }
    expect(pages).toEqual([1_000, total - 1_000])
  })

  test('more than the contract lets anybody ask for: 400', async () => {
    expect((await send('GET', 'dashboards?limit=1000001')).status).toBe(400)
    expect((await send('GET', 'search/query?size=10001')).status).toBe(400)
  })
})

describe('what clients send without meaning anything by it', () => {
  const service = 'sample_superset'

  test.each([
    [
      'POST',
      'dashboards',
      { displayName: 'A', description: null, owners: null, tags: null, charts: null, sourceUrl: null },
    ],
    ['PUT', 'charts', { chartType: null, dashboards: null, extension: null, domains: null, lifeCycle: null }],
  ])('%s %s: null means absent', async (method, path, body) => {
    const { status, body: made } = await send(method, path, { name: 'null', service, ...body })
    expect({ status, message: made.message }).toEqual({ status: 201, message: undefined })
    expect(Object.values(made)).not.toContain(null)
  })

  test('null means absent in bulk and inside members, and not where it is needed', async () => {
    const tags = [{ tagFQN: 'Tier.Tier1', description: null, style: null }]
    const { body } = await send('PUT', 'dashboards/bulk', [
      { name: 'null-1', service, displayName: null, tags },
      { name: 'null-2', service: null },
    ])
    expect(body).toMatchObject({ numberOfRowsPassed: 1, numberOfRowsFailed: 1 })
    expect(body.failedRequest).toMatchObject([{ message: '[service must not be null]' }])
  })

  test.each([
    ['a number as a name', 'PUT', 'dashboards', { name: 12, service }, 'name must be a text'],
    ['a text as a tag', 'PUT', 'dashboards', { name: 'a', service, tags: ['x'] }, 'tags/0 must be an object'],
    ['an object instead of a list', 'PUT', 'dashboards/bulk', { data: [] }, 'body must be a list'],
    [
      'a number as a flag',
      'PUT',
      'users',
      { name: 'a', email: 'a@example.com', isBot: 1 },
      'isBot must be true or false',
    ],
    [
      'a long name of a column',
      'PUT',
      'dashboard/datamodels',
      { name: 'a', service, dataModelType: 'SupersetDataModel', columns: [{ name: 'x'.repeat(300), dataType: 'INT' }] },
      'columns/0/name size must be between 1 and 256',
    ],
    ['nothing at all', 'PUT', 'dashboards', { service }, 'name must not be null'],
  ])('%s is told by place and type', async (_what, method, path, body, message) => {
    const answer = await send(method, path, body)
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining(message) } })
  })

  test('a million mistakes make no long answer', async () => {
    const body = Object.fromEntries([...Array(50_000).keys()].map((at) => [`strange-${at}`, 1]))
    const { status, body: answer } = await send('PUT', 'dashboards', { name: 'a', service, ...body })
    expect(status).toBe(400)
    expect(JSON.stringify(answer).length).toBeLessThan(20_000)
  })

  test.each([
    ['U+0000', 'a\u0000b', 'must not contain the character U+0000'],
    ['half an emoji', 'a\ud83d', 'must be valid Unicode'],
  ])('%s in one row costs that row alone', async (_what, description, message) => {
    const rows = [...Array(30).keys()].map((at) => ({ name: `row-${at}`, service, ...(at === 17 && { description }) }))
    const { body } = await send('PUT', 'dashboards/bulk?dryRun=true', rows)
    expect(body).toMatchObject({ status: 'partialSuccess', numberOfRowsPassed: 29, numberOfRowsFailed: 1 })
    expect(body.rows).toMatchObject({ 17: { outcome: 'refused', fields: [{ path: '/description', message }] } })
  })
})
