import { blockedReason } from '@/components/entity/blocked-reason'
import type { EntityAddress } from '@/lib/model/entities/entity-address'
import { allEdits, editOf } from '@/lib/model/fields/members'
import { type Actor, can } from '@/lib/model/rules/access'
import type { AccessSubject } from '@/lib/model/rules/subject-test'

type Def = Pick<EntityAddress, 'type' | 'label'>

/** Why the person may not change a field of the entity; undefined when they may. */
export const lockedReason = (actor: Actor, def: Def, subject: AccessSubject, field: string): string | undefined =>
  blockedReason(actor, editOf(field), def, subject)

/** Why there is nothing of the entity that the person may change. */
export function editBlockedReason(actor: Actor, def: Def, subject: AccessSubject): string | undefined {
  if (allEdits.some((operation) => can(actor, operation, def.type, subject))) return undefined
  return blockedReason(actor, 'EditAll', def, subject)
}
