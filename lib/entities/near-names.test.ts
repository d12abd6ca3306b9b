/** What is wrong with the items of a bulk call, for programs: place, code, and the name that was perhaps meant. */
import { beforeEach, describe, expect, test } from 'vitest'
import { bulkUpsert } from '@/lib/entities/bulk'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { nearNames, otherwiseBegun, withNearNames } from '@/lib/entities/near-names'
import { remove } from '@/lib/entities/remove'
import { aChart, anActor, aService, aShippedContext } from '@/lib/entities/testing'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import { domains } from '@/lib/model/entities/domain'
import { teams, users } from '@/lib/model/entities/person'
import { aRow } from '@/lib/store/testing'

let ctx: RequestContext
beforeEach(async () => {
  ctx = await aShippedContext()
  await aService(ctx)
  await create(domains, { name: 'Marketing', domainType: 'Aggregate', description: '' }, ctx)
})

const item = (given: Record<string, unknown>) => ({ name: '10', service: 'sample_superset', ...given })
const planned = async (items: readonly unknown[], by = ctx) =>
  (await bulkUpsert(dashboards, items, { dryRun: true }, by)).rows

test('each reference that was not found says where it is, what it is, and what is most like it', async () => {
  const nobody = '00000000-0000-4000-8000-000000000009'
  const rows = await planned([
    item({ service: 'sample_supreset' }),
    item({
      tags: [{ tagFQN: 'Tier.Teir1', source: 'Classification', labelType: 'Manual', state: 'Confirmed' }],
      domains: ['Marketign'],
      owners: [{ id: nobody, type: 'user' }],
    }),
    item({ domains: ['something else altogether'] }),
    item({}),
  ])
  const near = await withNearNames(rows, ctx)
  expect(near.map(({ row, outcome }) => [row, outcome])).toEqual([
    [0, 'refused'],
    [1, 'refused'],
    [2, 'refused'],
    [3, 'entityCreated'],
  ])
  const problem = (path: string, type: string, key: string, more = {}) => ({
    path,
    message: `${type} instance for ${key} not found`,
    code: 'notFound',
    params: { type, key, ...more },
  })
  expect(near[0]?.fields).toEqual([
    problem('/service', 'dashboardService', 'sample_supreset', { near: 'sample_superset' }),
  ])
  expect(near[1]?.fields?.toSorted((a, b) => a.path.localeCompare(b.path))).toEqual([
    problem('/domains/0', 'domain', 'Marketign', { near: 'Marketing' }),
    problem('/owners/0', 'user', nobody),
    problem('/tags/0', 'tag', 'Tier.Teir1', { near: 'Tier.Tier1' }),
  ])
  expect(near[2]?.fields).toEqual([problem('/domains/0', 'domain', 'something else altogether')])
  expect(near[3]).toEqual(rows[3])
})

test('no name is told that the caller may not see', async () => {
  const rule = (effect: 'allow' | 'deny', resources: string[], condition?: string) => ({
    name: effect,
    effect,
    operations: ['All'],
    resources,
    ...(condition !== undefined && { condition }),
  })
  const rules = [rule('allow', ['all']), rule('deny', ['domain'], 'noOwner()')]
  const barred = { ...ctx, actor: anActor({ isAdmin: false, policies: [{ name: 'p', rules }] }) }
  const [row] = await withNearNames(await planned([item({ domains: ['Marketign'] })], barred), barred)
  expect(row?.fields).toEqual([
    {
      path: '/domains/0',
      message: 'domain instance for Marketign not found',
      code: 'notFound',
      params: { type: 'domain', key: 'Marketign' },
    },
  ])
})

describe('somebody who is not found', () => {
  beforeEach(async () => {
    const ana = { name: 'a.lopez', email: 'Ana.Lopez@example.com', displayName: 'Ana Lopez' }
    await create(users, ana, ctx)
    await create(teams, { name: 'Finance', displayName: 'Finance and tax', teamType: 'Group' }, ctx)
  })

  test.each([
    ['user', 'a.lopes', 'a.lopez'],
    ['user', 'ana.lopes@example.com', 'a.lopez'],
    ['user', 'A. L. <anna.lopez@example.com>', 'a.lopez'],
    ['user', 'Lopes, Ana', 'a.lopez'],
    ['user', 'Ana Lopes', 'a.lopez'],
    ['team', 'finanse', 'Finance'],
    ['team', 'Finance and tx', 'Finance'],
    ['team', 'a.lopes', undefined],
    ['user', 'somebody else', undefined],
  ] as const)('as %s: “%s” is perhaps %s', async (type, key, name) => {
    expect(await nearNames()({ type, key }, ctx)).toBe(name)
  })

  test('is not told to whoever may not see them', async () => {
    const rules = [
      { name: 'all', effect: 'allow' as const, operations: ['All'], resources: ['all'] },
      { name: 'nobody', effect: 'deny' as const, operations: ['All'], resources: ['user'], condition: 'noOwner()' },
    ]
    const barred = { ...ctx, actor: anActor({ isAdmin: false, policies: [{ name: 'p', rules }] }) }
    expect(await nearNames()({ type: 'user', key: 'a.lopes' }, barred)).toBeUndefined()
  })
})

