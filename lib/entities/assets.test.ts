import { beforeEach, describe, expect, test } from 'vitest'
import { changeAssets, hasAssets, listAssets } from '@/lib/entities/assets'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { patch } from '@/lib/entities/patch'
import { read } from '@/lib/entities/read'
import { remove } from '@/lib/entities/remove'
import { aChart, aContext, aDashboard, anActor, aService } from '@/lib/entities/testing'
import { dashboards } from '@/lib/model/entities/dashboard'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'
import { dataProducts } from '@/lib/model/entities/data-product'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { domains } from '@/lib/model/entities/domain'
import type { Entity, EntityReference } from '@/lib/model/entities/entity'
import { glossaries, glossaryTerms } from '@/lib/model/entities/glossary'
import { teams, users } from '@/lib/model/entities/person'
import { definitions } from '@/lib/model/entities/registry'
import { classifications, tags } from '@/lib/model/entities/tag'

let ctx: RequestContext
let service: Entity
let board: Entity
let chart: Entity
beforeEach(async () => {
  ctx = await aContext()
  await create(domains, { name: 'Sales', description: 'x', domainType: 'Aggregate' }, ctx)
  await create(domains, { name: 'Other', description: 'x', domainType: 'Aggregate' }, ctx)
  await create(dataProducts, { name: 'Kpi', description: 'x', domains: ['Sales'] }, ctx)
  service = await aService(ctx)
  chart = await aChart(ctx, 'orders')
  board = await aDashboard(ctx)
})

const set = (def: EntityDefinition, { id }: Entity, path: string, value: unknown) =>
  patch(def, { id }, [{ op: 'add', path, value }], undefined, ctx)
const page = (def: EntityDefinition, fqn: string, limit = 10, offset = 0) =>
  listAssets(def, { fqn }, { limit, offset }, ctx)
const names = async (def: EntityDefinition, fqn: string) => (await page(def, fqn)).data.map(({ name }) => name)
const reference = ({ id }: Entity, type: string) => ({ id, type })

describe('the assets', () => {
  test('of an owner, a label, a domain and a product are what names it', async () => {
    const { entity: ana } = await create(users, { name: 'ana', email: 'ana@example.com' }, ctx)
    const { entity: team } = await create(teams, { name: 'bi', users: [ana.id] }, ctx)
    await create(classifications, { name: 'Kind', description: 'x' }, ctx)
    await create(tags, { name: 'a', classification: 'Kind', description: 'x' }, ctx)
    await create(glossaries, { name: 'Words', description: 'x' }, ctx)
    await create(glossaryTerms, { name: 'Order', glossary: 'Words', description: 'x' }, ctx)
    await set(dashboards, board, '/owners', [reference(ana, 'user')])
    await set(dashboardServices, service, '/owners', [reference(team, 'team')])
    await set(dashboards, board, '/tags', [{ tagFQN: 'Kind.a' }, { tagFQN: 'Words.Order', source: 'Glossary' }])
    const [domain] = await ctx.store.findByFqns('domain', ['Sales'])
    await set(dashboards, board, '/domains', [{ id: domain?.id, type: 'domain' }])
    expect(await names(users, 'ana')).toEqual(['10'])
    expect(await names(teams, 'bi')).toEqual(['sample_superset'])
    expect(await names(tags, 'Kind.a')).toEqual(['10'])
    expect(await names(glossaryTerms, 'Words.Order')).toEqual(['10'])
    expect(await names(domains, 'Sales')).toEqual(['10'])
    expect(await names(dataProducts, 'Kpi')).toEqual([])
  })

  test('come by name, in pages, with how many there are, and without deleted ones', async () => {
    await create(classifications, { name: 'Kind', description: 'x' }, ctx)
    await create(tags, { name: 'a', classification: 'Kind', description: 'x' }, ctx)
    for (const name of ['c', 'a', 'd', 'b']) await aDashboard(ctx, { name, tags: [{ tagFQN: 'Kind.a' }] })
    const gone = await aDashboard(ctx, { name: 'gone', tags: [{ tagFQN: 'Kind.a' }] })
    await remove(dashboards, { id: gone.id }, { hardDelete: false, recursive: false }, ctx)
    expect(await names(tags, 'Kind.a')).toEqual(['a', 'b', 'c', 'd'])
    const part = await page(tags, 'Kind.a', 2, 1)
    expect(part.data).toMatchObject([
      { name: 'b', type: 'dashboard', fullyQualifiedName: 'sample_superset.b', deleted: false },
      { name: 'c' },
    ])
    expect(part.paging).toEqual({ offset: 1, limit: 2, total: 4 })
    expect(await page(tags, 'Kind.a', 0)).toMatchObject({ data: [], paging: { total: 4 } })
    expect(await page(tags, 'Kind.a', 10, 4)).toMatchObject({ data: [], paging: { total: 4 } })
  })

  test('are of some types alone; of what is not there they are not', async () => {
    expect(
      definitions
        .filter(hasAssets)
        .map(({ type }) => type)
        .toSorted(),
    ).toEqual(['dataProduct', 'domain', 'glossaryTerm', 'tag', 'team', 'user'])
    await expect(page(dashboards, 'sample_superset.10')).rejects.toMatchObject({ kind: 'notFound' })
    await expect(page(domains, 'nowhere')).rejects.toMatchObject({ message: 'domain instance for nowhere not found' })
  })
})

