/** What becomes of requests while the file cannot be written: by another process, or because there is no room. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Change } from '@/lib/store/change'
import { StoreUnavailable } from '@/lib/store/errors'
import { translate } from '@/lib/store/sqlite/failures'
import { openSqliteStore } from '@/lib/store/sqlite/sqlite-store'
import type { Store } from '@/lib/store/store'

let path: string
let store: Store
beforeEach(async () => {
  path = join(mkdtempSync(join(tmpdir(), 'dashcat-')), 'catalog.db')
  store = await openSqliteStore(path)
})
afterEach(() => store.close())

const insert = (document: Record<string, unknown> = {}): Change & { kind: 'insert' } => {
  const id = randomUUID()
  const named = { id, type: 'dashboard', name: id, displayName: null, fullyQualifiedName: id } as const
  const row = { ...named, deleted: false, containerId: null, version: 0.1, updatedAt: 1, updatedBy: 'ada', document }
  return { kind: 'insert', row }
}

/** What another process does that backs the file up, or repairs something in it. */
function holdWriteLock(): () => void {
  const other = new Database(path)
  other.exec('begin immediate')
  return () => {
    other.exec('rollback')
    other.close()
  }
}

test('while another process holds the write lock, reads go on at once and a write waits for its turn', async () => {
  const known = insert()
  await store.commit([known])
  const release = holdWriteLock()
  const waiting = insert()
  let written = false
  const commit = store.commit([waiting]).then(() => {
    written = true
  })
  const settled = store.putSetting('key', 'value')
  for (let count = 0; count < 20; count += 1) {
    const started = performance.now()
    expect(await store.findByIds([known.row.id, waiting.row.id])).toHaveLength(1)
    await store.ping()
    expect(performance.now() - started).toBeLessThan(150)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  expect(written).toBe(false)
  release()
  await Promise.all([commit, settled])
  expect(await store.findByIds([known.row.id, waiting.row.id])).toHaveLength(2)
  expect(await store.setting('key')).toBe('value')
})

test('a write that waits too long is told that the database is busy, and leaves nothing', async () => {
  const release = holdWriteLock()
  const refused = insert()
  await expect(store.commit([refused])).rejects.toMatchObject({ name: 'StoreUnavailable', reason: 'busy' })
  await expect(store.checkWrites()).rejects.toBeInstanceOf(StoreUnavailable)
  release()
  const next = insert()
  await store.commit([next])
  await store.checkWrites()
  expect(await store.findByIds([refused.row.id, next.row.id])).toMatchObject([{ id: next.row.id }])
}, 20_000)

test('a file that cannot grow is full: nothing of the commit stays, reads go on, and writing is known to fail', async () => {
  const known = insert()
  await store.commit([known])
  await store.checkWrites()
  const { db } = store.authDatabase
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db)
  await sql.raw(`pragma max_page_count = ${rows[0]?.page_count}`).execute(db)
  const refused = Array.from({ length: 20 }, () => insert({ description: 'x'.repeat(20_000) }))
  const together = await Promise.allSettled([store.commit(refused), store.commit(refused.slice(0, 10))])
  for (const outcome of together)
    expect(outcome).toMatchObject({ reason: { name: 'StoreUnavailable', reason: 'full' } })
  await expect(store.checkWrites()).rejects.toMatchObject({ reason: 'full' })
  expect(await store.findByIds([known.row.id, ...refused.map(({ row }) => row.id)])).toHaveLength(1)
  await sql.raw('pragma max_page_count = 1000000').execute(db)
  await store.commit(refused)
  await store.checkWrites()
})

test('the log of the file gives its room back after a large load', async () => {
  const { rows } = await sql<{ journal_size_limit: number }>`pragma journal_size_limit`.execute(store.authDatabase.db)
  expect(rows[0]?.journal_size_limit).toBe(64 * 1024 * 1024)
})

test.each([
  ['SQLITE_READONLY', 'readOnly'],
  ['SQLITE_READONLY_DBMOVED', 'readOnly'],
  ['SQLITE_CANTOPEN', 'away'],
  ['SQLITE_IOERR_WRITE', 'away'],
  ['SQLITE_IOERR_FSYNC', 'unknown'],
])('%s: the database is %s', (code, reason) => {
  expect(translate(Object.assign(new Error('told by SQLite'), { code }))).toMatchObject({ reason })
})
