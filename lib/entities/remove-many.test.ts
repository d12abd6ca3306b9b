import { beforeEach, describe, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { list } from '@/lib/entities/list'
import { removeMany, restoreMany } from '@/lib/entities/remove-many'
import { aChart, aContext, aDashboard, anActor, aService } from '@/lib/entities/testing'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'

let ctx: RequestContext
let ids: Record<'first' | 'second' | 'third' | 'service', string>
beforeEach(async () => {
  ctx = await aContext()
  const service = (await aService(ctx)).id
  for (const name of ['own', 'shared', 'elsewhere']) await aChart(ctx, name)
  const add = async (name: string, shown: string[]) =>
    (await aDashboard(ctx, { name, charts: shown.map((chart) => `sample_superset.${chart}`) })).id
  ids = {
    service,
    first: await add('first', ['own', 'shared', 'elsewhere']),
    second: await add('second', ['shared']),
    third: await add('third', ['elsewhere']),
  }
})

const soft = { recursive: false, hardDelete: false, dryRun: false }
const living = async (def: EntityDefinition) =>
  (await list(def, { fields: new Set(), include: 'non-deleted', limit: 100 }, ctx)).data.map(({ name }) => name)
const chartDef = charts as unknown as EntityDefinition
const nobody = '00000000-0000-4000-8000-00000000dead'

describe('many at once', () => {
  test('a dry run counts what goes along, charts that only they show among it, and deletes nothing', async () => {
    const result = await removeMany(dashboards, { ...soft, ids: [ids.first, ids.second], dryRun: true }, ctx)
    expect(result).toMatchObject({ dryRun: true, status: 'success', totals: { dashboard: 2, chart: 2 } })
    expect(await living(dashboards)).toEqual(['first', 'second', 'third'])
    expect(await living(chartDef)).toEqual(['elsewhere', 'own', 'shared'])
  })

  test('they go together and come back together, with what went along', async () => {
    const both = [ids.first, ids.second]
    const gone = await removeMany(dashboards, { ...soft, ids: both }, ctx)
    expect(gone.totals).toEqual({ dashboard: 2, chart: 2 })
    expect(await living(dashboards)).toEqual(['third'])
    expect(await living(chartDef)).toEqual(['elsewhere'])
    expect(await restoreMany(dashboards, { ids: both, dryRun: true }, ctx)).toMatchObject({
      totals: { dashboard: 2, chart: 2 },
    })
    expect(await living(dashboards)).toEqual(['third'])
    const back = await restoreMany(dashboards, { ids: both, dryRun: false }, ctx)
    expect(back).toMatchObject({ status: 'success', totals: { dashboard: 2, chart: 2 } })
    expect(await living(dashboards)).toEqual(['first', 'second', 'third'])
    expect(await living(chartDef)).toEqual(['elsewhere', 'own', 'shared'])
  })

  test('what is named twice goes once; what is gone already, and what lives, changes nothing', async () => {
    const gone = await removeMany(dashboards, { ...soft, ids: [ids.second, ids.second] }, ctx)
    expect(gone).toMatchObject({ numberOfRowsProcessed: 1, totals: { dashboard: 1 } })
    expect((await removeMany(dashboards, { ...soft, ids: [ids.second] }, ctx)).totals).toEqual({})
    expect((await restoreMany(dashboards, { ids: [ids.third], dryRun: false }, ctx)).totals).toEqual({})
  })

  test('what is not there, or of another type, is named and does not hold the others up', async () => {
    const result = await removeMany(dashboards, { ...soft, ids: [nobody, ids.service, ids.second] }, ctx)
    expect(result).toMatchObject({ status: 'partialSuccess', numberOfRowsPassed: 1, totals: { dashboard: 1 } })
    expect(result.failedRequest.map(({ request, status }) => [request, status])).toEqual([
      [nobody, 404],
      [ids.service, 404],
    ])
  })

  test('a container that holds something stays, unless what is inside may go too', async () => {
    const refused = await removeMany(dashboardServices, { ...soft, ids: [ids.service] }, ctx)
    expect(refused).toMatchObject({ status: 'failure', totals: {} })
    expect(refused.failedRequest).toEqual([
      { request: ids.service, status: 400, message: 'dashboardService is not empty' },
    ])
    const taken = await removeMany(dashboardServices, { ...soft, ids: [ids.service], recursive: true }, ctx)
    expect(taken.totals).toEqual({ dashboardService: 1, dashboard: 3, chart: 3 })
    await removeMany(dashboardServices, { ...soft, ids: [ids.service], recursive: true, hardDelete: true }, ctx)
    expect((await list(dashboards, { fields: new Set(), include: 'all', limit: 100 }, ctx)).data).toEqual([])
  })

  test('somebody without the right deletes and restores nothing', async () => {
    const reader = { ...ctx, actor: anActor({ isAdmin: false, name: 'reader' }) }
    expect(await removeMany(dashboards, { ...soft, ids: [ids.first] }, reader)).toMatchObject({
      status: 'failure',
      failedRequest: [{ status: 403 }],
      totals: {},
    })
    await removeMany(dashboards, { ...soft, ids: [ids.first] }, ctx)
    expect(await restoreMany(dashboards, { ids: [ids.first], dryRun: false }, reader)).toMatchObject({
      failedRequest: [{ status: 403 }],
      totals: {},
    })
    expect(await living(dashboards)).toEqual(['second', 'third'])
  })
})