describe('a data product', () => {
  test('of several domains goes to the trash with the last of them, and for good with none that is in the trash', async () => {
    await create(dataProducts, { name: 'Both', description: 'x', domains: ['Sales', 'Other'] }, ctx)
    const isDeleted = async () => (await ctx.store.findByFqns('dataProduct', ['Both']))[0]?.deleted
    const gone = (name: string, hardDelete: boolean) =>
      remove(domains, { fqn: name }, { hardDelete, recursive: true }, ctx)
    await gone('Sales', false)
    expect(await isDeleted()).toBe(false)
    await gone('Other', true)
    expect(await isDeleted()).toBe(false)
    await create(domains, { name: 'Third', description: 'x', domainType: 'Aggregate' }, ctx)
    const [third] = await ctx.store.findByFqns('domain', ['Third'])
    const [sales] = await ctx.store.findByFqns('domain', ['Sales'])
    const [both] = await ctx.store.findByFqns('dataProduct', ['Both'])
    const link = { entityId: both?.id ?? '', relation: 'domain', data: null, entityType: 'dataProduct' } as const
    await ctx.store.commit([{ kind: 'link', link: { ...link, targetId: third?.id ?? '', targetType: 'domain' } }])
    await gone('Third', false)
    expect([sales?.deleted, await isDeleted()]).toEqual([true, true])
  })

  const change = (operation: 'add' | 'remove', ...given: { id: string; type: string }[]) =>
    changeAssets(dataProducts, { fqn: 'Kpi' }, given, operation, ctx).then(({ result }) => result)
  const inSales = async (entity: Entity, def: EntityDefinition) => {
    const [domain] = await ctx.store.findByFqns('domain', ['Sales'])
    await set(def, entity, '/domains', [{ id: domain?.id, type: 'domain' }])
  }

  test('takes in what is in its domain, be it by its service, each asset as a new version of that', async () => {
    await inSales(service, dashboardServices)
    const result = await change('add', reference(board, 'dashboard'), reference(chart, 'chart'))
    expect(result).toMatchObject({ status: 'success', numberOfRowsPassed: 2, numberOfRowsFailed: 0, failedRequest: [] })
    expect(await names(dataProducts, 'Kpi')).toEqual(['10', 'orders'])
    expect(await read(dashboards, { id: board.id }, { fields: new Set(['dataProducts']) }, ctx)).toMatchObject({
      version: 0.2,
      dataProducts: [{ name: 'Kpi', type: 'dataProduct' }],
    })
  })

  test('counts what is so already as done, and what is named twice once', async () => {
    await inSales(board, dashboards)
    const twice = [reference(board, 'dashboard'), reference(board, 'dashboard')]
    expect(await change('add', ...twice)).toMatchObject({ status: 'success', numberOfRowsProcessed: 1 })
    const version = async () => (await read(dashboards, { id: board.id }, {}, ctx)).version
    const before = await version()
    expect(await change('add', ...twice)).toMatchObject({ status: 'success' })
    expect(await version()).toBe(before)
    await change('remove', ...twice)
    expect(await change('remove', ...twice)).toMatchObject({ status: 'success' })
    expect(await names(dataProducts, 'Kpi')).toEqual([])
  })

  test('leaves out what it cannot take, with the reason, and takes the rest', async () => {
    await inSales(board, dashboards)
    const unknown = '00000000-0000-4000-8000-00000000dead'
    const result = await change(
      'add',
      reference(board, 'dashboard'),
      reference(chart, 'chart'),
      { id: unknown, type: 'dashboard' },
      reference(service, 'dashboard'),
    )
    expect(result).toMatchObject({ status: 'partialSuccess', numberOfRowsPassed: 1, numberOfRowsFailed: 3 })
    expect(result.failedRequest).toMatchObject([
      {
        status: 400,
        message: 'chart sample_superset.orders is not in a domain of the data product Kpi: Sales',
        request: { id: chart.id },
      },
      { status: 404, message: `dashboard instance for ${unknown} not found` },
      { status: 404, message: `dashboard instance for ${service.id} not found` },
    ])
    expect(await names(dataProducts, 'Kpi')).toEqual(['10'])
    expect(await change('add', reference(chart, 'chart'))).toMatchObject({ status: 'failure' })
  })

  test('lets go of what has left its domain', async () => {
    await inSales(board, dashboards)
    await change('add', reference(board, 'dashboard'))
    const [other] = await ctx.store.findByFqns('domain', ['Other'])
    await set(dashboards, board, '/domains', [{ id: other?.id, type: 'domain' }])
    expect(await change('remove', reference(board, 'dashboard'))).toMatchObject({ status: 'success' })
    expect(await names(dataProducts, 'Kpi')).toEqual([])
  })

  test('that is not there takes nothing', async () => {
    await expect(changeAssets(dataProducts, { fqn: 'Nope' }, [], 'add', ctx)).rejects.toMatchObject({
      message: 'dataProduct instance for Nope not found',
    })
  })
})

