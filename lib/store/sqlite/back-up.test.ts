import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Change } from '@/lib/store/change'
import { backUp } from '@/lib/store/sqlite/back-up'
import { openSqliteStore } from '@/lib/store/sqlite/sqlite-store'
import type { Store } from '@/lib/store/store'

let directory: string
let source: string
let store: Store
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'dashcat-'))
  source = join(directory, 'catalog.db')
  store = await openSqliteStore(source)
})
afterEach(() => store.close())

const insert = (): Change & { kind: 'insert' } => {
  const id = randomUUID()
  const named = { id, type: 'dashboard', name: id, displayName: `Sales ${id}`, fullyQualifiedName: id } as const
  const row = {
    ...named,
    deleted: false,
    containerId: null,
    version: 0.1,
    updatedAt: 1,
    updatedBy: 'ada',
    document: {},
  }
  return { kind: 'insert', row }
}
const everything = { text: 'sales', types: [], include: 'all', from: 0, size: 0, countAll: true } as const

test('a copy made between writes opens as a catalogue with what had been written, search and all', async () => {
  const rows = Array.from({ length: 500 }, insert)
  await store.commit(rows)
  const target = join(directory, 'copy.db')
  backUp(source, target)
  await store.commit([insert()])
  const copy = await openSqliteStore(target)
  expect(await copy.findByIds(rows.map(({ row }) => row.id))).toHaveLength(500)
  expect((await copy.search(everything)).total).toBe(500)
  expect((await copy.typeCounts()).get('dashboard')).toBe(500)
  await copy.close()
  backUp(source, target)
  const later = await openSqliteStore(target)
  expect((await later.typeCounts()).get('dashboard')).toBe(501)
  await later.close()
  expect(readdirSync(directory).filter((name) => name.includes('partial'))).toEqual([])
})

test('it is made while another process holds the write lock', async () => {
  await store.commit([insert()])
  const other = new Database(source)
  other.exec('begin immediate')
  const target = join(directory, 'copy.db')
  backUp(source, target)
  other.exec('rollback')
  other.close()
  expect(existsSync(target)).toBe(true)
})

test('what is no database makes no copy, leaves the earlier one, and says why', () => {
  const target = join(directory, 'copy.db')
  backUp(source, target)
  const broken = join(directory, 'broken.db')
  writeFileSync(broken, 'not a database'.repeat(1_000))
  expect(() => backUp(broken, target)).toThrow('not a database')
  expect(() => backUp(join(directory, 'none.db'), target)).toThrow('there is no database at')
  expect(() => backUp(source, join(directory, 'none', 'copy.db'))).toThrow('there is no folder')
  expect(new Database(target, { readonly: true }).pragma('integrity_check', { simple: true })).toBe('ok')
  expect(readdirSync(directory).filter((name) => name.includes('partial'))).toEqual([])
})
