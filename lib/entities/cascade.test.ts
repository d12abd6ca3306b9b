/** Deleting and restoring more than goes into one commit, and what becomes of it when the process dies in the middle. */
import { beforeEach, describe, expect, test } from 'vitest'
import { bulkUpsert } from '@/lib/entities/bulk'
import type { RequestContext } from '@/lib/entities/context'
import { create, createOrUpdate } from '@/lib/entities/create'
import { list } from '@/lib/entities/list'
import { read } from '@/lib/entities/read'
import { remove } from '@/lib/entities/remove'
import { removeMany, restoreMany } from '@/lib/entities/remove-many'
import { removeStale } from '@/lib/entities/remove-stale'
import { restore } from '@/lib/entities/restore'
import { resumeWork } from '@/lib/entities/resume-work'
import { aContext, aDashboard, anActor, aService } from '@/lib/entities/testing'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'
import type { Entity } from '@/lib/model/entities/entity'

const inside = 260
let ctx: RequestContext
let service: Entity
beforeEach(async () => {
  ctx = await aContext()
  service = await aService(ctx, 'large')
  await aService(ctx, 'other')
  const names = Array.from({ length: inside }, (_, at) => ({ name: `n${at}`, service: 'large' }))
  await bulkUpsert(charts, names, {}, ctx)
  const withCharts = names.map((item) => ({ ...item, charts: [`large.${item.name}`] }))
  expect((await bulkUpsert(dashboards, withCharts, {}, ctx)).result.numberOfRowsPassed).toBe(inside)
  await aDashboard(ctx, { name: 'stays', service: 'other' })
})

const totals = async (include: 'non-deleted' | 'deleted') => {
  const of = async (def: typeof charts | typeof dashboards) =>
    (await list(def, { fields: new Set(), include, limit: 0 }, ctx)).paging.total
  return [await of(dashboards), await of(charts)]
}
const found = async (text: string) =>
  (await ctx.store.search({ text, types: ['dashboard'], include: 'non-deleted', from: 0, size: 10 })).hits.length
const soft = { hardDelete: false, recursive: true }
const hard = { hardDelete: true, recursive: true }
const key = () => ({ id: service.id })

/** A store whose process dies after so many commits. */
const dyingAfter = (commits: number): RequestContext => {
  let left = commits
  const commit: typeof ctx.store.commit = async (changes) => {
    if (left === 0) throw new Error('killed')
    left -= 1
    await ctx.store.commit(changes)
  }
  return { ...ctx, store: { ...ctx.store, commit } }
}

test('a large service is deleted and comes back with all that is in it, each with a version and an event of its own', async () => {
  expect(await remove(dashboardServices, key(), soft, ctx)).toMatchObject({ kind: 'entitySoftDeleted' })
  expect(await totals('non-deleted')).toEqual([1, 0])
  expect(await totals('deleted')).toEqual([inside, inside])
  expect(await ctx.store.work()).toEqual([])
  const wanted = [{ eventType: 'entitySoftDeleted', entityTypes: ['*'] }]
  expect(await ctx.store.events({ wanted, since: 0, limit: 10_000 })).toHaveLength(2 * inside + 1)
  expect(await restore(dashboardServices, service.id, ctx)).toMatchObject({ kind: 'entityRestored' })
  expect(await totals('non-deleted')).toEqual([inside + 1, inside])
  expect(await totals('deleted')).toEqual([0, 0])
  const restored = await read(dashboards, { fqn: 'large.n7' }, { fields: new Set(['charts']) }, ctx)
  expect(restored).toMatchObject({ version: 0.3, charts: [{ name: 'n7' }] })
})

test('nobody asks what is inside a dashboard or a chart: nothing can be', async () => {
  const asked: string[] = []
  const contents: typeof ctx.store.contents = (ids, types) => {
    asked.push(...ids)
    return ctx.store.contents(ids, types)
  }
  const watched = { ...ctx, store: { ...ctx.store, contents } }
  await remove(dashboardServices, key(), soft, watched)
  await restore(dashboardServices, service.id, watched)
  await remove(dashboardServices, key(), hard, watched)
  expect(asked.filter((id) => id !== service.id)).toEqual([])
  expect(await totals('non-deleted')).toEqual([1, 0])
})

