/** Names stand where readers look for them, with accents or without, on both engines alike (decision 059). */
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { ListQuery } from '@/lib/store/queries'
import { sortKey } from '@/lib/store/sql/rows'
import type { Store } from '@/lib/store/store'
import { aRow, engines, type Opened, onFreshStore } from '@/lib/store/testing'

/** As people expect them, one after another. */
const inOrder = [
  '2024',
  'Ægir',
  'álvaro',
  'Amélie',
  'Đorđe',
  'Emil',
  'Émile',
  'emily',
  'Łódź',
  'Lomé',
  'Ørsted',
  'Oslo',
  'Straße',
  'Strasse 2',
  'Zoé',
  '東京',
]
const listing = { type: 'user', include: 'all', sort: 'displayName', limit: 3 } as const
const shownNames = (rows: readonly { displayName: string | null; name: string }[]) =>
  rows.map((row) => row.displayName ?? row.name)

describe.each(engines)('names on $name', (engine) => {
  let opened: Opened
  let store: Store
  onFreshStore(engine, async (given) => {
    opened = given
    store = opened.store
    const rows = inOrder.map((shown, at) =>
      aRow({ type: 'user', name: `u${(at * 7) % inOrder.length}`, displayName: shown, deleted: at % 5 === 4 }),
    )
    await store.commit(rows.toReversed().map((row) => ({ kind: 'insert', row })))
  })

  /** All pages; positions are the names that clients have, not what the database keeps of them. */
  const pages = async (given: Partial<ListQuery>) => {
    const seen: string[] = []
    for (let after: ListQuery['after']; ; ) {
      const page = await store.list({ ...listing, ...given, ...(after !== undefined && { after }) })
      seen.push(...shownNames(page.rows))
      const last = page.rows.at(-1)
      if (!page.more || last === undefined) return seen
      after = { key: last.displayName ?? last.name, id: last.id }
    }
  }

  test('are listed where readers look for them, page by page, forward and backward, the deleted ones among them', async () => {
    expect(await pages({})).toEqual(inOrder)
    expect(await pages({ descending: true })).toEqual(inOrder.toReversed())
    const living = inOrder.filter((_, at) => at % 5 !== 4)
    expect(await pages({ include: 'non-deleted' })).toEqual(living)
  })

  test('are found by their beginning as they are searched', async () => {
    const { hits } = await store.search({ types: ['user'], include: 'all', text: 'emil', from: 0, size: 10 })
    expect(shownNames(hits.map(({ row }) => row)).slice(0, 3)).toEqual(['Emil', 'Émile', 'emily'])
  })

  test('that were stored before are written anew when the server starts', async (context) => {
    if (opened.reopen === undefined) return context.skip('one process only')
    const { db } = store.authDatabase
    // As they were: small letters, and nothing else.
    for (const shown of inOrder)
      await sql`update entity set sort_name = ${shown.toLowerCase()} where display_name = ${shown}`.execute(db)
    // Rows of two states are merged by the key that is made now; of one, the database says the order.
    const living = { ...listing, include: 'non-deleted', limit: 50 } as const
    const whole = async () => shownNames((await store.list(living)).rows)
    expect((await whole()).slice(-2)).toEqual(['Łódź', '東京'])
    await sql`delete from kysely_migration where name = '0030_folded_order'`.execute(db)
    const other = await opened.reopen()
    expect(await whole()).toEqual(inOrder.filter((_, at) => at % 5 !== 4))
    expect(await pages({})).toEqual(inOrder)
    await other.close()
  })
})

test('a key stays what it is when it is made again, and is never empty', () => {
  for (const text of [...inOrder, '\u0301', '\u0301\u0300', 'ﬃ'.repeat(600), 'é'.repeat(2_100), '🙂'.repeat(300)]) {
    const key = sortKey(text)
    expect(sortKey(key)).toBe(key)
    expect(key.length).toBeGreaterThan(0)
    expect(key.length).toBeLessThanOrEqual(512)
  }
})
