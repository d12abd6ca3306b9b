/** What the store promises about the order of changes in a commit, commits at the same time, and texts of any size. */
import { randomBytes, randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Change, Work } from '@/lib/store/change'
import type { ListQuery } from '@/lib/store/queries'
import type { EntityRow } from '@/lib/store/rows'
import { orphansRemoved } from '@/lib/store/sql/migrations/0007-orphans'
import type { Store } from '@/lib/store/store'
import { aRow, engines, onFreshStore } from '@/lib/store/testing'

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
  let store: Store
  onFreshStore(engine, (opened) => {
    store = opened.store
  })

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

  describe('removing what something has moved into since', () => {
    test('a container is refused as stale until its contents go with it', async () => {
      const service = aRow({ type: 'dashboardService' })
      const row = aRow({ containerId: service.id })
      await store.commit([insert(service), insert(row)])
      await expect(store.commit([remove(service)])).rejects.toMatchObject({ reason: 'stale' })
      expect(await store.findByIds([service.id, row.id])).toHaveLength(2)
      await store.commit([remove(service), remove(row)])
      expect(await store.findByIds([service.id, row.id])).toEqual([])
      expect((await store.typeCounts()).get('dashboard')).toBe(0)
    })

    test("so is a parent until its children go with it, and its other relations are in nobody's way", async () => {
      const [parent, child] = [aRow({ type: 'glossaryTerm' }), aRow({ type: 'glossaryTerm' })]
      const below: Change = { kind: 'link', link: { ...owner(child, parent), relation: 'parent', data: null } }
      const removeParent: Change = { kind: 'remove', id: parent.id, childRelation: 'parent' }
      await store.commit([insert(parent), insert(child), below])
      await expect(store.commit([removeParent])).rejects.toMatchObject({ reason: 'stale' })
      expect((await store.relations([child.id])).map((link) => link.relation)).toEqual(['parent'])
      await store.commit([removeParent, remove(child)])
      const [lonely, friend] = [aRow(), aRow()]
      await store.commit([insert(lonely), insert(friend), link(friend, lonely)])
      await store.commit([{ kind: 'remove', id: lonely.id, childRelation: 'parent' }])
      expect(await store.findByIds([lonely.id, friend.id])).toMatchObject([{ id: friend.id }])
    })

    test('creating and removing at the same time leaves nothing without its container', async () => {
      const service = aRow({ type: 'dashboardService' })
      await store.commit([insert(service)])
      const rows = Array.from({ length: 40 }, () => aRow({ containerId: service.id }))
      const created = Promise.allSettled(rows.map((row) => store.commit([require(service), insert(row)])))
      for (let gone = false; !gone; ) {
        const inside = await store.contents([service.id])
        gone = await store.commit([...inside.map(remove), remove(service)]).then(
          () => true,
          () => false,
        )
      }
      await created
      expect(await store.findByIds(rows.map((row) => row.id))).toEqual([])
      expect((await store.typeCounts()).get('dashboard')).toBe(0)
    })
  })

  describe('relations that are expected to be as they were seen', () => {
    const expecting = (
      entity: EntityRow,
      target: EntityRow,
      data: Record<string, unknown> | null | undefined,
    ): Change => ({
      kind: 'expect',
      entityId: entity.id,
      relation: 'owner',
      targetId: target.id,
      data,
    })
    const linking = (entity: EntityRow, target: EntityRow, data: Record<string, unknown> | null): Change => ({
      kind: 'link',
      link: { ...owner(entity, target), data },
    })

    test('are written, and are stale once somebody else has written', async () => {
      const [row, ada] = [aRow(), aRow({ type: 'user' })]
      await store.commit([insert(row), insert(ada)])
      const stale = { reason: 'stale' }
      await expect(store.commit([expecting(row, ada, null)])).rejects.toMatchObject(stale)
      const seen = { z: 1, a: { deep: ['ä', null] } }
      await store.commit([expecting(row, ada, undefined), linking(row, ada, seen)])
      await expect(store.commit([expecting(row, ada, undefined)])).rejects.toMatchObject(stale)
      const [stored] = await store.relations([row.id])
      await store.commit([expecting(row, ada, stored?.data), linking(row, ada, null)])
      await expect(store.commit([expecting(row, ada, seen)])).rejects.toMatchObject(stale)
      await store.commit([expecting(row, ada, null), unlink(row, ada)])
      expect(await owners(row)).toEqual([])
    })

    test('of writers at the same time, who all saw the same, one succeeds', async () => {
      const [row, ada] = [aRow(), aRow({ type: 'user' })]
      await store.commit([insert(row), insert(ada)])
      for (const seen of [undefined, { by: 0 }]) {
        if (seen !== undefined) await store.commit([linking(row, ada, seen)])
        const outcomes = await Promise.allSettled(
          [1, 2, 3, 4].map((by) =>
            store.commit([expecting(row, ada, seen), require(ada), linking(row, ada, { by: `${by} ${seen?.by}` })]),
          ),
        )
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
        await store.commit([unlink(row, ada)])
      }
    })
  })

  test('who follows the feed misses nothing, in whatever order commits at the same time end', async () => {
    const wanted = [{ eventType: 'entityCreated', entityTypes: ['*'] }]
    const created = (row: EntityRow): Change => ({
      kind: 'record',
      event: {
        eventType: 'entityCreated',
        entityType: row.type,
        entityId: row.id,
        entityFullyQualifiedName: row.fullyQualifiedName,
        userName: 'ada',
        timestamp: 1_000,
        previousVersion: 0.1,
        currentVersion: 0.1,
      },
    })
    const commits = Array.from({ length: 60 }, (_, at) => Array.from({ length: at % 6 === 0 ? 100 : 1 }, () => aRow()))
    const seen: string[] = []
    let last: number | undefined
    const readOn = async () => {
      const events = await store.events({ wanted, since: 0, limit: 10_000, ...(last !== undefined && { after: last }) })
      seen.push(...events.map((event) => event.entityId))
      last = events.at(-1)?.sequence ?? last
    }
    let writing = true
    const written = Promise.all(
      commits.map((rows) => store.commit([...rows.map(insert), ...rows.map(created)])),
    ).finally(() => {
      writing = false
    })
    while (writing) {
      await readOn()
      await setImmediate()
    }
    await written
    await readOn()
    const all = commits.flat().map((row) => row.id)
    expect(new Set(seen).size).toBe(seen.length)
    const known = new Set(seen)
    expect(all.filter((id) => !known.has(id))).toEqual([])
    expect(seen).toHaveLength(all.length)
  }, 60_000)

  test('an update is found by what it says now, and not by what it said', async () => {
    const row = aRow({ displayName: 'Umsatz', document: { description: 'weekly' } })
    await store.commit([insert(row)])
    const hits = async (text: string) => (await store.search({ ...everything, text })).total
    await store.commit([update(row, { deleted: true })])
    expect([await hits('umsatz'), await hits('weekly')]).toEqual([1, 1])
    await store.commit([update(row, { displayName: 'Erlös', document: {}, version: 0.3 }, 0.2)])
    expect([await hits('umsatz'), await hits('weekly'), await hits('erlös')]).toEqual([0, 0, 1])
    await store.commit([update(row, { displayName: null, document: { description: 'daily' }, version: 0.4 }, 0.3)])
    expect([await hits('erlös'), await hits('daily')]).toEqual([0, 1])
  })

  describe('work on what is inside a container', () => {
    const begun = (container: EntityRow, given: Partial<Work> = {}): Work => ({
      containerId: container.id,
      kind: 'delete',
      token: 'mine',
      actorName: 'ada',
      touchedAt: 1_000,
      ...given,
    })

    test('is written down with its first commit, touched, taken over, and ended by who has it', async () => {
      const [service, row] = [aRow({ type: 'dashboardService' }), aRow()]
      const mine = begun(service)
      await store.commit([insert(service), { kind: 'beginWork', work: mine }])
      expect(await store.work()).toEqual([mine])
      await store.commit([{ kind: 'touchWork', work: { ...mine, touchedAt: 2_000 } }])
      expect(await store.work(2_000)).toEqual([])
      expect(await store.work(2_001)).toMatchObject([{ touchedAt: 2_000 }])
      const theirs = begun(service, { token: 'theirs', kind: 'restore', touchedAt: 3_000 })
      await store.commit([{ kind: 'beginWork', work: theirs }])
      for (const kind of ['touchWork', 'endWork'] as const)
        await expect(store.commit([{ kind, work: mine }, insert(row)])).rejects.toMatchObject({ reason: 'stale' })
      expect(await store.work()).toEqual([theirs])
      expect(await store.findByIds([row.id])).toEqual([])
      await store.commit([{ kind: 'endWork', work: theirs }])
      expect(await store.work()).toEqual([])
    })

    test('that deletes makes all of it count as deleted, until it ends; work that restores hides nothing', async () => {
      const service = aRow({ type: 'dashboardService' })
      const named = { displayName: 'Hidden sales', containerId: service.id }
      const [inside, gone, other] = [
        aRow(named),
        aRow({ ...named, deleted: true }),
        aRow({ displayName: 'Open sales' }),
      ]
      await store.commit([insert(service), insert(inside), insert(gone), insert(other)])
      const listing = { type: 'dashboard', include: 'non-deleted', sort: 'name', limit: 10 } as const
      const seen = async (given: Partial<ListQuery> = {}) => {
        const { rows, total } = await store.list({ ...listing, ...given })
        expect(total).toBe(rows.length)
        return rows.map(({ id }) => id).toSorted()
      }
      const both = [inside.id, other.id].toSorted()
      const search = { ...everything, include: 'non-deleted', text: 'sales' } as const
      expect(await seen()).toEqual(both)
      for (const kind of ['delete', 'remove'] as const) {
        const work = begun(service, { kind })
        await store.commit([{ kind: 'beginWork', work }])
        expect(await seen()).toEqual([other.id])
        expect(await seen({ containerId: service.id })).toEqual([])
        expect(await seen({ text: 'sales' })).toEqual([other.id])
        expect(await seen({ containerId: service.id, seesHidden: true })).toEqual([inside.id])
        expect((await store.search(search)).hits.map(({ row }) => row.id)).toEqual([other.id])
        expect(await store.findByIds([inside.id])).toMatchObject([{ deleted: true }])
        expect(await store.findByFqns('dashboard', [inside.fullyQualifiedName])).toMatchObject([{ deleted: true }])
        expect((await store.list({ ...listing, include: 'all' })).rows.filter((row) => row.deleted)).toHaveLength(2)
        await store.commit([{ kind: 'endWork', work }])
        expect(await seen()).toEqual(both)
      }
      await store.commit([{ kind: 'beginWork', work: begun(service, { kind: 'restore' }) }])
      expect(await seen()).toEqual(both)
      expect((await store.contentCounts([service.id], undefined, 'all')).map(({ count }) => count)).toEqual([2])
      expect((await store.contentCounts([service.id])).map(({ count }) => count)).toEqual([1])
    })
  })

  test('what a service that is gone has left behind goes by a step of the schema', async () => {
    const service = aRow({ type: 'dashboardService' })
    const [left, other, ada] = [aRow({ containerId: service.id }), aRow(), aRow({ type: 'user' })]
    await store.commit([insert(service), insert(left), insert(other), insert(ada), link(left, ada), link(other, ada)])
    // As it was before removals looked again.
    const { db } = store.authDatabase
    await sql`delete from entity where id = ${service.id}`.execute(db)
    await orphansRemoved.up(db as unknown as Kysely<unknown>) // its tables are the catalogue's
    expect(await store.findByIds([left.id, other.id])).toMatchObject([{ id: other.id }])
    expect((await store.referrers([ada.id])).map((link) => link.entityId)).toEqual([other.id])
    expect((await store.typeCounts()).get('dashboard')).toBe(1)
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
