import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { EntityType } from '@/lib/model/entities/entity'
import type { Change } from '@/lib/store/change'
import type { CarrierQuery, EventQuery } from '@/lib/store/queries'
import type { EntityRow } from '@/lib/store/rows'
import type { Store } from '@/lib/store/store'
import { aRow as anyRow, engines, type Opened, onFreshStore } from '@/lib/store/testing'

const aRow = (given: Partial<EntityRow> = {}): EntityRow => anyRow({ name: 'sales', ...given })
const insert = (row: EntityRow): Change => ({ kind: 'insert', row })
const link = (
  entity: EntityRow,
  relation: string,
  target: EntityRow,
  data: Record<string, unknown> | null = null,
): Change => ({
  kind: 'link',
  link: { entityId: entity.id, entityType: entity.type, relation, targetId: target.id, targetType: target.type, data },
})
const listing = { type: 'dashboard', include: 'non-deleted', sort: 'name', limit: 10 } as const
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at)
const anEvent = (entityType: EntityType) => ({
  entityType,
  entityId: randomUUID(),
  entityFullyQualifiedName: 'superset.sales',
  userName: 'ada',
  previousVersion: 0.1,
  currentVersion: 0.1,
})
const names = (rows: readonly { name: string }[]) => rows.map((row) => row.name)

