/** What the browser asks of the API, held against the description of the API. */
import { afterEach, beforeEach, describe, expect, expectTypeOf, test, vi } from 'vitest'
import type { z } from 'zod'
import { chartList, dashboardList, serviceList } from '@/components/catalogue/list-kinds'
import { type Contents, contentsQuery, findRows, listedFieldsQuery } from '@/components/catalogue/list-queries'
import { type FormattedText, markdownQuery } from '@/components/entity/markdown'
import { teamRolesQuery } from '@/lib/client/account'
import { type Few, findFew } from '@/lib/client/few'
import { planQueries, rowsWith } from '@/lib/client/job-plan'
import { jobMutations, jobPages, jobQueries } from '@/lib/client/jobs'
import { entityMutations } from '@/lib/client/mutations'
import { planAgain } from '@/lib/client/plan-again'
import { type EntityPage, entityQueries, type ListParams } from '@/lib/client/queries'
import { sendImport } from '@/lib/client/send-import'
import { setUp } from '@/lib/client/session'
import { sampleOf } from '@/lib/http/openapi/example'
import { description, violationsOf } from '@/lib/http/openapi/testing'
import type { contentCountsSchema } from '@/lib/http/operations/catalogue'
import { createdExample, exampleFqn } from '@/lib/http/operations/entity-examples'
import type { historySchema, paging } from '@/lib/http/operations/entity-replies'
import type { formattedSchema } from '@/lib/http/operations/markdown'
import type { fewSchema } from '@/lib/http/operations/search'
import type { Dashboard, dashboardSchema } from '@/lib/model/entities/dashboard'
import { definitions } from '@/lib/model/entities/registry'
import type { BulkResult, bulkResultSchema, PlannedRow, previewSchema } from '@/lib/model/wire/bulk-result'
import type { JobView } from '@/lib/model/wire/job'
import type { OperationObject, Parameter } from '@/lib/model/wire/openapi'
import type { listQuery } from '@/lib/model/wire/query'

interface Sent {
  readonly url: URL
  readonly init: RequestInit
}
let sent: Sent[] = []
beforeEach(() => {
  sent = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    sent.push({ url: new URL(url, 'http://localhost'), init })
    return Response.json({ data: [], versions: [], paging: { total: 0 } })
  })
})
afterEach(() => vi.unstubAllGlobals())

/** The described call that a request is; fails when there is none. */
function operationOf({ url, init }: Sent): OperationObject {
  const path = url.pathname.replace(/^\/api/, '')
  const method = (init.method ?? 'GET').toLowerCase()
  const fits = Object.keys(description.paths)
    .filter((template) => new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path))
    .toSorted((a, b) => a.split('{').length - b.split('{').length)
  const operation = description.paths[fits[0] ?? '']?.[method]
  if (operation === undefined) throw new Error(`${method} ${path} is not described`)
  return operation
}

async function expectDescribed(request: Sent): Promise<void> {
  const operation = operationOf(request)
  const parameters = (operation.parameters ?? []).map((one) =>
    '$ref' in one ? (description.components.parameters[one.$ref.split('/').at(-1) ?? ''] as Parameter) : one,
  )
  for (const [name, value] of request.url.searchParams) {
    const parameter = parameters.find((one) => one.in === 'query' && one.name === name)
    expect(parameter, `query parameter ${name}`).toBeDefined()
    const { schema = {} } = parameter ?? {}
    const given = schema.type === 'integer' ? Number(value) : value
    expect(await violationsOf(schema, given), name).toEqual([])
  }
  const headers = new Headers(request.init.headers)
  if (headers.has('if-match')) expect(parameters.map(({ name }) => name)).toContain('If-Match')
  const content = Object.entries(operation.requestBody?.content ?? {})[0]
  if (request.init.body === undefined) return expect(operation.requestBody?.required ?? false).toBe(false)
  expect(headers.get('content-type')).toBe(content?.[0])
  expect(await violationsOf(content?.[1].schema ?? {}, JSON.parse(String(request.init.body)))).toEqual([])
}

const id = '2f1a4c1e-5b7d-4a0e-9c3f-8d6b5a4e3c21'

describe.each(definitions.map((def) => [def.collection, def] as const))('%s', (_collection, def) => {
  const queries = entityQueries(def)
  const mutations = entityMutations(def)
  const example = def.createSchema.parse(sampleOf(createdExample(def)))
  const ask = (options: { queryFn?: unknown }) =>
    // TanStack Query hands over more than these functions look at.
    (options.queryFn as (context: { signal: AbortSignal }) => Promise<unknown>)({
      signal: new AbortController().signal,
    })

  const calls: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['list', () => ask(queries.list({ limit: 50, q: 'deck', sort: '-updatedAt', include: 'all', fields: '*' }))],
    ['next page', () => ask(queries.list({ limit: 0, after: 'cursor' }))],
    ['byName', () => ask(queries.byName(exampleFqn(def), { fields: '*', include: 'all' }))],
    ['versions', () => ask(queries.versions(id))],
    ['create', () => mutations.create(example)],
    ['createOrUpdate', () => mutations.createOrUpdate(example)],
    ['patch', () => mutations.patch(id, [{ op: 'add', path: '/description', value: 'x' }], 0.2)],
    ['remove', () => mutations.remove(id, { hardDelete: true, recursive: true })],
    ['restore', () => mutations.restore(id)],
    ['removeMany', () => mutations.removeMany([id], { hardDelete: true, recursive: true, dryRun: true })],
    ['restoreMany', () => mutations.restoreMany([id])],
    ['preview', () => mutations.preview([example])],
    ...(def.fields.has('followers')
      ? [['follow', () => mutations.follow(id, id)] as const, ['unfollow', () => mutations.unfollow(id, id)] as const]
      : []),
    ...(def.fields.has('votes') ? [['vote', () => mutations.vote(id, 'votedUp')] as const] : []),
  ]
  test.each(calls)('%s', async (_name, run) => {
    await run()
    expect(sent).toHaveLength(1)
    for (const request of sent) await expectDescribed(request)
  })
})

