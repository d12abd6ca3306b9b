/**
 * Large commits where they hold up nobody: the statements, the wait for the disk and the writing back of the log happen
 * in a thread with a connection of its own.
 */
import { randomUUID } from 'node:crypto'
import type { Worker } from 'node:worker_threads'
import type Database from 'better-sqlite3'
import type { Change } from '@/lib/store/change'
import { JobLost, StoreConflict, StoreUnavailable } from '@/lib/store/errors'
import type { Outcome } from '@/lib/store/sqlite/commit'
import type { Answer, Asked, Told } from '@/lib/store/sqlite/commit.worker'
import { answerOf } from '@/lib/store/sqlite/last-batch'

export interface CommitThread {
  /** One at a time. */
  write(batch: readonly (readonly Change[])[]): Promise<Outcome>
  /** Writes the log back into the file, some time. */
  checkpoint(): void
  close(): Promise<void>
}

/** The thread runs from its source, as the server process does. */
const workerFile = `${process.cwd()}/lib/store/sqlite/commit.worker.ts`

/** Bundlers follow what they see given to a `Worker` that is imported, here into the whole project. */
const startWorker = (path: string): Worker => {
  const { Worker } = process.getBuiltinModule('node:worker_threads')
  return new Worker(workerFile, { workerData: path })
}

interface Pending {
  readonly token: string
  readonly size: number
  readonly resolve: (outcome: Outcome) => void
}

/** For the file at the path, which is open as `db` too; starts when it is needed, anew where it has ended. */
export function createCommitThread(path: string, db: Database.Database, start = startWorker): CommitThread {
  let worker: Worker | undefined
  let pending: Pending | undefined
  let idle: Promise<unknown> = Promise.resolve()
  const settle = (outcome: Outcome): void => {
    worker?.unref()
    pending?.resolve(outcome)
    pending = undefined
  }
  /** By now its connection is closed: what it had not committed is undone, and what it had is there to be read. */
  const ended = (cause: unknown): void => {
    worker = undefined
    if (pending !== undefined) settle(outcomeOf(pending, db, cause))
  }
  const running = (): Worker => {
    if (worker !== undefined) return worker
    const started = start(path)
    let cause: unknown
    started.unref()
    started.on('message', (answer: Answer) => settle(toOutcome(answer)))
    started.on('error', (error) => {
      cause = error
    })
    started.on('exit', (code) => {
      if (worker === started) ended(cause ?? new Error(`it ended with ${code}`))
    })
    worker = started
    return started
  }
  const ask = (thread: Worker, asked: Asked): void => thread.postMessage(JSON.stringify(asked))
  return {
    write: (batch) => {
      const token = randomUUID()
      const written = new Promise<Outcome>((resolve) => {
        pending = { token, size: batch.length, resolve }
      })
      idle = written
      const thread = running()
      // The process stays until the answer is there.
      thread.ref()
      // As text it crosses in a third of the time.
      ask(thread, { token, batch: batch.map((changes) => changes.map(needed)) })
      return written
    },
    checkpoint: () => ask(running(), 'checkpoint'),
    close: async () => {
      await idle
      const last = worker
      worker = undefined
      await last?.terminate()
    },
  }
}

/** What became of commits whose thread has ended without an answer. */
function outcomeOf({ token, size }: Pending, db: Database.Database, cause: unknown): Outcome {
  const why = cause instanceof Error ? cause.message : String(cause)
  const all = (reason: StoreUnavailable['reason'], what: string): Outcome =>
    Array.from({ length: size }, () => new StoreUnavailable(reason, `${what}: ${why}`, { cause }))
  try {
    const answer = answerOf(db, token)
    return answer === undefined ? all('away', 'the thread that writes has ended before it wrote') : toOutcome(answer)
  } catch {
    return all('unknown', 'the thread that writes has ended, and the file can not be read')
  }
}

const toOutcome = (answer: Answer): Outcome => (answer === 'busy' ? answer : answer.map(toError))

/** Of the row that was expected, what the commit looks at. */
const needed = (change: Change): Change =>
  change.kind === 'update'
    ? { ...change, expected: { version: change.expected.version, updatedAt: change.expected.updatedAt } }
    : change

const toError = (told: Told): unknown => {
  if (told === null) return undefined
  const { kind, message } = told
  if (kind === 'conflict') return new StoreConflict(told.reason, message)
  if (kind === 'lost') return new JobLost('lost', message)
  if (kind === 'unavailable') return new StoreUnavailable(told.reason, message)
  return new Error(message)
}
