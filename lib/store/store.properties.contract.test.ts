/** What the store promises about custom properties: lists of what has a value, and in the order of the values. */
import { type Kysely, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { propertyKeys } from '@/lib/model/fields/property-key'
import { type ListQuery, propertyPosition } from '@/lib/store/queries'
import { propertiesKept } from '@/lib/store/sql/migrations/0026-properties'
import type { Ddl } from '@/lib/store/sql/migrations/ddl'
import type { Change, EntityRow, Store } from '@/lib/store/store'
import { aRow, engines } from '@/lib/store/testing'

const having = (name: string, extension: Record<string, unknown>, given: Partial<EntityRow> = {}): EntityRow =>
  aRow({ name, document: { extension }, ...given })
const insert = (row: EntityRow): Change => ({ kind: 'insert', row })
const update = (row: EntityRow, given: Partial<EntityRow>): Change => ({
  kind: 'update',
  row: { ...row, version: row.version + 0.1, ...given },
  expected: row,
})

describe.each(engines)('custom properties on $name', (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>
  let store: Store
  beforeEach(async () => {
    opened = await engine.open()
    store = opened.store
  })
  afterEach(() => opened.drop())

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
