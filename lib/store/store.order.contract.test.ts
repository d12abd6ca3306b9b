/** What the store promises about the order of changes in a commit, commits at the same time, and texts of any size. */
import { randomBytes, randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Change, EntityRow, Store } from '@/lib/store/store'
import { engines } from '@/lib/store/testing'

const aRow = (given: Partial<EntityRow> = {}): EntityRow => {
  const id = randomUUID()
  return {
    id,
    type: 'dashboard',
    name: id,
    displayName: null,
    fullyQualifiedName: `superset.${id}`,
    deleted: false,
    containerId: null,
    version: 0.1,
    updatedAt: 1_000,
    updatedBy: 'ada',
    document: {},
    ...given,
  }
}
const insert = (row: EntityRow): Change => ({ kind: 'insert', row })
const remove = (row: EntityRow): Change => ({ kind: 'remove', id: row.id })
const require = (row: EntityRow): Change => ({ kind: 'require', ids: [row.id] })
const update = (row: EntityRow, given: Partial<EntityRow>, version = 0.1): Change => ({
  kind: 'update',
  row: { ...row, version: 0.2, ...given },
  expected: { ...row, version },
})
const owner = (entity: EntityRow, target: EntityRow) => ({
  entityId: entity.id,
  entityType: entity.type,
  relation: 'owner',
  targetId: target.id,
  targetType: target.type,
})
const link = (entity: EntityRow, target: EntityRow): Change => ({
  kind: 'link',
  link: { ...owner(entity, target), data: null },
})
const unlink = (entity: EntityRow, target: EntityRow): Change => ({ kind: 'unlink', ...owner(entity, target) })
const everything = { types: [], include: 'all', from: 0, size: 10 } as const

