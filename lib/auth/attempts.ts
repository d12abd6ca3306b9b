/**
 * Slows down guessing of passwords, in this process (decision 009). Everything is counted by where it comes from, so that
 * nobody can keep somebody else out by failing in their name. Sessions that exist go on.
 */
import { isIPv6 } from 'node:net'
import { createLru } from '@/lib/lru'
import { CatalogueError } from '@/lib/model/wire/errors'

const minuteMs = 60_000
/** Failures from one address, whoever is tried. */
const addressLimit = { max: 10, windowMs: minuteMs }
/** Failures for one account from one address. */
const accountLimit = { max: 20, windowMs: 15 * minuteMs }
/** The same, once as many have failed for the account from anywhere: of many addresses each has few guesses. */
const guessedMax = 5
/** Passwords asked again of somebody who is signed in. */
const confirmLimit = { max: 20, windowMs: 15 * minuteMs }
const entriesMax = 10_000

/** OpenMetadata's words for it. */
const tooManyAttempts = (retryAfterSeconds: number) =>
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
  signIn(account: string, address: string, attempt: () => Promise<boolean>): Promise<boolean>
  /** As `signIn`, for a password that is asked again of somebody who is signed in. */
  confirm(account: string, attempt: () => Promise<boolean>): Promise<boolean>
}

/** One per process: every door that takes a password counts with the same. `now` gives the time in milliseconds. */
export function createAttempts(now: () => number = Date.now): Attempts {
  const byAddress = createCounter(addressLimit.windowMs, now)
  const byAccount = createCounter(accountLimit.windowMs, now)
  const byBoth = createCounter(accountLimit.windowMs, now)
  const confirmed = createCounter(confirmLimit.windowMs, now)

  return {
    signIn: async (given, address, attempt) => {
      const account = given.toLowerCase()
      const network = networkOf(address)
      const both = `${network} ${account}`
      byAddress.require(network, addressLimit.max)
      byBoth.require(both, byAccount.count(account) < accountLimit.max ? accountLimit.max : guessedMax)
      // Counted before the answer is known, so that attempts sent at once are counted too.
      const uncount = [byAddress.add(network), byAccount.add(account), byBoth.add(both)]
      const undo = () => {
        for (const one of uncount) one()
      }
      const succeeded = await attempt().catch((error: unknown) => {
        // Not known to be wrong: while the database is away nobody is to be locked out.
        undo()
        throw error
      })
      if (succeeded) {
        undo()
        byBoth.clear(both)
      }
      return succeeded
    },
    confirm: async (account, attempt) => {
      confirmed.require(account, confirmLimit.max)
      confirmed.add(account)
      const succeeded = await attempt()
      if (succeeded) confirmed.clear(account)
      return succeeded
    },
  }
}

/** Counts within a window that begins with the first. */
function createCounter(windowMs: number, now: () => number) {
  const counted = createLru<{ count: number; readonly since: number }>(entriesMax)
  const current = (key: string) => {
    const known = counted.get(key)
    return known === undefined || known.since + windowMs <= now() ? undefined : known
  }
  return {
    count: (key: string): number => current(key)?.count ?? 0,
    require: (key: string, max: number): void => {
      const known = current(key)
      if (known === undefined || known.count < max) return
      throw tooManyAttempts(Math.ceil((known.since + windowMs - now()) / 1000))
    },
    /** Gives how to take it back. */
    add: (key: string): (() => void) => {
      const entry = current(key) ?? { count: 0, since: now() }
      entry.count += 1
      counted.set(key, entry)
      return () => {
        entry.count -= 1
      }
    },
    clear: (key: string): void => counted.delete(key),
  }
}

/** Whoever has one IPv6 address has the 2⁶⁴ beside it. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.toLowerCase().split('::')
  const groups = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array<string>(Math.max(8 - groups.length - after.length, 0)).fill('0')
  return [...groups, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
