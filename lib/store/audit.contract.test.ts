import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { ChangeEventRecord } from '@/lib/model/wire/change-event'
import type { AuditEntry } from '@/lib/store/audit'
import type { Change } from '@/lib/store/change'
import type { Store } from '@/lib/store/store'
import { aRow, engines, onFreshStore } from '@/lib/store/testing'

const anEntry = (given: Partial<AuditEntry> = {}): AuditEntry => ({
  at: 1_000,
  kind: 'signedIn',
  actor: 'ada',
  caller: 'session',
  address: '192.0.2.1',
  requestId: 'r',
  thing: null,
  thingType: null,
  detail: null,
  times: 1,
  ...given,
})
const event = (given: Partial<ChangeEventRecord>): Change => ({
  kind: 'record',
  event: {
    eventType: 'entityCreated',
    entityType: 'dashboard',
    entityId: randomUUID(),
    entityFullyQualifiedName: 'superset.1',
    userName: 'ada',
    timestamp: 1_000,
    previousVersion: 0,
    currentVersion: 0.1,
    ...given,
  },
})

describe.each(engines)('the audit on $name', (engine) => {
  let store: Store
  onFreshStore(engine, (opened) => {
    store = opened.store
  })

  test('tells when each of some last did a thing, and nothing of who did not', async () => {
    for (const entry of [
      anEntry(),
      anEntry({ at: 3_000 }),
      anEntry({ at: 4_000, kind: 'signedOut' }),
      anEntry({ at: 5_000, actor: 'bob' }),
      anEntry({ at: 6_000, actor: 'cy' }),
    ])
      await store.audit.add(entry)
    const last = await store.audit.lastOf(['signedIn'], ['ada', 'bob', 'dan'])
    expect([...last].toSorted()).toEqual([
      ['ada', 3_000],
      ['bob', 5_000],
    ])
    expect(await store.audit.lastOf(['signedIn'], [])).toEqual(new Map())
  })

  test('tells who did a thing last with each of some', async () => {
    for (const entry of [
      anEntry({ kind: 'passwordLinkMade', thing: 'bob' }),
      anEntry({ kind: 'passwordLinkMade', thing: 'bob', actor: 'cy' }),
      anEntry({ kind: 'tokenMade', thing: 'bob' }),
      anEntry({ kind: 'passwordLinkMade', thing: 'dan', actor: null }),
      anEntry({ kind: 'passwordLinkMade', thing: 'eva' }),
    ])
      await store.audit.add(entry)
    const last = await store.audit.lastWith(['passwordLinkMade'], ['bob', 'dan', 'fay'])
    expect([...last]).toEqual([['bob', 'cy']])
    expect(await store.audit.lastWith(['passwordLinkMade'], [])).toEqual(new Map())
  })

  test('gives entries back as they were, the latest first, by each filter and page by page', async () => {
    const entries = [
      anEntry(),
      anEntry({ at: 2_000, kind: 'tokenMade', thing: 'bob', thingType: 'user', detail: 'ü' }),
      anEntry({ at: 3_000, kind: 'signInRefused', actor: null, caller: null, address: null, thing: 'ada', times: 7 }),
    ]
    for (const entry of entries) await store.audit.add(entry)
    const all = await store.audit.list({ limit: 10 })
    expect(all.map(({ sequence: _, ...entry }) => entry)).toEqual(entries.toReversed())
    const kindsOf = async (query: object) => (await store.audit.list({ limit: 10, ...query })).map(({ kind }) => kind)
    expect(await kindsOf({ actor: 'ada' })).toEqual(['tokenMade', 'signedIn'])
    expect(await kindsOf({ kinds: ['signedIn', 'signInRefused'] })).toEqual(['signInRefused', 'signedIn'])
    expect(await kindsOf({ kinds: [] })).toEqual([])
    expect(await kindsOf({ thing: 'bob' })).toEqual(['tokenMade'])
    expect(await kindsOf({ since: 2_000, until: 2_000 })).toEqual(['tokenMade'])
    expect(await kindsOf({ limit: 1 })).toEqual(['signInRefused'])
    expect(await kindsOf({ since: 1_500, kinds: ['signedIn', 'signInRefused'] })).toEqual(['signInRefused'])
    expect(await kindsOf({ until: 1_500, kinds: ['signedIn', 'tokenMade'], before: 100 })).toEqual(['signedIn'])
    expect(await kindsOf({ actor: 'ada', kinds: ['tokenMade'], since: 1_000, until: 9_000 })).toEqual(['tokenMade'])
    expect(await kindsOf({ since: 9_000_000 })).toEqual([])
    expect(await kindsOf({ until: -9_000_000 })).toEqual([])
    expect(await kindsOf({ before: all[0]?.sequence })).toEqual(['tokenMade', 'signedIn'])
  })

  test('forgets what is old, in parts, and nothing else', async () => {
    for (let at = 0; at < 700; at += 1) await store.audit.add(anEntry({ at }))
    expect(await store.audit.sweep(600)).toBe(true)
    expect(await store.audit.sweep(600)).toBe(false)
    const left = await store.audit.list({ limit: 1_000 })
    expect([left.length, left.at(-1)?.at]).toEqual([100, 600])
  })

  test('finds commits by who made them, by kind, by entity and by time', async () => {
    const row = aRow({ updatedAt: 2_000 })
    await store.commit([event({}), event({ entityType: 'chart' })])
    await store.commit([{ kind: 'insert', row }, event({ entityId: row.id, timestamp: 2_000, userName: 'bob' })])
    await store.commit([
      {
        kind: 'update',
        row: { ...row, version: 0.2, updatedAt: 3_000 },
        expected: row,
        archive: { ...row, snapshot: {} },
      },
      event({ entityId: row.id, timestamp: 3_000, eventType: 'entityUpdated' }),
    ])
    const found = async (query: object) =>
      (await store.audit.commits({ limit: 10, ...query })).map(({ events }) => events.map((each) => each.timestamp))
    expect(await found({})).toEqual([[3_000], [2_000], [1_000, 1_000]])
    expect(await found({ actor: 'ada' })).toEqual([[3_000], [1_000, 1_000]])
    expect(await found({ eventTypes: ['entityCreated'] })).toEqual([[2_000], [1_000, 1_000]])
    expect(await found({ eventTypes: ['entityCreated', 'entityUpdated'], limit: 2 })).toEqual([[3_000], [2_000]])
    expect(await found({ eventTypes: [] })).toEqual([])
    expect(await found({ entityIds: [row.id] })).toEqual([[3_000], [2_000]])
    expect(await found({ entityIds: [] })).toEqual([])
    const [latest] = await store.audit.commits({ limit: 1 })
    expect(await found({ before: latest?.sequence })).toEqual([[2_000], [1_000, 1_000]])
    expect(await found({ before: Number.MAX_SAFE_INTEGER, limit: 1 })).toEqual([[3_000]])
    expect(await store.audit.commitAt(3_500)).toBe(latest?.sequence)
    expect(await store.audit.commitAt(999)).toBe(0)
  })
})