describe.each(engines)('the store on $name', (engine) => {
  let opened: Opened
  let store: Store
  onFreshStore(engine, (given) => {
    opened = given
    store = opened.store
  })

  describe('finding', () => {
    test('an inserted row is found by id and by fully qualified name, with its container', async () => {
      const service = aRow({
        type: 'dashboardService',
        name: 'superset',
        fullyQualifiedName: 'superset',
        displayName: 'Superset',
      })
      const row = aRow({
        containerId: service.id,
        displayName: 'Säles ✈️',
        document: { description: 'a "quoted" text', nested: { deep: [1] } },
      })
      await store.commit([insert(service), insert(row)])
      const [byId] = await store.findByIds([row.id, randomUUID()])
      const [byFqn] = await store.findByFqns('dashboard', ['superset.sales', 'superset.other'])
      expect(byId).toEqual(byFqn)
      expect(byId).toEqual({
        ...row,
        container: {
          id: service.id,
          type: 'dashboardService',
          name: 'superset',
          displayName: 'Superset',
          fullyQualifiedName: 'superset',
          deleted: false,
        },
      })
    })

    test('names are told apart by case, and types by type', async () => {
      await store.commit([
        insert(aRow({ name: 'Sales' })),
        insert(aRow({ name: 'sales' })),
        insert(aRow({ type: 'chart' })),
      ])
      expect(names(await store.findByFqns('dashboard', ['superset.Sales']))).toEqual(['Sales'])
      expect(await store.findByFqns('chart', ['superset.sales'])).toHaveLength(1)
    })

    test('living rows are found by the name they are shown by, in any case', async () => {
      await store.commit([
        insert(aRow({ name: 'ana', displayName: 'Ana López' })),
        insert(aRow({ name: 'other', displayName: 'ana lópez' })),
        insert(aRow({ name: 'Bob' })),
        insert(aRow({ name: 'Gone', deleted: true })),
        insert(aRow({ type: 'chart', name: 'bob' })),
      ])
      const found = await store.findByShownNames('dashboard', ['ANA LÓPEZ', 'bob', 'gone', 'ana', "x'y"])
      expect(names(found).toSorted()).toEqual(['Bob', 'ana', 'other'])
      expect(await store.findByShownNames('dashboard', [])).toEqual([])
    })

    test('names of any length and script come back as they are', async () => {
      const long = aRow({ name: 'ص'.repeat(256), fullyQualifiedName: `${'é'.repeat(2_800)}.x` })
      await store.commit([insert(long)])
      expect(await store.findByFqns('dashboard', [long.fullyQualifiedName])).toMatchObject([
        { name: long.name, fullyQualifiedName: long.fullyQualifiedName },
      ])
    })

    test('thousands of keys are one question', async () => {
      const rows = Array.from({ length: 2_000 }, (_, at) => aRow({ name: `n${at}` }))
      await store.commit(rows.map(insert))
      expect(await store.findByIds(rows.map((row) => row.id))).toHaveLength(2_000)
      expect(
        await store.findByFqns(
          'dashboard',
          rows.map((row) => row.fullyQualifiedName),
        ),
      ).toHaveLength(2_000)
    })
  })

  describe('committing', () => {
    test('a row keeps by what it came about, and so does the version that it leaves behind', async () => {
      const [first, unknown] = [aRow({ origin: 'token one' }), aRow({ name: 'from before' })]
      await store.commit([insert(first), insert(unknown)])
      const originsOf = async () => [
        ...(await store.findByFqns('dashboard', [unknown.fullyQualifiedName])).map(({ origin }) => origin),
        ...(await store.findByIds([first.id])).map(({ origin }) => origin),
        ...(await store.versions(first.id)).map(({ origin }) => origin),
      ]
      expect(await originsOf()).toEqual([null, 'token one'])
      const row: EntityRow = { ...first, version: 0.2, updatedAt: 2_000, origin: 'bot two' }
      const archive = { version: 0.1, updatedAt: 1_000, updatedBy: 'ada', origin: first.origin ?? null, snapshot: {} }
      await store.commit([{ kind: 'update', row, expected: first, archive }])
      expect(await originsOf()).toEqual([null, 'bot two', 'token one'])
    })

    test('a second entity of one type with the same name is refused as taken, and nothing of the commit is written', async () => {
      await store.commit([insert(aRow())])
      const other = aRow({ name: 'other' })
      await expect(store.commit([insert(other), insert(aRow())])).rejects.toMatchObject({ reason: 'taken' })
      expect(await store.findByIds([other.id])).toEqual([])
      expect((await store.list(listing)).total).toBe(1)
      expect((await store.search({ text: 'other', types: [], include: 'all', from: 0, size: 10 })).total).toBe(0)
    })

    test('an update of a version that has moved on is refused as stale', async () => {
      const row = aRow()
      await store.commit([insert(row)])
      const update: Change = {
        kind: 'update',
        row: { ...row, version: 0.2, document: { description: 'new' } },
        expected: row,
      }
      await store.commit([update])
      await expect(store.commit([update])).rejects.toMatchObject({ reason: 'stale' })
      expect(await store.findByIds([row.id])).toMatchObject([{ version: 0.2, document: { description: 'new' } }])
    })

    test('an update of a row that was changed without a version since is refused as stale', async () => {
      const row = aRow()
      await store.commit([insert(row)])
      const silent = { ...row, updatedAt: row.updatedAt + 1, document: { project: 'Sales' } }
      await store.commit([{ kind: 'update', row: silent, expected: row }])
      const late: Change = { kind: 'update', row: { ...row, version: 0.2 }, expected: row }
      await expect(store.commit([late])).rejects.toMatchObject({ reason: 'stale' })
      expect(await store.findByIds([row.id])).toMatchObject([{ version: 0.1, document: { project: 'Sales' } }])
      await store.commit([{ ...late, expected: silent }])
    })

    test('of two updates at the same time from one version, one wins', async () => {
      const row = aRow()
      await store.commit([insert(row)])
      const to = (updatedBy: string): Change => ({
        kind: 'update',
        row: { ...row, version: 0.2, updatedBy },
        expected: row,
      })
      const outcomes = await Promise.allSettled([store.commit([to('ada')]), store.commit([to('bob')])])
      expect(outcomes.map((outcome) => outcome.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    })

    test('what a commit requires has to be there and not deleted', async () => {
      const gone = aRow({ name: 'gone', deleted: true })
      const kept = aRow({ name: 'kept' })
      await store.commit([insert(gone), insert(kept)])
      await store.commit([{ kind: 'require', ids: [kept.id] }, insert(aRow({ name: 'a' }))])
      for (const id of [gone.id, randomUUID()]) {
        await expect(store.commit([{ kind: 'require', ids: [id] }, insert(aRow({ name: 'b' }))])).rejects.toMatchObject(
          { reason: 'stale' },
        )
      }
      expect(await store.findByFqns('dashboard', ['superset.b'])).toEqual([])
    })

    test('a key is claimed by one entity, until it takes another or is removed', async () => {
      const [ada, bob] = [aRow({ name: 'ada' }), aRow({ name: 'bob' })]
      const claim = (row: EntityRow, key: string): Change => ({ kind: 'claim', scope: 'mail', key, entityId: row.id })
      await store.commit([insert(ada), insert(bob), claim(ada, 'a')])
      await expect(store.commit([claim(bob, 'b'), claim(bob, 'a')])).rejects.toMatchObject({ reason: 'stale' })
      expect(await store.claims('mail', ['a', 'b'])).toEqual([{ scope: 'mail', key: 'a', entityId: ada.id }])
      expect(await store.claims('other', ['a'])).toEqual([])
      await store.commit([claim(ada, 'c'), claim(bob, 'a')])
      expect(await store.claims('mail', ['a'])).toMatchObject([{ entityId: bob.id }])
      await store.commit([{ kind: 'remove', id: bob.id }, claim(ada, 'a')])
      expect(await store.claims('mail', ['a', 'c'])).toMatchObject([{ key: 'a', entityId: ada.id }])
    })

    test('of claims of one key at the same time, one succeeds', async () => {
      const rows = Array.from({ length: 5 }, (_, at) => aRow({ name: `n${at}` }))
      const done = await Promise.allSettled(
        rows.map((row) => store.commit([insert(row), { kind: 'claim', scope: 'mail', key: 'a', entityId: row.id }])),
      )
      expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect((await store.list(listing)).total).toBe(1)
    })

    test('removing takes history, relations in both directions, usage and search text along', async () => {
      const [row, chart] = [aRow(), aRow({ type: 'chart', name: 'revenue' })]
      await store.commit([insert(row), insert(chart), link(row, 'chart', chart)])
      await store.commit([{ kind: 'usage', entityId: row.id, date: '2026-11-24', count: 3 }])
      await store.commit([{ kind: 'remove', id: row.id }])
      expect(await store.findByIds([row.id])).toEqual([])
      expect(await store.referrers([chart.id])).toEqual([])
      expect(await store.usage([row.id], '2026-01-01')).toEqual([])
      expect((await store.search({ text: 'sales', types: [], include: 'all', from: 0, size: 10 })).hits).toEqual([])
      await store.commit([insert(aRow())])
      expect((await store.list(listing)).total).toBe(1)
    })
  })

  describe('relations', () => {
    test('are read from both ends, with data and, when asked for, the target’s document', async () => {
      const [row, tag] = [
        aRow(),
        aRow({ type: 'tag', name: 'Tier1', fullyQualifiedName: 'Tier.Tier1', document: { description: 'Critical' } }),
      ]
      await store.commit([insert(row), insert(tag), link(row, 'tag', tag, { state: 'Suggested' })])
      expect(await store.relations([row.id], ['tag'], ['tag'])).toMatchObject([
        {
          relation: 'tag',
          data: { state: 'Suggested' },
          target: { fullyQualifiedName: 'Tier.Tier1', document: { description: 'Critical' } },
        },
      ])
      expect(await store.relations([row.id], ['owner'])).toEqual([])
      expect(await store.referrers([tag.id], ['tag'])).toMatchObject([{ entity: { id: row.id, name: 'sales' } }])
    })

    test('linking again replaces the data; unlinking removes the one relation', async () => {
      const [row, ada] = [aRow(), aRow({ type: 'user', name: 'ada', fullyQualifiedName: 'ada' })]
      await store.commit([insert(row), insert(ada), link(row, 'vote', ada, { up: true }), link(row, 'follower', ada)])
      await store.commit([link(row, 'vote', ada, { up: false })])
      expect(await store.relations([row.id], ['vote'])).toMatchObject([{ data: { up: false } }])
      await store.commit([{ kind: 'unlink', entityId: row.id, relation: 'vote', targetId: ada.id }])
      expect((await store.relations([row.id])).map((relation) => relation.relation)).toEqual(['follower'])
    })

    test('a renamed or deleted target shows so without any rewriting', async () => {
      const [row, team] = [aRow(), aRow({ type: 'team', name: 'bi', fullyQualifiedName: 'bi' })]
      await store.commit([insert(row), insert(team), link(row, 'owner', team)])
      const update: Change = {
        kind: 'update',
        row: { ...team, displayName: 'BI team', deleted: true, version: 0.2 },
        expected: team,
      }
      await store.commit([update])
      expect(await store.relations([row.id])).toMatchObject([{ target: { displayName: 'BI team', deleted: true } }])
    })
  })

  describe('lists', () => {
    const ids = ['b', 'a', 'c', 'a', 'a'].map((name, at) => ({ name, fullyQualifiedName: `s${at}.${name}` }))
    const inserted = async (type: EntityType = 'dashboard') => {
      const rows = ids.map((given, at) => aRow({ ...given, type, updatedAt: 1_000 + at }))
      await store.commit(rows.map(insert))
      return rows
    }

    test('pages forward visit every row once in one order, names that are equal too, and backward the same pages', async () => {
      await inserted()
      const whole = (await store.list(listing)).rows
      expect(names(whole)).toEqual(['a', 'a', 'a', 'b', 'c'])
      const seen: string[] = []
      let after: { key: string; id: string } | undefined
      for (;;) {
        const page = await store.list({ ...listing, limit: 2, ...(after !== undefined && { after }) })
        seen.push(...page.rows.map((row) => row.id))
        expect(page.total).toBe(5)
        const last = page.rows.at(-1)
        if (!page.more || last === undefined) break
        after = { key: last.name, id: last.id }
      }
      expect(seen).toEqual(whole.map((row) => row.id))
      const fourth = whole[3]
      if (fourth === undefined) throw new Error('five rows were inserted')
      const back = await store.list({ ...listing, limit: 2, before: { key: fourth.name, id: fourth.id } })
      expect(back.rows.map((row) => row.id)).toEqual(whole.slice(1, 3).map((row) => row.id))
      expect(back.more).toBe(true)
    })

    test('sort by display name without regard to case, and by time in both directions', async () => {
      await store.commit([
        insert(aRow({ name: '2', displayName: 'beta', updatedAt: 3 })),
        insert(aRow({ name: '1', displayName: 'Gamma', updatedAt: 2 })),
        insert(aRow({ name: 'Alpha', updatedAt: 1 })),
      ])
      expect(names((await store.list({ ...listing, sort: 'displayName' })).rows)).toEqual(['Alpha', '2', '1'])
      expect(names((await store.list({ ...listing, sort: 'updatedAt', descending: true })).rows)).toEqual([
        '2',
        '1',
        'Alpha',
      ])
    })

    test('include picks living, deleted or all rows, and the total follows', async () => {
      const rows = await inserted()
      const [first] = rows
      if (first === undefined) throw new Error('five rows were inserted')
      await store.commit([{ kind: 'update', row: { ...first, deleted: true, version: 0.2 }, expected: first }])
      const totals = await Promise.all(
        (['non-deleted', 'deleted', 'all'] as const).map(
          async (include) => (await store.list({ ...listing, include })).total,
        ),
      )
      expect(totals).toEqual([4, 1, 5])
      const all = await store.list({ ...listing, include: 'all', limit: 4 })
      expect(names(all.rows)).toEqual(['a', 'a', 'a', 'b'])
      expect(all.more).toBe(true)
    })

    test('living and deleted rows are merged in the order of code points', async () => {
      const given = ['\u{1f600}', '\uff5e', 'z', 'Z', 'é']
      await store.commit(given.map((name, at) => insert(aRow({ name, deleted: at % 2 === 1 }))))
      const sorted = ['Z', 'z', 'é', '\uff5e', '\u{1f600}']
      expect(names((await store.list({ ...listing, include: 'all' })).rows)).toEqual(sorted)
      expect(names((await store.list({ ...listing, include: 'all', descending: true, limit: 2 })).rows)).toEqual(
        sorted.toReversed().slice(0, 2),
      )
    })

    test('limit 0 asks for the total alone', async () => {
      await inserted()
      expect(await store.list({ ...listing, limit: 0 })).toEqual({ rows: [], total: 5, more: false })
    })

    test('filter by container, relation, absence of a relation, document member and words', async () => {
      const service = aRow({ type: 'dashboardService', name: 'looker', fullyQualifiedName: 'looker' })
      const ada = aRow({ type: 'user', name: 'ada', fullyQualifiedName: 'ada', document: { isBot: true } })
      const [inside, owned] = [
        aRow({ name: 'inside', containerId: service.id, document: { description: 'Weekly Übersicht' } }),
        aRow({ name: 'owned' }),
      ]
      await store.commit([insert(service), insert(ada), insert(inside), insert(owned), link(owned, 'owner', ada)])
      const found = async (filter: object) => names((await store.list({ ...listing, ...filter })).rows)
      expect(await found({ containerId: service.id })).toEqual(['inside'])
      expect(await found({ related: [{ relation: 'owner', targetIds: [ada.id] }] })).toEqual(['owned'])
      expect(await found({ related: [{ relation: 'owner', targetIds: [] }] })).toEqual([])
      expect(await found({ unrelated: ['owner'] })).toEqual(['inside'])
      const orNone = { relation: 'owner', targetIds: [ada.id], orNone: true }
      expect(await found({ related: [orNone] })).toEqual(['inside', 'owned'])
      expect(await found({ type: 'user', related: [orNone] })).toEqual([])
      expect(await found({ text: 'week ubers' })).toEqual(['inside'])
      expect(await found({ text: '!!!' })).toEqual([])
      expect(await found({ type: 'user', documentEquals: { isBot: true } })).toEqual(['ada'])
      expect(await found({ type: 'user', documentEquals: { isBot: false } })).toEqual([])
      expect(await found({ type: 'user', documentEquals: { isAdmin: false } })).toEqual(['ada'])
      expect((await store.list({ ...listing, text: 'week' })).total).toBe(1)
      expect(await found({ containerIds: [service.id, randomUUID()] })).toEqual(['inside'])
      expect(await found({ containerIds: [] })).toEqual([])
      expect(await found({ uncontained: true, containerIds: [service.id] })).toEqual([])
      expect(await found({ uncontained: true })).toEqual(['owned'])
    })

    test('a text counts the rows of one type in one state, page after page, alone and with filters', async () => {
      const rows = Array.from({ length: 9 }, (_, at) =>
        aRow({ name: `orders${at}`, deleted: at % 3 === 0, containerId: at < 6 ? 'box' : null, updatedAt: at }),
      )
      const others = [aRow({ type: 'chart', name: 'orders' }), aRow({ name: 'costs' })]
      await store.commit([...rows, ...others].map(insert))
      const query = { ...listing, text: 'order', limit: 4 }
      const page = await store.list(query)
      expect({ names: names(page.rows), total: page.total, more: page.more }).toEqual({
        names: ['orders1', 'orders2', 'orders4', 'orders5'],
        total: 6,
        more: true,
      })
      const place = (row: EntityRow | undefined) => ({ key: row?.name ?? '', id: row?.id ?? '' })
      const next = await store.list({ ...query, after: place(page.rows.at(-1)) })
      expect({ names: names(next.rows), total: next.total, more: next.more }).toEqual({
        names: ['orders7', 'orders8'],
        total: 6,
        more: false,
      })
      const beyond = await store.list({ ...query, after: place(next.rows.at(-1)) })
      expect(beyond).toEqual({ rows: [], total: 6, more: false })
      const total = async (filter: object) => (await store.list({ ...query, ...filter })).total
      expect(await total({ include: 'deleted' })).toBe(3)
      expect(await total({ include: 'all' })).toBe(9)
      expect(await total({ include: 'all', limit: 0 })).toBe(9)
      expect(await total({ containerId: 'box' })).toBe(4)
      expect(await total({ uncontained: true })).toBe((await total({})) - 4)
      expect(await total({ unrelated: ['owner'] })).toBe(6)
      expect(await total({ type: 'chart' })).toBe(1)
      expect(await total({ text: 'none' })).toBe(0)
      const uncounted = await store.list({ ...query, uncounted: true })
      expect({ rows: uncounted.rows.length, total: uncounted.total }).toEqual({ rows: 4, total: 0 })
    })

    test('what is inherited from the container counts where there is nothing of its own', async () => {
      const finance = aRow({ type: 'domain', name: 'finance', fullyQualifiedName: 'finance' })
      const other = aRow({ type: 'domain', name: 'other', fullyQualifiedName: 'other' })
      const service = aRow({ type: 'dashboardService', name: 'looker', fullyQualifiedName: 'looker' })
      const [heir, own, outside] = [
        aRow({ name: 'heir', containerId: service.id }),
        aRow({ name: 'own', containerId: service.id }),
        aRow({ name: 'outside' }),
      ]
      const chart = aRow({ type: 'chart', name: 'chart', containerId: service.id })
      await store.commit([finance, other, service, heir, own, outside, chart].map(insert))
      await store.commit([
        link(service, 'domain', finance),
        link(own, 'domain', other),
        link(outside, 'domain', finance),
      ])
      const found = async (targetIds: readonly string[], inherited: boolean) =>
        names((await store.list({ ...listing, related: [{ relation: 'domain', targetIds, inherited }] })).rows)
      expect(await found([finance.id], true)).toEqual(['heir', 'outside'])
      expect(await found([other.id], true)).toEqual(['own'])
      expect(await found([finance.id], false)).toEqual(['outside'])
    })
  })

  describe('what has a relation to a target', () => {
    test('comes by name over all types, a page at a time, few or many, without the deleted and what is kept out', async () => {
      const [tag, rare] = ['tag', 'rare'].map((name) => aRow({ type: 'tag', name, fullyQualifiedName: name }))
      if (tag === undefined || rare === undefined) throw new Error('two names make two rows')
      const name = (at: number) => `n${String(at).padStart(4, '0')}`
      const boards = range(0, 1_200).map((at) => aRow({ name: name(2 * at), deleted: at % 5 === 0 }))
      const charts = range(0, 30).map((at) =>
        aRow({ type: 'chart', name: name(2 * at + 1), displayName: `Chart ${at}` }),
      )
      const others = [aRow({ type: 'user', name: 'n0000' }), aRow({ name: 'n0000b' })]
      const all = [...boards, ...charts]
      await store.commit([tag, rare, ...all, ...others].map(insert))
      await store.commit([...all, ...others.slice(0, 1)].map((row) => link(row, 'tag', tag)))
      await store.commit([...boards.slice(0, 3), ...charts.slice(0, 2)].map((row) => link(row, 'tag', rare)))
      const living = names(all.filter(({ deleted }) => !deleted)).toSorted()
      const query = { targetId: tag.id, relation: 'tag', types: ['dashboard', 'chart'], limit: 10, offset: 0 } as const
      const page = async (given: Partial<CarrierQuery>) => {
        const { rows, total } = await store.carriers({ ...query, ...given })
        return { names: names(rows), total }
      }
      expect(await page({})).toEqual({ names: living.slice(0, 10), total: living.length })
      expect(await page({ offset: 45 })).toEqual({ names: living.slice(45, 55), total: living.length })
      expect(await page({ offset: living.length - 3 })).toEqual({ names: living.slice(-3), total: living.length })
      expect(await page({ offset: 5_000 })).toEqual({ names: [], total: living.length })
      expect(await page({ limit: 0 })).toEqual({ names: [], total: living.length })
      expect(await page({ targetId: rare.id })).toEqual({ names: ['n0001', 'n0002', 'n0003', 'n0004'], total: 4 })
      expect(await page({ types: ['chart'], limit: 1 })).toEqual({ names: ['n0001'], total: 30 })
      expect(await page({ relation: 'owner' })).toEqual({ names: [], total: 0 })
      const within = new Map([
        ['dashboard', { test: { kind: 'any', of: [] }, inherited: [], isNested: false }],
      ] as const)
      expect(await page({ within, limit: 1 })).toEqual({ names: ['n0001'], total: 30 })
      const { rows } = await store.carriers({ ...query, targetId: rare.id, types: ['chart'], limit: 1 })
      expect(rows).toEqual([
        {
          id: charts[0]?.id,
          type: 'chart',
          name: 'n0001',
          displayName: 'Chart 0',
          fullyQualifiedName: 'superset.n0001',
          deleted: false,
        },
      ])
    })
  })

  describe('totals', () => {
    test('of what has a relation, or has none, hold in every state, for few and for many', async () => {
      const [ada, ben, cy] = ['ada', 'ben', 'cy'].map((name) => aRow({ type: 'user', name, fullyQualifiedName: name }))
      if (ada === undefined || ben === undefined || cy === undefined) throw new Error('three names make three rows')
      const rows = range(0, 1_300).map((at) => aRow({ name: `d${String(at).padStart(4, '0')}`, deleted: at % 7 === 0 }))
      const charts = range(0, 5).map((at) => aRow({ type: 'chart', name: `c${at}` }))
      const ownersOf = (at: number) => [
        ...(at >= 50 ? [ada] : []),
        ...(at % 2 === 0 && at >= 40 ? [ben] : []),
        ...(at === 3 ? [cy] : []),
      ]
      await store.commit([ada, ben, cy, ...rows, ...charts].map(insert))
      await store.commit(rows.flatMap((row, at) => ownersOf(at).map((owner) => link(row, 'owner', owner))))
      await store.commit(charts.map((row) => link(row, 'owner', ada)))
      const filters: readonly (readonly EntityRow[] | 'none')[] = [[], [cy], [ada], [ben, ada], 'none']
      for (const include of ['non-deleted', 'deleted', 'all'] as const)
        for (const owners of filters) {
          const expected = rows.filter((row, at) => {
            const has =
              owners === 'none' ? ownersOf(at).length === 0 : ownersOf(at).some((owner) => owners.includes(owner))
            return has && (include === 'all' || row.deleted === (include === 'deleted'))
          })
          const wanted =
            owners === 'none'
              ? { unrelated: ['owner'] }
              : { related: [{ relation: 'owner', targetIds: owners.map(({ id }) => id) }] }
          const page = await store.list({ ...listing, ...wanted, include })
          expect({ total: page.total, names: names(page.rows) }).toEqual({
            total: expected.length,
            names: names(expected).slice(0, 10),
          })
          const both = await store.list({ ...listing, ...wanted, include, text: 'd00', limit: 0 })
          expect(both.total).toBe(expected.filter(({ name }) => name.startsWith('d00')).length)
        }
    })

    test('count by type and by container, without the deleted', async () => {
      const service = aRow({ type: 'dashboardService', name: 'looker', fullyQualifiedName: 'looker' })
      const rows = ['a', 'b', 'c'].map((name) => aRow({ name, containerId: service.id }))
      await store.commit([insert(service), ...rows.map(insert)])
      const [first] = rows
      if (first === undefined) throw new Error('three rows were inserted')
      await store.commit([{ kind: 'update', row: { ...first, deleted: true, version: 0.2 }, expected: first }])
      expect(await store.contentCounts([service.id])).toEqual([
        { containerId: service.id, type: 'dashboard', count: 2 },
      ])
      expect((await store.typeCounts()).get('dashboard')).toBe(2)
      expect(await store.contents([service.id])).toHaveLength(3)
      expect(await store.contents([service.id], ['dashboard'])).toHaveLength(3)
      expect(await store.contents([service.id], ['chart'])).toEqual([])
    })

    test('count what points at a target, without reading it', async () => {
      const ada = aRow({ type: 'user', name: 'ada', fullyQualifiedName: 'ada' })
      const rows = ['a', 'b'].map((name) => aRow({ name }))
      await store.commit([insert(ada), ...rows.map(insert), ...rows.map((row) => link(row, 'owner', ada))])
      expect(await store.referrerCounts([ada.id, ...rows.map(({ id }) => id)], 'owner')).toEqual(new Map([[ada.id, 2]]))
      expect(await store.referrerCounts([ada.id], 'follower')).toEqual(new Map())
    })
  })

  test('the living at both ends of a relation are counted', async () => {
    const [shown, gone] = ['shown', 'gone'].map((name) => aRow({ type: 'chart', name, fullyQualifiedName: name }))
    const [first, second] = ['first', 'second'].map((name) => aRow({ name }))
    if (!shown || !gone || !first || !second) throw new Error('four rows were made')
    const rows = [shown, { ...gone, deleted: true }, first, second]
    const links = [link(first, 'chart', shown), link(first, 'chart', gone), link(second, 'chart', shown)]
    await store.commit([...rows.map(insert), ...links, link(first, 'follower', second)])
    const counts = await store.linkCounts([first.id, second.id, shown.id, gone.id], 'chart')
    const of = (row: { id: string }) => counts.find(({ id }) => id === row.id)
    expect([of(first), of(second), of(shown), of(gone)]).toEqual([
      { id: first.id, targets: 1, referrers: 0 },
      { id: second.id, targets: 1, referrers: 0 },
      { id: shown.id, targets: 0, referrers: 2 },
      { id: gone.id, targets: 0, referrers: 1 },
    ])
    expect(await store.linkCounts([], 'chart')).toEqual([])
  })

  describe('versions', () => {
    test('an update leaves the version it replaces, newest first', async () => {
      const row = aRow()
      await store.commit([insert(row)])
      const archive = (version: number) => ({
        version,
        updatedAt: 1_000,
        updatedBy: 'ada',
        snapshot: { id: row.id, version },
        origin: null,
      })
      await store.commit([{ kind: 'update', row: { ...row, version: 0.2 }, expected: row, archive: archive(0.1) }])
      await store.commit([
        {
          kind: 'update',
          row: { ...row, version: 0.3, updatedAt: 2_000 },
          expected: { ...row, version: 0.2 },
          archive: archive(0.2),
        },
      ])
      expect((await store.versions(row.id)).map((version) => version.version)).toEqual([0.2, 0.1])
      expect(await store.version(row.id, 0.1)).toEqual(archive(0.1))
      expect(await store.version(row.id, 0.7)).toBeUndefined()
      expect(await store.versionOfEach([row.id, randomUUID()], 0.1)).toEqual(new Map([[row.id, archive(0.1)]]))
      expect(await store.versionOfEach([row.id], 0.7)).toEqual(new Map())
      expect(await store.versionOfEach([], 0.1)).toEqual(new Map())
      const history = await store.history({ type: 'dashboard', startTs: 0, endTs: 5_000, limit: 2 })
      expect([history.total, history.more, history.entries.map((entry) => entry.state.version)]).toEqual([
        3,
        true,
        [0.3, 0.2],
      ])
    })

    test('history pages through earlier, living and deleted states alike, in both directions', async () => {
      const rows = ['a', 'b', 'c'].map((name, at) => aRow({ name, updatedAt: 1_000 + at }))
      await store.commit(rows.map(insert))
      await store.commit(
        rows.map((row, at) => ({
          kind: 'update',
          row: { ...row, version: 0.2, updatedAt: 2_000 + at, deleted: at === 1 },
          expected: row,
          archive: { version: 0.1, updatedAt: row.updatedAt, updatedBy: 'ada', snapshot: { id: row.id } },
        })),
      )
      const span = { type: 'dashboard', startTs: 0, endTs: 5_000 } as const
      const all = (await store.history({ ...span, limit: 10 })).entries
      const places = all.map(({ id, state }) => ({ key: state.updatedAt, id }))
      expect(places.map(({ key }) => key)).toEqual([2_002, 2_001, 2_000, 1_002, 1_001, 1_000])
      const forward = []
      for (let after = places[0]; after !== undefined; ) {
        const { entries, more } = await store.history({ ...span, limit: 1, after })
        forward.push(...entries.map(({ state }) => state.updatedAt))
        const [entry] = entries
        after = more && entry !== undefined ? { key: entry.state.updatedAt, id: entry.id } : undefined
      }
      expect(forward).toEqual([2_001, 2_000, 1_002, 1_001, 1_000])
      const last = places.at(-1)
      const back = await store.history({ ...span, limit: 2, ...(last !== undefined && { before: last }) })
      expect([back.more, back.entries.map(({ state }) => state.updatedAt)]).toEqual([true, [1_002, 1_001]])
    })
  })

  describe('search', () => {
    const look = (text: string) =>
      store.search({ text, types: ['dashboard'], include: 'non-deleted', from: 0, size: 10 })

    test('exact names come first, then names that begin with the text, then words anywhere', async () => {
      await store.commit([
        insert(aRow({ name: 'x1', displayName: 'Quarterly sales', document: { description: 'orders' } })),
        insert(aRow({ name: 'x2', displayName: 'Sales by region' })),
        insert(aRow({ name: 'sales' })),
        insert(aRow({ name: 'x3', displayName: 'Costs' })),
      ])
      expect(names((await look('sales')).hits.map((hit) => hit.row))).toEqual(['sales', 'x2', 'x1'])
      expect((await look('sales')).total).toBe(3)
      expect(names((await look('superset.x3')).hits.map((hit) => hit.row))[0]).toBe('x3')
      expect((await look('*')).total).toBe(4)
    })

    test.each([
      ['月度销售看板', ['销售', '看板', '月度', '板', '月度 看板'], ['售月', '看月']],
      ['売上ダッシュボード', ['ダッシュボード', '売上', 'ボード'], ['カッシュ']],
      ['영업 대시보드', ['대시보드', '시보드', '영업'], ['보대']],
      ['Übersicht Straße', ['ubers', 'ÜBER', 'strasse'], ['sicht']],
      ['Q3销售v2', ['q3', '销售', 'v2'], ['3销']],
    ])(
      '%s is found by its words and by nothing else, in search and in lists',
      async (displayName, finding, missing) => {
        await store.commit([insert(aRow({ displayName })), insert(aRow({ name: 'other', displayName: 'Costs' }))])
        for (const text of [...finding, ...missing]) {
          const expected = finding.includes(text) ? ['sales'] : []
          expect(names((await look(text)).hits.map((hit) => hit.row)), text).toEqual(expected)
          expect(names((await store.list({ ...listing, text })).rows), text).toEqual(expected)
        }
      },
    )

    test('looks in the types that are asked for, in every type when none is, and counts them', async () => {
      await store.commit([
        insert(aRow({ name: 'x1', displayName: 'Sales' })),
        insert(aRow({ name: 'x2', displayName: 'Sales', deleted: true })),
        insert(aRow({ type: 'dashboardService', name: 'x3', displayName: 'Sales' })),
        insert(aRow({ type: 'user', name: 'x4', document: { email: 'ada.l@example.com' } })),
      ])
      const found = async (text: string, types: readonly EntityType[], include: 'non-deleted' | 'deleted' | 'all') => {
        const { hits, total } = await store.search({ text, types, include, from: 0, size: 10 })
        expect(total).toBe(hits.length)
        return names(hits.map((hit) => hit.row)).toSorted()
      }
      expect(await found('sales', ['dashboard'], 'non-deleted')).toEqual(['x1'])
      expect(await found('sales', ['dashboard'], 'deleted')).toEqual(['x2'])
      expect(await found('sales', ['dashboard', 'chart'], 'all')).toEqual(['x1', 'x2'])
      expect(await found('sales', [], 'non-deleted')).toEqual(['x1', 'x3'])
      expect(await found('dashboard', [], 'all')).toEqual([])
      expect(await found('Ada.L@example.com', [], 'all')).toEqual(['x4'])
    })

    test('a text of any size and script is taken in', async () => {
      const description = String.fromCodePoint(
        ...Array.from({ length: 60_000 }, (_, at) => 0x4e00 + ((at * 7919) % 20_000)),
      )
      await store.commit([
        insert(aRow({ document: { description } })),
        insert(aRow({ name: 'b', document: { description: '㌀'.repeat(50_000) } })),
      ])
      expect((await look(description.slice(100, 102))).total).toBe(1)
    })

    test('follows updates and deletions', async () => {
      const row = aRow({ displayName: 'Alpha' })
      await store.commit([insert(row)])
      await store.commit([{ kind: 'update', row: { ...row, displayName: 'Omega', version: 0.2 }, expected: row }])
      expect([(await look('alpha')).total, (await look('omega')).total]).toEqual([0, 1])
    })

    test.each([
      '"',
      '(',
      'a AND',
      'NEAR(',
      '*)',
      "'; drop table entity",
      '✈️',
      ' ',
      ':',
      '\\',
      '-',
      'ص',
      'a'.repeat(2_000),
    ])('any text is safe: %s', async (text) => {
      await store.commit([insert(aRow())])
      await expect(look(text)).resolves.toBeDefined()
    })
  })

  describe('the rest', () => {
    test('events come back in the order they were recorded, by kind and type', async () => {
      const event = (eventType: 'entityCreated' | 'entityDeleted', timestamp: number) =>
        ({
          kind: 'record',
          event: {
            eventType,
            entityType: 'dashboard',
            entityId: randomUUID(),
            entityFullyQualifiedName: 'superset.sales',
            userName: 'ada',
            timestamp,
            previousVersion: 0.1,
            currentVersion: 0.1,
          },
        }) as const
      await store.commit([event('entityCreated', 10), event('entityDeleted', 20)])
      const wanted = [{ eventType: 'entityCreated', entityTypes: ['dashboard'] }]
      expect(await store.events({ wanted, since: 0, limit: 10 })).toMatchObject([
        { eventType: 'entityCreated', timestamp: 10 },
      ])
      expect(
        await store.events({ wanted: [{ eventType: 'entityDeleted', entityTypes: ['*'] }], since: 15, limit: 10 }),
      ).toHaveLength(1)
      expect(
        await store.events({ wanted: [{ eventType: 'entityCreated', entityTypes: ['chart'] }], since: 0, limit: 10 }),
      ).toEqual([])
    })

    test('a page of events reads the commits it needs, and of those only the ones that hold what is wanted', async () => {
      const event = (eventType: 'entityCreated' | 'entityRestored', entityType: 'dashboard' | 'chart', at: number) =>
        ({ kind: 'record', event: { ...anEvent(entityType), eventType, timestamp: at } }) as const
      const all = { eventType: 'entityCreated', entityTypes: ['*'] }
      const charts = { eventType: 'entityCreated', entityTypes: ['chart'] }
      const restored = { eventType: 'entityRestored', entityTypes: ['*'] }
      await store.commit([event('entityCreated', 'dashboard', 10), event('entityCreated', 'dashboard', 11)])
      for (let at = 20; at < 40; at += 1) await store.commit([event('entityCreated', 'dashboard', at)])
      await store.commit([event('entityCreated', 'chart', 40), event('entityRestored', 'dashboard', 41)])
      const timesOf = async (query: Omit<EventQuery, 'limit'>, limit: number) =>
        (await store.events({ ...query, limit })).map(({ timestamp }) => timestamp)
      expect(await timesOf({ wanted: [all], since: 0 }, 100)).toEqual([10, 11, ...range(20, 40), 40])
      expect(await timesOf({ wanted: [all], since: 35 }, 100)).toEqual([...range(35, 40), 40])

      // Whatever reads one of these fails.
      await sql`update change_event set events = '{}' where recorded_at between 22 and 39`.execute(
        store.authDatabase.db,
      )
      expect(await timesOf({ wanted: [all], since: 0 }, 2)).toEqual([10, 11])
      const [, second] = await store.events({ wanted: [all], since: 0, limit: 2 })
      expect(await timesOf({ wanted: [all], since: 0, after: second?.sequence ?? 0 }, 1)).toEqual([20])
      expect(await timesOf({ wanted: [charts, restored], since: 0 }, 100)).toEqual([40, 41])
      expect(await timesOf({ wanted: [all], since: 40 }, 100)).toEqual([40])
      expect(await timesOf({ wanted: [all], since: 42 }, 100)).toEqual([])
      await expect(store.events({ wanted: [all], since: 0, limit: 100 })).rejects.toThrow()
    })

    test('usage adds up by day', async () => {
      const id = randomUUID()
      const use = (date: string, count: number): Change => ({ kind: 'usage', entityId: id, date, count })
      await store.commit([use('2026-11-23', 2), use('2026-11-24', 1)])
      await store.commit([use('2026-11-24', 4)])
      expect(await store.usage([id], '2026-11-24')).toEqual([{ entityId: id, date: '2026-11-24', count: 5 }])
    })

    test('a setting is settled once and then stays', async () => {
      expect(await store.settleSetting('key', 'first')).toBe('first')
      expect(await store.settleSetting('key', 'second')).toBe('first')
      await store.putSetting('key', 'third')
      expect(await store.setting('key')).toBe('third')
      expect(await store.setting('none')).toBeUndefined()
      await store.putSetting('other', 'fourth')
      expect(await store.settings(['other', 'key', 'none'])).toEqual(
        new Map([
          ['key', 'third'],
          ['other', 'fourth'],
        ]),
      )
      expect(await store.settings([])).toEqual(new Map())
    })

    test('stores that open a new database at the same time all come up', async (context) => {
      if (engine.openTogether === undefined) return context.skip('one connection only')
      const { stores, drop } = await engine.openTogether(3)
      const row = aRow()
      await stores[0]?.commit([insert(row)])
      for (const other of stores) expect(await other.findByIds([row.id])).toHaveLength(1)
      await drop()
    })

    test('a database from before the search text had types is rebuilt when it is opened', async (context) => {
      if (opened.reopen === undefined) return context.skip('one process only')
      const rows = Array.from({ length: 1_200 }, (_, at) =>
        aRow({ name: `n${at}`, displayName: at === 1_100 ? '月度销售看板' : `Orders ${at}` }),
      )
      await store.commit(rows.map(insert))
      const { db, type } = store.authDatabase
      const before =
        type === 'sqlite'
          ? [
              'drop table entity_search',
              'create virtual table entity_search using fts5 (display_name, fqn, description)',
            ]
          : ['delete from entity_search']
      for (const statement of [...before, "delete from kysely_migration where name = '0002_typed_search'"])
        await sql.raw(statement).execute(db)
      const other = await opened.reopen()
      const found = async (text: string) => (await other.list({ ...listing, text })).total
      expect([await found('销售'), await found('orders'), await found('order 1199')]).toEqual([1, 1_199, 1])
      await other.close()
    })

    test('a second store on the same database migrates nothing and sees what the first has written', async (context) => {
      if (opened.reopen === undefined) return context.skip('one process only')
      const row = aRow()
      await store.commit([insert(row)])
      const other = await opened.reopen()
      expect(await other.findByIds([row.id])).toHaveLength(1)
      await other.close()
    })
  })
})
