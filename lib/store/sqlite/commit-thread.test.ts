/** Large commits go to a thread: to whoever asks there is no difference, but that nobody else waits. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Change } from '@/lib/store/change'
import { createCommit } from '@/lib/store/sqlite/commit'
import { createCommitQueue } from '@/lib/store/sqlite/commit-queue'
import { createCommitThread } from '@/lib/store/sqlite/commit-thread'
import { openFile } from '@/lib/store/sqlite/open-file'
import { openSqliteStore } from '@/lib/store/sqlite/sqlite-store'
import type { Store } from '@/lib/store/store'

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
  const thread = await openFile(path, { logPagesMax: 4_000, cacheMb: 16 }) // as the thread opens it
  expect(thread.pragma('synchronous', { simple: true })).toBe(2)
  thread.close()
})

describe('a thread that dies', () => {
  /** Commits by a thread that dies at the moment, once; the next one lives. */
  async function withDying(moment: string) {
    const db = await openFile(path, { logPagesMax: 4_000, cacheMb: 16 })
    let started = 0
    const thread = createCommitThread(path, db, (workerData) => {
      started += 1
      const name = started === 1 ? './dying.worker.ts' : './commit.worker.ts'
      return new Worker(fileURLToPath(new URL(name, import.meta.url)), { workerData, argv: [moment] })
    })
    const commit = createCommitQueue(createCommit(db), thread, 5_000)
    const close = async () => {
      await thread.close()
      db.close()
    }
    return { commit, close, threads: () => started }
  }
  const thereOf = async (changes: readonly (Change & { kind: 'insert' })[]) =>
    (await store.findByIds(idsOf(changes))).length

  test.each([
    ['when it is asked', 'rejected'],
    ['before the commit', 'rejected'],
    ['after the commit', 'fulfilled'],
  ])('%s: what it was asked for is %s, and that is the truth', async (moment, status) => {
    const { commit, close, threads } = await withDying(moment)
    const large = inserts(200)
    const [told] = await Promise.allSettled([commit(large)])
    expect(told.status).toBe(status)
    if (told.status === 'rejected') {
      expect(told.reason).toMatchObject({ name: 'StoreUnavailable', reason: 'away' })
      expect(told.reason.message).toContain('before it wrote')
    }
    expect(await thereOf(large)).toBe(status === 'fulfilled' ? 200 : 0)
    // Nobody else hears of it, and the same may be sent again.
    const [again, small] = [status === 'fulfilled' ? inserts(200) : large, inserts(2)]
    await Promise.all([commit(again), commit(small)])
    expect([await thereOf(again), await thereOf(small), threads()]).toEqual([200, 2, 2])
    await close()
  })

  test('after the commit of several: each is told what became of it', async () => {
    const known = insert({ name: 'known', fullyQualifiedName: 'known' })
    await store.commit([known])
    const { commit, close } = await withDying('after the commit')
    const [good, taken] = [inserts(100), [...inserts(100), insert({ fullyQualifiedName: 'known' })]]
    const stale = [...inserts(100), { kind: 'update', row: known.row, expected: { version: 7, updatedAt: 1 } } as const]
    const outcomes = await Promise.allSettled([good, taken, stale].map(commit))
    expect(outcomes).toMatchObject([
      { status: 'fulfilled' },
      { reason: { name: 'StoreConflict', reason: 'taken' } },
      { reason: { name: 'StoreConflict', reason: 'stale' } },
    ])
    expect([await thereOf(good), (await store.typeCounts()).get('dashboard')]).toEqual([100, 101])
    await close()
  })

  test('and whose file cannot be read any more: nobody says that nothing was written', async () => {
    const broken = { prepare: () => expect.fail('the disk is gone') } as unknown as Database.Database // all that is asked of it
    const start = (workerData: string) =>
      new Worker(fileURLToPath(new URL('./dying.worker.ts', import.meta.url)), {
        workerData,
        argv: ['after the commit'],
      })
    const thread = createCommitThread(path, broken, start)
    expect(await thread.write([inserts(30)])).toMatchObject([{ name: 'StoreUnavailable', reason: 'unknown' }])
    await thread.close()
  })
})
