/**
 * What became of the commits that the thread wrote last, in the file itself: when the thread dies after the disk has them
 * and before it could say so, whoever waits is told the truth all the same.
 */
import type Database from 'better-sqlite3'
import type { Answer, Kept } from '@/lib/store/sqlite/commit.worker'

const key = 'commit.last'

/** Within the transaction that it is about. */
export function keepLast(db: Database.Database): (kept: Kept) => void {
  const put = db.prepare(
    'insert into setting (key, value) values (?, ?) on conflict (key) do update set value = excluded.value',
  )
  return (kept) => {
    put.run(key, JSON.stringify(kept))
  }
}

/** What became of the commits of that token; undefined where none of them is in the file. */
export function answerOf(db: Database.Database, token: string): Answer | undefined {
  const row = db.prepare<[string], { value: string }>('select value from setting where key = ?').get(key)
  if (row === undefined) return undefined
  const kept = JSON.parse(row.value) as Kept // as `keepLast` wrote it
  return kept.token === token ? kept.answer : undefined
}
