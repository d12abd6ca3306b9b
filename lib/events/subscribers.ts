/** Who is told of every commit. What has to follow the catalogue, whichever door it was changed by, is a line here. */
import type { Actors } from '@/lib/auth/actor'
import { type People, removeAccounts } from '@/lib/auth/people'
import type { Committed, Subscriber } from '@/lib/events/publish'
import { users } from '@/lib/model/entities/person'
import { isOfRights } from '@/lib/model/rules/rights-graph'
import type { Change } from '@/lib/store/change'

interface Followers {
  readonly people: People
  readonly actors: Actors
  /** Counts commits, where somebody watches. */
  readonly meter?: { committed(committed: Committed): void } | undefined
}

export const subscribersOf = ({ people, actors, meter }: Followers): readonly Subscriber[] => [
  {
    name: 'what is remembered of rights',
    when: 'inside',
    hear: ({ changes }) => {
      if (changes.some(touchesRights)) actors.forget()
    },
  },
  {
    // Should it fail, nothing of theirs opens anything, and the next sweep clears it away.
    name: 'what deleted users signed in with',
    when: 'inside',
    hear: async (committed) => {
      const gone = removedUsers(committed)
      if (gone.length > 0) await removeAccounts(people, gone)
    },
  },
  { name: 'the metrics', when: 'after', hear: (committed) => meter?.committed(committed) },
]

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

const removedUsers = ({ events }: Committed): string[] =>
  events
    .filter(({ eventType, entityType }) => eventType === 'entityDeleted' && entityType === users.type)
    .map(({ entityId }) => entityId)
