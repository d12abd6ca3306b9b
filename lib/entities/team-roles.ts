/** Which roles come to people by their teams (docs/contract/people.md#roles-and-teams). */
import type { RequestContext } from '@/lib/entities/context'
import { onlyPermitted } from '@/lib/entities/gate'
import { rootTeam } from '@/lib/model/entities/person'
import { gives, linksUpwards } from '@/lib/model/rules/rights-graph'
import type { EntitySummary, RelatedTarget } from '@/lib/store/rows'

/** A role, and the team that gives it: one of theirs, or one above it. */
export interface TeamRole {
  readonly role: EntitySummary
  readonly team: EntitySummary
}

/**
 * The roles that the teams of some users give them besides their own, each by the nearest team; a question for a level of
 * teams. What everybody has, by the root team, is left out, and so is what the caller could not find out by reading: users
 * and teams of which they may not see everything, roles that they may not see.
 */
export async function teamRoles(
  userIds: readonly string[],
  ctx: RequestContext,
): Promise<ReadonlyMap<string, readonly TeamRole[]>> {
  const { store } = ctx
  const found = (await store.findByIds(userIds)).filter(({ type }) => type === 'user')
  const users = await onlyPermitted('user', found, ['ViewAll'], ctx)
  const ids = users.map(({ id }) => id)
  const own = Map.groupBy(await store.relations(ids, ['team', 'role']), ({ relation }) => relation)
  const members = await giving(own.get('team') ?? [], ctx)
  const has = Map.groupBy(own.get('role') ?? [], ({ entityId }) => entityId)
  const links = await linksUpwards(
    members.map(({ targetId }) => targetId),
    async (above) => giving(await store.relations(above, ['defaultRole', 'parent'], ['defaultRole']), ctx),
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

/** The links to what gives something, and is the caller's to see. */
async function giving(links: readonly RelatedTarget[], ctx: RequestContext): Promise<RelatedTarget[]> {
  const found = links.filter(({ target }) => gives(target) && !(target.type === 'team' && target.name === rootTeam))
  const of = (type: 'team' | 'role') => found.flatMap(({ target }) => (target.type === type ? [target] : []))
  const [teams, roles] = await Promise.all([
    onlyPermitted('team', of('team'), ['ViewAll'], ctx),
    onlyPermitted('role', of('role'), ['ViewBasic'], ctx),
  ])
  const seen = new Set([...teams, ...roles].map(({ id }) => id))
  return found.filter(({ target }) => seen.has(target.id))
}

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
