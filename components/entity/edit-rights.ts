import { blockedReason } from '@/components/entity/blocked-reason'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Actor, Operation } from '@/lib/model/rules/access'
import type { AccessSubject } from '@/lib/model/rules/subject-test'

const operationOf: Readonly<Record<string, Operation>> = {
  description: 'EditDescription',
  displayName: 'EditDisplayName',
  owners: 'EditOwners',
  tags: 'EditTags',
}

type Def = Pick<EntityDefinition, 'type' | 'label'>

/** Why the person may not change a field of the entity; undefined when they may. */
export const lockedReason = (actor: Actor, def: Def, subject: AccessSubject, field: string): string | undefined =>
  blockedReason(actor, operationOf[field] ?? 'EditAll', def, subject)

/** Why there is nothing of the entity that the person may change. */
export function editBlockedReason(actor: Actor, def: Def, subject: AccessSubject): string | undefined {
  const mayChangeSomething = Object.keys(operationOf).some((field) => !lockedReason(actor, def, subject, field))
  return mayChangeSomething ? undefined : blockedReason(actor, 'EditAll', def, subject)
}
