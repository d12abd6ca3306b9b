/** When subscribers are told of a commit, and what they cannot do to it. */
import { beforeEach, expect, test } from 'vitest'
import { type Committed, publishing, type Subscriber } from '@/lib/events/publish'
import type { Change } from '@/lib/store/change'
import { openSqliteStore } from '@/lib/store/sqlite/sqlite-store'
import type { Store } from '@/lib/store/store'
import { aRow } from '@/lib/store/testing'

let store: Store
beforeEach(async () => {
  store = await openSqliteStore(':memory:')
})

const insert = (name: string): Change => ({ kind: 'insert', row: aRow({ name }) })
const nameOf = ({ changes: [first] }: Committed): string => (first?.kind === 'insert' ? first.row.name : '')
const silent = (): void => {}

/** Leaves the answer to the test. */
function waiting(when: Subscriber['when']) {
  const { promise, resolve } = Promise.withResolvers<void>()
  const heard: string[] = []
  const subscriber: Subscriber = {
    name: 'waiting',
    when,
    hear: async (committed) => {
      heard.push(nameOf(committed))
      await promise
      heard.push(`${nameOf(committed)} done`)
    },
  }
  return { subscriber, heard, resolve }
}

test('whoever commits waits for a subscriber inside', async () => {
  const { subscriber, heard, resolve } = waiting('inside')
  const published = publishing(store, [subscriber], silent)
  const commit = published.commit([insert('a')]).then(() => heard.push('answered'))
  await expect.poll(() => heard).toEqual(['a'])
  resolve()
  await commit
  expect(heard).toEqual(['a', 'a done', 'answered'])
})

test('nobody waits for a subscriber after, which hears commits one by one, and closing waits for it', async () => {
  const { subscriber, heard, resolve } = waiting('after')
  const published = publishing(store, [subscriber], silent)
  await published.commit([insert('a')])
  await published.commit([insert('b')])
  expect(heard).toEqual(['a'])
  const closing = published.close().then(() => heard.push('closed'))
  resolve()
  await closing
  expect(heard).toEqual(['a', 'a done', 'b', 'b done', 'closed'])
})

test('nobody is told of a commit that was refused', async () => {
  const heard: string[] = []
  const hear = (committed: Committed) => void heard.push(nameOf(committed))
  const both = (['inside', 'after'] as const).map((when): Subscriber => ({ name: when, when, hear }))
  const published = publishing(store, both, silent)
  const refused = [insert('a'), { kind: 'require', ids: [aRow().id] } as const]
  await expect(published.commit(refused)).rejects.toThrow()
  await published.close()
  expect(heard).toEqual([])
})

test('one that fails is reported; the commit stands, and the next one is told', async () => {
  const [heard, reported]: [string[], string[]] = [[], []]
  const failing: Subscriber = { name: 'failing', when: 'inside', hear: () => Promise.reject(new Error('no')) }
  const next: Subscriber = { name: 'next', when: 'inside', hear: (committed) => void heard.push(nameOf(committed)) }
  const published = publishing(store, [failing, next], (name, error) => reported.push(`${name}: ${error}`))
  const change = aRow({ name: 'a' })
  await published.commit([{ kind: 'insert', row: change }])
  expect([heard, reported]).toEqual([['a'], ['failing: Error: no']])
  expect(await store.findByIds([change.id])).toHaveLength(1)
})
