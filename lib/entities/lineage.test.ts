/** Edges between entities, what is around one, what the feed says of them, and edges that two people change at once. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import {
  addLineage,
  type LineageEnd,
  patchEdge,
  readEdge,
  readLineage,
  removeBySource,
  removeEdge,
} from '@/lib/entities/lineage'
import { remove } from '@/lib/entities/remove'
import { restore } from '@/lib/entities/restore'
import { aChart, aContext, aDashboard, anActor, aService } from '@/lib/entities/testing'
import { addUsage } from '@/lib/entities/usage'
import { charts } from '@/lib/model/entities/chart'
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

describe('around an entity', () => {
  /** a → b → c → d → e, and back from c to a. */
  let chain: Entity[]
  beforeEach(async () => {
    chain = []
    for (const name of ['a', 'b', 'c', 'd', 'e']) chain.push(await aChart(ctx, name))
    for (const [at, to] of chain.entries()) {
      const from = chain[at - 1]
      if (from !== undefined) await addLineage({ id: from.id }, { id: to.id }, {}, ctx)
    }
  })
  const around = async (name: string, upstreamDepth: number, downstreamDepth: number) => {
    const found = await readLineage(
      { type: 'chart', fqn: `sample_superset.${name}` },
      { upstreamDepth, downstreamDepth },
      ctx,
    )
    const nameOf = (id: string) => chain.find((one) => one.id === id)?.name
    const edges = (list: typeof found.upstreamEdges) =>
      list.map(({ fromEntity, toEntity }) => `${nameOf(fromEntity)}${nameOf(toEntity)}`).toSorted()
    return {
      nodes: found.nodes.map((node) => node.name).toSorted(),
      upstream: edges(found.upstreamEdges),
      downstream: edges(found.downstreamEdges),
    }
  }

  test('are as many steps as are asked for, three at most, and not itself', async () => {
    expect(await around('c', 0, 0)).toEqual({ nodes: [], upstream: [], downstream: [] })
    expect(await around('c', 1, 0)).toEqual({ nodes: ['b'], upstream: ['bc'], downstream: [] })
    expect(await around('c', 1, 2)).toEqual({ nodes: ['b', 'd', 'e'], upstream: ['bc'], downstream: ['cd', 'de'] })
    expect(await around('a', 10, 10)).toEqual({ nodes: ['b', 'c', 'd'], upstream: [], downstream: ['ab', 'bc', 'cd'] })
  })

  test('are gone round once where they come back', async () => {
    const [a, , c] = chain
    await addLineage({ id: c?.id ?? '' }, { id: a?.id ?? '' }, {}, ctx)
    expect(await around('a', 3, 3)).toEqual({
      nodes: ['b', 'c', 'd'],
      upstream: ['ab', 'bc', 'ca'],
      downstream: ['ab', 'bc', 'ca', 'cd'],
    })
  })

  test('end at what is deleted, and go on when it is restored', async () => {
    const [, , , d] = chain
    await remove(charts, { id: d?.id ?? '' }, { hardDelete: false, recursive: false }, ctx)
    expect(await around('c', 0, 3)).toEqual({ nodes: [], upstream: [], downstream: [] })
    await expect(around('d', 1, 1)).rejects.toMatchObject({ kind: 'notFound' })
    await restore(charts, d?.id ?? '', ctx)
    expect(await around('c', 0, 3)).toMatchObject({ nodes: ['d', 'e'] })
  })
})

