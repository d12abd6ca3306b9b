import { beforeEach, describe, expect, test } from 'vitest'
import { bulkUpsert } from '@/lib/entities/bulk'
import type { RequestContext } from '@/lib/entities/context'
import { read } from '@/lib/entities/read'
import { remove } from '@/lib/entities/remove'
import { aChart, aContext, aDashboard, aService } from '@/lib/entities/testing'
import { dashboards } from '@/lib/model/entities/dashboard'

const stored = {
  name: '10',
  displayName: 'deck.gl Demo',
  description: 'Maps',
  sourceUrl: 'http://localhost/10',
  project: 'Geo',
  dashboardType: 'Report',
  charts: ['sample_superset.a'],
}
const bare = { name: '10', service: 'sample_superset' }

let ctx: RequestContext
beforeEach(async () => {
  ctx = await aContext()
  await aService(ctx)
  await aChart(ctx, 'a')
})

const aStored = () => aDashboard(ctx, stored)
const now = () => read(dashboards, { fqn: 'sample_superset.10' }, { fields: 'all' }, ctx)

describe('without keepOmitted, what a bulk item leaves out', () => {
  test('is cleared as the contract says', async () => {
    await aStored()
    await bulkUpsert(dashboards, [bare], {}, ctx)
    const entity = await now()
    expect(entity).toMatchObject({ dashboardType: 'Dashboard', charts: [], version: 0.2 })
    for (const member of ['displayName', 'description', 'sourceUrl', 'project'])
      expect(entity).not.toHaveProperty(member)
  })

  test('is not told as kept', async () => {
    await aStored()
    const { rows } = await bulkUpsert(dashboards, [bare], { dryRun: true }, ctx)
    expect(rows[0]).toMatchObject({ outcome: 'entityUpdated' })
    expect(rows[0]).not.toHaveProperty('kept')
  })
})

describe('with keepOmitted, what a bulk item leaves out', () => {
  test('stays as it is, and an item that changes nothing makes no version', async () => {
    await aStored()
    const { rows } = await bulkUpsert(dashboards, [bare], { keepOmitted: true }, ctx)
    expect(rows[0]).toMatchObject({
      outcome: 'entityNoChange',
      kept: ['displayName', 'description', 'dashboardType', 'sourceUrl', 'project', 'charts'],
    })
    expect(await now()).toMatchObject({
      displayName: 'deck.gl Demo',
      description: 'Maps',
      sourceUrl: 'http://localhost/10',
      project: 'Geo',
      dashboardType: 'Report',
      charts: [{ name: 'a' }],
      version: 0.1,
    })
  })

  test('is told beside what changes', async () => {
    await aStored()
    const item = { ...bare, description: 'Maps of the world', project: 'Atlas' }
    const { rows } = await bulkUpsert(dashboards, [item], { keepOmitted: true, dryRun: true }, ctx)
    expect(rows[0]).toMatchObject({
      outcome: 'entityUpdated',
      version: 0.2,
      kept: ['displayName', 'dashboardType', 'sourceUrl', 'charts'],
      changeDescription: {
        fieldsAdded: [],
        fieldsUpdated: [{ name: 'description', oldValue: 'Maps', newValue: 'Maps of the world' }],
        fieldsDeleted: [],
      },
      unrecorded: [{ name: 'project', oldValue: 'Geo', newValue: 'Atlas' }],
    })
    expect(await now()).toMatchObject({ version: 0.1, description: 'Maps', project: 'Geo' })
  })

  test('can still be cleared by naming it', async () => {
    await aStored()
    await bulkUpsert(dashboards, [{ ...bare, description: '', charts: [] }], { keepOmitted: true }, ctx)
    expect(await now()).toMatchObject({ description: '', charts: [], displayName: 'deck.gl Demo' })
  })

  test('stays through a restore', async () => {
    const { id } = await aStored()
    await remove(dashboards, { id }, { hardDelete: false, recursive: false }, ctx)
    const { rows } = await bulkUpsert(dashboards, [bare], { keepOmitted: true }, ctx)
    expect(rows[0]?.outcome).toBe('entityRestored')
    expect(await now()).toMatchObject({ description: 'Maps', charts: [{ name: 'a' }] })
  })
})

describe('a preview', () => {
  test('of a change that is not recorded shows it, and not the change before', async () => {
    await aStored()
    await bulkUpsert(dashboards, [{ ...bare, description: 'Older change' }], { keepOmitted: true }, ctx)
    const { rows } = await bulkUpsert(
      dashboards,
      [{ ...bare, project: 'Atlas' }],
      { keepOmitted: true, dryRun: true },
      ctx,
    )
    expect(rows[0]?.unrecorded).toEqual([{ name: 'project', oldValue: 'Geo', newValue: 'Atlas' }])
    expect(rows[0]).not.toHaveProperty('changeDescription')
  })

  test('names every reference of a row that was not found, with its place', async () => {
    const item = {
      ...bare,
      charts: ['sample_superset.a', 'sample_superset.b'],
      tags: [{ tagFQN: 'Percona' }, { tagFQN: 'MySQL' }],
      domains: ['Finance'],
    }
    const { rows, result } = await bulkUpsert(dashboards, [item, { ...bare, service: 'nope' }], { dryRun: true }, ctx)
    expect(rows[0]?.fields).toMatchObject([
      { path: '/domains/0', message: 'domain instance for Finance not found' },
      { path: '/charts/1', message: 'chart instance for sample_superset.b not found' },
      { path: '/tags/0', message: 'tag instance for Percona not found' },
      { path: '/tags/1', message: 'tag instance for MySQL not found' },
    ])
    expect(result.failedRequest[0]?.message).toBe('domain instance for Finance not found')
    expect(rows[1]?.fields).toMatchObject([
      { path: '/service', message: 'dashboardService instance for nope not found' },
    ])
  })
})
