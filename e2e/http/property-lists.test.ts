/** Lists, files and selections by custom properties, over our own calls alone. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call, type RunningServer, startServerWithAdministrator } from '@/e2e/server'

let server: RunningServer & { token: string }
const api = (method: string, path: string, body?: unknown) =>
  call(server, method, path, { token: server.token, ...(body !== undefined && { body }) })

beforeAll(async () => {
  server = await startServerWithAdministrator()
  await api('PUT', 'services/dashboardServices', { name: 'bi', serviceType: 'Superset' })
  const idOf = async (path: string) => (await api('GET', path)).body.id
  const type = await idOf('metadata/types/name/dashboard')
  for (const [name, kind, config] of [
    ['audience', 'enum', { values: ['Board', 'Staff'], multiSelect: true }],
    ['cost', 'number', undefined],
    ['note', 'string', undefined],
    ['due', 'date-cp', 'dd.MM.yyyy'],
  ] as const) {
    const property = {
      name,
      propertyType: { id: await idOf(`metadata/types/name/${kind}`), type: 'type' },
      ...(config && { customPropertyConfig: { config } }),
    }
    expect((await api('PUT', `metadata/types/${type}`, property)).status).toBe(200)
  }
  const rows = Array.from({ length: 60 }, (_, at) => ({
    name: `d${String(at).padStart(2, '0')}`,
    service: 'bi',
    ...(at < 50 && {
      extension: {
        audience: [at % 2 ? 'Board' : 'Staff'],
        cost: (at * 7) % 50,
        ...(at < 28 && { due: `${String(28 - at).padStart(2, '0')}.${at % 2 ? '06' : '07'}.2026` }),
        ...(at < 3 && { note: `For the Board ${at}` }),
      },
    }),
  }))
  expect((await api('PUT', 'dashboards/bulk', rows)).body).toMatchObject({ status: 'success' })
})
afterAll(() => server.stop())

const own = async (path: string, body?: object) => {
  const response = await fetch(`${server.url}/api/x/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, text: await response.text() }
}
interface Rows {
  data: { name: string; extension?: { cost?: number } }[]
  paging: { total: number; before?: string; after?: string }
}
const rows = async (query: string): Promise<Rows> => {
  const { status, text } = await own(`entities/dashboard/rows?members=extension:cost&${query}`)
  expect(status, text).toBe(200)
  return JSON.parse(text)
}

test('a filter finds what has the value, and a file and a job are of the same', async () => {
  const page = await rows('extension=audience:Board&limit=100')
  expect(page.paging.total).toBe(25)
  expect(page.data.map(({ name }) => name)).toEqual(page.data.map((_, at) => `d${String(2 * at + 1).padStart(2, '0')}`))
  const file = await own('exports/dashboards?format=json&extension=audience:Board&sort=extension:cost')
  const exported: { name: string; extension: { cost: number } }[] = JSON.parse(file.text)
  expect(new Set(exported.map(({ name }) => name))).toEqual(new Set(page.data.map(({ name }) => name)))
  const costs = exported.map(({ extension }) => extension.cost)
  expect(costs).toEqual(costs.toSorted((a, b) => a - b))
  const job = await own('jobs?wait=30', {
    kind: 'delete',
    collection: 'dashboards',
    filter: { extension: 'audience:Board' },
  })
  expect(JSON.parse(job.text)).toMatchObject({ state: 'planned', counts: { delete: 25 } })
})

test.each([
  ['cost:from:10,cost:to:19', 10],
  ['cost:from:45', 5],
  ['note:contains:THE%20board', 3],
  ['note:is:set,note:contains:1', 1],
  ['due:from:01.07.2026', 14],
  ['due:from:2026-06,due:to:10.06.2026', 5],
  ['audience:is:empty', 10],
  ['note:is:empty,cost:to:9', 8],
])('%s finds %i, in rows, a file and a job alike', async (extension, total) => {
  const page = await rows(`extension=${extension}&limit=100`)
  expect([page.data.length, page.paging.total]).toEqual([total, total])
  const file = await own(`exports/dashboards?format=json&extension=${extension}`)
  expect(JSON.parse(file.text)).toHaveLength(total)
  const job = await own('jobs?wait=30', {
    kind: 'delete',
    collection: 'dashboards',
    filter: { extension: decodeURIComponent(extension) },
  })
  expect(JSON.parse(job.text)).toMatchObject({ state: 'planned', counts: { delete: total } })
})

test('an order goes through all pages and back, with what has no value last', async () => {
  const costs: (number | undefined)[] = []
  let page = await rows('sort=-extension:cost&limit=13')
  for (let at = 0; ; at += 1) {
    costs.push(...page.data.map(({ extension }) => extension?.cost))
    const { after } = page.paging
    if (after === undefined) break
    page = await rows(`sort=-extension:cost&limit=13&after=${after}`)
    const back = await rows(`sort=-extension:cost&limit=13&before=${page.paging.before}`)
    expect(back.data.map(({ extension }) => extension?.cost)).toEqual(costs.slice(at * 13, (at + 1) * 13))
  }
  const valued = Array.from({ length: 50 }, (_, at) => 49 - at)
  expect(costs).toEqual([...valued, ...Array.from({ length: 10 }, () => undefined)])
})

test('dates that begin with the day come in the order of time, page by page', async () => {
  const due: (string | undefined)[] = []
  for (let after = ''; ; ) {
    const { status, text } = await own(
      `entities/dashboard/rows?members=extension:due&extension=due:is:set&sort=extension:due&limit=5${after}`,
    )
    expect(status, text).toBe(200)
    const page: { data: { extension?: { due?: string } }[]; paging: Rows['paging'] } = JSON.parse(text)
    due.push(...page.data.map(({ extension }) => extension?.due))
    if (page.paging.after === undefined) break
    after = `&after=${page.paging.after}`
  }
  const time = (text = '') => text.split('.').toReversed().join()
  expect(due).toHaveLength(28)
  expect(due).toEqual(due.toSorted((a, b) => (time(a) < time(b) ? -1 : 1)))
})

test('what is wrong is refused with a word on it, and the contract keeps to itself', async () => {
  for (const query of [
    'extension=audience',
    'extension=nobody:1',
    'extension=cost:much',
    'extension=cost:above:1',
    'extension=note:contains:%2500',
    'extension=cost:from:much',
    'extension=audience:from:1',
    'extension=audience:is:Board',
    'extension=due:from:1.7.26',
    'sort=extension:nobody',
  ]) {
    const { status, text } = await own(`entities/dashboard/rows?${query}`)
    expect([status, JSON.parse(text).fields?.length], query).toEqual([400, 1])
  }
  expect((await api('GET', 'dashboards?sort=extension:cost')).status).toBe(400)
  expect((await api('GET', 'dashboards?extension=audience:Board&limit=0')).body).toMatchObject({
    paging: { total: 60 },
  })
})

test('what is required is said by administrators; rows, files and selections find what lacks it', async () => {
  const say = (name: string, body: object) =>
    fetch(`${server.url}/api/x/entities/dashboard/propertyUses/${name}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  expect((await rows('extension=:is:empty')).paging.total).toBe(0)
  expect((await say('gone', { isFilter: true, isRequired: true })).status).toBe(404)
  expect((await say('cost', { isFilter: true })).status).toBe(400)
  expect((await say('cost', { isFilter: false, isRequired: true })).status).toBe(200)
  const fields = JSON.parse((await own('entities/dashboard/fields')).text).data as { name: string; use?: object }[]
  expect(fields.find(({ name }) => name === 'extension:cost')?.use).toEqual({ isFilter: false, isRequired: true })
  expect(fields.find(({ name }) => name === 'extension:note')?.use).toEqual({ isFilter: true, isRequired: false })
  expect(fields.find(({ name }) => name === 'owners')).not.toHaveProperty('use')
  expect((await rows('extension=:is:empty')).paging.total).toBe(10)
  expect((await say('due', { isFilter: true, isRequired: true })).status).toBe(200)
  expect((await rows('extension=:is:empty')).paging.total).toBe(32)
  expect((await rows('extension=:is:set')).paging.total).toBe(28)
  const file = await own('exports/dashboards?format=json&extension=:is:empty,audience:is:empty')
  expect(JSON.parse(file.text)).toHaveLength(10)
  const audit = JSON.parse((await own('audit?kind=settingChanged')).text).data as { detail: string }[]
  expect(audit[0]?.detail).toContain('dashboard.due: {"isFilter":true,"isRequired":true}')
})