describe('an edge', () => {
  test('keeps who made it and when, whoever changes it, and is by hand unless it says otherwise', async () => {
    await addLineage(
      ...ends(),
      { sqlQuery: 'select 1', columnsLineage: [{ fromColumns: ['a.b'], toColumn: 'c.d' }] },
      ctx,
    )
    expect(await readEdge(...ends(), ctx)).toEqual({
      source: 'Manual',
      sqlQuery: 'select 1',
      columnsLineage: [{ fromColumns: ['a.b'], toColumn: 'c.d' }],
      createdAt: ctx.now,
      createdBy: 'admin',
      updatedAt: ctx.now,
      updatedBy: 'admin',
    })
    const later = { ...ctx, now: ctx.now + 1000, actor: anActor({ name: 'bea' }) }
    await addLineage(...ends(), { source: 'DashboardLineage' }, later)
    expect(await readEdge(...ends(), ctx)).toEqual({
      source: 'DashboardLineage',
      createdAt: ctx.now,
      createdBy: 'admin',
      updatedAt: ctx.now + 1000,
      updatedBy: 'bea',
    })
  })

  test('is found from its ends in their order alone, by ids and by names', async () => {
    await addLineage(
      { type: 'chart', fqn: 'sample_superset.orders' },
      { type: 'Dashboard', fqn: 'sample_superset.10' },
      { description: 'shown' },
      ctx,
    )
    expect(await readEdge(...ends(), ctx)).toMatchObject({ description: 'shown' })
    const turned = readEdge({ id: dashboard.id }, { id: chart.id }, ctx)
    await expect(turned).rejects.toMatchObject({ kind: 'notFound', message: 'Lineage edge not found' })
    await expect(removeEdge({ id: dashboard.id }, { id: chart.id }, ctx)).rejects.toMatchObject({ kind: 'notFound' })
    await expect(patchEdge({ id: dashboard.id }, { id: chart.id }, [], ctx)).rejects.toMatchObject({ kind: 'notFound' })
  })

  test('leaves both ends at their versions', async () => {
    await addLineage(...ends(), {}, ctx)
    await removeEdge(...ends(), ctx)
    for (const { id } of [chart, dashboard]) expect((await ctx.store.findByIds([id]))[0]?.version).toBe(0.1)
  })

  test('goes with an end that is gone for good', async () => {
    await addLineage(...ends(), {}, ctx)
    await remove(charts, { id: chart.id }, { hardDelete: true, recursive: false }, ctx)
    const around = await readLineage({ id: dashboard.id }, { upstreamDepth: 3, downstreamDepth: 3 }, ctx)
    expect(around).toMatchObject({ nodes: [], upstreamEdges: [], downstreamEdges: [] })
  })

  const nowhere = '00000000-0000-4000-8000-00000000dead'
  test.each<[string, LineageEnd, string]>([
    ['an id of nothing', { id: nowhere }, `entity instance for ${nowhere} not found`],
    ['an id that is none', { id: 'x' }, 'entity instance for x not found'],
    ['a name that nothing bears', { type: 'chart', fqn: 'a.b' }, 'chart instance for a.b not found'],
    ['a type that is not kept', { type: 'table', fqn: 'db.t' }, 'table instance for db.t not found'],
    ['a type that is no word', { type: 'constructor', id: nowhere }, `constructor instance for ${nowhere} not found`],
  ])('to %s is not there, and says so', async (_what, end, message) => {
    await expect(addLineage(end, { id: dashboard.id }, {}, ctx)).rejects.toMatchObject({ kind: 'notFound', message })
    await expect(addLineage({ id: chart.id }, end, {}, ctx)).rejects.toMatchObject({ kind: 'notFound', message })
    expect(await changes()).toEqual([])
  })

  test('of another type than it says is not there', async () => {
    const end = { type: 'dashboard', id: chart.id }
    await expect(addLineage(end, { id: dashboard.id }, {}, ctx)).rejects.toMatchObject({ kind: 'notFound' })
  })

  test('that a patch makes unreadable stays as it was', async () => {
    await addLineage(...ends(), { description: 'first' }, ctx)
    const steps = [{ op: 'replace', path: '/source', value: 'Hearsay' }] as const
    await expect(patchEdge(...ends(), [...steps], ctx)).rejects.toThrow()
    await expect(patchEdge(...ends(), [{ op: 'test', path: '/source', value: 'x' }], ctx)).rejects.toMatchObject({
      kind: 'badRequest',
    })
    expect(await readEdge(...ends(), ctx)).toMatchObject({ description: 'first', source: 'Manual' })
  })
})
