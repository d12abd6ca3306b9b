import { setTimeout as sleep } from 'node:timers/promises'
import { CatalogueError } from '@/lib/model/wire/errors'
import { StoreConflict } from '@/lib/store/errors'

const attemptsMax = 5
/** About how long the first pause is; each further one is twice as long. */
const firstPauseMs = 5

/** Of different lengths, so that those who met once do not meet again, and none so short that it is no pause. */
const pauseMs = (failures: number): number => firstPauseMs * 2 ** (failures - 1) * (0.5 + Math.random())

/**
 * Reads, plans and commits again, after a pause, while somebody else was faster. `attempt` must read anew each time.
 * Ends in 409 when it keeps losing; a conflict about a taken name is the caller's to answer.
 */
export async function retryStale<T>(attempt: () => Promise<T>): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof StoreConflict) || error.reason === 'taken') throw error
      if (failures < attemptsMax) {
        await sleep(pauseMs(failures))
        continue
      }
      // The database gave up on locks, nobody has changed the entity: the answer is 503.
      if (error.reason === 'busy') throw error
      throw new CatalogueError('conflict', 'The entity has been modified by another user. Please refresh and retry.', {
        cause: error,
      })
    }
  }
}
