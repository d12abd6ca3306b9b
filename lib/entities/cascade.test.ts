/** Deleting and restoring more than goes into one commit, and what becomes of it when the process dies in the middle. */
import { beforeEach, describe, expect, test } from 'vitest'
import { bulkUpsert } from '@/lib/entities/bulk'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { list } from '@/lib/entities/list'
import { read } from '@/lib/entities/read'
import { remove } from '@/lib/entities/remove'
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
