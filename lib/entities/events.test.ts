/** What events of creation carry. */
import { beforeEach, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { createOrUpdate } from '@/lib/entities/create'
import { listEvents } from '@/lib/entities/events'
import { patch } from '@/lib/entities/patch'
import { read } from '@/lib/entities/read'
import { remove } from '@/lib/entities/remove'
import { aChart, aContext, aDashboard, anActor, aService } from '@/lib/entities/testing'
import { versions } from '@/lib/entities/versions'
import { dashboards } from '@/lib/model/entities/dashboard'
import type { Entity } from '@/lib/model/entities/entity'
import type { Actor } from '@/lib/model/rules/access'

let ctx: RequestContext
let board: Entity
beforeEach(async () => {
  ctx = await aContext()
  await aService(ctx)
  const chart = await aChart(ctx, 'orders')
  board = await aDashboard(ctx, { description: 'First', charts: [chart.fullyQualifiedName] })
})

const everything = { entityCreated: '*', entityUpdated: '*', entityDeleted: '*', timestamp: 0, limit: 100 }

/** By the kind of the event and the type of the entity, what it carries. */
async function carried(by = ctx): Promise<[string, string, unknown][]> {
  const { data } = await listEvents(everything, by)
  return data.map(({ eventType, entityType, ...event }) => [
    eventType,
    entityType,
    'entity' in event && typeof event.entity === 'string' ? JSON.parse(event.entity) : undefined,
  ])
}

test('the entity as it was created, whatever became of it', async () => {
  const first = { id: board.id, version: 0.1, description: 'First', service: { name: 'sample_superset' } }
  const [service, chart, created] = await carried()
  expect(service).toEqual(['entityCreated', 'dashboardService', expect.objectContaining({ name: 'sample_superset' })])
  expect(chart).toEqual(['entityCreated', 'chart', expect.objectContaining({ name: 'orders' })])
  expect(created?.[2]).toMatchObject({ ...first, charts: [{ name: 'orders' }] })

  await createOrUpdate(dashboards, { name: '10', service: 'sample_superset', description: 'Second' }, ctx)
  await patch(dashboards, { id: board.id }, [{ op: 'add', path: '/displayName', value: 'Third' }], undefined, ctx)
  const [, , later, ...others] = await carried()
  expect(later?.[2]).toMatchObject({ ...first, charts: [{ name: 'orders' }] })
  expect(others.map(([kind, , entity]) => [kind, entity])).toEqual([
    ['entityUpdated', undefined],
    ['entityUpdated', undefined],
  ])
})

test('the request and the kind of caller are kept with every event and version, and shown in no answer', async () => {
  const by = (requestId: string, caller: Actor['caller']) => ({ ...ctx, requestId, actor: anActor({ caller }) })
  const put = { name: '10', service: 'sample_superset', description: 'Second' }
  await createOrUpdate(dashboards, put, by('two', 'bot'))
  const steps = [{ op: 'add' as const, path: '/displayName', value: 'Third' }]
  await patch(dashboards, { id: board.id }, steps, undefined, by('three', 'token'))
  const origins = ['session test', 'bot two', 'token three']

  const all = ['entityCreated', 'entityUpdated'].map((eventType) => ({ eventType, entityTypes: ['dashboard'] }))
  const stored = await ctx.store.events({ wanted: all, since: 0, limit: 10 })
  expect(stored.map(({ origin }) => origin)).toEqual(origins)
  const [row] = await ctx.store.findByIds([board.id])
  const earlier = await ctx.store.versions(board.id)
  expect([row, ...earlier].map((state) => state?.origin)).toEqual(origins.toReversed())

  const shown = [
    await listEvents(everything, ctx),
    await versions(dashboards, board.id, ctx),
    await read(dashboards, { id: board.id }, {}, ctx),
  ]
  for (const answer of shown) expect(JSON.stringify(answer)).not.toMatch(/origin|bot two|token three/)
})

test('nothing once the entity is gone for good', async () => {
  await remove(dashboards, { id: board.id }, { hardDelete: true, recursive: false }, ctx)
  const of = (await carried()).filter(([, type]) => type === 'dashboard')
  expect(of).toEqual([
    ['entityCreated', 'dashboard', undefined],
    ['entityDeleted', 'dashboard', undefined],
  ])
})

test('nothing that the caller may not see, not even by a reference', async () => {
  const rule = (effect: 'allow' | 'deny', resources: string[], condition?: string) => ({
    name: effect,
    effect,
    operations: ['All'],
    resources,
    ...(condition !== undefined && { condition }),
  })
  const rules = [rule('allow', ['all']), rule('deny', ['chart'], 'noOwner()')]
  const barred = { ...ctx, actor: anActor({ isAdmin: false, policies: [{ name: 'p', rules }] }) }
  const seen = await carried(barred)
  expect(seen.map(([, type]) => type)).toEqual(['dashboardService', 'dashboard'])
  expect(seen[1]?.[2]).toMatchObject({ id: board.id, charts: [] })
  await patch(dashboards, { id: board.id }, [{ op: 'add', path: '/displayName', value: 'Later' }], undefined, ctx)
  expect((await carried(barred))[1]?.[2]).toMatchObject({ id: board.id, version: 0.1, charts: [] })
})
