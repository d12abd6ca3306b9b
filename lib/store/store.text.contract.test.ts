/** Lists with a text, however many rows have it; both engines find the same. */
import { type Kysely, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Change } from '@/lib/store/change'
import { markLostPlaces } from '@/lib/store/postgres/search-vector'
import type { ListQuery, SortField } from '@/lib/store/queries'
import type { EntityRow } from '@/lib/store/rows'
import type { Store } from '@/lib/store/store'
import { aRow, engines, onFreshStore } from '@/lib/store/testing'

const insert = (row: EntityRow): Change => ({ kind: 'insert', row })
const listing = { type: 'dashboard', include: 'non-deleted', sort: 'name', limit: 5 } as const
const names = (rows: readonly { name: string }[]) => rows.map((row) => row.name)
const described = (name: string, description: string) => aRow({ name, document: { description } })

describe.each(engines)('a text on $name', (engine) => {
  let store: Store
  onFreshStore(engine, (opened) => {
    store = opened.store
  })

  /** All pages of a list, forward from the first, or backward from the last. */
  const pages = async (query: ListQuery, last?: EntityRow): Promise<{ seen: string[]; totals: number[] }> => {
    const [seen, totals]: [string[], number[]] = [[], []]
    const placeOf = (row: EntityRow) => ({
      key: query.sort === 'updatedAt' ? row.updatedAt : query.sort === 'name' ? row.name : (row.displayName ?? ''),
      id: row.id,
    })
    let place: Pick<ListQuery, 'after' | 'before'> = last === undefined ? {} : { before: placeOf(last) }
    for (let more = true; more; ) {
      const page = await store.list({ ...query, ...place })
      totals.push(page.total)
      more = page.more
      const end = last === undefined ? page.rows.at(-1) : page.rows[0]
      if (last === undefined) seen.push(...names(page.rows))
      else seen.unshift(...names(page.rows))
      if (end !== undefined) place = last === undefined ? { after: placeOf(end) } : { before: placeOf(end) }
    }
    return { seen, totals }
  }

  test('is completed by one of many words, which begin a word too', async () => {
    const rows = ['North sales', 'North stock', 'North costs', 'South sales'].map((displayName) =>
      aRow({ name: displayName, displayName }),
    )
    const other = aRow({ type: 'chart', name: 'North sales' })
    const gone = aRow({ name: 'North sales of old', deleted: true })
    await store.commit([...rows, other, gone].map(insert))
    const found = async (text: string, oneOf: string[], limit = 10) =>
      names(await store.withOneOf({ type: 'dashboard', text, oneOf, limit })).toSorted()
    expect(await found('north', ['sal', 'sto'])).toEqual(['North sales', 'North stock'])
    expect(await found('', ['sal', 'cos'])).toEqual(['North costs', 'North sales', 'South sales'])
    expect(await found('', ['sal', 'cos'], 2)).toHaveLength(2)
    expect(await found('', ['"', "' | ", 'a b', ''])).toEqual([])
    expect(await found('north', ['purchases'])).toEqual([])
  })

  test('that most rows have lets others have a turn while a long page of it is looked for', async () => {
    const rows = Array.from({ length: 1_150 }, (_, at) => described(`d${String(at).padStart(4, '0')}`, 'Of a region.'))
    await store.commit(rows.map(insert))
    let isOthers = false
    const page = store.list({ ...listing, text: 'region', limit: 220 })
    setImmediate(() => {
      isOthers = true
    })
    expect(names((await page).rows)).toEqual(names(rows.slice(0, 220)))
    expect(isOthers).toBe(true)
  })

  test.each<SortField>(['name', 'displayName', 'updatedAt'])(
    'that most rows have, few have or none has: every page in the order of %s, with the total',
    async (sort) => {
      // In another order by each of the three, most with a word that three quarters have, every 40th with a rare one.
      const rows = Array.from({ length: 400 }, (_, at) =>
        aRow({
          name: `d${String((at * 7) % 400).padStart(3, '0')}`,
          displayName: `Board ${String((at * 11) % 400).padStart(3, '0')}`,
          updatedAt: 1_000 + ((at * 13) % 400),
          document: {
            description: `${at % 4 === 0 ? 'Of a' : 'Of every'} region.${at % 40 === 0 ? ' A rarity.' : ''}`,
          },
          deleted: at % 50 === 1,
        }),
      )
      await store.commit(rows.map(insert))
      const key = ({ name, displayName, updatedAt }: EntityRow) => ({ name, displayName, updatedAt })[sort] ?? ''
      const living = rows.filter((row) => !row.deleted).toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
      const has = (word: string) => names(living.filter(({ document }) => String(document.description).includes(word)))
      for (const [text, expected] of [
        ['eve', has('every')],
        ['regi', names(living)],
        ['rarity region', has('rarity')],
        ['nowhere', []],
      ] as const) {
        const forward = await pages({ ...listing, sort, text, limit: 20 })
        expect(forward.seen, text).toEqual(expected)
        expect(new Set(forward.totals), text).toEqual(new Set([expected.length]))
        const backward = await pages({ ...listing, sort, text, limit: 20 }, living.at(-1))
        expect(backward.seen, text).toEqual(expected.filter((name) => name !== living.at(-1)?.name))
        const turned = await pages({ ...listing, sort, text, limit: 20, descending: true })
        expect(turned.seen, text).toEqual(expected.toReversed())
      }
      const both = await store.list({ ...listing, sort, text: 'region', include: 'all', limit: 20 })
      expect({ rows: both.rows.length, total: both.total, more: both.more }).toEqual({
        rows: 20,
        total: 400,
        more: true,
      })
    },
  )

  test('that most rows have, but those where the page is have not', async () => {
    const rows = Array.from({ length: 1_300 }, (_, at) =>
      described(`d${String(at).padStart(4, '0')}`, at < 400 ? 'Nothing.' : 'Orders.'),
    )
    await store.commit(rows.map(insert))
    const first = await store.list({ ...listing, text: 'orders' })
    expect(names(first.rows)).toEqual(['d0400', 'd0401', 'd0402', 'd0403', 'd0404'])
    expect(first).toMatchObject({ total: 900, more: true })
    const [row] = rows.slice(400)
    const none = await store.list({ ...listing, text: 'orders', before: { key: 'd0400', id: row?.id ?? '' } })
    expect(none).toMatchObject({ rows: [], total: 900, more: false })
  })

  test('with a phrase leaves out only those that cannot have it', async () => {
    const far = 'x '.repeat(17_000)
    await store.commit(
      [
        described('a', 'All orders by region.'),
        described('b', 'By region, all orders.'),
        described('c', 'Orders of regions by and by'),
        described('often', `${'orders. '.repeat(300)} and orders by region`),
        described('far', `${far} orders by region`),
        described('d', 'Orders by regions'),
        described('e', '販売 orders by region'),
        aRow({ name: 'f', displayName: 'All orders', document: { description: 'By region' } }),
        aRow({ name: 'orders', document: { description: 'By region' } }),
      ].map(insert),
    )
    const found = async (text: string, phrases: readonly string[]) =>
      names((await store.list({ ...listing, text, phrases, limit: 20 })).rows)
    expect(await store.tellsPhrases('dashboard')).toBe(engine.name === 'SQLite')
    expect(await store.tellsPhrases('chart')).toBe(true)
    const kept = await found('orders by region', ['orders by region'])
    expect(kept).toEqual(expect.arrayContaining(['a', 'e', 'far', 'often']))
    expect(kept).not.toEqual(expect.arrayContaining(['b']))
    expect(kept).not.toEqual(expect.arrayContaining(['c']))
    expect(kept).not.toEqual(expect.arrayContaining(['d']))
    expect(kept).not.toEqual(expect.arrayContaining(['f']))
    expect(kept).not.toEqual(expect.arrayContaining(['orders']))
    // Words of scripts without spaces are kept as pairs, which say nothing of what follows.
    expect(await found('販売 orders', ['販売 orders'])).toEqual(['e'])
  })

  test('beside what many have, in every order and place, whichever of the two fewer have', async () => {
    const [ada, box] = [aRow({ type: 'user', name: 'ada' }), aRow({ type: 'dashboardService', name: 'box' })]
    const rows = Array.from({ length: 1_700 }, (_, at) =>
      aRow({
        name: `d${String((at * 7) % 1_700).padStart(4, '0')}`,
        updatedAt: 10_000 - at,
        deleted: at % 50 === 1,
        containerId: at % 4 === 0 ? null : box.id,
        document: { description: `${at % 3 === 0 ? 'Orders' : 'Returns'}${at % 20 === 0 ? ' and a rarity' : ''}` },
      }),
    )
    await store.commit([ada, box, ...rows].map(insert))
    const owned = rows.filter((_, at) => at % 5 < 3)
    await store.commit(
      owned.map((row): Change => {
        const ends = { entityId: row.id, entityType: row.type, targetId: ada.id, targetType: ada.type }
        return { kind: 'link', link: { ...ends, relation: 'owner', data: null } }
      }),
    )
    const related = [{ relation: 'owner', targetIds: [ada.id] }]
    const asked = [
      { related },
      { related, include: 'all' },
      { related, sort: 'updatedAt', descending: true },
      { related, containerId: box.id },
      { unrelated: ['owner'], containerId: box.id },
    ] as const satisfies readonly Partial<ListQuery>[]
    for (const more of asked)
      for (const text of ['orders', 'rarity']) {
        const query: ListQuery = { ...listing, ...more, text, limit: 10 }
        const expected = rows
          .filter((row) => row.deleted === false || query.include === 'all')
          .filter(({ document }) => String(document.description).toLowerCase().includes(text))
          .filter((row) => owned.includes(row) === (query.unrelated === undefined))
          .filter(({ containerId }) => query.containerId === undefined || containerId === query.containerId)
          .toSorted((a, b) => (query.sort === 'name' ? (a.name < b.name ? -1 : 1) : b.updatedAt - a.updatedAt))
        const what = JSON.stringify({ ...more, text })
        for (const from of [0, expected.length - 5]) {
          const last = expected[from - 1]
          const place = last && { key: query.sort === 'name' ? last.name : last.updatedAt, id: last.id }
          const next = await store.list({ ...query, ...(place && { after: place }) })
          expect({ names: names(next.rows), total: next.total, more: next.more }, what).toEqual({
            names: names(expected.slice(from, from + 10)),
            total: expected.length,
            more: from + 10 < expected.length,
          })
          if (place === undefined) continue
          const back = await store.list({ ...query, before: place })
          expect(names(back.rows), what).toEqual(names(expected.slice(Math.max(0, from - 11), from - 1)))
        }
      }
  }, 60_000)

  test('is that of the address that somebody has now', async () => {
    const ada = aRow({ type: 'user', name: 'ada', document: { email: 'lovelace@example.com' } })
    await store.commit([{ kind: 'insert', row: ada }])
    const row = { ...ada, document: { email: 'king@example.com' }, updatedAt: 2_000 }
    await store.commit([{ kind: 'update', row, expected: ada }])
    const found = async (text: string) =>
      (await store.list({ type: 'user', include: 'all', sort: 'name', limit: 5, text })).total
    expect([await found('lovelace'), await found('king')]).toEqual([0, 1])
  })

  test('with a phrase is known to have it, in every order and after changes', async () => {
    const rows = Array.from({ length: 700 }, (_, at) =>
      aRow({
        name: `d${String(at).padStart(4, '0')}`,
        updatedAt: 10_000 - at,
        displayName: at % 3 === 0 ? 'Orders by region' : 'Orders',
        document: { description: at % 3 === 1 ? 'By region' : 'Region of orders, by us' },
      }),
    )
    await store.commit(rows.map(insert))
    expect(await store.tellsPhrases('dashboard')).toBe(true)
    const phrase = { text: 'orders by region', phrases: ['orders by region'] }
    const expected = names(rows.filter((_, at) => at % 3 === 0))
    for (const sort of ['name', 'updatedAt'] as const) {
      const page = await store.list({ ...listing, ...phrase, sort, limit: 10 })
      expect({ rows: names(page.rows), total: page.total }).toEqual({
        rows: (sort === 'name' ? expected : expected.toReversed()).slice(0, 10),
        total: expected.length,
      })
    }
    const [first] = rows as [EntityRow]
    const row = { ...first, document: { description: 'orders '.repeat(300) }, updatedAt: 20_000 }
    await store.commit([{ kind: 'update', row, expected: first }])
    expect(await store.tellsPhrases('dashboard')).toBe(engine.name === 'SQLite')
    if (engine.name !== 'SQLite') {
      const db = store.authDatabase.db as unknown as Kysely<unknown> // the whole database
      /** What is known is what commits tell. */
      const forget = () => sql`insert into commit_log (touched) values (null)`.execute(db)
      await sql`update entity_search set words = ts_delete(words, 'lost·dashboard')`.execute(db)
      await forget()
      expect(await store.tellsPhrases('dashboard')).toBe(true)
      await sql.raw(markLostPlaces).execute(db)
      await forget()
      expect(await store.tellsPhrases('dashboard')).toBe(false)
    }
    await store.commit([{ kind: 'update', row: { ...first, updatedAt: 30_000 }, expected: row }])
    expect(await store.tellsPhrases('dashboard')).toBe(true)
  })
})