test('filters of the lists are parameters of the lists that have them', async () => {
  const [dashboards] = definitions
  if (dashboards === undefined) throw new Error('there are no definitions')
  const filters = { service: 'a', owner: 'none', tag: 'Tier.Tier1', domain: 'Sales' }
  await (entityQueries(dashboards).list(filters).queryFn as (context: object) => Promise<unknown>)({})
  for (const request of sent) await expectDescribed(request)
})

test('jobs are asked for, asked of and sent as they are described', async () => {
  const job = { id, phase: 'plan', state: 'planned', counts: {}, updatedAt: 1 } as unknown as JobView // what the calls look at
  const signal = new AbortController().signal
  const ask = (options: { queryFn?: unknown }) =>
    (options.queryFn as (context: object) => Promise<unknown>)({ signal, pageParam: '' })
  for (const query of [
    jobPages({ everybody: true, kind: 'export', state: 'finished' }),
    jobQueries.byId(id),
    planQueries.summary(job),
    planQueries.rows(id, { outcome: 'create', q: 'a' }, 100),
    planQueries.row(job, 7),
    jobQueries.ofEntity('dashboard', id),
  ])
    await ask(query)
  await rowsWith(id, 'spoiled error')
  await jobMutations.run(id, { withoutRows: [1], withoutOutcomes: ['create'], withoutColumns: ['tags'] })
  for (const what of ['pause', 'resume', 'cancel', 'undo'] as const) await jobMutations[what](id)
  await planAgain(id, { leaveOut: [{ type: 'tag', name: 'A' }], separator: null })
  const given = { collection: 'dashboards', name: 'Pasted rows', options: { delimiter: ';' }, mapping: {} } as const
  await sendImport({ ...given, text: 'name;service' })
  expect(sent).toHaveLength(14)
  for (const request of sent) await expectDescribed(request)
  const files = ['a.csv', 'below/b.csv'].map((path) => ({ path, file: new File(['name'], path) }))
  await sendImport({ ...given, files })
  const form = sent.at(-1)?.init.body as FormData // as it was sent
  expect(form.getAll('file').map((file) => (file as File).name)).toEqual(['a.csv', 'below/b.csv'])
  expect(form.get('mapping')).toBe('{}')
})

test('the rows of the lists of screens', async () => {
  for (const kind of [dashboardList, chartList, serviceList]) {
    const given = { limit: 50, q: 'deck', sort: '-updatedAt', include: 'all', service: 'a', owner: 'none' } as const
    await findRows(kind, given)
    await (listedFieldsQuery(kind).queryFn as (context: object) => Promise<unknown>)({})
  }
  expect(sent).toHaveLength(6)
  for (const request of sent) await expectDescribed(request)
})

test('the first few of many types are one call', async () => {
  await findFew({ q: 'deck', types: ['dashboard', 'glossaryTerm'], limit: 5 })
  await findFew({ q: '', types: ['user'], limit: 5 })
  expect(sent).toHaveLength(2)
  for (const request of sent) await expectDescribed(request)
})

test('which roles teams bring', async () => {
  await (teamRolesQuery([id]).queryFn as (context: object) => Promise<unknown>)({})
  expect(sent).toHaveLength(1)
  for (const request of sent) await expectDescribed(request)
})

test('what services hold, how a text is formatted, and the first administrator', async () => {
  await (markdownQuery('**a**').queryFn as (context: object) => Promise<unknown>)({})
  await (contentsQuery(serviceList, [id]).queryFn as (context: object) => Promise<unknown>)({})
  await setUp({ token: 'x', displayName: 'Ada', email: 'ada@example.com', password: 'Admin-123456' })
  expect(sent).toHaveLength(3)
  for (const request of sent) await expectDescribed(request)
})

test('answers have the types that the description is made from', () => {
  expectTypeOf<EntityPage<Dashboard>['paging']>().toEqualTypeOf<Readonly<z.output<typeof paging>>>()
  expectTypeOf<Dashboard>().toEqualTypeOf<z.output<typeof dashboardSchema>>()
  expectTypeOf<BulkResult>().toEqualTypeOf<z.output<typeof bulkResultSchema>>()
  expectTypeOf<z.output<typeof previewSchema>>().toExtend<BulkResult & { rows: PlannedRow[] }>()
  expectTypeOf<z.output<typeof historySchema>>().toExtend<{ versions: string[] }>()
  expectTypeOf<Contents>().toEqualTypeOf<Readonly<z.output<typeof contentCountsSchema>['data'][number]>>()
  expectTypeOf<z.output<typeof fewSchema>['data'][number]>().toExtend<Few>()
  expectTypeOf<FormattedText>().toEqualTypeOf<Readonly<z.output<typeof formattedSchema>>>()
  // As somebody may have typed it into an address.
  expectTypeOf<Omit<ListParams, 'isBot' | 'entityStatus'>>().toExtend<z.input<typeof listQuery>>()
})
