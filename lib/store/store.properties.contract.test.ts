/** What the store promises about custom properties: lists of what has a value, and in the order of the values. */
import { type Kysely, sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { keysBeside, propertyKeys } from '@/lib/model/fields/property-key'
import { keyInOrder, timeOrderOf } from '@/lib/model/fields/time-order'
import type { Change } from '@/lib/store/change'
import { type ListQuery, type PropertyTest, propertyPosition } from '@/lib/store/queries'
import type { EntityRow } from '@/lib/store/rows'
import { propertiesKept } from '@/lib/store/sql/migrations/0026-properties'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'
import type { Store } from '@/lib/store/store'
import { aRow, engines, onFreshStore } from '@/lib/store/testing'

const having = (name: string, extension: Record<string, unknown>, given: Partial<EntityRow> = {}): EntityRow =>
  aRow({ name, document: { extension }, ...given })
const insert = (row: EntityRow): Change => ({ kind: 'insert', row })
const update = (row: EntityRow, given: Partial<EntityRow>): Change => ({
  kind: 'update',
  row: { ...row, version: row.version + 0.1, ...given },
  expected: row,
})

describe.each(engines)('custom properties on $name', (engine) => {
  let store: Store
  onFreshStore(engine, (opened) => {
    store = opened.store
  })

  const list = async (query: Partial<ListQuery>) => {
    const page = await store.list({ type: 'dashboard', include: 'non-deleted', sort: 'name', limit: 50, ...query })
    return { names: page.rows.map(({ name }) => name), total: page.total, more: page.more }
  }
  const withValue = (property: string, ...values: unknown[]) => ({
    properties: [{ property, keys: values.flatMap(propertyKeys) }],
  })

  test('a list of what has a value has those alone, whatever its case, one of several, or a number', async () => {
    await store.commit([
      insert(having('a', { audience: ['Board', 'Staff'], budget: 10 })),
      insert(having('b', { audience: ['Staff'], budget: 9.5 })),
      insert(having('c', { note: 'Board' })),
      insert(having('d', { audience: ['Board'] }, { deleted: true })),
      insert(having('e', { audience: ['Board'] }, { type: 'chart' })),
    ])
    expect(await list(withValue('audience', 'board'))).toEqual({ names: ['a'], total: 1, more: false })
    expect((await list(withValue('audience', 'Staff'))).names).toEqual(['a', 'b'])
    expect((await list(withValue('audience', 'Staff', 'Board'))).total).toBe(2)
    expect((await list({ ...withValue('audience', 'Board'), include: 'all' })).names).toEqual(['a', 'd'])
    expect((await list(withValue('budget', 9.5))).names).toEqual(['b'])
    expect((await list(withValue('budget', '9.5'))).names).toEqual([])
    const both = [...withValue('audience', 'Staff').properties, ...withValue('budget', 10).properties]
    expect((await list({ properties: both })).names).toEqual(['a'])
    expect((await list({ ...withValue('audience', 'Staff'), text: 'b' })).names).toEqual(['b'])
  })

  test('how many have something in a property: each once, and nothing that is deleted', async () => {
    const row = having('a', { audience: ['Board', 'Staff'], budget: 10 })
    await store.commit([
      insert(row),
      insert(having('b', { audience: 'Staff' })),
      insert(having('c', { audience: 'Board' }, { deleted: true })),
      insert(having('d', { zone: 'eu' }, { type: 'chart' })),
    ])
    expect(await store.propertyCounts('dashboard')).toEqual(new Map(Object.entries({ audience: 2, budget: 1 })))
    await store.commit([update(row, { document: { extension: { budget: 11 } } })])
    expect(await store.propertyCounts('dashboard')).toEqual(new Map(Object.entries({ audience: 1, budget: 1 })))
    expect(await store.propertyCounts('domain')).toEqual(new Map())
  })

  describe('asked for otherwise than by a value', () => {
    beforeEach(async () => {
      await store.commit([
        insert(having('a', { budget: 10, note: 'For the Board', due: '2026-01-31' })),
        insert(
          having('b', { budget: -3.5, note: '100% board_room', due: '2026-02-01', audience: ['Board', 'Boards'] }),
        ),
        insert(having('c', { budget: 9.5, note: 'enor' })),
        insert(having('d', { audience: ['Staff'] })),
        insert(aRow({ name: 'e' })),
        insert(having('gone', { budget: 10, note: 'Board' }, { deleted: true })),
        insert(having('chart', { budget: 10, note: 'Board' }, { type: 'chart' })),
      ])
    })
    const between = (property: string, from: string | number, to: string | number) => ({
      property,
      from: keysBeside('from', from).from,
      to: keysBeside('to', to).to,
    })
    const tests: [string, PropertyTest, string][] = [
      ['a range', between('budget', -4, 9.5), 'bc'],
      ['one end of a range', { property: 'budget', ...keysBeside('from', 9.5) }, 'ac'],
      ['a range of texts', between('due', '2026-01', '2026-01'), 'a'],
      ['a range that nothing is in', between('budget', 100, 200), ''],
      ['numbers among texts', between('due', 0, 1e9), ''],
      ['a part of a text', { property: 'note', contains: 'board' }, 'ab'],
      ['a part, letter for letter', { property: 'note', contains: '% board_' }, 'b'],
      ['a part that would be a pattern', { property: 'note', contains: 'b_ard' }, ''],
      ['a part that is no part, though a key begins so', { property: 'note', contains: 'te' }, ''],
      ['a part of several values', { property: 'audience', contains: 'oard' }, 'b'],
      ['any value', { property: 'audience', isSet: true }, 'bd'],
      ['no value', { property: 'audience', isSet: false }, 'ace'],
      ['no value of what nobody knows', { property: 'unknown', isSet: false }, 'abcde'],
      ['one of several empty', { anyEmpty: ['budget', 'due'] }, 'cde'],
      ['one of several empty, of which one has several values', { anyEmpty: ['audience', 'note'] }, 'acde'],
      ['one of one empty', { anyEmpty: ['audience'] }, 'ace'],
    ]

    test.each(tests)('%s', async (_, asked, names) => {
      const expected = { names: [...names], total: names.length, more: false }
      expect(await list({ properties: [asked] })).toEqual(expected)
      // Beside others, and beside other conditions, whose totals are counted in other ways.
      for (const [, beside, others] of tests) {
        const both = [...names].filter((name) => others.includes(name))
        expect(await list({ properties: [asked, beside] })).toEqual({ names: both, total: both.length, more: false })
      }
      expect(await list({ properties: [asked], containerIds: ['nowhere'] })).toMatchObject({ names: [], total: 0 })
      expect(await list({ properties: [asked], unrelated: ['owner'] })).toEqual(expected)
      const turned = await list({ properties: [asked], sortProperty: 'budget', descending: true })
      expect(turned.names.toSorted()).toEqual(expected.names)
    })

    test.each(tests)('%s, of living and deleted ones, and in a container', async (_, asked, names) => {
      const all = (await list({ properties: [asked], include: 'all' })).names
      expect(all.filter((name) => name !== 'gone')).toEqual([...names])
      expect((await list({ properties: [asked], include: 'deleted' })).names).toEqual(
        all.filter((name) => name === 'gone'),
      )
      expect((await list({ properties: [asked], containerId: 'nowhere' })).total).toBe(0)
    })

    test('it follows what commits write', async () => {
      const empty = { properties: [{ property: 'budget', isSet: false }] }
      expect((await list(empty)).names).toEqual(['d', 'e'])
      const { rows } = await store.list({ type: 'dashboard', include: 'non-deleted', sort: 'name', limit: 50 })
      const [a, d] = ['a', 'd'].map((name) => rows.find((row) => row.name === name))
      if (a === undefined || d === undefined) throw new Error('not stored')
      await store.commit([update(a, { document: {} }), update(d, { document: { extension: { budget: 1 } } })])
      expect(await list(empty)).toEqual({ names: ['a', 'e'], total: 2, more: false })
    })

    test('the same where too many are so to be looked up', async () => {
      const rows = Array.from({ length: 1_100 }, (_, at) => having(`x${at}`, { budget: at, note: `n ${at % 2}` }))
      await store.commit([
        ...rows.map(insert),
        ...Array.from({ length: 1_100 }, () => insert(aRow({ type: 'dashboard' }))),
      ])
      const asked = (test: PropertyTest) => list({ properties: [test], limit: 2, sort: 'name' })
      expect(await asked({ property: 'note', contains: 'n 1' })).toMatchObject({ total: 550, names: ['x1', 'x1001'] })
      expect(await asked({ property: 'note', isSet: true })).toMatchObject({ total: 1_103, names: ['a', 'b'] })
      expect((await asked({ property: 'note', isSet: false })).total).toBe(1_102)
      expect(await asked(between('budget', 0, 1_097))).toMatchObject({ total: 1_100, names: ['a', 'c'] })
    })
  })

  describe('dates whose format begins with the day', () => {
    const order = timeOrderOf('dd.MM.yyyy')
    const dates = ['31.12.2024', '01.01.2026', '15.06.2025', '02.01.2026', undefined, '2025-01-01', 7, '30.06.2025']
    const between = (from: string, to: string) => ({
      properties: [{ property: 'due', from, to, ...(order && { order }) }],
    })
    beforeEach(() =>
      store.commit(dates.map((due, at) => insert(having(`d${at}`, due === undefined ? {} : { due, budget: at })))),
    )

    test.each([
      ['20250630', '20260101:', ['d1', 'd7']],
      ['2026', ':', ['d1', 'd3']],
      ['', '2025:', ['d0', 'd2', 'd7']],
      ['202506', '202506:', ['d2', 'd7']],
      ['2027', ':', []],
    ])('from %s to %s they are found by their time', async (from, to, names) => {
      expect(await list(between(from, to))).toEqual({ names, total: names.length, more: false })
      const beside = [...between(from, to).properties, { property: 'budget', isSet: true }]
      expect((await list({ properties: beside })).total).toBe(names.length)
      expect(await list({ ...between(from, to), include: 'all', limit: 0 })).toMatchObject({ total: names.length })
    })

    test.each([false, true])(
      'they are sorted by their time, page by page and back; turned round: %s',
      async (descending) => {
        const sorted = { sortProperty: 'due', descending, ...(order && { sortOrder: order }) }
        const inTime = ['d0', 'd2', 'd7', 'd1', 'd3', 'd6', 'd5']
        const names = [...(descending ? inTime.toReversed() : inTime), 'd4']
        expect((await list(sorted)).names).toEqual(names)
        const keyOf = (name: string) => {
          const due = dates[Number(name.slice(1))]
          const [key] = propertyKeys(due)
          return key === undefined || order === undefined
            ? propertyPosition.unvalued(name)
            : propertyPosition.valued(keyInOrder(order, key))
        }
        const many = Array.from({ length: 1_100 }, (_, at) => insert(having(`x${at}`, {}, { type: 'dashboard' })))
        for (const commit of [[], many]) {
          await store.commit(commit)
          const { rows } = await store.list({ type: 'dashboard', include: 'non-deleted', sort: 'name', limit: 20 })
          const idOf = (name: string) => rows.find((row) => row.name === name)?.id ?? ''
          for (const [at, name] of inTime.entries()) {
            const here = names.indexOf(name)
            const place = { key: keyOf(name), id: idOf(name) }
            const next = (await list({ ...sorted, limit: 2, after: place })).names
            expect(
              next.filter((each) => each.startsWith('d')),
              `${at}`,
            ).toEqual(names.slice(here + 1, here + 3))
            expect((await list({ ...sorted, limit: 2, before: place })).names).toEqual(
              names.slice(Math.max(0, here - 2), here),
            )
          }
        }
      },
    )
  })

  test('what a commit changes is found as it is now', async () => {
    const [row, gone] = [having('row', { audience: 'Board' }), having('gone', { audience: 'Board' })]
    await store.commit([insert(row), insert(gone)])
    expect((await list(withValue('audience', 'Board'))).names).toEqual(['gone', 'row'])
    await store.commit([
      update(row, { document: { extension: { audience: 'Staff' } } }),
      { kind: 'remove', id: gone.id },
    ])
    expect((await list(withValue('audience', 'Board'))).total).toBe(0)
    const moved = { ...row, version: 0.2, document: { extension: { audience: 'Staff' } } }
    await store.commit([update(moved, { deleted: true, version: 0.3 })])
    expect((await list(withValue('audience', 'Staff'))).total).toBe(0)
    expect((await list({ ...withValue('audience', 'Staff'), include: 'deleted' })).names).toEqual(['row'])
    await store.commit([update({ ...moved, version: 0.3, deleted: true }, { document: {}, version: 0.4 })])
    expect((await list({ ...withValue('audience', 'Staff'), include: 'all' })).total).toBe(0)
  })

  test('nothing of a commit that is refused is kept', async () => {
    const row = having('row', { audience: 'Board' })
    await store.commit([insert(row)])
    const stale = update({ ...row, version: 7 }, { document: { extension: { audience: 'Staff' } } })
    await expect(store.commit([insert(having('other', { audience: 'Staff' })), stale])).rejects.toMatchObject({
      reason: 'stale',
    })
    expect((await list(withValue('audience', 'Staff'))).total).toBe(0)
    expect((await list(withValue('audience', 'Board'))).names).toEqual(['row'])
  })

  describe('in the order of a property', () => {
    const budgets: Readonly<Record<string, unknown>> = {
      e: -20,
      d: -1.5,
      b: 0,
      g: 3,
      a: 20,
      f: undefined,
      c: undefined,
    }
    const ascending = ['e', 'd', 'b', 'g', 'a', 'c', 'f']
    const descending = ['a', 'g', 'b', 'd', 'e', 'c', 'f']
    const placeOf = (name: string) => {
      const [key] = propertyKeys(budgets[name])
      return key === undefined ? propertyPosition.unvalued(name) : propertyPosition.valued(key)
    }
    let rows: Map<string, EntityRow>
    beforeEach(async () => {
      rows = new Map(
        Object.entries(budgets).map(([name, budget]) => [name, having(name, budget === undefined ? {} : { budget })]),
      )
      await store.commit([...rows.values()].map(insert))
    })
    const position = (name: string) => ({ key: placeOf(name), id: rows.get(name)?.id ?? '' })

    // A list that is short is read whole, a long one walked through: `more` makes the same list long.
    test.each([false, true])('forward and back, page by page, what has no value last (long: %s)', async (isLong) => {
      const uncounted = isLong
      for (const [order, isDescending] of [
        [ascending, false],
        [descending, true],
      ] as const) {
        const query = { sortProperty: 'budget', descending: isDescending, uncounted }
        expect((await list(query)).names).toEqual(order)
        for (const [at, name] of order.entries()) {
          const next = await list({ ...query, after: position(name), limit: 2 })
          expect(next, `after ${name}`).toMatchObject({
            names: order.slice(at + 1, at + 3),
            more: at + 3 < order.length,
          })
          const previous = await list({ ...query, before: position(name), limit: 2 })
          expect(previous, `before ${name}`).toMatchObject({
            names: order.slice(Math.max(0, at - 2), at),
            more: at > 2,
          })
        }
      }
    })

    test('with a filter, of one container, and of living and deleted ones together', async () => {
      await store.commit([insert(having('dead', { budget: 1 }, { deleted: true }))])
      const query = { sortProperty: 'budget', uncounted: true }
      expect((await list({ ...query, include: 'all' })).names).toEqual(['e', 'd', 'b', 'dead', 'g', 'a', 'c', 'f'])
      expect((await list({ ...query, ...withValue('budget', 3, 20) })).names).toEqual(['g', 'a'])
      expect((await list({ ...query, containerId: 'nowhere' })).names).toEqual([])
    })
  })

  test('what was there before is found too', async () => {
    await store.commit([insert(having('a', { audience: ['Board'] })), insert(having('b', {})), insert(aRow())])
    const db = store.authDatabase.db as unknown as Kysely<unknown> // the whole database
    await sql.raw('drop table entity_property').execute(db)
    await propertiesKept({ text: 'text', integer: 'bigint', flag: 'smallint', clustered: '' } as Ddl).up?.(db)
    expect((await list(withValue('audience', 'Board'))).names).toEqual(['a'])
  })
})
