/**
 * Large commits where they hold up nobody: the statements, the wait for the disk and the writing back of the log happen
 * in a thread with a connection of its own.
 */
import type { Worker } from 'node:worker_threads'
import { StoreConflict, StoreUnavailable } from '@/lib/store/errors'
import type { Outcome } from '@/lib/store/sqlite/commit'
import type { Answer, Told } from '@/lib/store/sqlite/commit.worker'
import type { Change } from '@/lib/store/store'

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

/** For the file at the path; starts when it is needed. */
export function createCommitThread(path: string): CommitThread {
  let worker: Worker | undefined
  let pending: { readonly size: number; readonly resolve: (outcome: Outcome) => void } | undefined
  let idle: Promise<unknown> = Promise.resolve()
  const settle = (outcome: Outcome): void => {
    worker?.unref()
    pending?.resolve(outcome)
    pending = undefined
  }
  const lost = (error: Error): void => {
    worker = undefined
    const told = new StoreUnavailable('away', `the thread that writes has ended: ${error.message}`, { cause: error })
    settle(Array.from({ length: pending?.size ?? 0 }, () => told))
  }
  const running = (): Worker => {
    if (worker !== undefined) return worker
    worker = startWorker(path)
    worker.unref()
    worker.on('message', (answer: Answer) => settle(answer === 'busy' ? answer : answer.map(toError)))
    worker.on('error', lost)
    return worker
  }
  return {
    write: (batch) => {
      const written = new Promise<Outcome>((resolve) => {
        pending = { size: batch.length, resolve }
      })
      idle = written
      const thread = running()
      // The process stays until the answer is there.
      thread.ref()
      // As text it crosses in a third of the time.
      thread.postMessage(JSON.stringify(batch.map((changes) => changes.map(needed))))
      return written
    },
    checkpoint: () => running().postMessage('checkpoint'),
    close: async () => {
      await idle
      await worker?.terminate()
      worker = undefined
    },
  }
}

/** Of the row that was expected, what the commit looks at. */
const needed = (change: Change): Change =>
  change.kind === 'update'
    ? { ...change, expected: { version: change.expected.version, updatedAt: change.expected.updatedAt } }
    : change

const toError = (told: Told): unknown => {
  if (told === null) return undefined
  const { kind, message } = told
  if (kind === 'conflict') return new StoreConflict(told.reason, message)
  if (kind === 'unavailable') return new StoreUnavailable(told.reason, message)
  return new Error(message)
}
