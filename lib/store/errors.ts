/** Why the store did not do what it was asked. */
import { isMarked } from '@/lib/model/rules/same-class'

/** A class of errors that are told apart by a reason, and known by other copies of this module too (`same-class.ts`). */
function errorWithReason<Reason extends string>(name: string) {
  const mark = Symbol.for(`dashcat.${name}`)
  return class extends Error {
    static override [Symbol.hasInstance](value: unknown): boolean {
      return isMarked(value, mark)
    }

    readonly [mark] = true
    readonly reason: Reason

    constructor(reason: Reason, message: string, options?: ErrorOptions) {
      super(message, options)
      this.name = name
      this.reason = reason
    }
  }
}

/**
 * A commit was refused, and nothing of it was written. `taken`: the type has another entity with that FQN; `stale`: what
 * the plan was made from has moved; `busy`: the database gave up on a lock, the same commit may work again.
 */
export class StoreConflict extends errorWithReason<'taken' | 'stale' | 'busy'>('StoreConflict') {}

/**
 * The database cannot do it now, whatever is asked. The same may work again in a moment; nothing was written, but where the
 * reason is `unknown`.
 * `away`: it does not answer; `readOnly`: it answers and takes no writes; `busy`: others are in the way; `full`: no room to
 * write; `unknown`: it went away between being told to commit and saying that it has, and nobody could ask it since.
 */
export class StoreUnavailable extends errorWithReason<'away' | 'readOnly' | 'busy' | 'full' | 'unknown'>(
  'StoreUnavailable',
) {}

/** Somebody else works on the job by now, or has ended it: whoever hears this stops. Nothing of the commit was written. */
export class JobLost extends errorWithReason<'lost'>('JobLost') {}
