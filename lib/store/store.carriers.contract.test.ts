/** How many entities have each owner, tag and domain, as it is kept, against what is there; after whatever changes it. */
import { type Kysely, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Change } from '@/lib/store/change'
import { StoreConflict } from '@/lib/store/errors'
import type { ListQuery } from '@/lib/store/queries'
import type { EntityRow } from '@/lib/store/rows'
import { carrierCounts } from '@/lib/store/sql/migrations/0012-carrier-counts'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'
import type { Store } from '@/lib/store/store'
import { aRow, engines, onFreshStore } from '@/lib/store/testing'

const insert = (row: EntityRow): Change => ({ kind: 'insert', row })
const remove = ({ id }: EntityRow): Change => ({ kind: 'remove', id })
const ends = (entity: EntityRow, relation: string, target: EntityRow) => ({
  entityId: entity.id,
  entityType: entity.type,
  relation,
  targetId: target.id,
  targetType: target.type,
})
const link = (...given: Parameters<typeof ends>): Change => ({ kind: 'link', link: { ...ends(...given), data: null } })
const unlink = (...given: Parameters<typeof ends>): Change => ({ kind: 'unlink', ...ends(...given) })
const listing = { type: 'dashboard', include: 'non-deleted', sort: 'name', limit: 1_000 } as const

