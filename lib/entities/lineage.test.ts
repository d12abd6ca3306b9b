/** What the feed says of lineage and usage, and edges that two people change at once. */
import { beforeEach, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { addLineage, patchEdge, readEdge, removeBySource, removeEdge } from '@/lib/entities/lineage'
import { aChart, aContext, aDashboard, aService } from '@/lib/entities/testing'
import { addUsage } from '@/lib/entities/usage'
import type { Entity } from '@/lib/model/entities/entity'
import { StoreConflict } from '@/lib/store/errors'

let ctx: RequestContext
let chart: Entity
let dashboard: Entity
beforeEach(async () => {
  ctx = await aContext()
  await aService(ctx)
  chart = await aChart(ctx, 'orders')
  dashboard = await aDashboard(ctx)
})

const ends = () => [{ id: chart.id }, { id: dashboard.id }] as const
const changes = async () => {
  const wanted = [{ eventType: 'entityFieldsChanged', entityTypes: ['*'] }]
  const events = await ctx.store.events({ wanted, since: 0, limit: 100 })
  return events.map(
    ({ entityId, userName, currentVersion, changeDescription: { fieldsAdded, fieldsUpdated, fieldsDeleted } = {} }) => {
      expect({ entityId, userName, currentVersion }).toEqual({
        entityId: dashboard.id,
        userName: 'admin',
        currentVersion: 0.1,
      })
      return { fieldsAdded, fieldsUpdated, fieldsDeleted }
    },
  )
}

test('an edge that is added, replaced, patched and removed is four events of what is made from the other', async () => {
  await addLineage(...ends(), { description: 'first' }, ctx)
  await addLineage(...ends(), { description: 'second' }, ctx)
  await patchEdge(...ends(), [{ op: 'replace', path: '/description', value: 'third' }], ctx)
  await removeEdge(...ends(), ctx)
  const told = { name: 'upstream', newValue: { id: chart.id, type: 'chart' } }
  expect(await changes()).toMatchObject([
    { fieldsAdded: [told], fieldsUpdated: [], fieldsDeleted: [] },
    { fieldsAdded: [], fieldsUpdated: [told] },
    { fieldsAdded: [], fieldsUpdated: [told] },
    { fieldsAdded: [], fieldsUpdated: [], fieldsDeleted: [{ name: 'upstream', oldValue: { id: chart.id } }] },
  ])
})

test('edges that go by their source are events too; where there is none, nothing is told', async () => {
  await addLineage(...ends(), { source: 'DashboardLineage' }, ctx)
  await removeBySource({ id: dashboard.id }, 'ViewLineage', ctx)
  await removeBySource({ id: dashboard.id }, 'DashboardLineage', ctx)
  expect(await changes()).toMatchObject([{ fieldsAdded: [{}] }, { fieldsDeleted: [{ oldValue: { id: chart.id } }] }])
})

test('usage is an event, and what is not there cannot be used', async () => {
  await addUsage('dashboard', dashboard.id, '2026-11-24', 7, ctx)
  expect(await changes()).toMatchObject([
    { fieldsUpdated: [{ name: 'usageSummary', newValue: { date: '2026-11-24', count: 7 } }] },
  ])
  await expect(addUsage('chart', dashboard.id, '2026-11-24', 7, ctx)).rejects.toMatchObject({ kind: 'notFound' })
  expect(await changes()).toHaveLength(1)
})

test('of two patches at once the later is made on what the earlier left', async () => {
  await addLineage(...ends(), { description: 'first' }, ctx)
  await Promise.all([
    patchEdge(...ends(), [{ op: 'replace', path: '/description', value: 'second' }], ctx),
    patchEdge(...ends(), [{ op: 'add', path: '/sqlQuery', value: 'select 1' }], ctx),
  ])
  expect(await readEdge(...ends(), ctx)).toMatchObject({ description: 'second', sqlQuery: 'select 1' })
})

test('a patch whose edge goes meanwhile is not there, and does not bring it back', async () => {
  await addLineage(...ends(), {}, ctx)
  const commit = ctx.store.commit
  let first = true
  const slower = {
    ...ctx,
    store: {
      ...ctx.store,
      commit: async (given: Parameters<typeof commit>[0]) => {
        if (first) {
          first = false
          await removeEdge(...ends(), ctx)
          await expect(commit(given)).rejects.toBeInstanceOf(StoreConflict)
        }
        return commit(given)
      },
    },
  }
  await expect(patchEdge(...ends(), [{ op: 'add', path: '/sqlQuery', value: 'x' }], slower)).rejects.toMatchObject({
    kind: 'notFound',
  })
  await expect(readEdge(...ends(), ctx)).rejects.toMatchObject({ kind: 'notFound' })
})
