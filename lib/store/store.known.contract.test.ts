/** What is counted or found once between two commits, and is never what was true before one. */
import type { Kysely } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Change } from '@/lib/store/change'
import type { ListQuery } from '@/lib/store/queries'
import type { EntityRow } from '@/lib/store/rows'
import { CommitLog } from '@/lib/store/sql/commit-log'
import { KnownTotals } from '@/lib/store/sql/known-totals'
import type { Tables } from '@/lib/store/sql/tables'
import type { Store } from '@/lib/store/store'
import { aRow, engines, type Opened, onFreshStore } from '@/lib/store/testing'

const insert = (row: EntityRow): Change => ({ kind: 'insert', row })
const listing = { type: 'dashboard', include: 'non-deleted', sort: 'name', limit: 2 } as const
const described = (name: string, description: string, given: Partial<EntityRow> = {}) =>
  aRow({ name, document: { description }, ...given })

describe.each(engines)('totals that are counted on $name', (engine) => {
  let opened: Opened
  let store: Store
  onFreshStore(engine, (given) => {
    opened = given
    store = opened.store
  })

  const database = () => store.authDatabase.db as unknown as Kysely<Tables> // the whole database

  test('are true after whatever changes them, in every list and search', async () => {
    const [ada, tag, box] = [
      aRow({ type: 'user', name: 'ada' }),
      aRow({ type: 'tag', name: 'tag' }),
      aRow({ type: 'dashboardService', name: 'box' }),
    ]
    const rows = ['a', 'b', 'c', 'd'].map((name) => described(name, 'Orders by region', { containerId: box.id }))
    const [a, b, c, d] = rows as [EntityRow, EntityRow, EntityRow, EntityRow]
    await store.commit([ada, tag, box, ...rows].map(insert))
    const ends = (entity: EntityRow, relation: string, target: EntityRow) => ({
      entityId: entity.id,
      entityType: entity.type,
      relation,
      targetId: target.id,
      targetType: target.type,
    })
    const link = (...given: Parameters<typeof ends>): Change => ({
      kind: 'link',
      link: { ...ends(...given), data: null },
    })
    const owned = { relation: 'owner', targetIds: [ada.id] }
    const tagged = { relation: 'tag', targetIds: [tag.id] }
    const questions: Readonly<Record<string, Partial<ListQuery>>> = {
      text: { text: 'orders' },
      deleted: { text: 'orders', include: 'deleted' },
      phrase: { text: 'orders by', phrases: ['orders by'] },
      inBox: { text: 'orders', containerId: box.id },
      owned: { text: 'orders', related: [owned] },
      both: { related: [owned, tagged] },
      neither: { unrelated: ['owner', 'tag'] },
      neitherInBox: { unrelated: ['owner', 'tag'], containerId: box.id },
    }
    const asked = { text: 'orders', types: ['dashboard'], include: 'non-deleted', from: 0, size: 5 } as const
    /** Twice, and by pages: what is known is what was counted. */
    const totals = async () => {
      const found: Record<string, number> = {}
      for (const [what, question] of Object.entries(questions)) {
        const first = await store.list({ ...listing, ...question })
        const whole = await store.list({ ...listing, ...question, limit: 50 })
        expect([what, whole.rows.length, first.total]).toEqual([what, first.total, whole.total])
        found[what] = whole.total
      }
      const { total } = await store.search(asked)
      expect((await store.search(asked)).total).toBe(total)
      return { ...found, search: total }
    }
    const none = { text: 4, deleted: 0, phrase: 4, inBox: 4, owned: 0, both: 0, neither: 4, neitherInBox: 4, search: 4 }
    expect(await totals()).toEqual(none)
    await store.commit([link(a, 'owner', ada), link(a, 'tag', tag), link(b, 'owner', ada)])
    const linked = { ...none, owned: 2, both: 1, neither: 2, neitherInBox: 2 }
    expect(await totals()).toEqual(linked)
    const reworded = { ...c, document: { description: 'Returns by region' }, updatedAt: 2_000 }
    await store.commit([{ kind: 'update', row: reworded, expected: c }])
    expect(await totals()).toEqual({ ...linked, text: 3, phrase: 3, inBox: 3, search: 3 })
    await store.commit([{ kind: 'update', row: { ...b, deleted: true }, expected: b }])
    const less = { ...linked, text: 2, deleted: 1, phrase: 2, inBox: 2, owned: 1, search: 2 }
    expect(await totals()).toEqual(less)
    const work = { containerId: box.id, kind: 'delete', token: 't', actorName: 'ada', touchedAt: 1 } as const
    await store.commit([{ kind: 'beginWork', work }])
    expect(await totals()).toMatchObject({ text: 0, inBox: 0, owned: 0, both: 0, neither: 0, neitherInBox: 0 })
    await store.commit([{ kind: 'endWork', work }])
    expect(await totals()).toEqual(less)
    await store.commit([{ kind: 'unlink', ...ends(a, 'tag', tag) }])
    expect(await totals()).toEqual({ ...less, both: 0 })
    await store.commit([{ kind: 'remove', id: d.id }])
    expect(await totals()).toMatchObject({ text: 1, inBox: 1, neither: 1, search: 1 })
    await store.commit([{ kind: 'update', row: { ...b, containerId: null }, expected: b }])
    expect(await totals()).toMatchObject({ text: 2, deleted: 0, inBox: 1, owned: 2 })
  })

  test('are those of another process that writes', async () => {
    if (opened.reopen === undefined) return
    const other = await opened.reopen()
    const text = async () => (await store.list({ ...listing, text: 'orders' })).total
    await store.commit([insert(described('a', 'Orders'))])
    expect(await text()).toBe(1)
    await other.commit([insert(described('b', 'Orders'))])
    expect(await text()).toBe(2)
    await other.close()
  })

  test('are counted once for all who ask between two commits, and again after an error', async () => {
    const known = new KnownTotals(new CommitLog(database()))
    const counts = new Map<string, number>()
    const total = async (of: string) => {
      const count = async () => {
        counts.set(of, (counts.get(of) ?? 0) + 1)
        return counts.get(of) ?? 0
      }
      return (await known.get([of], { count })).total
    }
    expect(await Promise.all([total('a'), total('a'), total('b')])).toEqual([1, 1, 1])
    expect(await total('a')).toBe(1)
    await store.commit([{ kind: 'claim', scope: 's', key: 'k', entityId: 'x' }])
    expect(await total('a')).toBe(1)
    await store.commit([insert(aRow())])
    expect(await total('a')).toBe(2)
    await expect(known.get(['c'], { count: () => Promise.reject(new Error('away')) })).rejects.toThrow('away')
    expect(await total('c')).toBe(1)
  })

  test('are not all: what else was found is known as long, and what came too late is not', async () => {
    const known = async (question: unknown) => (await store.untilCommit(question)).known
    const work = { containerId: 'box', kind: 'delete', token: 't', actorName: 'ada', touchedAt: 1 } as const
    const asked = await store.untilCommit(['q', 1])
    expect(asked.known).toBeUndefined()
    asked.keep({ page: ['a'] })
    expect([await known(['q', 1]), await known(['q', 2])]).toEqual([{ page: ['a'] }, undefined])
    // What is inside of what is being deleted is seen no more.
    await store.commit([{ kind: 'beginWork', work }])
    expect(await known(['q', 1])).toBeUndefined()
    const late = await store.untilCommit(['q', 3])
    await store.commit([insert(aRow())])
    late.keep('old')
    expect(await known(['q', 3])).toBeUndefined()
    late.keep('older')
    expect([await known(['q', 3]), await known(['q', 1])]).toEqual([undefined, undefined])
  })
})
