/** The one place where a commit tells others; who they are stands in `subscribers.ts` (decision 019). */
import type { ChangeEventRecord } from '@/lib/model/wire/change-event'
import type { Change } from '@/lib/store/change'
import type { Store } from '@/lib/store/store'

/** What the database has by now. */
export interface Committed {
  readonly changes: readonly Change[]
  /** Those of the changes that the feed tells, too. A change of what no version tells has none. */
  readonly events: readonly ChangeEventRecord[]
  /** What the store took. */
  readonly ms: number
}

export interface Subscriber {
  readonly name: string
  /**
   * `inside`: whoever commits waits for it, so that the next request finds it done. `after`: nobody waits; commits are
   * heard one by one, in their order. Neither is told of what was refused, and neither can undo a commit.
   */
  readonly when: 'inside' | 'after'
  hear(committed: Committed): void | Promise<void>
}

/**
 * The store with subscribers to its commits, whichever verb makes them and by whichever door. One that fails is reported,
 * and the others are told all the same. Closing waits for those that are still listening.
 */
export function publishing(
  store: Store,
  subscribers: readonly Subscriber[],
  report: (subscriber: string, error: unknown) => void,
): Store {
  const inside = subscribers.filter(({ when }) => when === 'inside')
  const after = subscribers.filter(({ when }) => when === 'after')
  const tell = async (listeners: readonly Subscriber[], committed: Committed): Promise<void> => {
    for (const listener of listeners) {
      try {
        await listener.hear(committed)
      } catch (error) {
        report(listener.name, error)
      }
    }
  }
  let told = Promise.resolve()
  return {
    ...store,
    commit: async (changes) => {
      const begun = performance.now()
      await store.commit(changes)
      const ms = performance.now() - begun
      const events = changes.flatMap((change) => (change.kind === 'record' ? [change.event] : []))
      const committed = { changes, events, ms }
      if (after.length > 0) told = told.then(() => tell(after, committed))
      await tell(inside, committed)
    },
    close: async () => {
      await told
      await store.close()
    },
  }
}
