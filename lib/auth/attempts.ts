/**
 * Slows down guessing by the account that is tried, in this process. better-auth limits by address; somebody with many
 * addresses meets this. Sessions that exist go on.
 */
import { createLru } from '@/lib/auth/lru'
import { CatalogueError } from '@/lib/model/errors'

const failuresMax = 20
const windowMs = 15 * 60 * 1000

/** OpenMetadata's words for it. */
export const tooManyAttempts = (retryAfterSeconds: number) =>
  new CatalogueError(
    'tooManyRequests',
    'Failed Login Attempts Exceeded. Use Forgot Password or retry after some time.',
    {
      retryAfterSeconds,
      hint: `Try again in ${retryAfterSeconds} seconds.`,
    },
  )

export interface Attempts {
  /** Runs an attempt that says whether it succeeded; throws 429 without running it after too many failures. */
  limit(account: string, attempt: () => Promise<boolean>): Promise<boolean>
}

/** One per process: every door that takes a password counts with the same. */
export function createAttempts(): Attempts {
  const failures = createLru<{ count: number; readonly since: number }>(10_000)
  return {
    limit: async (account, attempt) => {
      const key = account.toLowerCase()
      const now = Date.now()
      const known = failures.get(key)
      const failed = known === undefined || known.since + windowMs <= now ? { count: 0, since: now } : known
      if (failed.count >= failuresMax) throw tooManyAttempts(Math.ceil((failed.since + windowMs - now) / 1000))
      // Counted before the answer is known, so that attempts sent at once are counted too.
      failed.count += 1
      failures.set(key, failed)
      const succeeded = await attempt()
      if (succeeded) failures.delete(key)
      return succeeded
    },
  }
}
