/** What a job has written, as lists find it. */
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Change } from '@/lib/store/change'
import type { ListQuery } from '@/lib/store/queries'
import type { Store } from '@/lib/store/store'
import { aRow, engines, onFreshStore } from '@/lib/store/testing'

const list: ListQuery = { type: 'dashboard', include: 'non-deleted', sort: 'name', limit: 3 }
const nameOf = (at: number): string => `d${String(at).padStart(4, '0')}`

describe.each(engines)('lists of what a job has written on $name', (engine) => {
  let store: Store
  onFreshStore(engine, (opened) => {
    store = opened.store
  })

  /** So many, of which the job writes those that are said. */
  async function written(count: number, jobId: string, isIn: (at: number) => boolean): Promise<void> {
    const rows = Array.from({ length: count }, (_, at) => aRow({ name: nameOf(at), displayName: null }))
    const credits = rows.flatMap(({ id, version }, at): Change[] =>
      isIn(at) ? [{ kind: 'credit', entityId: id, version, jobId }] : [],
    )
    await store.commit([...rows.map((row): Change => ({ kind: 'insert', row })), ...credits])
  }
  const page = async (query: Partial<ListQuery>) => {
    const { rows, total } = await store.list({ ...list, ...query })
    return { names: rows.map(({ name }) => name), total }
  }

  test('hold its rows alone, in order, page by page, beside a text and other types', async () => {
    const [job, other] = [randomUUID(), randomUUID()]
    await written(10, job, (at) => at % 2 === 0)
    await written(0, other, () => true)
    expect(await page({ writtenBy: job })).toEqual({ names: [0, 2, 4].map(nameOf), total: 5 })
    const [, , third] = (await store.list({ ...list, writtenBy: job })).rows
    const after = { key: third?.name ?? '', id: third?.id ?? '' }
    expect(await page({ writtenBy: job, after })).toEqual({ names: [6, 8].map(nameOf), total: 5 })
    expect(await page({ writtenBy: job, sort: 'displayName', descending: true })).toEqual({
      names: [8, 6, 4].map(nameOf),
      total: 5,
    })
    expect(await page({ writtenBy: job, text: nameOf(4) })).toEqual({ names: [nameOf(4)], total: 1 })
    expect(await page({ writtenBy: job, text: nameOf(5) })).toEqual({ names: [], total: 0 })
    expect(await page({ writtenBy: job, type: 'chart' })).toEqual({ names: [], total: 0 })
    expect(await page({ writtenBy: other })).toEqual({ names: [], total: 0 })
    expect(await page({ writtenBy: '' })).toEqual({ names: [], total: 0 })
    expect((await page({})).total).toBe(10)
  })

  test('follow what is written and deleted, and hold what was written twice once', async () => {
    const job = randomUUID()
    await written(4, job, (at) => at < 2)
    expect((await page({ writtenBy: job })).total).toBe(2)
    const [first, , third] = (await store.list(list)).rows
    if (first === undefined || third === undefined) throw new Error('three were made')
    const again = { ...third, version: 0.2, updatedAt: third.updatedAt + 1 }
    await store.commit([
      { kind: 'update', row: again, expected: third },
      { kind: 'credit', entityId: third.id, version: 0.2, jobId: job },
      { kind: 'credit', entityId: first.id, version: 0.2, jobId: job },
    ])
    expect(await page({ writtenBy: job })).toEqual({ names: [0, 1, 2].map(nameOf), total: 3 })
    await store.commit([{ kind: 'remove', id: first.id }])
    expect(await page({ writtenBy: job })).toEqual({ names: [1, 2].map(nameOf), total: 2 })
  })

  test('where it has written more than is looked up one by one', async () => {
    const job = randomUUID()
    await written(1_500, job, (at) => at !== 1)
    expect(await page({ writtenBy: job })).toEqual({ names: [0, 2, 3].map(nameOf), total: 1_499 })
  })
})
