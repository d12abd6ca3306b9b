/** What every verb tells, and what it does not: told to subscribers and found in the feed are the same events. */
import { beforeEach, describe, expect, test } from 'vitest'
import { changeAssets } from '@/lib/entities/assets'
import { bulkUpsert } from '@/lib/entities/bulk'
import type { RequestContext } from '@/lib/entities/context'
import { create, createOrUpdate } from '@/lib/entities/create'
import { putCustomProperty } from '@/lib/entities/custom-properties'
import { addLineage, patchEdge, removeBySource, removeEdge } from '@/lib/entities/lineage'
import { patch } from '@/lib/entities/patch'
import { putPipelineStatus } from '@/lib/entities/pipeline-status'
import { follow, unfollow, vote } from '@/lib/entities/react'
import { remove } from '@/lib/entities/remove'
import { removeMany, restoreMany } from '@/lib/entities/remove-many'
import { removeStale } from '@/lib/entities/remove-stale'
import { restore } from '@/lib/entities/restore'
import { seed } from '@/lib/entities/seed'
import { aChart, aContext, aDashboard, anActor, aService } from '@/lib/entities/testing'
import { addUsage } from '@/lib/entities/usage'
import { publishing } from '@/lib/events/publish'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'
import { dataProducts } from '@/lib/model/entities/data-product'
import { domains } from '@/lib/model/entities/domain'
import type { Entity } from '@/lib/model/entities/entity'
import { ingestionPipelines } from '@/lib/model/entities/ingestion-pipeline'
import { users } from '@/lib/model/entities/person'
import type { ChangeEventRecord } from '@/lib/model/wire/change-event'
import type { Change } from '@/lib/store/change'
import type { StoredEvent } from '@/lib/store/queries'

let ctx: RequestContext
let told: ChangeEventRecord[]
let changes: Change[]
let board: Entity
let chart: Entity
let ada: Entity

beforeEach(async () => {
  const opened = await aContext()
  const ear = {
    name: 'the test',
    when: 'inside',
    hear: (committed: { changes: readonly Change[]; events: readonly ChangeEventRecord[] }) => {
      changes.push(...committed.changes)
      told.push(...committed.events)
    },
  } as const
  ctx = { ...opened, store: publishing(opened.store, [ear], expect.fail) }
  ;[told, changes] = [[], []]
  await seed(ctx)
  await aService(ctx)
  chart = await aChart(ctx, 'orders')
  board = await aDashboard(ctx)
  ada = (await create(users, { name: 'ada', email: 'ada@example.com' }, ctx)).entity
  ctx = { ...ctx, actor: anActor({ id: ada.id, name: 'ada' }) }
  ;[told, changes] = [[], []]
})

const everyKind = [
  'entityCreated',
  'entityUpdated',
  'entityFieldsChanged',
  'entitySoftDeleted',
  'entityRestored',
  'entityDeleted',
].map((eventType) => ({ eventType, entityTypes: ['*'] }))

const wholeFeed = (): Promise<StoredEvent[]> => ctx.store.events({ wanted: everyKind, since: 0, limit: 10_000 })

const name = 'sample_superset.10'
const soft = { hardDelete: false, recursive: true }
const hard = { hardDelete: true, recursive: true }
const put = (given: Record<string, unknown>) =>
  createOrUpdate(dashboards, { name: '10', displayName: 'deck.gl Demo', service: 'sample_superset', ...given }, ctx)
const replace = (path: string, value: unknown, by = ctx) =>
  patch(dashboards, { id: board.id }, [{ op: 'add', path, value }], undefined, by)
const ends = () => [{ id: chart.id }, { id: board.id }] as const
const many = (more = {}) => ({ ids: [board.id], recursive: false, hardDelete: false, dryRun: false, ...more })
const stale = (more = {}) => ({
  scopeEntityType: 'service',
  scopeFqn: 'sample_superset',
  seenFqns: ['sample_superset.other'],
  recursive: true,
  hardDelete: false,
  dryRun: false,
  ...more,
})
const reader = () => ({ ...ctx, actor: anActor({ id: ada.id, name: 'ada', isAdmin: false }) })
const toProduct = async () => {
  await create(domains, { name: 'sales', domainType: 'Aggregate', description: '' }, ctx)
  const product = await create(dataProducts, { name: 'p', domains: ['sales'], description: '' }, ctx)
  await put({ domains: ['sales'] })
  told.splice(0)
  return product.entity
}
const aPipeline = async () => {
  const [service] = await ctx.store.findByFqns('dashboardService', ['sample_superset'])
  const reference = { id: service?.id ?? '', type: 'dashboardService' }
  const request = { name: 'nightly', pipelineType: 'metadata', sourceConfig: {}, airflowConfig: {}, service: reference }
  await create(ingestionPipelines, request, ctx)
  told.splice(0)
}

