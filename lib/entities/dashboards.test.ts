import { beforeEach, describe, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { create, createOrUpdate } from '@/lib/entities/create'
import { list } from '@/lib/entities/list'
import { patch } from '@/lib/entities/patch'
import { read } from '@/lib/entities/read'
import { remove } from '@/lib/entities/remove'
import { restore } from '@/lib/entities/restore'
import { aChart, aContext, aDashboard, aService } from '@/lib/entities/testing'
import { versions } from '@/lib/entities/versions'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'

let ctx: RequestContext
beforeEach(async () => {
  ctx = await aContext()
  await aService(ctx)
})

describe('POST', () => {
  test('gives a dashboard its name, version 0.1, the service and its type, and empty relations', async () => {
    const { entity, kind } = await create(
      dashboards,
      { name: '10', displayName: 'deck.gl Demo', service: 'sample_superset' },
      ctx,
    )
    expect(kind).toBe('entityCreated')
    expect(entity).toMatchObject({
      fullyQualifiedName: 'sample_superset.10',
      version: 0.1,
      serviceType: 'Superset',
      owners: [],
      tags: [],
      followers: [],
      domains: [],
      charts: [],
      votes: { upVotes: 0, downVotes: 0 },
      service: { name: 'sample_superset', type: 'dashboardService' },
    })
  })

  test('refuses a name that is taken with 409', async () => {
    await aDashboard(ctx)
    await expect(aDashboard(ctx)).rejects.toMatchObject({ status: 409, message: 'Entity already exists' })
  })

  test('names the service that does not exist', async () => {
    await expect(aDashboard(ctx, { service: 'nope' })).rejects.toMatchObject({
      status: 404,
      message: 'dashboardService instance for nope not found',
    })
  })
})

describe('PUT', () => {
  test('changes nothing when nothing differs, and makes version 0.2 when something does', async () => {
    const request = { name: '10', displayName: 'deck.gl Demo', service: 'sample_superset' }
    await create(dashboards, request, ctx)
    const same = await createOrUpdate(dashboards, request, ctx)
    expect([same.kind, same.entity.version]).toEqual(['entityNoChange', 0.1])
    const changed = await createOrUpdate(dashboards, { ...request, description: 'Maps' }, ctx)
    expect([changed.kind, changed.entity.version]).toEqual(['entityUpdated', 0.2])
    expect(changed.entity.changeDescription).toEqual({
      fieldsAdded: [{ name: 'description', newValue: 'Maps' }],
      fieldsUpdated: [],
      fieldsDeleted: [],
      previousVersion: 0.1,
    })
  })

  test('replaces charts exactly and clears them when they are left out', async () => {
    await Promise.all(['a', 'b'].map((name) => aChart(ctx, name)))
    await aDashboard(ctx, { charts: ['sample_superset.a', 'sample_superset.b'] })
    const request = { name: '10', displayName: 'deck.gl Demo', service: 'sample_superset' }
    const fewer = await createOrUpdate(dashboards, { ...request, charts: ['sample_superset.b'] }, ctx)
    expect(fewer.entity.changeDescription?.fieldsDeleted.map((change) => change.name)).toEqual(['charts'])
    const none = await createOrUpdate(dashboards, request, ctx)
    expect(none.entity.charts).toEqual([])
  })
})

describe('PATCH', () => {
  test('changes the description and leaves names alone', async () => {
    const { id } = await aDashboard(ctx)
    const { entity } = await patch(
      dashboards,
      { id },
      [
        { op: 'add', path: '/description', value: 'Maps' },
        { op: 'replace', path: '/name', value: 'other' },
      ],
      undefined,
      ctx,
    )
    expect(entity).toMatchObject({ name: '10', description: 'Maps', version: 0.2 })
  })

  test('takes charts as references', async () => {
    const chart = await aChart(ctx, 'a')
    const { id } = await aDashboard(ctx)
    const { entity } = await patch(
      dashboards,
      { id },
      [{ op: 'add', path: '/charts', value: [{ id: chart.id, type: 'chart' }] }],
      undefined,
      ctx,
    )
    expect(entity.charts).toMatchObject([{ name: 'a' }])
  })
})

describe('DELETE and restore', () => {
  test('charts used by the deleted dashboard alone go and come back with it', async () => {
    const chart = await aChart(ctx, 'a')
    const { id } = await aDashboard(ctx, { charts: ['sample_superset.a'] })
    await remove(dashboards, { id }, { hardDelete: false, recursive: false }, ctx)
    await expect(read(dashboards, { id }, {}, ctx)).rejects.toMatchObject({ status: 404 })
    await expect(read(charts, { id: chart.id }, {}, ctx)).rejects.toMatchObject({ status: 404 })
    await restore(dashboards, id, ctx)
    expect(await read(charts, { id: chart.id }, {}, ctx)).toMatchObject({ deleted: false })
    const history = await versions(dashboards, id, ctx)
    expect(history.versions.map((text) => JSON.parse(text).version)).toEqual([0.3, 0.2, 0.1])
  })

  test('a service with dashboards needs recursive=true', async () => {
    await aDashboard(ctx)
    const key = { fqn: 'sample_superset' }
    await expect(remove(dashboardServices, key, { hardDelete: false, recursive: false }, ctx)).rejects.toMatchObject({
      status: 400,
      message: 'dashboardService is not empty',
    })
    await remove(dashboardServices, key, { hardDelete: false, recursive: true }, ctx)
    const page = await list(dashboards, { fields: new Set(), include: 'non-deleted', limit: 10 }, ctx)
    expect(page.paging.total).toBe(0)
  })
})

describe('restoring a service', () => {
  test('brings back its dashboards and the charts on them, each once', async () => {
    await aChart(ctx, '127')
    await aDashboard(ctx, { charts: ['sample_superset.127'] })
    const service = await read(dashboardServices, { fqn: 'sample_superset' }, {}, ctx)
    await remove(dashboardServices, { id: service.id }, { hardDelete: false, recursive: true }, ctx)

    await restore(dashboardServices, service.id, ctx)

    const chart = await read(charts, { fqn: 'sample_superset.127' }, {}, ctx)
    const dashboard = await read(dashboards, { fqn: 'sample_superset.10' }, {}, ctx)
    expect([chart, dashboard].map(({ deleted, version }) => ({ deleted, version }))).toEqual([
      { deleted: false, version: 0.3 },
      { deleted: false, version: 0.3 },
    ])
  })
})
