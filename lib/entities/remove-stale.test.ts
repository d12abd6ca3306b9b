import { beforeEach, describe, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { list } from '@/lib/entities/list'
import { read } from '@/lib/entities/read'
import { type RemoveStaleRequest, removeStale } from '@/lib/entities/remove-stale'
import { aChart, aContext, aDashboard, anActor, aService } from '@/lib/entities/testing'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import { users } from '@/lib/model/entities/person'

let ctx: RequestContext
beforeEach(async () => {
  ctx = await aContext()
  await aService(ctx, 'superset 4.1')
  await aService(ctx, 'other')
  for (const name of ['1', '2', 'v1.5']) await aDashboard(ctx, { name, service: 'superset 4.1' })
  await aDashboard(ctx, { name: '1', service: 'other' })
})

const request = (given: Partial<RemoveStaleRequest>): RemoveStaleRequest => ({
  scopeEntityType: 'service',
  scopeFqn: '"superset 4.1"',
  seenFqns: [],
  recursive: true,
  hardDelete: false,
  dryRun: false,
  ...given,
})
const reading = { name: 'read', effect: 'allow', operations: ['ViewAll'], resources: ['all'] } as const
const living = async () =>
  (await list(dashboards, { fields: new Set(), include: 'non-deleted', limit: 100 }, ctx)).data
    .map((entity) => entity.fullyQualifiedName)
    .toSorted()

describe('deleteStale', () => {
  test('soft-deletes what a run has not seen in its service, and nothing elsewhere', async () => {
    const result = await removeStale(
      dashboards,
      request({ seenFqns: ['"superset 4.1".1', '"superset 4.1"."v1.5"'] }),
      ctx,
    )
    expect(result).toEqual({
      dryRun: false,
      status: 'success',
      numberOfRowsProcessed: 1,
      numberOfRowsPassed: 1,
      numberOfRowsFailed: 0,
      successRequest: [{ request: '"superset 4.1".2', status: 200 }],
      failedRequest: [],
    })
    expect(await living()).toEqual(['"superset 4.1"."v1.5"', '"superset 4.1".1', 'other.1'])
    const gone = await read(dashboards, { fqn: '"superset 4.1".2' }, { include: 'deleted' }, ctx)
    expect([gone.deleted, gone.version]).toEqual([true, 0.2])
  })

  test('finds the service by its raw name, and names however they are quoted and capitalised', async () => {
    const result = await removeStale(
      dashboards,
      request({
        scopeEntityType: 'dashboardService',
        scopeFqn: 'superset 4.1',
        seenFqns: ['"superset 4.1"."1"', '"SUPERSET 4.1".2', '"superset 4.1"."v1.5"'],
      }),
      ctx,
    )
    expect([result.status, result.numberOfRowsProcessed]).toEqual(['success', 0])
    expect(await living()).toHaveLength(4)
  })

  test('takes along charts that nothing else shows', async () => {
    for (const name of ['both', 'only']) await aChart(ctx, name, 'other')
    await aDashboard(ctx, { name: '2', service: 'other', charts: ['other.both', 'other.only'] })
    await aDashboard(ctx, { name: '3', service: 'other', charts: ['other.both'] })
    await removeStale(dashboards, request({ scopeFqn: 'other', seenFqns: ['other.1', 'other.3'] }), ctx)
    expect((await read(charts, { fqn: 'other.both' }, { include: 'all' }, ctx)).deleted).toBe(false)
    expect((await read(charts, { fqn: 'other.only' }, { include: 'all' }, ctx)).deleted).toBe(true)
  })

  test.each([
    ['a run that has seen nothing', { seenFqns: [] }, 'seenFqns is empty; nothing was deleted'],
    [
      'a service that does not exist',
      { scopeFqn: 'nope', seenFqns: ['nope.1'] },
      'dashboardService instance for nope not found',
    ],
  ])('deletes nothing for %s, and says so', async (_case, given, abortReason) => {
    expect(await removeStale(dashboards, request(given), ctx)).toMatchObject({ status: 'aborted', abortReason })
    expect(await living()).toHaveLength(4)
  })

  test('reports and deletes nothing when it is a dry run', async () => {
    const result = await removeStale(dashboards, request({ seenFqns: ['"superset 4.1".1'], dryRun: true }), ctx)
    expect([result.dryRun, result.numberOfRowsPassed]).toEqual([true, 2])
    expect(await living()).toHaveLength(4)
  })

  test('deletes nothing for who may not, and names each', async () => {
    const reader = {
      ...ctx,
      actor: anActor({ isAdmin: false, name: 'reader', policies: [{ name: 'read', rules: [reading] }] }),
    }
    const result = await removeStale(dashboards, request({ seenFqns: ['"superset 4.1".1'] }), reader)
    expect([result.status, result.failedRequest.map(({ status }) => status)]).toEqual(['failure', [403, 403]])
    expect(await living()).toHaveLength(4)
  })

  test('refuses a scope that these entities do not live in', async () => {
    const wrong = { status: 400, message: 'dashboards do not live in a databaseSchema' }
    await expect(removeStale(dashboards, request({ scopeEntityType: 'databaseSchema' }), ctx)).rejects.toMatchObject(
      wrong,
    )
    await expect(removeStale(users, request({}), ctx)).rejects.toMatchObject({ status: 400 })
  })
})
