import { CatalogueError } from '@/lib/model/errors'
import { StoreConflict } from '@/lib/store/errors'

const attemptsMax = 5

/**
 * Reads, plans and commits again while somebody else was faster. `attempt` must read anew each time. Ends in 409 when it
 * keeps losing; a conflict about a taken name is the caller's to answer.
 */
export async function retryStale<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = attemptsMax; ; left -= 1) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof StoreConflict) || error.reason === 'taken') throw error
      if (left > 1) continue
      // The database gave up on locks, nobody has changed the entity: the answer is 503.
      if (error.reason === 'busy') throw error
      throw new CatalogueError('conflict', 'The entity has been modified by another user. Please refresh and retry.', {
        cause: error,
      })
    }
  }
}
