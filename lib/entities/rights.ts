/**
 * Nobody gives rights who is not an administrator: whatever a policy allows on users, teams, roles and policies, it
 * does not reach the members by which rights are given, or by which somebody is recognised. What is given by relations is
 * for `rights-guard.ts` to see.
 */

import type { RequestContext } from '@/lib/entities/context'
import type { EntityState } from '@/lib/entities/state'
import { sameValue } from '@/lib/model/edits/change'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { requireAdmin } from '@/lib/model/rules/access'

/**
 * Throws 403 when the step from `before` to `after` gives or takes rights and the actor is no administrator. Without
 * `before` the entity is created, without `after` it is deleted for good.
 */
export function requireMayGrant(
  def: EntityDefinition,
  before: EntityState | undefined,
  after: EntityState | undefined,
  ctx: RequestContext,
): void {
  const { rights } = def
  if (ctx.actor.isAdmin || rights === undefined) return
  const isAnothersAdministrator = before?.row.document.isAdmin === true && before.row.id !== ctx.actor.id
  if (rights.members === 'all' || isAnothersAdministrator) {
    requireAdmin(ctx.actor)
    return
  }
  if (after === undefined) return
  const guarded = before === undefined ? rights.members : [...rights.members, ...(rights.identity ?? [])]
  if (guarded.some((member) => !sameValue(standing(def, before, member), standing(def, after, member))))
    requireAdmin(ctx.actor)
}

/** What a member amounts to: ids of a relation, or the value, with what a new entity has by default as nothing. */
function standing(def: EntityDefinition, state: EntityState | undefined, member: string): unknown {
  if (def.relations[member] !== undefined)
    return (state?.relations.get(member) ?? []).map(({ entity }) => entity.id).toSorted()
  const value = state?.row.document[member]
  return value === def.defaults[member] ? undefined : value
}