describe.each(engines)('what has an owner, a tag or a domain on $name', (engine) => {
  let store: Store
  onFreshStore(engine, (opened) => {
    store = opened.store
  })

  const database = () => store.authDatabase.db as unknown as Kysely<unknown> // the whole database
  /** The totals that are kept; they are to be what a count of the relations gives. */
  const expectTrue = async () => {
    const { rows: kept } =
      await sql`select target_id, relation, entity_type, deleted, cast(sum(total) as integer) as total
      from carrier_count group by target_id, relation, entity_type, deleted having sum(total) <> 0
      order by target_id, relation, entity_type, deleted`.execute(database())
    const { rows: counted } = await sql`select r.target_id, r.relation, e.type as entity_type, e.deleted,
        cast(count(*) as integer) as total
      from entity_relation r join entity e on e.id = r.entity_id where r.relation in ('owner', 'tag', 'domain')
      group by r.target_id, r.relation, e.type, e.deleted
      order by r.target_id, r.relation, e.type, e.deleted`.execute(database())
    expect(kept).toEqual(counted)
    return counted.length
  }
  /** Names; the total is to be theirs, with the page, with a page of one, and alone. */
  const listed = async (related: ListQuery['related'], more: Partial<ListQuery> = {}) => {
    const query = { ...listing, ...more, ...(related !== undefined && { related }) }
    const page = await store.list(query)
    for (const limit of [0, 1]) expect((await store.list({ ...query, limit })).total).toBe(page.rows.length)
    expect(page.total).toBe(page.rows.length)
    return page.rows.map(({ name }) => name)
  }

  test('is counted after any order of changes', async () => {
    let state = 11
    const pick = <T>(from: readonly T[]): T => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return from[Math.floor((state / 2 ** 32) * from.length)] as T // never empty
    }
    const targets = Array.from({ length: 4 }, (_, at) => aRow({ type: 'user', name: `target${at}` }))
    await store.commit(targets.map(insert))
    const living = new Map<string, EntityRow>()
    let most = 0
    for (let round = 0; round < 30; round += 1) {
      const changes: Change[] = []
      const touched = new Set<string>()
      for (let step = 0; step < 4; step += 1) {
        const target = pick(targets)
        const relation = pick(['owner', 'tag', 'domain', 'follower'])
        const what = pick(['insert', 'link', 'link', 'unlink', 'delete', 'remove', 'move', 'target'])
        const known = [...living.values()].filter(({ id }) => !touched.has(id))
        if (what === 'insert' || known.length === 0) {
          const row = aRow({ type: pick(['dashboard', 'chart']), deleted: pick([true, false, false]) })
          living.set(row.id, row)
          changes.push(insert(row), link(row, relation, target), link(row, relation, target), link(row, 'tag', target))
          if (pick([true, false])) changes.push(unlink(row, 'tag', target))
          touched.add(row.id)
          continue
        }
        const row = pick(known)
        if (what === 'link') changes.push(link(row, relation, target))
        if (what === 'unlink') changes.push(unlink(row, relation, target), link(row, pick(['owner', 'tag']), target))
        if (what === 'delete' || what === 'move') {
          const after = { ...row, ...(what === 'move' ? { containerId: target.id } : { deleted: !row.deleted }) }
          changes.push(
            link(row, relation, target),
            { kind: 'update', row: after, expected: row },
            unlink(row, 'tag', target),
          )
          living.set(row.id, after)
        }
        if (what === 'remove') {
          changes.push(link(row, relation, target), remove(row))
          living.delete(row.id)
        }
        if (what === 'target' && round % 5 === 0) {
          const next = aRow({ type: 'user' })
          changes.push(insert(next), link(row, relation, target), remove(target), link(row, relation, next))
          targets.splice(targets.indexOf(target), 1, next)
          for (const { id } of living.values()) touched.add(id)
          // What lives in it would keep it.
          if ([...living.values()].some(({ containerId }) => containerId === target.id)) {
            changes.splice(-3, 2)
            targets.push(target)
          }
          step = 4
        }
        touched.add(row.id)
      }
      await store.commit(changes)
      most = Math.max(most, await expectTrue())
    }
    expect(most).toBeGreaterThan(12)
  })

  test('is not counted when a commit is refused', async () => {
    const [ada, a] = [aRow({ type: 'user', name: 'ada' }), aRow({ name: 'a' })]
    await store.commit([insert(ada), insert(a)])
    const gone = aRow()
    await expect(
      store.commit([link(a, 'owner', ada), { kind: 'update', row: gone, expected: gone }]),
    ).rejects.toMatchObject({ reason: 'stale' })
    expect([await expectTrue(), await listed([{ relation: 'owner', targetIds: [ada.id] }])]).toEqual([0, []])
  })

  test('commits at the same time add up', async () => {
    // Two that wait for each other are told apart by the database; the one that is refused comes again.
    const commit = async (changes: readonly Change[]): Promise<void> => {
      for (;;) {
        try {
          return await store.commit(changes)
        } catch (error) {
          if (!(error instanceof StoreConflict) || error.reason !== 'busy') throw error
        }
      }
    }
    const [ada, bob] = [aRow({ type: 'user', name: 'ada' }), aRow({ type: 'user', name: 'bob' })]
    const rows = Array.from({ length: 20 }, (_, at) => aRow({ name: `d${String(at).padStart(2, '0')}` }))
    await commit([ada, bob, ...rows].map(insert))
    await Promise.all(rows.flatMap((row) => [ada, bob, ada].map((owner) => commit([link(row, 'owner', owner)]))))
    await expectTrue()
    expect(await listed([{ relation: 'owner', targetIds: [ada.id] }])).toHaveLength(20)
    const turn = (row: EntityRow) => commit([{ kind: 'update', row: { ...row, deleted: true }, expected: row }])
    await Promise.all(rows.flatMap((row) => [turn(row), commit([unlink(row, 'owner', ada), link(row, 'tag', bob)])]))
    expect(await expectTrue()).toBe(2)
    await Promise.all([commit([remove(bob)]), ...rows.map((row) => commit([remove(row)]))])
    expect(await expectTrue()).toBe(0)
  })

  test('is counted of a catalogue from before', async () => {
    const [ada, a, b] = [aRow({ type: 'user' }), aRow({ name: 'a' }), aRow({ name: 'b', deleted: true })]
    await store.commit([insert(ada), insert(a), insert(b), link(a, 'owner', ada), link(b, 'owner', ada)])
    await sql`drop table carrier_count`.execute(database())
    await carrierCounts({ text: 'text', integer: 'bigint', flag: 'smallint', clustered: '' } as Ddl).up(database())
    expect(await expectTrue()).toBe(2)
    expect(await listed([{ relation: 'owner', targetIds: [ada.id] }])).toEqual(['a'])
    expect(await listed([{ relation: 'owner', targetIds: [ada.id] }], { include: 'deleted' })).toEqual(['b'])
  })

  test('is listed in every order, on every page, however many have it and wherever they stand', async () => {
    const [ada, bob, eve] = ['ada', 'bob', 'eve'].map((name) => aRow({ type: 'user', name })) as [
      EntityRow,
      EntityRow,
      EntityRow,
    ]
    const box = aRow({ type: 'dashboardService', name: 'box' })
    const rows = Array.from({ length: 2_400 }, (_, at) =>
      aRow({
        name: `d${String((at * 7) % 2_400).padStart(4, '0')}`,
        updatedAt: 10_000 - at,
        deleted: at % 100 === 1,
        containerId: at % 3 ? box.id : null,
      }),
    )
    await store.commit([ada, bob, eve, box, ...rows].map(insert))
    // Half have the one, most of the last rows the other, and every twentieth both of two.
    const has = {
      owner: rows.filter((_, at) => at % 2 === 0),
      tag: rows.filter(({ name }) => name >= 'd1200'),
      domain: rows.filter((_, at) => at % 20 < 11),
    }
    await store.commit(has.owner.map((row) => link(row, 'owner', ada)))
    await store.commit(has.tag.map((row) => link(row, 'tag', bob)))
    await store.commit(has.domain.map((row) => link(row, 'domain', eve)))
    await expectTrue()
    const related = {
      owner: { relation: 'owner', targetIds: [ada.id] },
      tag: { relation: 'tag', targetIds: [bob.id] },
      domain: { relation: 'domain', targetIds: [eve.id] },
    }
    for (const names of [['owner'], ['tag'], ['owner', 'domain'], ['tag', 'domain']] as const)
      for (const sort of ['name', 'updatedAt'] as const)
        for (const [containerId, include] of [
          [undefined, 'non-deleted'],
          [undefined, 'deleted'],
          [undefined, 'all'],
          [box.id, 'non-deleted'],
        ] as const) {
          const expected = rows
            .filter((row) => names.every((name) => has[name].includes(row)))
            .filter((row) => include === 'all' || row.deleted === (include === 'deleted'))
            .filter((row) => containerId === undefined || row.containerId === containerId)
            .toSorted((a, b) => (sort === 'name' ? (a.name < b.name ? -1 : 1) : a.updatedAt - b.updatedAt))
            .map(({ name }) => name)
          const query: ListQuery = {
            ...listing,
            include,
            sort,
            related: names.map((name) => related[name]),
            ...(containerId !== undefined && { containerId }),
          }
          const what = `${names} ${sort} ${include} ${containerId}`
          // So many that all who have it are read first, instead of asking each row of the list.
          const wide = await store.list({ ...query, limit: 300 })
          expect(
            wide.rows.map(({ name }) => name),
            what,
          ).toEqual(expected.slice(0, 300))
          for (const from of [0, Math.floor(expected.length / 2), expected.length - 8]) {
            const last = rows.find(({ name }) => name === expected[from - 1])
            const place = last && { key: sort === 'name' ? last.name : last.updatedAt, id: last.id }
            const next = await store.list({ ...query, limit: 10, ...(place && { after: place }) })
            const found = next.rows.map(({ name }) => name)
            expect(found, what).toEqual(expected.slice(Math.max(0, from), Math.max(0, from) + 10))
            expect({ total: next.total, more: next.more }, what).toEqual({
              total: expected.length,
              more: from + 10 < expected.length,
            })
            if (place === undefined) continue
            const back = await store.list({ ...query, limit: 10, before: place })
            expect(
              back.rows.map(({ name }) => name),
              what,
            ).toEqual(expected.slice(Math.max(0, from - 11), from - 1))
          }
        }
    const { rows: assets, total } = await store.carriers({
      targetId: bob.id,
      relation: 'tag',
      types: ['dashboard', 'chart'],
      limit: 5,
      offset: 3,
    })
    const living = has.tag.filter((row) => !row.deleted).map(({ name }) => name)
    expect({ names: assets.map(({ name }) => name), total }).toEqual({
      names: living.toSorted().slice(3, 8),
      total: living.length,
    })
  })
})
