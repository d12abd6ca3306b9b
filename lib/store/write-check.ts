import { setTimeout as sleep } from 'node:timers/promises'
import { StoreUnavailable } from '@/lib/store/errors'
import type { Store } from '@/lib/store/store'

/** What the writes of the last seconds say needs no trial. */
const freshMs = 5_000
/** A trial that takes longer counts as failed until it ends: whoever asks for health wants an answer. */
const trialMs = 150

export interface WriteCheck {
  /** Runs a write and remembers how it ended. */
  watch<T>(write: () => Promise<T>): Promise<T>
  /** Throws why nothing can be written at the moment. */
  check(): Promise<void>
}

/** Knows whether the database takes writes: from those that came by, and by a trial of its own where none did. */
export function watchWrites({ putSetting }: Pick<Store, 'putSetting'>): WriteCheck {
  const tryOut = () => putSetting('health.writtenAt', String(Date.now()))
  let failure: unknown
  /** When it was known last, by `performance.now()`. */
  let knownAt = Number.NEGATIVE_INFINITY
  let trial: Promise<void> | undefined
  const watch = async <T>(write: () => Promise<T>): Promise<T> => {
    try {
      const result = await write()
      failure = undefined
      knownAt = performance.now()
      return result
    } catch (error) {
      if (error instanceof StoreUnavailable) {
        failure = error
        knownAt = performance.now()
      }
      throw error
    }
  }
  return {
    watch,
    check: async () => {
      if (performance.now() - knownAt < freshMs) {
        if (failure !== undefined) throw failure
        return
      }
      trial ??= watch(tryOut)
        .catch(() => {}) // remembered
        .finally(() => {
          trial = undefined
        })
      const ended = await Promise.race([trial.then(() => true), sleep(trialMs, false)])
      if (failure !== undefined) throw failure
      if (!ended) throw new StoreUnavailable('busy', 'a write has to wait')
    },
  }
}
