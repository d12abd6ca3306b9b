/** Large commits go to a thread: to whoever asks there is no difference, but that nobody else waits. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openFile } from '@/lib/store/sqlite/open-file'
import { openSqliteStore } from '@/lib/store/sqlite/sqlite-store'
import type { Change, Store } from '@/lib/store/store'

let path: string
let store: Store
beforeEach(async () => {
  path = join(mkdtempSync(join(tmpdir(), 'dashcat-')), 'catalog.db')
  store = await openSqliteStore(path)
})
afterEach(() => store.close())

const insert = (given: Record<string, unknown> = {}): Change & { kind: 'insert' } => {
  const id = randomUUID()
  const named = { id, type: 'dashboard', name: id, displayName: 'Sales', fullyQualifiedName: id } as const
  const state = { deleted: false, containerId: null, version: 0.1, updatedAt: 1, updatedBy: 'ada', document: {} }
  return { kind: 'insert', row: { ...named, ...state, ...given } }
}
const inserts = (length: number) => Array.from({ length }, () => insert())
const idsOf = (changes: readonly (Change & { kind: 'insert' })[]) => changes.map(({ row }) => row.id)

test('what is acknowledged is there: rows, search text and totals, between small commits', async () => {
  const [before, large, after] = [inserts(2), inserts(2_000), inserts(2)]
  await Promise.all([before, large, after].map((changes) => store.commit(changes)))
  expect(await store.findByIds([...before, ...large, ...after].map(({ row }) => row.id))).toHaveLength(2_004)
  expect((await store.typeCounts()).get('dashboard')).toBe(2_004)
  const everything = { text: 'sales', types: [], include: 'all', from: 0, size: 0, countAll: true } as const
  expect((await store.search(everything)).total).toBe(2_004)
})

test('the event loop goes round while a large commit is written, and reads see nothing of it before it is whole', async () => {
  await store.commit(inserts(100)) // the thread has started
  const large = inserts(8_000)
  let isWritten = false
  const committed = store.commit(large).then(() => {
    isWritten = true
  })
  await new Promise((resolve) => setTimeout(resolve, 100)) // it is on its way
  let rounds = 0
  for (; !isWritten; rounds += 1) {
    const found = await store.findByIds([large[0]?.row.id ?? '', large.at(-1)?.row.id ?? ''])
    expect([0, 2]).toContain(found.length)
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await committed
  expect(rounds).toBeGreaterThan(10)
}, 60_000)

test('each of those written together is all or nothing, and is told what it would be told alone', async () => {
  const known = insert({ name: 'known', fullyQualifiedName: 'known' })
  await store.commit([known])
  const [good, taken, stale] = [
    inserts(100),
    [...inserts(100), insert({ fullyQualifiedName: 'known' })],
    [...inserts(100), { kind: 'update', row: known.row, expected: { version: 7, updatedAt: 1 } } as const],
  ]
  const outcomes = await Promise.allSettled([good, taken, stale].map((changes) => store.commit(changes)))
  expect(outcomes).toMatchObject([
    { status: 'fulfilled' },
    { reason: { name: 'StoreConflict', reason: 'taken' } },
    { reason: { name: 'StoreConflict', reason: 'stale' } },
  ])
  expect((await store.typeCounts()).get('dashboard')).toBe(101)
  expect(await store.findByIds(idsOf(good))).toHaveLength(100)
})

test('a large commit waits for another process that has the lock, and is told when that takes too long', async () => {
  await store.commit(inserts(100))
  const other = new Database(path)
  other.exec('begin immediate')
  const large = inserts(100)
  const waiting = store.commit(large)
  await new Promise((resolve) => setTimeout(resolve, 300))
  other.exec('rollback')
  await waiting
  other.exec('begin immediate')
  await expect(store.commit(inserts(100))).rejects.toMatchObject({ name: 'StoreUnavailable', reason: 'busy' })
  other.exec('rollback')
  other.close()
  expect((await store.typeCounts()).get('dashboard')).toBe(200)
}, 20_000)

test('what is no commit, such as a session or a setting, is written between those of the thread', async () => {
  let going = true
  const writer = async () => {
    while (going) await store.commit(inserts(200))
  }
  const writers = Array.from({ length: 3 }, writer)
  for (let at = 0; at < 10; at += 1) await store.putSetting('key', String(at))
  going = false
  await Promise.all(writers)
  expect(await store.setting('key')).toBe('9')
}, 60_000)

test('a store that is closed while it writes has written what it acknowledged, and nothing else by half', async () => {
  const large = inserts(5_000)
  const committed = store.commit(large)
  await new Promise((resolve) => setImmediate(resolve))
  await Promise.all([committed, store.close()])
  store = await openSqliteStore(path)
  expect((await store.typeCounts()).get('dashboard')).toBe(5_000)
})

test('both connections wait for the disk with every commit', async () => {
  const { rows } = await sql<{ synchronous: number }>`pragma synchronous`.execute(store.authDatabase.db)
  expect(rows[0]?.synchronous).toBe(2)
  const thread = await openFile(path, 4_000) // as the thread opens it
  expect(thread.pragma('synchronous', { simple: true })).toBe(2)
  thread.close()
})
