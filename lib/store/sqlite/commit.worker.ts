/** Writes commits, in a thread of its own. Outside the bundle: the paths of the project are made known to Node first. */
import { registerHooks } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import type { Change } from '@/lib/store/change'
import type { StoreConflict, StoreUnavailable } from '@/lib/store/errors'

/** What the thread is asked: to write commits, known by a token of their own, or to write the log back. */
export type Asked = 'checkpoint' | { readonly token: string; readonly batch: readonly (readonly Change[])[] }

/** An error as it crosses to the other thread; null where there is none. */
export type Told =
  | { readonly kind: 'conflict'; readonly reason: StoreConflict['reason']; readonly message: string }
  | { readonly kind: 'unavailable'; readonly reason: StoreUnavailable['reason']; readonly message: string }
  | { readonly kind: 'lost'; readonly message: string }
  | { readonly kind: 'other'; readonly message: string }
  | null

export type Answer = 'busy' | readonly Told[]

/** What became of the commits that were written last; kept by the transaction that wrote them, for when the thread dies. */
export interface Kept {
  readonly token: string
  readonly answer: readonly Told[]
}

const root = new URL('../../../', import.meta.url)
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier.startsWith('@/') ? new URL(`${specifier.slice(2)}.ts`, root).href : specifier, context),
})
const errors = await import('@/lib/store/errors')
const { createCommit } = await import('@/lib/store/sqlite/commit')
const { keepLast } = await import('@/lib/store/sqlite/last-batch')
const { openFile } = await import('@/lib/store/sqlite/open-file')

/** A bulk write fills SQLite's default of 1,000 pages with every commit; it is written back when there is more to gain. */
const logPagesMax = 4_000

/**
 * Changes all over a catalogue of 275,000 take no more processor time with these than with four times as many: what is
 * not among them comes from the memory of the system.
 */
const cacheMb = 16

const db = await openFile(String(workerData), { logPagesMax, cacheMb })
const write = createCommit(db)
const keep = keepLast(db)

parentPort?.on('message', (text: string) => {
  const asked = JSON.parse(text) as Asked // what `commit-thread.ts` was given
  if (asked === 'checkpoint') {
    writeBack()
    return
  }
  const { token, batch } = asked
  const outcome = write(batch, (done) => keep({ token, answer: done.map(tell) }))
  parentPort?.postMessage((outcome === 'busy' ? outcome : outcome.map(tell)) satisfies Answer)
})

function writeBack(): void {
  try {
    db.pragma('wal_checkpoint(PASSIVE)')
  } catch {
    // It stays in the log for the next time; who writes is told what is wrong with the disk.
  }
}

function tell(error: unknown): Told {
  if (error === undefined) return null
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof errors.StoreConflict) return { kind: 'conflict', reason: error.reason, message }
  if (error instanceof errors.StoreUnavailable) return { kind: 'unavailable', reason: error.reason, message }
  if (error instanceof errors.JobLost) return { kind: 'lost', message }
  return { kind: 'other', message }
}
