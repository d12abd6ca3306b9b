import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { healthDuring, healthMsMax, slowestOf } from '@/e2e/health'
import { call, type RunningServer, startServerWithAdministrator } from '@/e2e/server'

let server: RunningServer & { token: string }
beforeAll(async () => {
  server = await startServerWithAdministrator()
  const { token } = server
  const body = { name: 'superset', serviceType: 'Superset' }
  await call(server, 'PUT', 'services/dashboardServices', { token, body })
  const description = 'aaaaaaaa '.repeat(10_000)
  const rows = Array.from({ length: 2_000 }, (_, at) => ({
    name: `board_${at}`,
    displayName: at === 7 ? 'Revenue by region' : `Board ${at}`,
    service: 'superset',
    ...(at % 200 === 0 && { description }),
  }))
  const { status } = await call(server, 'PUT', 'dashboards/bulk', { token, body: rows })
  expect(status).toBe(200)
})
afterAll(() => server.stop())

const search = (query: Record<string, string>, way = 'query') =>
  call(server, 'GET', `search/${way}?${new URLSearchParams({ index: 'dashboard_search_index', ...query })}`, {
    token: server.token,
  })

/** The answers, when nobody else has waited for them. */
async function unnoticed<T>(requests: () => readonly Promise<T>[]): Promise<T[]> {
  const { answer, ...waits } = await healthDuring(server.url, () => Promise.all(requests()))
  process.stdout.write(`search: others waited ${Math.round(slowestOf(waits))} ms at most\n`)
  expect(slowestOf(waits)).toBeLessThanOrEqual(healthMsMax)
  return answer
}

describe('queries that would take the server for themselves', () => {
  test.each([
    ['quotation marks', { q: '"a '.repeat(3_000) }, 'query'],
    ['NOT', { q: 'NOT '.repeat(4_000) }, 'query'],
    ['exclamation marks', { q: '!'.repeat(12_000) }, 'query'],
    ['a pattern', { fieldName: 'description', fieldValue: '*a'.repeat(1_500) }, 'fieldQuery'],
    ['a filter', { query_filter: JSON.stringify({ term: { name: 'a'.repeat(30_000) } }) }, 'query'],
    ['places', { sort_field: 'name', search_after: 'a'.repeat(30_000) }, 'query'],
  ])('%s: 400 at once', async (_what, query, way) => {
    const started = performance.now()
    const { status, body } = await search(query, way)
    // What is too long for an address or the headers does not come as far as the schema.
    expect([400, 414, 431]).toContain(status)
    expect(body.code).toBe(status)
    expect(performance.now() - started).toBeLessThan(1_000)
  })

  test('a cursor of nothing but padding: 400 at once', async () => {
    const started = performance.now()
    const { status } = await call(server, 'GET', `dashboards?after=${'='.repeat(12_000)}`, { token: server.token })
    expect([400, 414, 431]).toContain(status)
    expect(performance.now() - started).toBeLessThan(1_000)
  })

  test('as long as they may be, they leave others their turn', async () => {
    const filter = {
      bool: {
        should: Array.from({ length: 4 }, (_, at) => ({ wildcard: { description: `*a*a*${'a?'.repeat(50)}${at}` } })),
      },
    }
    const attacks = () => [
      search({ q: '"a '.repeat(166) }),
      search({ q: 'NOT '.repeat(120) }),
      search({ q: '!'.repeat(500) }),
      search({ q: `${'*a'.repeat(200)}b` }),
      search({ fieldName: 'description', fieldValue: `${'*a'.repeat(200)}b` }, 'fieldQuery'),
      search({ query_filter: JSON.stringify(filter) }),
    ]
    for (const { status } of await unnoticed(attacks)) expect(status).toBe(200)
  })

  test('more at once than can wait: 503 with the time to come back, and the server goes on', async () => {
    await search({ q: '*nothing' })
    const many = () => Array.from({ length: 24 }, (_, at) => search({ q: `*nothing${at}` }))
    const answers = await unnoticed(many)
    const refused = answers.filter(({ status }) => status === 503)
    expect(answers.filter(({ status }) => status === 200).length + refused.length).toBe(24)
    expect(refused.length).toBeGreaterThan(0)
    for (const { headers } of refused) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await search({ q: '*evenue' })).status).toBe(200)
  })

  test('a search whose client has gone ends', async () => {
    // What has been answered once is known.
    const url = `${server.url}/api/v1/search/query?index=dashboard_search_index&q=*gone`
    const headers = { authorization: `Bearer ${server.token}` }
    const alone = performance.now()
    await fetch(url, { headers }).then((response) => response.arrayBuffer())
    const once = performance.now() - alone
    const gone = Array.from({ length: 18 }, (_, at) =>
      fetch(`${url}${at}`, { headers, signal: AbortSignal.timeout(20) }).catch(() => undefined),
    )
    await Promise.all(gone)
    const started = performance.now()
    while ((await search({ q: '*evenue' })).status !== 200) await new Promise((resolve) => setTimeout(resolve, 20))
    // Two at a time, eighteen of them would take nine times as long as one before there is room in the line.
    expect(performance.now() - started).toBeLessThan(4 * once + 500)
  })
})

describe('indexes', () => {
  test('one of OpenMetadata that has nothing here is empty, one that nobody knows is told', async () => {
    expect((await search({ index: 'table_search_index' })).body).toMatchObject({
      hits: { total: { value: 0 }, hits: [] },
    })
    const { status, body } = await search({ index: 'no_such_index' })
    expect({ status, message: body.message }).toEqual({ status: 400, message: 'Search index no_such_index not found' })
  })
})

test('a wildcard is held against words', async () => {
  const names = async (q: string) => {
    const { hits } = (await search({ q })).body.hits as { hits: { _source: { name: string } }[] }
    return hits.map((hit) => hit._source.name)
  }
  expect(await names('reg*')).toEqual(['board_7'])
  expect(await names('rev* AND *gion')).toEqual(['board_7'])
})
