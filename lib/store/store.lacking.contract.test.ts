/** Lists and totals of what lacks an owner, a tag or a domain, after whatever changes it. */
import { type Kysely, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Change } from '@/lib/store/change'
import type { ListQuery } from '@/lib/store/queries'
import type { EntityRow } from '@/lib/store/rows'
import { lackingKept } from '@/lib/store/sql/migrations/0011-lacking'
import { lackingTogether } from '@/lib/store/sql/migrations/0014-lacking-together'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'
import type { Store } from '@/lib/store/store'
import { aRow, engines, onFreshStore } from '@/lib/store/testing'

const insert = (row: EntityRow): Change => ({ kind: 'insert', row })
const remove = (row: EntityRow): Change => ({ kind: 'remove', id: row.id })
const update = (row: EntityRow, given: Partial<EntityRow>): Change => ({
  kind: 'update',
  row: { ...row, ...given },
  expected: row,
})
const ends = (entity: EntityRow, relation: string, target: EntityRow) => ({
  entityId: entity.id,
  entityType: entity.type,
  relation,
  targetId: target.id,
  targetType: target.type,
})
const link = (...given: Parameters<typeof ends>): Change => ({ kind: 'link', link: { ...ends(...given), data: null } })
const unlink = (...given: Parameters<typeof ends>): Change => ({ kind: 'unlink', ...ends(...given) })
const listing = { type: 'dashboard', include: 'non-deleted', sort: 'name', limit: 100 } as const
const names = (rows: readonly { name: string }[]) => rows.map((row) => row.name)