test('a type with more names than are compared is asked for what shares words with the name', async () => {
  const many = Array.from({ length: 600 }, (_, at) => aRow({ type: 'domain', name: `a domain ${at}` }))
  const name = 'retail_operations'
  const meant = aRow({ type: 'domain', name, fullyQualifiedName: name })
  await ctx.store.commit([...many, meant].map((row) => ({ kind: 'insert', row })))
  const near = nearNames()
  expect(await near({ type: 'domain', key: 'retail_oprations' }, ctx)).toBe(name)
  expect(await near({ type: 'domain', key: 'retial_operations' }, ctx)).toBe(name)
  expect(await near({ type: 'domain', key: 'logistics' }, ctx)).toBeUndefined()
  const alone = aRow({ type: 'domain', name: 'procurement', fullyQualifiedName: 'procurement' })
  await ctx.store.commit([{ kind: 'insert', row: alone }])
  expect(await near({ type: 'domain', key: 'procurment' }, ctx)).toBe('procurement')
})

test.each([
  ['another letter', 'brocurement', 'procurement'],
  ['a letter too few', 'rocurement', 'procurement'],
  ['a letter too many', 'sprocurement', 'procurement'],
  ['two that changed places', 'rpocurement', 'procurement'],
  ['another letter and a second slip', 'brocuremnt', 'procurement'],
  ['another letter in one of many words', 'retail bperations', 'retail operations'],
  ['another letter after the dot', 'Procurement.Yarehouse', 'procurement.warehouse'],
  ['another letter of another script', 'Мродажи', 'Продажи'],
  ['a short word', 'seles', 'sales'],
  ['a short word with another letter', 'zales', 'sales'],
  ['two words, each with another letter', 'betail bperations', undefined],
  ['another word', 'logistics', undefined],
  ['too little to tell', 'sa', undefined],
  ['no letter at all', '\u{10fffd}\u{10fffd}\u{10fffd}', undefined],
])('of a type with more names than are compared, %s is found', async (_, key, name) => {
  const many = Array.from({ length: 600 }, (_, at) => aRow({ type: 'domain', name: `a domain ${at}` }))
  const meant = ['procurement', 'procurement.warehouse', 'retail operations', 'Продажи', 'sales'].map((fqn) =>
    aRow({ type: 'domain', name: fqn.split('.').at(-1) ?? fqn, fullyQualifiedName: fqn }),
  )
  await ctx.store.commit([...many, ...meant].map((row) => ({ kind: 'insert', row })))
  let asked = 0
  const store = new Proxy(ctx.store, {
    get: (target, member) => {
      if (member === 'list' || member === 'withOneOf') asked += 1
      const value = Reflect.get(target, member)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  expect(await nearNames()({ type: 'domain', key }, { ...ctx, store })).toBe(name)
  // The first names, and of each of four words two questions at most.
  expect(asked).toBeLessThanOrEqual(9)
})

test('no word may have begun in too many ways', () => {
  for (const word of ['procurement', 'продажи', 'πωλήσεις', '訂單數量', '\u{10fffd}bc', 'é'.repeat(40)])
    expect(otherwiseBegun(word, 6).length).toBeLessThanOrEqual(6 * 132)
  expect(otherwiseBegun('procurement', 4).length).toBeLessThan(220)
  expect(otherwiseBegun('sa', 6)).toEqual([])
  expect(otherwiseBegun('sales', 1)).toContain('ales')
})

test('a name is looked for once, and not more than so many of them', async () => {
  let asked = 0
  const store = new Proxy(ctx.store, {
    get: (target, member) => {
      if (member === 'list') asked += 1
      const value = Reflect.get(target, member)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  const near = nearNames()
  for (let at = 0; at < 60; at += 1)
    await near({ type: 'domain', key: `Marketign${'x'.repeat(at)}` }, { ...ctx, store })
  expect(await near({ type: 'domain', key: 'Marketign' }, { ...ctx, store })).toBe('Marketing')
  expect(asked).toBe(1)
  expect(await near({ type: 'domain', key: 'Marketnig' }, { ...ctx, store })).toBeUndefined()
})

test('what a schema refuses has a code and its bounds', async () => {
  const rows = await planned([
    { service: 'sample_superset' },
    item({ name: 'x'.repeat(300) }),
    item({ dashboardType: 'Poster' }),
  ])
  const codes = rows.map(({ fields }) => fields?.map(({ path, code, params }) => [path, code, params]))
  expect(codes).toEqual([
    [['/name', 'required', undefined]],
    [['/name', 'size', { max: 256 }]],
    [['/dashboardType', 'choice', { choices: 'Dashboard, Report' }]],
  ])
})

test('what of a name is deleted is told before anything that is like it, to whoever may see it', async () => {
  await aChart(ctx, 'sales.2026')
  const { id } = await aChart(ctx, 'sales')
  await aChart(ctx, 'sale')
  for (const fqn of ['sample_superset.sales', 'sample_superset."sales.2026"'])
    await remove(charts, { fqn }, { hardDelete: false, recursive: false }, ctx)
  const asked = [
    item({ charts: ['sample_superset.sales'] }),
    item({ name: '11', charts: ['sample_superset."sales.2026"'] }),
    item({ name: '12', charts: ['sample_superset.salse'] }),
  ]
  const params = async () =>
    (await withNearNames(await planned(asked), ctx)).map(({ fields = [] }) => fields[0]?.params)
  expect(await params()).toEqual([
    { type: 'chart', key: 'sample_superset.sales', deletedId: id },
    { type: 'chart', key: 'sample_superset."sales.2026"', deletedId: expect.any(String) },
    { type: 'chart', key: 'sample_superset.salse', near: 'sample_superset.sale' },
  ])
})
