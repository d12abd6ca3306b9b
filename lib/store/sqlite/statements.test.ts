import { setImmediate } from 'node:timers'
import Database from 'better-sqlite3'
import { Kysely, sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { PreparedStatements, sqliteStatements } from '@/lib/store/sqlite/statements'

const open = () => {
  const db = new Database(':memory:')
  const prepared = vi.spyOn(db, 'prepare')
  return { db, times: (text: string) => prepared.mock.calls.filter(([asked]) => asked === text).length }
}

test('the same text is prepared once, whatever its parameters', async () => {
  const { db, times } = open()
  const kysely = new Kysely({ dialect: sqliteStatements(db, 100) })
  for (const value of [1, 2, 3]) {
    const { rows } = await sql<{ value: number }>`select ${value} as value`.execute(kysely)
    expect(rows).toEqual([{ value }])
  }
  expect(times('select +? as value')).toBe(1)
  await kysely.destroy()
})

test('no more are kept than the bound, and those used last stay', () => {
  const { db, times } = open()
  const statements = new PreparedStatements(db, 3)
  for (const number of [1, 2, 3, 1, 4]) statements.prepare(`select ${number}`)
  expect(statements.prepare('select 1').pluck().get()).toBe(1)
  expect(times('select 1')).toBe(1)
  statements.prepare('select 2') // had to go for 4
  expect(times('select 2')).toBe(2)
  db.close()
})

test('a statement that was prepared before the tables changed gives the columns of now', async () => {
  const { db } = open()
  const kysely = new Kysely({ dialect: sqliteStatements(db, 100) })
  await sql`create table thing (a integer)`.execute(kysely)
  await sql`insert into thing (a) values (1)`.execute(kysely)
  const read = async () => (await sql`select * from thing`.execute(kysely)).rows
  expect(await read()).toEqual([{ a: 1 }])
  await sql`alter table thing add column b integer default 2`.execute(kysely)
  expect(await read()).toEqual([{ a: 1, b: 2 }])
  await kysely.destroy()
})

test('others have a turn after a statement that took long, before its rows are there', async () => {
  const { db } = open()
  const kysely = new Kysely({ dialect: sqliteStatements(db, 100) })
  let isOthers = false
  setImmediate(() => {
    isOthers = true
  })
  await sql`with recursive n (i) as (select 1 union all select i + 1 from n where i < 500000)
    select count(*) as count from n`.execute(kysely)
  expect(isOthers).toBe(true)
  await kysely.destroy()
})