test('it is not deleted without recursive, and nothing of it is hidden', async () => {
  for (const hardDelete of [false, true]) {
    const refused = remove(dashboardServices, key(), { hardDelete, recursive: false }, ctx)
    await expect(refused).rejects.toMatchObject({ kind: 'badRequest', hint: expect.stringContaining(`${2 * inside}`) })
  }
  expect(await totals('non-deleted')).toEqual([inside + 1, inside])
})

test('who may not delete everything in it deletes nothing', async () => {
  const allow = (name: string, resources: string[], condition?: string) => ({
    ...{ name, effect: 'allow' as const, operations: ['Delete', 'ViewAll', 'EditAll'], resources },
    ...(condition !== undefined && { condition }),
  })
  const rules = [allow('services', ['dashboardService']), allow('own', ['all'], 'isOwner()')]
  const reader = { ...ctx, actor: anActor({ isAdmin: false, policies: [{ name: 'some', rules }] }) }
  await expect(remove(dashboardServices, key(), soft, reader)).rejects.toMatchObject({ kind: 'forbidden' })
  expect(await totals('non-deleted')).toEqual([inside + 1, inside])
  expect(await read(dashboardServices, key(), {}, ctx)).toMatchObject({ version: 0.1 })
  expect(await ctx.store.work()).toEqual([])
})

describe('when the process dies in the middle', () => {
  test('of a deletion, what is inside counts as deleted at once, and the rest follows at the next start', async () => {
    await expect(remove(dashboardServices, key(), soft, dyingAfter(3))).rejects.toThrow('killed')
    expect((await ctx.store.work()).map(({ kind, actorName }) => [kind, actorName])).toEqual([['delete', 'admin']])
    expect(await totals('non-deleted')).toEqual([1, 0])
    expect(await found('n7')).toBe(0)
    expect(await found('stays')).toBe(1)
    for (const fqn of ['large.n7', 'large.n250'])
      await expect(read(dashboards, { fqn }, {}, ctx)).rejects.toMatchObject({ kind: 'notFound' })
    await expect(create(dashboards, { name: 'new', service: 'large' }, ctx)).rejects.toMatchObject({ kind: 'notFound' })
    await resumeWork(ctx) // somebody may still be at it
    expect(await ctx.store.work()).toHaveLength(1)
    await resumeWork(ctx, 0)
    expect(await ctx.store.work()).toEqual([])
    expect(await totals('non-deleted')).toEqual([1, 0])
    expect(await totals('deleted')).toEqual([inside, inside])
    expect(await read(dashboards, { fqn: 'large.n250' }, { include: 'deleted' }, ctx)).toMatchObject({
      version: 0.2,
      updatedBy: 'admin',
    })
  })

  test('of a removal, the rest goes at the next start, and it cannot be restored meanwhile', async () => {
    await expect(remove(dashboardServices, key(), hard, dyingAfter(4))).rejects.toThrow('killed')
    await expect(restore(dashboardServices, service.id, ctx)).rejects.toMatchObject({ kind: 'conflict' })
    await resumeWork(ctx, 0)
    expect(await ctx.store.work()).toEqual([])
    expect(await ctx.store.findByIds([service.id])).toEqual([])
    expect(await ctx.store.contents([service.id])).toEqual([])
    expect([await totals('non-deleted'), await totals('deleted')]).toEqual([
      [1, 0],
      [0, 0],
    ])
  })

  test('of a restoration, what has not come back yet comes at the next start', async () => {
    await remove(dashboardServices, key(), soft, ctx)
    await expect(restore(dashboardServices, service.id, dyingAfter(3))).rejects.toThrow('killed')
    expect(await read(dashboardServices, key(), {}, ctx)).toMatchObject({ name: 'large' })
    await resumeWork(ctx, 0)
    expect(await totals('non-deleted')).toEqual([inside + 1, inside])
    expect(await ctx.store.work()).toEqual([])
  })
})

