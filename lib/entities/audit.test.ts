import { afterEach, beforeEach, expect, test } from 'vitest'
import { type AuditPlace, exportAudit, listAudit } from '@/lib/entities/audit'
import type { RequestContext } from '@/lib/entities/context'
import { aContext, anActor } from '@/lib/entities/testing'
import { auditFilters } from '@/lib/model/wire/audit'
import type { ChangeEventRecord } from '@/lib/model/wire/change-event'
import type { Change } from '@/lib/store/change'

let ctx: RequestContext
beforeEach(async () => {
  ctx = await aContext()
})
afterEach(() => ctx.store.close())

const id = '00000000-0000-4000-8000-000000000001'
const event = (timestamp: number, given: Partial<ChangeEventRecord> = {}): Change => ({
  kind: 'record',
  event: {
    eventType: 'entityUpdated',
    entityType: 'dashboard',
    entityId: id,
    entityFullyQualifiedName: 'superset.1',
    userName: 'ada',
    timestamp,
    previousVersion: 0.1,
    currentVersion: 0.2,
    origin: 'token r-1',
    ...given,
  },
})
const note = (at: number, given = {}) =>
  ctx.store.audit.add({
    at,
    kind: 'signedIn',
    actor: 'ada',
    caller: 'session',
    address: '192.0.2.1',
    requestId: 'r-0',
    thing: null,
    thingType: null,
    detail: null,
    times: 1,
    ...given,
  })
const list = (filters: object = {}, page: { limit?: number; place?: AuditPlace } = {}) =>
  listAudit(auditFilters.parse(filters), { limit: 50, ...page }, ctx)

test('notes and commits are one list, the latest first, a commit an entry for each kind and type', async () => {
  await note(1_000)
  await ctx.store.commit([event(2_000), event(2_000), event(2_000, { entityType: 'chart' })])
  await note(3_000, { kind: 'signInRefused', actor: null, caller: null, thing: 'ada', thingType: 'user', times: 4 })
  await ctx.store.commit([event(4_000, { eventType: 'entityCreated', origin: 'system job-1' })])
  const { data, next } = await list()
  expect(next).toBeUndefined()
  expect(data).toMatchObject([
    { at: 4_000, kind: 'entityCreated', actor: 'ada', jobId: 'job-1', count: 1 },
    { at: 3_000, kind: 'signInRefused', thing: { type: 'user', fullyQualifiedName: 'ada' }, count: 4 },
    { at: 2_000, kind: 'entityUpdated', thing: { type: 'dashboard', id }, count: 2, caller: 'token', requestId: 'r-1' },
    { at: 2_000, kind: 'entityUpdated', thing: { type: 'chart' }, count: 1 },
    { at: 1_000, kind: 'signedIn', actor: 'ada', address: '192.0.2.1' },
  ])
  expect(data[1]).not.toHaveProperty('actor')
  expect(new Set(data.map((entry) => entry.id)).size).toBe(data.length)
})

test('page by page nothing is left out or told twice, whatever the filter', async () => {
  for (let at = 1; at <= 60; at += 1) {
    if (at % 3 === 0) await note(at * 1_000, { actor: at % 2 === 0 ? 'ada' : 'bob' })
    else await ctx.store.commit([event(at * 1_000, { userName: at % 5 === 0 ? 'bob' : 'ada' })])
  }
  for (const filters of [
    {},
    { actor: 'bob' },
    { kind: 'signedIn' },
    { kind: 'entityUpdated', actor: 'bob' },
    { since: 20_000, until: 40_000 },
  ]) {
    const whole = (await list(filters, { limit: 100 })).data
    const parts: unknown[] = []
    let pages = 0
    for (let place: AuditPlace | undefined = {}; place !== undefined; pages += 1) {
      const page: Awaited<ReturnType<typeof list>> = await list(filters, { limit: 4, place })
      parts.push(...page.data)
      place = page.next
    }
    expect(parts).toEqual(whole)
    expect(whole.length).toBeGreaterThan(3)
    expect(pages).toBeGreaterThanOrEqual(whole.length / 4)
    expect(whole.map(({ at }) => at)).toEqual(whole.map(({ at }) => at).toSorted((a, b) => b - a))
    const exported: unknown[] = []
    for await (const page of exportAudit(auditFilters.parse(filters), ctx)) exported.push(...page)
    expect(exported).toEqual(whole)
  }
  const bob = (await list({ actor: 'bob', kind: 'entityUpdated' })).data
  expect(new Set(bob.map(({ actor, kind }) => `${actor} ${kind}`))).toEqual(new Set(['bob entityUpdated']))
})

test('looks at so many commits and no more for a page, and goes on behind them', async () => {
  await ctx.store.commit([event(500, { eventType: 'entityDeleted' })])
  await note(600)
  for (let at = 0; at < 250; at += 1) await ctx.store.commit([event(1_000 + at)])
  const filters = { actor: 'ada', kind: 'entityDeleted,signedIn' }
  const first = await list(filters)
  expect(first.data).toEqual([])
  const second = await list(filters, { place: first.next ?? {} })
  expect(second.data.map(({ at }) => at)).toEqual([600, 500])
  expect(second.next).toBeUndefined()
})

test('is for administrators', async () => {
  const reader = { ...ctx, actor: anActor({ isAdmin: false }) }
  await expect(listAudit(auditFilters.parse({}), { limit: 1 }, reader)).rejects.toMatchObject({ kind: 'forbidden' })
})
