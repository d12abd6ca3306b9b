/** Users and teams by what files call them: a fixed number of queries, however many names. */
import { holdersOf } from '@/lib/entities/claims'
import type { RequestContext } from '@/lib/entities/context'
import { lookupFqn } from '@/lib/entities/resolve'
import { onlyVisible } from '@/lib/entities/visible'
import { type PersonName, users } from '@/lib/model/entities/person'
import { shownName } from '@/lib/model/rules/shown-name'
import type { StoredEntity } from '@/lib/store/rows'

/** What a name as files have it may be, besides the name of a user or a team. */
interface Forms {
  /** `Ana Lopez <ana@example.com>`, `mailto:ana@example.com`. */
  readonly mail: string | undefined
  /** Display names: `Ana Lopez`, and for `Lopez, Ana` also turned round. */
  readonly shown: readonly string[]
}

/** What a name says of somebody whose name it may not be. */
export function spokenForms(name: string): Forms {
  const mail = /(?:^mailto:|<\s*)([^\s<>]+@[^\s<>]+?)\s*>?$/i.exec(name)?.[1] ?? (name.includes('@') ? name : undefined)
  const plain = name
    .replace(/<[^<>]*>$/, '')
    .replace(/^"(.*)"\s*$/, '$1')
    .trim()
  const [, last, first] = /^([^,]+),([^,]+)$/.exec(plain) ?? []
  const turned = last === undefined || first === undefined ? [] : [`${first.trim()} ${last.trim()}`]
  return { mail, shown: plain === '' ? [] : [plain, ...turned] }
}

/**
 * Whom each name means: a user of that name, else the one with that address, else a team, else the only one who is shown
 * by that name. Those who are not there, deleted or not the caller's to see, are undefined.
 */
export async function findPeople(
  names: readonly PersonName[],
  ctx: RequestContext,
): Promise<(StoredEntity | undefined)[]> {
  const forms = new Map(names.map(({ name }) => [name, spokenForms(name)]))
  const namesOf = (type: 'user' | 'team') => [
    ...new Set(names.filter((person) => person.type === 'any' || person.type === type).map(({ name }) => name)),
  ]
  const [userNames, teamNames] = [namesOf('user'), namesOf('team')]
  const mails = userNames.flatMap((name) => forms.get(name)?.mail ?? [])
  const shownBy = (list: readonly string[]) => list.flatMap((name) => forms.get(name)?.shown ?? [])
  const { store } = ctx
  const fqns = (type: 'user' | 'team', list: readonly string[]) => list.map((name) => lookupFqn(type, name))
  const [named, addressed, teams, shownUsers, shownTeams] = await Promise.all([
    store.findByFqns('user', fqns('user', userNames)),
    holdersOf(users, 'email', mails, ctx),
    store.findByFqns('team', fqns('team', teamNames)),
    store.findByShownNames('user', shownBy(userNames)),
    store.findByShownNames('team', shownBy(teamNames)),
  ])
  const found = await onlyVisible(
    [...named, ...addressed.values(), ...teams, ...shownUsers, ...shownTeams].filter((row) => !row.deleted),
    (row) => row,
    ctx,
  )
  const known = new Set(found.map(({ id }) => id))
  const visible = (row: StoredEntity | undefined) => (row !== undefined && known.has(row.id) ? row : undefined)
  const byFqn = new Map([...named, ...teams].map((row) => [`${row.type} ${row.fullyQualifiedName}`, row]))
  const ofType = (type: 'user' | 'team', name: string) => visible(byFqn.get(`${type} ${lookupFqn(type, name)}`))
  const byShown = Map.groupBy(
    [...shownUsers, ...shownTeams].filter((row) => known.has(row.id)),
    (row) => `${row.type} ${shownName(row).toLowerCase()}`,
  )
  /** Of two people who are called the same nobody is meant. */
  const only = (type: 'user' | 'team', shown: readonly string[]) => {
    const rows = shown.flatMap((name) => byShown.get(`${type} ${name.toLowerCase()}`) ?? [])
    return rows.length === 1 ? rows[0] : undefined
  }
  return names.map(({ type, name }) => {
    const { mail, shown } = forms.get(name) ?? spokenForms(name)
    const byName =
      type === 'team' ? undefined : (ofType('user', name) ?? visible(addressed.get(mail?.toLowerCase() ?? '')))
    const byTeam = type === 'user' ? undefined : ofType('team', name)
    const byDisplayName =
      (type === 'team' ? undefined : only('user', shown)) ?? (type === 'user' ? undefined : only('team', shown))
    return byName ?? byTeam ?? byDisplayName
  })
}