test('what goes on in the background stops between two commits when the process is to end, and is gone on with', async () => {
  await expect(remove(dashboardServices, key(), soft, dyingAfter(3))).rejects.toThrow('killed')
  const ending = new AbortController()
  let commits = 0
  const commit: typeof ctx.store.commit = async (changes) => {
    await ctx.store.commit(changes)
    if (++commits === 2) ending.abort()
  }
  const stopping = { ...ctx, ending: ending.signal, store: { ...ctx.store, commit } }
  await expect(resumeWork(stopping, 0)).rejects.toThrow('aborted')
  expect(commits).toBe(2)
  expect(await ctx.store.work()).toHaveLength(1)
  await resumeWork(ctx, 0)
  expect(await ctx.store.work()).toEqual([])
  expect(await totals('deleted')).toEqual([inside, inside])
})

const put = (context: RequestContext) =>
  createOrUpdate(dashboardServices, { name: 'large', serviceType: 'Superset' }, context)

describe('a PUT on a deleted service', () => {
  test('brings it back at once and what is in it in slices, whatever happens to the process', async () => {
    await remove(dashboardServices, key(), soft, ctx)
    await expect(put(dyingAfter(3))).rejects.toThrow('killed')
    expect(await read(dashboardServices, key(), {}, ctx)).toMatchObject({ name: 'large' })
    expect((await ctx.store.work()).map(({ kind, actorName }) => [kind, actorName])).toEqual([['restore', 'admin']])
    await resumeWork(ctx, 0)
    expect([await totals('non-deleted'), await totals('deleted')]).toEqual([
      [inside + 1, inside],
      [0, 0],
    ])
    await remove(dashboardServices, key(), soft, ctx)
    const most = largestCommit()
    expect(await put(most.ctx)).toMatchObject({ kind: 'entityRestored' })
    expect(await totals('non-deleted')).toEqual([inside + 1, inside])
    expect(await ctx.store.work()).toEqual([])
    expect(most.rows()).toBeLessThanOrEqual(100)
  })

  test('is refused while it is being removed for good, alone and in bulk', async () => {
    await expect(remove(dashboardServices, key(), hard, dyingAfter(4))).rejects.toThrow('killed')
    await expect(put(ctx)).rejects.toMatchObject({ kind: 'conflict' })
    const items = ['large', 'new'].map((name) => ({ name, serviceType: 'Superset' }))
    const { result } = await bulkUpsert(dashboardServices, items, {}, ctx)
    expect([result.numberOfRowsPassed, result.failedRequest.map(({ message }) => message)]).toEqual([
      1,
      ["large is being deleted for good and can't be restored"],
    ])
    await resumeWork(ctx, 0)
    expect(await ctx.store.findByIds([service.id])).toEqual([])
  })
})

/** What is the most that one commit has written. */
function largestCommit() {
  let most = 0
  const commit: typeof ctx.store.commit = async (changes) => {
    most = Math.max(most, changes.filter(({ kind }) => kind === 'update' || kind === 'remove').length)
    await ctx.store.commit(changes)
  }
  return { ctx: { ...ctx, store: { ...ctx.store, commit } }, rows: () => most }
}

test('many services by one call: a large one goes and comes back in slices, and the totals are what a dry run says', async () => {
  const other = String((await ctx.store.findByFqns('dashboardService', ['other']))[0]?.id)
  const ids = [other, service.id]
  const most = largestCommit()
  const all = { dashboardService: 2, dashboard: inside + 1, chart: inside }
  const ask = { ids, recursive: true, hardDelete: false, dryRun: false }
  expect((await removeMany(dashboardServices, { ...ask, dryRun: true }, most.ctx)).totals).toEqual(all)
  expect(await totals('non-deleted')).toEqual([inside + 1, inside])
  expect(await removeMany(dashboardServices, ask, most.ctx)).toMatchObject({ status: 'success', totals: all })
  expect(await totals('non-deleted')).toEqual([0, 0])
  expect((await removeMany(dashboardServices, ask, most.ctx)).totals).toEqual({})
  for (const dryRun of [true, false])
    expect((await restoreMany(dashboardServices, { ids, dryRun }, most.ctx)).totals).toEqual(all)
  expect(await totals('non-deleted')).toEqual([inside + 1, inside])
  expect((await restoreMany(dashboardServices, { ids, dryRun: false }, most.ctx)).totals).toEqual({})
  expect((await removeMany(dashboardServices, { ...ask, hardDelete: true }, most.ctx)).totals).toEqual(all)
  expect(await ctx.store.findByIds(ids)).toEqual([])
  expect([await ctx.store.work(), most.rows() <= 100]).toEqual([[], true])
})

