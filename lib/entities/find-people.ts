/** Users and teams by what files call them: a fixed number of queries, however many names. */
import { holdersOf } from '@/lib/entities/claims'
import type { RequestContext } from '@/lib/entities/context'
import { lookupFqn } from '@/lib/entities/resolve'
import { onlyVisible } from '@/lib/entities/visible'
import { type PersonName, users } from '@/lib/model/entities/person'
import type { StoredEntity } from '@/lib/store/store'

/**
 * Whom each name means: a user of that name, else the one with that address, else a team. Those who are not there, deleted
 * or not the caller's to see, are undefined.
 */
export async function findPeople(
  names: readonly PersonName[],
  ctx: RequestContext,
): Promise<(StoredEntity | undefined)[]> {
  const namesOf = (type: 'user' | 'team') => [
    ...new Set(names.filter((person) => person.type === 'any' || person.type === type).map(({ name }) => name)),
  ]
  const [userNames, teamNames] = [namesOf('user'), namesOf('team')]
  const [named, addressed, teams] = await Promise.all([
    ctx.store.findByFqns(
      'user',
      userNames.map((name) => lookupFqn('user', name)),
    ),
    holdersOf(
      users,
      'email',
      userNames.filter((name) => name.includes('@')),
      ctx,
    ),
    ctx.store.findByFqns(
      'team',
      teamNames.map((name) => lookupFqn('team', name)),
    ),
  ])
  const found = await onlyVisible(
    [...named, ...addressed.values(), ...teams].filter((row) => !row.deleted),
    (row) => row,
    ctx,
  )
  const known = new Set(found.map(({ id }) => id))
  const shown = (row: StoredEntity | undefined) => (row !== undefined && known.has(row.id) ? row : undefined)
  const byFqn = new Map([...named, ...teams].map((row) => [`${row.type} ${row.fullyQualifiedName}`, row]))
  const ofType = (type: 'user' | 'team', name: string) => shown(byFqn.get(`${type} ${lookupFqn(type, name)}`))
  return names.map(({ type, name }) => {
    const user = type === 'team' ? undefined : (ofType('user', name) ?? shown(addressed.get(name.toLowerCase())))
    return user ?? (type === 'user' ? undefined : ofType('team', name))
  })
}
