import { setTimeout as sleep } from 'node:timers/promises'
import type Database from 'better-sqlite3'
import { isBusy } from '@/lib/store/sqlite/failures'

const openingMs = 60_000
const pauseMs = 5

/**
 * Runs steps that need `await` in one transaction under the file's write lock. For opening only: nothing else may use
 * the connection meanwhile.
 */
export async function underWriteLock(db: Database.Database, run: () => Promise<void>): Promise<void> {
  await patiently(() => db.exec('begin immediate'), openingMs)
  try {
    await run()
    db.exec('commit')
  } catch (error) {
    if (db.inTransaction) db.exec('rollback')
    throw error
  }
}

/**
 * Tries again while another connection is in the way. SQLite's own timeout would stop the whole process meanwhile:
 * everybody who only reads, and the holder of the lock, if that is in here.
 */
export async function patiently<T>(attempt: () => T, patienceMs: number = openingMs): Promise<T> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    try {
      return attempt()
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error
      await sleep(pauseMs)
    }
  }
}