describe.each(engines)('what lacks something on $name', (engine) => {
  let store: Store
  onFreshStore(engine, (opened) => {
    store = opened.store
  })

  /** Names of those that lack it; the total is to be theirs, with the page and alone. */
  const lacking = async (relations: string | readonly string[], more: Partial<ListQuery> = {}) => {
    const query = { ...listing, ...more, unrelated: [relations].flat() }
    const page = await store.list(query)
    expect(page.total).toBe(page.rows.length)
    expect((await store.list({ ...query, limit: 0 })).total).toBe(page.rows.length)
    return names(page.rows)
  }

  const [ada, bob] = ['ada', 'bob'].map((name) => aRow({ type: 'user', name })) as [EntityRow, EntityRow]
  const box = aRow({ type: 'dashboardService', name: 'box' })
  const other = aRow({ type: 'dashboardService', name: 'other' })
  const [a, b] = ['a', 'b'].map((name) => aRow({ name, containerId: box.id })) as [EntityRow, EntityRow]

  test('is known after every change of relations, deletion, place and removal', async () => {
    await store.commit([ada, bob, box, other, a].map(insert))
    await store.commit([insert(b), link(b, 'owner', ada)])
    expect([await lacking('owner'), await lacking('tag')]).toEqual([['a'], ['a', 'b']])

    // The second owner changes nothing, and the loss of one of two neither.
    await store.commit([link(b, 'owner', bob), link(b, 'owner', bob), link(a, 'follower', ada)])
    await store.commit([unlink(b, 'owner', ada)])
    expect(await lacking('owner')).toEqual(['a'])
    await store.commit([unlink(b, 'owner', bob), unlink(b, 'owner', bob)])
    expect(await lacking('owner')).toEqual(['a', 'b'])
    await store.commit([unlink(a, 'owner', ada), link(a, 'owner', ada)])
    expect(await lacking('owner')).toEqual(['b'])

    await store.commit([update(b, { deleted: true })])
    expect([await lacking('owner'), await lacking('owner', { include: 'deleted' })]).toEqual([[], ['b']])
    expect(await lacking('owner', { include: 'all' })).toEqual(['b'])
    await store.commit([update(b, {})])
    expect(await lacking('owner')).toEqual(['b'])

    await store.commit([update(b, { containerId: other.id })])
    expect([await lacking('tag', { containerId: box.id }), await lacking('tag', { containerId: other.id })]).toEqual([
      ['a'],
      ['b'],
    ])

    // Whose owner is gone has none; who is gone lacks nothing.
    await store.commit([remove(ada)])
    expect(await lacking('owner')).toEqual(['a', 'b'])
    const c = aRow({ name: 'c' })
    await store.commit([insert(c), link(c, 'owner', bob), remove(b)])
    expect([await lacking('owner'), await lacking('domain')]).toEqual([['a'], ['a', 'c']])
    await store.commit([remove(c), remove(bob)])
    expect([await lacking('owner'), await lacking('owner', { type: 'user' })]).toEqual([['a'], []])
    await expect(store.commit([link(a, 'owner', box), insert(a)])).rejects.toMatchObject({ reason: 'taken' })
    expect(await lacking('owner')).toEqual(['a'])
  })

  test('is known of what lacks several', async () => {
    await store.commit([ada, bob, box, other, a, b].map(insert))
    expect([await lacking(['owner', 'tag']), await lacking(['domain', 'tag', 'owner'])]).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ])
    await store.commit([link(a, 'tag', ada), link(b, 'domain', bob)])
    expect([await lacking(['owner', 'tag']), await lacking(['domain', 'owner'])]).toEqual([['b'], ['a']])
    expect([await lacking(['tag', 'domain']), await lacking('owner')]).toEqual([[], ['a', 'b']])
    await store.commit([link(b, 'owner', ada), update(a, { deleted: true, containerId: other.id })])
    expect([await lacking(['owner', 'tag']), await lacking('tag')]).toEqual([[], ['b']])
    const gone = { include: 'deleted', containerId: other.id } as const
    expect([await lacking(['owner', 'domain'], gone), await lacking(['owner', 'tag'], gone)]).toEqual([['a'], []])
    await store.commit([remove(ada)])
    expect([await lacking(['owner', 'tag']), await lacking(['owner', 'tag', 'domain'], gone)]).toEqual([['b'], ['a']])
    // A relation of which nothing is kept is looked for in the rows.
    await store.commit([link(b, 'follower', bob)])
    expect([await lacking(['owner', 'follower']), await lacking(['tag', 'parent'])]).toEqual([[], ['b']])
  })

  test('is not what is inside a container that is being deleted', async () => {
    const outside = aRow({ name: 'outside', containerId: other.id })
    await store.commit([box, other, a, b, outside].map(insert))
    const work = { containerId: box.id, kind: 'delete', token: 't', actorName: 'ada', touchedAt: 1 } as const
    await store.commit([{ kind: 'beginWork', work }])
    expect([await lacking('owner'), await lacking('owner', { containerId: box.id })]).toEqual([['outside'], []])
    await store.commit([{ kind: 'endWork', work }])
    expect(await lacking('owner')).toEqual(['a', 'b', 'outside'])
  })

  test('is found where nearly all have it, in every order and with other filters', async () => {
    const rows = Array.from({ length: 1_100 }, (_, at) =>
      aRow({ name: `d${String(at).padStart(4, '0')}`, updatedAt: 5_000 - at, containerId: at % 2 ? box.id : other.id }),
    )
    const without = rows.filter((_, at) => at % 500 === 3)
    const owned = rows.filter((row) => !without.includes(row))
    await store.commit([ada, bob, box, other, ...rows].map(insert))
    await store.commit(owned.map((row) => link(row, 'owner', ada)))
    await store.commit(rows.slice(0, 600).map((row) => link(row, 'tag', bob)))
    expect(await lacking('owner')).toEqual(names(without))
    expect(await lacking('owner', { sort: 'updatedAt' })).toEqual(names(without).toReversed())
    expect(await lacking('owner', { containerId: other.id })).toEqual([])
    const both = await store.list({ ...listing, unrelated: ['owner', 'tag'] })
    expect(names(both.rows)).toEqual(names(without).slice(2))
    const tagged = await store.list({
      ...listing,
      unrelated: ['owner'],
      related: [{ relation: 'tag', targetIds: [bob.id] }],
    })
    expect({ rows: names(tagged.rows), total: tagged.total }).toEqual({ rows: names(without).slice(0, 2), total: 2 })
    expect((await store.list({ ...listing, unrelated: ['tag'], limit: 3 })).total).toBe(500)
  })

  test('commits at the same time add up', async () => {
    const rows = Array.from({ length: 20 }, (_, at) => aRow({ name: `d${String(at).padStart(2, '0')}` }))
    await store.commit([ada, bob, ...rows].map(insert))
    await store.commit(rows.flatMap((row) => [link(row, 'owner', ada), link(row, 'owner', bob)]))
    await Promise.all([store.commit([remove(ada)]), store.commit([remove(bob)])])
    expect(await lacking('owner')).toEqual(names(rows))
    await Promise.all(rows.flatMap((row) => [box, other].map((owner) => store.commit([link(row, 'owner', owner)]))))
    expect(await lacking('owner')).toEqual([])
    await Promise.all(rows.flatMap((row) => [box, other].map((owner) => store.commit([unlink(row, 'owner', owner)]))))
    expect(await lacking('owner')).toEqual(names(rows))
  })

  test('is known of a catalogue from before', async () => {
    await store.commit([ada, box, a, b, aRow({ name: 'gone', deleted: true })].map(insert))
    await store.commit([link(a, 'owner', ada)])
    const db = store.authDatabase.db as unknown as Kysely<unknown> // the whole database
    for (const statement of [
      'drop table entity_lacking',
      'drop table lacking_count',
      'create index entity_relation_by_type on entity_relation (entity_type, relation, entity_id)',
    ])
      await sql.raw(statement).execute(db)
    const words = { text: 'text', integer: 'bigint', flag: 'smallint', clustered: '' } as Ddl
    await lackingKept(words).up(db)
    await lackingTogether(words).up(db)
    expect([await lacking('owner'), await lacking('owner', { include: 'deleted' })]).toEqual([['b'], ['gone']])
    expect(await lacking('tag', { containerId: box.id })).toEqual(['a', 'b'])
    expect([await lacking(['owner', 'tag']), await lacking(['domain', 'tag'])]).toEqual([['b'], ['a', 'b']])
  })
})
