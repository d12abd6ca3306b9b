import { beforeEach, describe, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { patch } from '@/lib/entities/patch'
import { follow, vote } from '@/lib/entities/react'
import { remove } from '@/lib/entities/remove'
import { restore } from '@/lib/entities/restore'
import { aChart, aContext, aDashboard, anActor, aService } from '@/lib/entities/testing'
import { type HistoryOptions, history, version, versions } from '@/lib/entities/versions'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import type { Entity } from '@/lib/model/entities/entity'
import { users } from '@/lib/model/entities/person'

const day = 86_400_000

let ctx: RequestContext
let board: Entity
beforeEach(async () => {
  ctx = await aContext()
  await aService(ctx)
  await aChart(ctx, 'orders')
  await aChart(ctx, 'sales')
  board = await aDashboard(ctx, { charts: ['sample_superset.orders'] })
})

const change = (path: string, value: unknown, by = ctx) =>
  patch(dashboards, { id: board.id }, [{ op: 'add', path, value }], undefined, by)
const told = async (): Promise<Entity[]> =>
  (await versions(dashboards, board.id, ctx)).versions.map((text) => JSON.parse(text))
const numbers = async () => (await told()).map(({ version: number }) => number)
const softly = { hardDelete: false, recursive: false }

describe('the versions of an entity', () => {
  test('are texts that hold JSON, the newest, which is the entity, first', async () => {
    await change('/description', 'first')
    await change('/description', 'second', { ...ctx, now: ctx.now + day, actor: anActor({ name: 'bea' }) })
    expect(await versions(dashboards, board.id, ctx)).toMatchObject({ entityType: 'dashboard' })
    expect(await told()).toMatchObject([
      { version: 0.3, description: 'second', updatedBy: 'bea', updatedAt: ctx.now + day },
      { version: 0.2, description: 'first', updatedBy: 'admin', updatedAt: ctx.now },
      { version: 0.1, id: board.id, displayName: 'deck.gl Demo' },
    ])
    const [, , oldest] = await told()
    expect(oldest).not.toHaveProperty('description')
    expect(oldest).not.toHaveProperty('changeDescription')
  })

  test('say each what changed since the one before', async () => {
    await change('/description', 'first')
    await change('/description', '')
    await patch(dashboards, { id: board.id }, [{ op: 'remove', path: '/description' }], undefined, ctx)
    expect((await told()).map(({ changeDescription }) => changeDescription)).toEqual([
      {
        fieldsAdded: [],
        fieldsUpdated: [],
        fieldsDeleted: [{ name: 'description', oldValue: '' }],
        previousVersion: 0.3,
      },
      {
        fieldsAdded: [],
        fieldsUpdated: [{ name: 'description', oldValue: 'first', newValue: '' }],
        fieldsDeleted: [],
        previousVersion: 0.2,
      },
      {
        fieldsAdded: [{ name: 'description', newValue: 'first' }],
        fieldsUpdated: [],
        fieldsDeleted: [],
        previousVersion: 0.1,
      },
      undefined,
    ])
  })

  test('keep relations as they were, whatever became of their targets', async () => {
    const references = (await told())[0]?.charts
    await change('/charts', [])
    const [chart] = await ctx.store.findByFqns('chart', ['sample_superset.orders'])
    await remove(charts, { id: chart?.id ?? '' }, { hardDelete: true, recursive: true }, ctx)
    const [now, before] = await told()
    expect(now?.charts).toEqual([])
    expect(before?.charts).toEqual(references)
  })

  test('count deleting and restoring, and stay readable meanwhile', async () => {
    await remove(dashboards, { id: board.id }, softly, ctx)
    expect(await numbers()).toEqual([0.2, 0.1])
    await restore(dashboards, board.id, ctx)
    expect((await told()).map(({ deleted }) => deleted)).toEqual([false, true, false])
  })

  test('are made by what is recorded alone: not by nothing, silent members, followers or votes', async () => {
    await change('/displayName', 'deck.gl Demo')
    await change('/project', 'Sales')
    const { entity: ana } = await create(users, { name: 'ana', email: 'ana@example.com' }, ctx)
    await follow(dashboards, board.id, ana.id, ctx)
    await vote(dashboards, board.id, 'votedUp', { ...ctx, actor: anActor({ id: ana.id }) })
    expect(await numbers()).toEqual([0.1])
    expect((await told())[0]).toMatchObject({ project: 'Sales', votes: { upVotes: 1 } })
  })

  test('go on to whole numbers after nine tenths', async () => {
    for (let at = 0; at < 11; at += 1) await change('/description', `${at}`)
    expect((await numbers()).slice(0, 4)).toEqual([1.2, 1.1, 1, 0.9])
    expect(await version(dashboards, board.id, '1.0', ctx)).toMatchObject({ version: 1, description: '8' })
    expect(await version(dashboards, board.id, '1', ctx)).toMatchObject({ version: 1 })
  })

  test('are gone with the entity, and there are none of what there never was', async () => {
    await change('/description', 'first')
    await remove(dashboards, { id: board.id }, { hardDelete: true, recursive: false }, ctx)
    for (const id of [board.id, '00000000-0000-4000-8000-00000000dead']) {
      const missing = { kind: 'notFound', message: `dashboard instance for ${id} not found` }
      await expect(versions(dashboards, id, ctx)).rejects.toMatchObject(missing)
      await expect(version(dashboards, id, '0.1', ctx)).rejects.toMatchObject(missing)
    }
  })
})

describe('one version', () => {
  test('is asked for by its number, the present one too', async () => {
    await change('/description', 'first')
    expect(await version(dashboards, board.id, '0.2', ctx)).toMatchObject({ version: 0.2, description: 'first' })
    expect(await version(dashboards, board.id, '0.1', ctx)).not.toHaveProperty('description')
  })

  test.each(['0.3', '0.25', '9.9', '0', '0.10000000001'])('%s is not there', async (text) => {
    await change('/description', 'first')
    await expect(version(dashboards, board.id, text, ctx)).rejects.toMatchObject({
      kind: 'notFound',
      message: `dashboard instance for ${board.id} and version ${text} not found`,
    })
  })

  test.each(['', 'x', '-0.1', '0.1.2', '1e1', ' 0.1', '0,1', 'NaN', 'Infinity'])('%j is no version', async (text) => {
    await expect(version(dashboards, board.id, text, ctx)).rejects.toMatchObject({
      kind: 'badRequest',
      message: `For input string: "${text}"`,
    })
  })
})

describe('what came about in a span of time', () => {
  const within = (startTs: number, endTs: number, more: Partial<HistoryOptions> = {}) =>
    history(dashboards, { startTs, endTs, limit: 10, ...more }, ctx)
  const seen = (page: { data: Entity[] }) => page.data.map(({ name, version: number }) => `${name} ${number}`)

  /** Five states: two entities, changed on different days. */
  async function changes(): Promise<void> {
    const at = (days: number) => ({ ...ctx, now: ctx.now + days * day })
    await change('/description', 'first', at(1))
    await aDashboard(at(2), { name: '11' })
    await change('/description', 'second', at(3))
    await remove(dashboards, { fqn: 'sample_superset.11' }, softly, at(4))
  }

  test('is every version of every entity of the type, the newest first, deleted ones too', async () => {
    await changes()
    const page = await within(ctx.now, ctx.now + 9 * day)
    expect(seen(page)).toEqual(['11 0.2', '10 0.3', '11 0.1', '10 0.2', '10 0.1'])
    expect(page.paging).toEqual({ total: 5 })
    expect(page.data[0]).toMatchObject({ deleted: true })
    expect(page.data[4]).toMatchObject({ charts: [{ name: 'orders' }] })
  })

  test('holds what came about at its ends, and nothing beyond', async () => {
    await changes()
    expect(seen(await within(ctx.now + day, ctx.now + 3 * day))).toEqual(['10 0.3', '11 0.1', '10 0.2'])
    expect(seen(await within(ctx.now + day + 1, ctx.now + 3 * day - 1))).toEqual(['11 0.1'])
    expect(await within(ctx.now + 9 * day, ctx.now + 10 * day)).toEqual({ data: [], paging: { total: 0 } })
    expect(await within(ctx.now + 3 * day, ctx.now)).toEqual({ data: [], paging: { total: 0 } })
  })

  test.each([1, 2, 3, 4])('comes in pages of %i, forwards and back, each state once', async (limit) => {
    await changes()
    const all = seen(await within(ctx.now, ctx.now + 9 * day))
    const pages: string[][] = []
    let page = await within(ctx.now, ctx.now + 9 * day, { limit })
    expect(page.paging).not.toHaveProperty('before')
    for (;;) {
      pages.push(seen(page))
      const { after } = page.paging
      if (after === undefined) break
      page = await within(ctx.now, ctx.now + 9 * day, { limit, after })
    }
    expect(pages.flat()).toEqual(all)
    for (const expected of pages.slice(0, -1).toReversed()) {
      page = await within(ctx.now, ctx.now + 9 * day, { limit, before: page.paging.before })
      expect(seen(page)).toEqual(expected)
    }
    expect(page.paging).not.toHaveProperty('before')
  })

  test('takes one cursor, of its own making', async () => {
    await expect(within(0, 1, { before: '', after: '' })).rejects.toMatchObject({
      message: 'Only one of before or after query parameter allowed',
    })
    await expect(within(0, 1, { after: 'x' })).rejects.toMatchObject({ kind: 'badRequest' })
  })
})