describe.each(engines)('the store on $name', (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>
  let store: Store
  beforeEach(async () => {
    opened = await engine.open()
    store = opened.store
  })
  afterEach(() => opened.drop())

  const owners = async (row: EntityRow) => (await store.relations([row.id], ['owner'])).map(({ targetId }) => targetId)

  describe('changes of one commit apply in their order', () => {
    test('what a commit inserts it may require and link', async () => {
      const [row, ada] = [aRow(), aRow({ type: 'user' })]
      await store.commit([insert(ada), require(ada), insert(row), link(row, ada)])
      expect(await owners(row)).toEqual([ada.id])
    })

    test('what it removes or deletes it may not require afterwards', async () => {
      const row = aRow()
      await store.commit([insert(row)])
      for (const change of [remove(row), update(row, { deleted: true })]) {
        await expect(store.commit([require(row), change, require(row)])).rejects.toMatchObject({ reason: 'stale' })
      }
      expect(await store.findByIds([row.id])).toMatchObject([{ deleted: false, version: 0.1 }])
    })

    test('of linking and unlinking, the later holds', async () => {
      const [row, ada, bob] = [aRow(), aRow({ type: 'user' }), aRow({ type: 'user' })]
      await store.commit([insert(row), insert(ada), insert(bob)])
      await store.commit([link(row, ada), unlink(row, ada), unlink(row, bob), link(row, bob)])
      expect(await owners(row)).toEqual([bob.id])
    })

    test('removing takes relations of the same commit along', async () => {
      const [row, ada] = [aRow(), aRow({ type: 'user' })]
      await store.commit([insert(row), insert(ada), link(row, ada), remove(ada)])
      await store.commit([insert(ada)])
      expect(await store.referrers([ada.id])).toEqual([])
    })

    test('a row may be updated twice and removed where it was inserted', async () => {
      const [row, gone] = [aRow(), aRow()]
      await store.commit([insert(row), update(row, {}), update(row, { version: 0.3 }, 0.2), insert(gone), remove(gone)])
      expect(await store.findByIds([row.id, gone.id])).toMatchObject([{ id: row.id, version: 0.3 }])
      expect((await store.typeCounts()).get('dashboard')).toBe(1)
    })

    test('a name that one change gives up, the next may take', async () => {
      const [first, second] = [aRow(), aRow()]
      await store.commit([insert(first), insert(second)])
      await store.commit([
        update(second, { fullyQualifiedName: 'superset.moved' }),
        update(first, { fullyQualifiedName: second.fullyQualifiedName }),
        insert(aRow({ fullyQualifiedName: first.fullyQualifiedName })),
      ])
      const found = await store.findByFqns('dashboard', [second.fullyQualifiedName])
      expect(found).toMatchObject([{ id: first.id }])
      await store.commit([remove(first), insert(aRow({ fullyQualifiedName: second.fullyQualifiedName }))])
    })
  })

  describe('commits at the same time', () => {
    test('add up in the totals', async () => {
      await Promise.all(Array.from({ length: 20 }, () => store.commit([insert(aRow())])))
      expect((await store.typeCounts()).get('dashboard')).toBe(20)
    })

    test('are refused one by one: what else is being written stays', async () => {
      const [taken, ...others] = [aRow(), aRow(), aRow()]
      await store.commit([insert(taken)])
      const [refused, ...written] = await Promise.allSettled([
        store.commit([insert(aRow()), insert({ ...taken, id: randomUUID() })]),
        ...others.map((row) => store.commit([insert(row)])),
      ])
      expect(refused).toMatchObject({ status: 'rejected', reason: { reason: 'taken' } })
      expect(written.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
      expect((await store.typeCounts()).get('dashboard')).toBe(3)
    })

    test('never leave an entity in a container that is gone', async () => {
      for (let round = 0; round < 5; round += 1) {
        const service = aRow({ type: 'dashboardService' })
        const row = aRow({ containerId: service.id })
        await store.commit([insert(service)])
        const outcomes = await Promise.allSettled([
          store.commit([require(service), insert(row)]),
          store.commit([remove(service)]),
        ])
        const inserted = outcomes[0].status === 'fulfilled'
        expect(await store.findByIds([row.id])).toHaveLength(inserted ? 1 : 0)
        if (!inserted) expect(outcomes[0]).toMatchObject({ reason: { reason: 'stale' } })
      }
    })
  })

  describe('texts of any size', () => {
    test('a display name of thousands of characters is kept, listed page by page and found', async () => {
      const long = Array.from({ length: 3 }, (_, at) =>
        aRow({ displayName: `Q${at}${randomBytes(4_000).toString('base64')}` }),
      )
      await store.commit(long.map(insert))
      const listing = { type: 'dashboard', include: 'non-deleted', sort: 'displayName', limit: 1 } as const
      const [first] = (await store.list(listing)).rows
      expect(first?.id).toBe(long[0]?.id)
      const after = { key: (first?.displayName ?? '').toLowerCase(), id: first?.id ?? '' }
      expect((await store.list({ ...listing, after })).rows).toMatchObject([{ id: long[1]?.id }])
      const { hits } = await store.search({ ...everything, text: first?.displayName ?? '' })
      expect(hits).toMatchObject([{ row: { id: first?.id } }])
    })

    test('every word of a description is found, whatever its length and theirs', async () => {
      const words = Array.from({ length: 20_000 }, (_, at) => `w${at}`)
      await store.commit([
        insert(aRow({ document: { description: words.join(' ') } })),
        insert(aRow({ document: { description: 'x'.repeat(50_000) } })),
      ])
      expect((await store.search({ ...everything, text: 'w5000' })).total).toBe(1)
      expect((await store.search({ ...everything, text: 'xxx' })).total).toBe(1)
    })

    test('totals stop at 10,000 unless all are to be counted', async () => {
      const rows = Array.from({ length: 10_001 }, (_, at) => aRow({ displayName: `Sales ${at}` }))
      await store.commit(rows.map(insert))
      for (const text of ['sales', '*']) {
        expect((await store.search({ ...everything, text })).total).toBe(10_000)
        expect((await store.search({ ...everything, text, countAll: true })).total).toBe(10_001)
      }
    })

    test('accents and case make no difference to a search, scripts do not either', async () => {
      await store.commit([insert(aRow({ displayName: 'Übersicht', document: { description: 'Выручка 売上 déjà' } }))])
      for (const text of ['ubersicht', 'ÜBER', 'выруч', '売上', 'deja'])
        expect((await store.search({ ...everything, text })).total, text).toBe(1)
    })
  })
})
