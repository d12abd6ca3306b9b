/** Words of small commits are indexed later, and whoever searches does not notice. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Change } from '@/lib/store/change'
import type { EntityRow } from '@/lib/store/rows'
import { openSqliteStore } from '@/lib/store/sqlite/sqlite-store'
import type { Store } from '@/lib/store/store'
import { aRow } from '@/lib/store/testing'

let path: string
let store: Store
let file: Database.Database
beforeEach(async () => {
  path = join(mkdtempSync(join(tmpdir(), 'dashcat-')), 'catalog.db')
  store = await openSqliteStore(path)
  file = new Database(path)
})
afterEach(async () => {
  file.close()
  await store.close()
})

const insert = (displayName: string): Change & { kind: 'insert' } => ({ kind: 'insert', row: aRow({ displayName }) })
const called = ({ row }: { row: EntityRow }, displayName: string): Change => ({
  kind: 'update',
  row: { ...row, displayName, updatedAt: row.updatedAt + 1 },
  expected: row,
})
const found = async (text: string): Promise<string[]> =>
  (await store.list({ type: 'dashboard', include: 'non-deleted', sort: 'name', limit: 10, text })).rows.map(
    ({ id }) => id,
  )
const due = (): number => file.prepare<[], number>('select count(*) from search_late').pluck().get() ?? 0

test('what a small commit writes is found at once, and only as it is now', async () => {
  const one = insert('Kiwi')
  await store.commit([one])
  expect(due()).toBe(1)
  expect(await found('kiwi')).toEqual([one.row.id])
  expect(due()).toBe(0)
  await store.commit([called(one, 'Papaya')])
  expect([await found('kiwi'), await found('papaya')]).toEqual([[], [one.row.id]])
})

test('what is gone before anybody has asked is not found', async () => {
  const [one, other] = [insert('Kiwi'), insert('Kiwi')]
  await store.commit([one])
  await store.commit([other])
  await store.commit([{ kind: 'remove', id: one.row.id }])
  expect(await found('kiwi')).toEqual([other.row.id])
  await store.commit([{ kind: 'remove', id: other.row.id }])
  expect(await found('kiwi')).toEqual([])
})

test('what is due when the process ends is found by the next one', async () => {
  const one = insert('Kiwi')
  await store.commit([one])
  await store.close()
  expect(due()).toBe(1)
  store = await openSqliteStore(path)
  expect(await found('kiwi')).toEqual([one.row.id])
})

test('a large commit indexes what is due with its own rows', async () => {
  const one = insert('Kiwi')
  await store.commit([one])
  await store.commit(Array.from({ length: 30 }, () => insert('Fig')))
  expect(due()).toBe(0)
  expect(await found('kiwi')).toEqual([one.row.id])
})

test('nobody has to ask: no more is left to do than a search can wait for', async () => {
  for (let at = 0; at < 150; at += 1) await store.commit([insert('Kiwi')])
  await expect.poll(due, { timeout: 20_000 }).toBeLessThan(100)
})

test('searches that ask together wait for the same', async () => {
  const one = insert('Kiwi')
  await store.commit([one])
  expect(await Promise.all([found('kiwi'), found('ki'), found('fig')])).toEqual([[one.row.id], [one.row.id], []])
})

test('a search waits for another process that has the lock, no longer than a write would', async () => {
  const one = insert('Kiwi')
  await store.commit([one])
  file.exec('begin immediate')
  expect(await found('kiwi')).toEqual([])
  file.exec('rollback')
  expect(await found('kiwi')).toEqual([one.row.id])
}, 20_000)

test('kinds of events that a file has are kept when it is made lighter', async () => {
  await store.close()
  file.exec(`drop table search_late; drop table change_event_kind;
    create table change_event_kind (event_type text not null, seq integer not null, entity_type text not null,
      primary key (event_type, seq, entity_type));
    insert into change_event_kind values ('entityCreated', 7, 'chart'), ('entityUpdated', 8, 'dashboard');
    delete from kysely_migration where name = '0018_lighter_commits'`)
  store = await openSqliteStore(path)
  expect(file.prepare('select * from change_event_kind order by seq').raw().all()).toEqual([
    ['entityCreated', 7, 'chart'],
    ['entityUpdated', 8, 'dashboard'],
  ])
})
