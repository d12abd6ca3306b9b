/** What is told before something with a tree below it is deleted, and that the deletion does the same. */
import { beforeEach, expect, test } from 'vitest'
import { aUser } from '@/lib/auth/testing'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { reachOf } from '@/lib/entities/reach'
import { read } from '@/lib/entities/read'
import { remove } from '@/lib/entities/remove'
import { aDashboard, anActor, aService, aShippedContext } from '@/lib/entities/testing'
import { dashboards } from '@/lib/model/entities/dashboard'
import { dataProducts } from '@/lib/model/entities/data-product'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { domains } from '@/lib/model/entities/domain'
import type { Entity } from '@/lib/model/entities/entity'
import { teams } from '@/lib/model/entities/person'
import { classifications, tags } from '@/lib/model/entities/tag'

let ctx: RequestContext

const make = async (def: EntityDefinition, request: Record<string, unknown>): Promise<Entity> =>
  (await create(def, { description: 'Said of it', ...request }, ctx)).entity
const reach = (def: EntityDefinition, { id }: Entity, caller = ctx) => reachOf(def, { id }, caller)

beforeEach(async () => {
  ctx = await aShippedContext()
  await aService(ctx)
})

test('a team goes with all that are below it, round a circle too; what any of them own, and who is in them, stays', async () => {
  const sales = await make(teams, { name: 'sales' })
  const europe = await make(teams, { name: 'europe', parents: [sales.id] })
  const malta = await make(teams, { name: 'malta', parents: [europe.id, sales.id] })
  const link = { relation: 'parent', entityType: 'team', targetType: 'team', data: null } as const
  await ctx.store.commit([{ kind: 'link', link: { ...link, entityId: sales.id, targetId: malta.id } }])
  await aUser(ctx, 'ana', { teams: [sales.id, malta.id] })
  await aUser(ctx, 'bo', { teams: [malta.id] })
  await aDashboard(ctx, { name: 'one', owners: [{ id: sales.id, type: 'team' }] })
  await aDashboard(ctx, { name: 'two', owners: [{ id: malta.id, type: 'team' }] })
  await aDashboard(ctx, { name: 'nobodys' })
  expect(await reach(teams, europe)).toMatchObject({ goes: { team: 2 }, without: { dashboard: 2, user: 2 } })
  expect(await reach(teams, sales)).toEqual({ goes: { team: 2 }, without: { dashboard: 2, user: 2 } })
})

test('a domain goes with its parts and the data products that are in no other, and the deletion does just that', async () => {
  const sales = await make(domains, { name: 'Sales', domainType: 'Aggregate' })
  await make(domains, { name: 'Europe', domainType: 'Aggregate', parent: 'Sales' })
  const malta = await make(domains, { name: 'Malta', domainType: 'Aggregate', parent: 'Sales.Europe' })
  await make(domains, { name: 'Other', domainType: 'Aggregate' })
  await make(dataProducts, { name: 'Inside', domains: ['Sales', 'Sales.Europe.Malta'] })
  await make(dataProducts, { name: 'Shared', domains: ['Sales.Europe', 'Other'] })
  await aDashboard(ctx, { name: 'top', domains: ['Sales'] })
  await aDashboard(ctx, { name: 'deep', domains: ['Sales.Europe.Malta'] })
  await aDashboard(ctx, { name: 'outside', domains: ['Other'] })
  expect(await reach(domains, malta)).toEqual({ goes: {}, without: { dashboard: 1, dataProduct: 1 } })
  expect(await reach(domains, sales)).toEqual({ goes: { domain: 2, dataProduct: 1 }, without: { dashboard: 2 } })

  await remove(domains, { id: sales.id }, { hardDelete: false, recursive: true }, ctx)
  const products = await ctx.store.findByFqns('dataProduct', ['Inside', 'Shared'])
  expect(Object.fromEntries(products.map(({ name, deleted }) => [name, deleted]))).toEqual({
    Inside: true,
    Shared: false,
  })
  expect((await read(dashboards, { fqn: 'sample_superset.deep' }, {}, ctx)).deleted).toBe(false)
  // What is left of it to remove for good.
  expect((await reach(domains, sales)).goes).toEqual({ domain: 2, dataProduct: 1 })
})

test('a tag goes with the tags below it, and what carries any of them is counted once', async () => {
  await make(classifications, { name: 'Audience' })
  const board = await make(tags, { name: 'Board', classification: 'Audience' })
  await make(tags, { name: 'Chair', parent: 'Audience.Board' })
  const label = (tagFQN: string) => ({ tagFQN, source: 'Classification', labelType: 'Manual', state: 'Confirmed' })
  await aDashboard(ctx, { name: 'both', tags: [label('Audience.Board'), label('Audience.Board.Chair')] })
  await make(domains, { name: 'Sales', domainType: 'Aggregate', tags: [label('Audience.Board.Chair')] })
  expect(await reach(tags, board)).toEqual({ goes: { tag: 1 }, without: { dashboard: 1, domain: 1 } })
})

test('is of what stands in trees, and told to nobody who may not see it', async () => {
  const sales = await make(domains, { name: 'Sales', domainType: 'Aggregate' })
  const stranger = { ...ctx, actor: anActor({ isAdmin: false, policies: [] }) }
  await expect(reach(domains, sales, stranger)).rejects.toMatchObject({ kind: 'forbidden' })
  await expect(reachOf(domains, { id: crypto.randomUUID() }, ctx)).rejects.toMatchObject({ kind: 'notFound' })
  const board = await aDashboard(ctx, { name: 'one' })
  await expect(reach(dashboards, board)).rejects.toMatchObject({ kind: 'badRequest' })
})
