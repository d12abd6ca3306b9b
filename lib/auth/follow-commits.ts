/**
 * What sign-in keeps of the catalogue's users follows every commit, whichever verb made it and by whichever door: that is
 * why it hangs on the store (decision 010).
 */
import type { Actors } from '@/lib/auth/actor'
import { type People, removeAccounts } from '@/lib/auth/people'
import { users } from '@/lib/model/entities/person'
import { isOfRights } from '@/lib/model/rules/rights-graph'
import type { Change, Store } from '@/lib/store/store'

interface Followers {
  readonly people: People
  readonly actors: Actors
}

export const followCommits = (store: Store, followers: Followers): Store => ({
  ...store,
  commit: async (changes) => {
    await store.commit(changes)
    await follow(changes, followers)
  },
})

async function follow(changes: readonly Change[], { people, actors }: Followers): Promise<void> {
  if (changes.some(touchesRights)) actors.forget()
  const gone = changes.flatMap((change) =>
    change.kind === 'record' && change.event.eventType === 'entityDeleted' && change.event.entityType === users.type
      ? [change.event.entityId]
      : [],
  )
  if (gone.length === 0) return
  try {
    await removeAccounts(people, gone)
  } catch (error) {
    // The users are gone, and nothing of theirs opens anything; the next start clears it away.
    console.error('What deleted users signed in with could not be removed:', error)
  }
}

/** Every step of an entity of such a type has a row or an event. */
function touchesRights(change: Change): boolean {
  switch (change.kind) {
    case 'insert':
    case 'update':
      return isOfRights(change.row.type)
    case 'record':
      return isOfRights(change.event.entityType)
    default:
      return false
  }
}
