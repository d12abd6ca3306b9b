/**
 * What a user may do: policies by roles, and by teams with the teams above them
 * (docs/contract/people.md#roles-and-teams).
 */
import { z } from 'zod'
import { rootTeam } from '@/lib/model/entities/person'
import type { Actor, CallerKind, GrantedPolicy } from '@/lib/model/rules/access'
import { gives, linksUpwards, receivesBy } from '@/lib/model/rules/rights-graph'
import type { RelatedTarget, StoredEntity } from '@/lib/store/rows'
import type { Store } from '@/lib/store/store'

const rules = z.array(
  z.object({
    name: z.string(),
    effect: z.enum(['allow', 'deny']),
    operations: z.array(z.string()),
    resources: z.array(z.string()),
    condition: z.string().optional(),
  }),
)

const unreadable = { name: 'unreadable rules', effect: 'deny', operations: ['All'], resources: ['all'] } as const

const { user: ofUsers = [], team: ofTeams = [], role: ofRoles = [] } = receivesBy
const ofTeamsAndRoles = [...new Set([...ofTeams, ...ofRoles])]

/** Reads the roles, teams and policies of a user: three or four queries, each for all of one step. */
export async function grantsOf(user: StoredEntity, caller: CallerKind, store: Store): Promise<Actor> {
  const [own, [root]] = await Promise.all([
    store.relations([user.id], ofUsers, ['role']),
    store.findByFqns('team', [rootTeam]),
  ])
  const living = own.filter(({ target }) => gives(target))
  const first = [
    ...living.filter(({ relation }) => relation !== 'domain'),
    ...(root === undefined || root.deleted ? [] : [{ relation: 'team', target: root }]),
  ]
  const links = await linksUpwards(
    first.map(({ target }) => target.id),
    (ids) => store.relations(ids, ofTeamsAndRoles, ['policy', 'defaultRole']),
    ({ relation }) => relation !== 'policy',
  )
  const roles = new Map<string, string>()
  const teams = new Map<string, readonly string[]>()
  for (const { relation, target } of [...first, ...links]) {
    if (relation === 'role' || relation === 'defaultRole') roles.set(target.id, target.name)
    else if (relation !== 'policy') teams.set(target.id, [target.name, target.fullyQualifiedName])
  }
  const policies = new Map<string, GrantedPolicy>()
  for (const link of links) if (link.relation === 'policy') addPolicy(policies, link, roles.get(link.entityId))

  const { isAdmin, isBot } = user.document
  return {
    id: user.id,
    name: user.name,
    displayName: user.displayName ?? undefined,
    isAdmin: isAdmin === true,
    isBot: isBot === true,
    caller,
    roles: [...new Set(roles.values())],
    teamIds: [...teams.keys()],
    teams: [...new Set([...teams.values()].flat())],
    domainIds: living.filter((link) => link.relation === 'domain').map((link) => link.targetId),
    policies: [...policies.values()],
  }
}

/** The same policy by two roles counts once. One whose rules cannot be read denies everything: it may have been a denial. */
function addPolicy(policies: Map<string, GrantedPolicy>, link: RelatedTarget, role: string | undefined): void {
  if (policies.has(link.targetId) || link.target.document?.enabled === false) return
  const parsed = rules.safeParse(link.target.document?.rules)
  policies.set(link.targetId, { name: link.target.name, role, rules: parsed.success ? parsed.data : [unreadable] })
}