test('many dashboards by one call go in slices, each with charts that no living dashboard shows', async () => {
  // Each shows its own chart and the next one's, so that slices share charts.
  const names = Array.from({ length: inside }, (_, at) => `n${at}`)
  const sharing = names.map((name, at) => ({
    name,
    service: 'large',
    charts: [`large.${name}`, `large.n${(at + 1) % inside}`],
  }))
  await bulkUpsert(dashboards, sharing, {}, ctx)
  const ids = (
    await ctx.store.findByFqns(
      'dashboard',
      names.slice(0, 200).map((name) => `large.${name}`),
    )
  ).map(({ id }) => id)
  const most = largestCommit()
  const totalsOf = { dashboard: 200, chart: 199 }
  const ask = { ids, recursive: false, hardDelete: false, dryRun: false }
  expect((await removeMany(dashboards, { ...ask, dryRun: true }, most.ctx)).totals).toEqual(totalsOf)
  expect(await removeMany(dashboards, ask, most.ctx)).toMatchObject({ status: 'success', totals: totalsOf })
  expect(await totals('deleted')).toEqual([200, 199])
  expect((await restoreMany(dashboards, { ids, dryRun: true }, most.ctx)).totals).toEqual(totalsOf)
  expect((await restoreMany(dashboards, { ids, dryRun: false }, most.ctx)).totals).toEqual(totalsOf)
  expect(await totals('deleted')).toEqual([0, 0])
  expect(most.rows()).toBeLessThanOrEqual(2 * 100)
  // Half of it is there or not, each as a whole, when the process dies.
  await expect(removeMany(dashboards, ask, dyingAfter(2))).rejects.toThrow('killed')
  const [gone = 0] = await totals('deleted')
  expect(gone).toBeGreaterThan(0)
  expect(gone).toBeLessThan(200)
  expect((await removeMany(dashboards, ask, ctx)).totals.dashboard).toBe(200 - gone)
  expect(await totals('deleted')).toEqual([200, 199])
})

test('what a run has not seen goes in slices, whatever the process does', async () => {
  const most = largestCommit()
  const ask = {
    ...{ scopeEntityType: 'service', scopeFqn: 'large', seenFqns: ['large.n7', 'large.n8'] },
    ...{ recursive: true, hardDelete: false, dryRun: false },
  }
  await expect(removeStale(dashboards, ask, dyingAfter(2))).rejects.toThrow('killed')
  const [gone = 0] = await totals('deleted')
  expect(gone).toBeGreaterThan(0)
  expect(await removeStale(dashboards, ask, most.ctx)).toMatchObject({
    status: 'success',
    numberOfRowsPassed: inside - 2 - gone,
  })
  expect([await totals('non-deleted'), await totals('deleted')]).toEqual([
    [3, 2],
    [inside - 2, inside - 2],
  ])
  expect(most.rows()).toBeLessThanOrEqual(2 * 100)
})

test('who restores what is being deleted has the last word, and the other is told', async () => {
  let begun: Promise<unknown> | undefined
  let commits = 0
  const commit: typeof ctx.store.commit = async (changes) => {
    commits += 1
    if (commits === 3) begun = restore(dashboardServices, service.id, ctx)
    await begun
    await ctx.store.commit(changes)
  }
  const deleting = remove(dashboardServices, key(), soft, { ...ctx, store: { ...ctx.store, commit } })
  await expect(deleting).rejects.toMatchObject({ kind: 'conflict' })
  expect(await totals('non-deleted')).toEqual([inside + 1, inside])
  expect(await ctx.store.work()).toEqual([])
})
