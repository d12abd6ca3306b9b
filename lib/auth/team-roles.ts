/** Which roles come to people by their teams (docs/contract/people.md#roles-and-teams). */
import { linksUpwards } from '@/lib/auth/grants'
import { rootTeam } from '@/lib/model/entities/person'
import { gives } from '@/lib/model/rules/rights-graph'
import type { EntitySummary, RelatedTarget } from '@/lib/store/rows'
import type { Store } from '@/lib/store/store'

/** A role, and the team that gives it: one of theirs, or one above it. */
export interface TeamRole {
  readonly role: EntitySummary
  readonly team: EntitySummary
}

/**
 * The roles that the teams of some users give them besides their own, each by the nearest team; a question for a level of
 * teams. What everybody has, by the root team, is left out.
 */
export async function teamRoles(
  userIds: readonly string[],
  store: Pick<Store, 'relations'>,
): Promise<ReadonlyMap<string, readonly TeamRole[]>> {
  const own = Map.groupBy(await store.relations(userIds, ['team', 'role']), ({ relation }) => relation)
  const members = besidesRoot(own.get('team') ?? []).filter(({ target }) => gives(target))
  const has = Map.groupBy(own.get('role') ?? [], ({ entityId }) => entityId)
  const links = await linksUpwards(
    members.map(({ targetId }) => targetId),
    async (ids) => besidesRoot(await store.relations(ids, ['defaultRole', 'parent'], ['defaultRole'])),
    ({ relation }) => relation === 'parent',
  )
  const teams = new Map([...members, ...links].map(({ target }) => [target.id, target]))
  const given = Map.groupBy(links, ({ entityId }) => entityId)
  const byUser = Map.groupBy(members, ({ entityId }) => entityId)
  return new Map(
    [...byUser].map(([id, of]) => {
      const known = new Set(has.get(id)?.map(({ targetId }) => targetId))
      return [id, rolesFrom(of, given, teams).filter(({ role }) => !known.has(role.id))]
    }),
  )
}

const besidesRoot = (links: readonly RelatedTarget[]): RelatedTarget[] =>
  links.filter(({ target }) => !(target.type === 'team' && target.name === rootTeam))

/** Level by level upwards, so that the nearest team is the one that is told. */
function rolesFrom(
  members: readonly RelatedTarget[],
  given: ReadonlyMap<string, readonly RelatedTarget[]>,
  teams: ReadonlyMap<string, EntitySummary>,
): TeamRole[] {
  const roles = new Map<string, TeamRole>()
  const ids = new Set(members.map(({ targetId }) => targetId))
  // A set gives what is added to it while it is gone through.
  for (const id of ids) {
    const team = teams.get(id)
    if (team === undefined) continue
    for (const { relation, target } of given.get(id) ?? []) {
      if (relation === 'parent') ids.add(target.id)
      else if (!roles.has(target.id)) roles.set(target.id, { role: target, team })
    }
  }
  return [...roles.values()]
}