type Verb = readonly [verb: string, run: () => Promise<unknown>, events: readonly string[]]

const telling: readonly Verb[] = [
  ['create', () => aDashboard(ctx, { name: '11' }), ['entityCreated sample_superset.11']],
  ['PUT of a new one', () => put({ name: '11' }), ['entityCreated sample_superset.11']],
  ['PUT that changes something', () => put({ description: 'New' }), [`entityUpdated ${name}`]],
  ['patch', () => replace('/displayName', 'New'), [`entityUpdated ${name}`]],
  ['soft delete', () => remove(dashboards, { id: board.id }, soft, ctx), [`entitySoftDeleted ${name}`]],
  [
    'soft delete of all that is inside',
    () => remove(dashboardServices, { fqn: 'sample_superset' }, soft, ctx),
    [`entitySoftDeleted ${name}`, 'entitySoftDeleted sample_superset', 'entitySoftDeleted sample_superset.orders'],
  ],
  [
    'restore',
    async () => {
      await remove(dashboards, { id: board.id }, soft, ctx)
      await restore(dashboards, board.id, ctx)
    },
    [`entitySoftDeleted ${name}`, `entityRestored ${name}`],
  ],
  [
    'PUT of a deleted one',
    async () => {
      await remove(dashboards, { id: board.id }, soft, ctx)
      await put({})
    },
    [`entitySoftDeleted ${name}`, `entityRestored ${name}`],
  ],
  [
    'delete of what others go with',
    async () => {
      await put({ charts: ['sample_superset.orders'] })
      told.splice(0)
      await remove(dashboards, { id: board.id }, hard, ctx)
    },
    [`entityDeleted ${name}`, 'entityDeleted sample_superset.orders'],
  ],
  ['hard delete', () => remove(dashboards, { id: board.id }, hard, ctx), [`entityDeleted ${name}`]],
  [
    'bulk',
    () => {
      const rows = ['10', '11'].map((one) => ({ name: one, service: 'sample_superset', description: 'New' }))
      return bulkUpsert(dashboards, rows, {}, ctx)
    },
    [`entityUpdated ${name}`, 'entityCreated sample_superset.11'],
  ],
  ['delete of many', () => removeMany(dashboards, many(), ctx), [`entitySoftDeleted ${name}`]],
  [
    'restoration of many',
    async () => {
      await removeMany(dashboards, many(), ctx)
      await restoreMany(dashboards, { ids: [board.id], dryRun: false }, ctx)
    },
    [`entitySoftDeleted ${name}`, `entityRestored ${name}`],
  ],
  ['delete of what was not seen', () => removeStale(dashboards, stale(), ctx), [`entitySoftDeleted ${name}`]],
  ['follow', () => follow(dashboards, board.id, ada.id, ctx), [`entityFieldsChanged ${name} followers`]],
  ['unfollow', () => unfollow(dashboards, board.id, ada.id, ctx), [`entityFieldsChanged ${name} followers`]],
  ['vote', () => vote(dashboards, board.id, 'votedUp', ctx), [`entityFieldsChanged ${name} votes`]],
  ['lineage', () => addLineage(...ends(), {}, ctx), [`entityFieldsChanged ${name} upstream`]],
  [
    'lineage that is changed and taken away',
    async () => {
      await addLineage(...ends(), {}, ctx)
      await patchEdge(...ends(), [{ op: 'add', path: '/description', value: 'by hand' }], ctx)
      await removeEdge(...ends(), ctx)
    },
    Array.from({ length: 3 }, () => `entityFieldsChanged ${name} upstream`),
  ],
  [
    'lineage of one source that is taken away',
    async () => {
      await addLineage(...ends(), {}, ctx)
      told.splice(0)
      await removeBySource({ id: board.id }, 'Manual', ctx)
    },
    [`entityFieldsChanged ${name} upstream`],
  ],
  ['usage', () => addUsage('dashboard', board.id, '2026-11-24', 3, ctx), [`entityFieldsChanged ${name} usageSummary`]],
  [
    'assets of a data product',
    async () => {
      const product = await toProduct()
      for (const operation of ['add', 'remove'] as const)
        await changeAssets(dataProducts, { id: product.id }, [{ id: board.id, type: 'dashboard' }], operation, ctx)
    },
    [`entityUpdated ${name}`, `entityUpdated ${name}`],
  ],
  [
    'report of a run',
    async () => {
      await aPipeline()
      await putPipelineStatus({ fqn: 'sample_superset.nightly' }, { runId: 'first', pipelineState: 'failed' }, ctx)
    },
    ['entityFieldsChanged sample_superset.nightly pipelineStatuses'],
  ],
  [
    'custom property',
    async () => {
      const [dashboard, text] = await ctx.store.findByFqns('type', ['dashboard', 'string'])
      const propertyType = { id: text?.id ?? '', type: 'type' }
      await putCustomProperty(dashboard?.id ?? '', { name: 'room', description: '', propertyType }, ctx)
    },
    ['entityUpdated dashboard'],
  ],
]

