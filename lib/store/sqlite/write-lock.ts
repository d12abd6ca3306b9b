import { setTimeout as sleep } from 'node:timers/promises'
import type Database from 'better-sqlite3'

const patienceMs = 60_000
const pauseMs = 20

/**
 * Runs steps that need `await` in one transaction under the file's write lock. For opening only: nothing else may use
 * the connection meanwhile. Waits without SQLite's own timeout, which would stop the whole process, and with it the
 * holder of the lock if that is another opener in here.
 */
export async function underWriteLock(db: Database.Database, run: () => Promise<void>): Promise<void> {
  await patiently(() => db.exec('begin immediate'))
  try {
    await run()
    db.exec('commit')
  } catch (error) {
    if (db.inTransaction) db.exec('rollback')
    throw error
  }
}

/** Tries again while another connection is in the way. */
export async function patiently<T>(attempt: () => T): Promise<T> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    try {
      return attempt()
    } catch (error) {
      if (!isBusy(error) || Date.now() > deadline) throw error
      await sleep(pauseMs)
    }
  }
}

/** `SQLITE_BUSY` has kinds of its own: `SQLITE_BUSY_RECOVERY`, `SQLITE_BUSY_SNAPSHOT`… */
export const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')
