import type { Change } from '@/lib/store/change'
import { StoreUnavailable } from '@/lib/store/errors'
import type { Outcome, WriteTogether } from '@/lib/store/sqlite/commit'
import type { CommitThread } from '@/lib/store/sqlite/commit-thread'

/** A commit of so many rows costs less to write than to send; a larger one would stop everybody who only reads. */
const hereMax = 20
/** A commit in here leaves some pages in the log; after so many the thread writes them back. */
const writesPerCheckpoint = 100
/** Between two attempts to get the write lock. */
const pauseMs = 20
/** A commit begins when so many turns of the event loop in a row have brought no other, */
const quietTurns = 2
/** and after so many in any case. */
const turnsMax = 8

/** Changes that write many rows each. */
const wide: ReadonlySet<Change['kind']> = new Set(['rename', 'reword'])

/** Rows of a job come many in one change, too. */
const rowsIn = (change: Change): number =>
  'rows' in change && typeof change.rows !== 'number' ? change.rows.length : 1

/** What has no changes is there for what the thread does besides (`late-words.ts`). */
const isLarge = (changes: readonly Change[]): boolean =>
  changes.length === 0 ||
  changes.some(({ kind }) => wide.has(kind)) ||
  changes.reduce((sum, change) => sum + rowsIn(change), 0) > hereMax

interface Waiting {
  readonly changes: readonly Change[]
  readonly resolve: () => void
  readonly reject: (reason: unknown) => void
  /** When it gives up on the lock, by `performance.now()`. */
  readonly until: number
}

/**
 * One write after the other: small ones `here`, large ones in the thread, of which there is never one under way when
 * another begins. Commits that are asked for meanwhile are written together, and none is acknowledged before the disk
 * has it.
 */
export function createCommitQueue(
  here: WriteTogether,
  thread: CommitThread | undefined,
  patienceMs: number,
): (changes: readonly Change[]) => Promise<void> {
  let waiting: Waiting[] = []
  /** A write is under way, or about to begin. */
  let isBusy = false
  let writesHere = 0

  const write = (batch: readonly Waiting[]): Outcome | Promise<Outcome> => {
    const changes = batch.map((one) => one.changes)
    if (thread !== undefined && changes.some(isLarge)) return thread.write(changes)
    writesHere += 1
    if (writesHere % writesPerCheckpoint === 0) thread?.checkpoint()
    return here(changes)
  }

  /** Whatever happens, each is answered, and the next ones go on. */
  const attempt = async (batch: readonly Waiting[]): Promise<Outcome> => {
    try {
      return await write(batch)
    } catch (error) {
      return batch.map(() => error)
    }
  }

  const flush = async (): Promise<void> => {
    const batch = waiting
    waiting = []
    const outcome = await attempt(batch)
    // Another process has the lock. Those whose time is up are told; the others go first the next time.
    if (outcome === 'busy') {
      const now = performance.now()
      for (const one of batch) if (one.until < now) one.reject(lockHeld())
      waiting = [...batch.filter((one) => one.until >= now), ...waiting]
    } else for (const [index, { resolve, reject }] of batch.entries()) settle(outcome[index], resolve, reject)
    isBusy = waiting.length > 0
    if (isBusy) outcome === 'busy' ? setTimeout(flush, pauseMs) : begin()
  }

  /**
   * A large one costs more than the wait for the disk, and whoever asks may plan the next one while the thread writes. What
   * has no changes is there for words that are due, and goes with others.
   */
  const begin = (): void => {
    if (thread !== undefined && waiting.some(({ changes }) => changes.length > 0 && isLarge(changes))) void flush()
    else gather()
  }

  /** While some are made ready others arrive: they share the wait for the disk. */
  const gather = (turn = 1, quiet = 0, known = 0): void => {
    setImmediate(() => {
      const quietNow = waiting.length > known ? 0 : quiet + 1
      if (turn < turnsMax && quietNow < quietTurns) gather(turn + 1, quietNow, waiting.length)
      else void flush()
    })
  }

  return (changes) =>
    new Promise((resolve, reject) => {
      waiting.push({ changes, resolve, reject, until: performance.now() + patienceMs })
      if (isBusy) return
      isBusy = true
      begin()
    })
}

const settle = (error: unknown, resolve: () => void, reject: (reason: unknown) => void): void =>
  error === undefined ? resolve() : reject(error)

const lockHeld = () => new StoreUnavailable('busy', 'another process has the write lock of the database')