const silent: readonly (readonly [what: string, run: () => Promise<unknown>])[] = [
  ['PUT of what is so already', () => put({})],
  ['patch of what is so already', () => replace('/displayName', 'deck.gl Demo')],
  ['create of what is there', () => expect(aDashboard(ctx)).rejects.toMatchObject({ status: 409 })],
  ['what is forbidden', () => expect(replace('/displayName', 'New', reader())).rejects.toMatchObject({ status: 403 })],
  ['restore of what is not deleted', () => restore(dashboards, board.id, ctx)],
  [
    'bulk that is a rehearsal',
    () => bulkUpsert(dashboards, [{ name: '11', service: 'sample_superset' }], { dryRun: true }, ctx),
  ],
  ['delete of many that is a rehearsal', () => removeMany(dashboards, many({ dryRun: true }), ctx)],
  ['delete of what was not seen that is a rehearsal', () => removeStale(dashboards, stale({ dryRun: true }), ctx)],
  ['delete when nothing was seen', () => removeStale(dashboards, stale({ seenFqns: [] }), ctx)],
  [
    'delete of a container that holds something',
    () =>
      expect(
        remove(dashboardServices, { fqn: 'sample_superset' }, { ...soft, recursive: false }, ctx),
      ).rejects.toMatchObject({ status: 400 }),
  ],
  ['lineage that is not there', () => expect(removeEdge(...ends(), ctx)).rejects.toMatchObject({ status: 404 })],
  ['a start on a catalogue that is seeded', () => seed(ctx)],
]

const shown = ({ eventType, entityFullyQualifiedName, changeDescription }: ChangeEventRecord): string =>
  [
    eventType,
    entityFullyQualifiedName,
    ...(eventType === 'entityFieldsChanged'
      ? (['fieldsAdded', 'fieldsUpdated', 'fieldsDeleted'] as const).flatMap((kind) =>
          (changeDescription?.[kind] ?? []).map((change) => change.name),
        )
      : []),
  ].join(' ')

describe('every verb tells what it has done, once', () => {
  test.each(telling)('%s', async (_verb, run, events) => {
    const before = await wholeFeed()
    await run()
    expect(told.map(shown).toSorted()).toEqual([...events].toSorted())
    const fed = (await wholeFeed()).slice(before.length).map(({ sequence: _, ...event }) => event)
    expect(fed.slice(-told.length)).toEqual(told.map((event) => ({ ...event })))
    expect(new Set(told.map(({ userName }) => userName))).toEqual(new Set(['ada']))
  })
})

describe('nothing is told of', () => {
  test.each(silent)('%s', async (_what, run) => {
    const before = await wholeFeed()
    await run()
    expect([told, changes]).toEqual([[], []])
    expect(await wholeFeed()).toEqual(before)
  })

  test('what ingestion keeps of an entity for itself, though subscribers are told of the row', async () => {
    const request = { name: 'orders', service: 'sample_superset', sourceHash: '1f' }
    expect(await createOrUpdate(charts, request, ctx)).toMatchObject({ kind: 'entityUpdated' })
    expect(changes.map(({ kind }) => kind)).toEqual(['update'])
    expect(told).toEqual([])
  })
})