describe('putting assets into a domain', () => {
  const change = (operation: 'add' | 'remove', fqn: string, given: readonly { id: string; type: string }[], by = ctx) =>
    changeAssets(domains, { fqn }, given as EntityReference[], operation, by).then(({ result }) => result) // types of the tests
  const domainsOf = async (entity: Entity) => {
    const { domains: found = [] } = await read(dashboards, { id: entity.id }, { fields: new Set(['domains']) }, ctx)
    return (found as EntityReference[]).map(({ name, inherited }) => (inherited ? `${name}, inherited` : name))
  }

  test('leaves other domains alone, and what is so already, and taking out brings back the one of the service', async () => {
    const given = [reference(board, 'dashboard')]
    expect(await change('add', 'Sales', given)).toMatchObject({ status: 'success', numberOfRowsPassed: 1 })
    const { version } = await read(dashboards, { id: board.id }, {}, ctx)
    await change('add', 'Sales', given)
    expect((await read(dashboards, { id: board.id }, {}, ctx)).version).toBe(version)
    await change('add', 'Other', given)
    expect(await domainsOf(board)).toEqual(['Other', 'Sales'])
    await change('add', 'Other', [reference(service, 'dashboardService')])
    await change('remove', 'Other', given)
    expect(await domainsOf(board)).toEqual(['Sales'])
    await change('remove', 'Sales', given)
    expect(await domainsOf(board)).toEqual(['Other, inherited'])
    // What it has from its service is taken out there.
    expect(await change('remove', 'Other', given)).toMatchObject({ status: 'success' })
    expect(await domainsOf(board)).toEqual(['Other, inherited'])
    expect(await names(domains, 'Sales')).toEqual([])
  })

  test('says which of them have changed: what is so already is done, and not by this', async () => {
    const given = [
      reference(board, 'dashboard'),
      reference(chart, 'chart'),
      { id: 'x', type: 'chart' },
    ] as EntityReference[] // types of the tests
    await changeAssets(domains, { fqn: 'Sales' }, given.slice(0, 1), 'add', ctx)
    const { rows } = await changeAssets(domains, { fqn: 'Sales' }, [...given, ...given], 'add', ctx)
    expect(rows.map(({ row, outcome }) => [row, outcome])).toEqual([
      [0, 'entityNoChange'],
      [1, 'entityUpdated'],
      [2, 'refused'],
    ])
    const out = await changeAssets(domains, { fqn: 'Other' }, given, 'remove', ctx)
    expect(out.rows.map(({ outcome }) => outcome)).toEqual(['entityNoChange', 'entityNoChange', 'refused'])
    expect(await names(domains, 'Sales')).toEqual(['10', 'orders'])
  })

  test('reports what there is not and what is no asset, for each, and does the others', async () => {
    const [sales] = await ctx.store.findByFqns('domain', ['Sales'])
    const wrong = [
      { id: sales?.id ?? '', type: 'domain' },
      { id: crypto.randomUUID(), type: 'chart' },
      { id: board.id, type: 'chart' },
    ]
    expect(await change('add', 'Sales', [...wrong.slice(0, 2), reference(chart, 'chart')])).toMatchObject({
      status: 'partialSuccess',
      numberOfRowsFailed: 2,
      failedRequest: [{ status: 404 }, { status: 404 }],
    })
    expect(await change('add', 'Sales', wrong.slice(2))).toMatchObject({ status: 'failure' })
    expect(await names(domains, 'Sales')).toEqual(['orders'])
    await expect(change('add', 'Nope', [])).rejects.toMatchObject({ kind: 'notFound' })
    await expect(changeAssets(tags, { fqn: 'Nope' }, [], 'add', ctx)).rejects.toMatchObject({ kind: 'notFound' })
  })

  test('is for who may edit the domain, and of each asset for who may edit it', async () => {
    const policy = (resources: readonly string[]) => ({
      ...ctx,
      actor: anActor({
        isAdmin: false,
        policies: [
          { name: 'p', rules: [{ name: 'r', effect: 'allow', operations: ['ViewAll', 'EditAll'], resources }] },
        ],
      }),
    })
    const given = [reference(board, 'dashboard'), reference(chart, 'chart')]
    await expect(change('add', 'Sales', given, policy(['dashboard']))).rejects.toMatchObject({ kind: 'forbidden' })
    expect(await change('add', 'Sales', given, policy(['domain', 'dashboard']))).toMatchObject({
      status: 'partialSuccess',
      failedRequest: [{ request: { type: 'chart' } }],
    })
    expect(await names(domains, 'Sales')).toEqual(['10'])
  })
})
