import type { EntityAddress } from '@/lib/model/entities/entity-address'
import { type Actor, can, type Operation } from '@/lib/model/rules/access'
import type { AccessSubject } from '@/lib/model/rules/subject-test'

const verbs: Partial<Record<Operation, string>> = {
  Create: 'create',
  Delete: 'delete',
  EditAll: 'edit',
  EditDescription: 'edit the description of',
  EditDisplayName: 'edit the display name of',
  EditOwners: 'change the owners of',
  EditTags: 'tag',
}

/** Why the person may not do it, for a control that is shown disabled; undefined when they may. */
export function blockedReason(
  actor: Actor,
  operation: Operation,
  def: Pick<EntityAddress, 'type' | 'label'>,
  subject?: AccessSubject,
): string | undefined {
  if (can(actor, operation, def.type, subject)) return undefined
  return `Your roles do not let you ${verbs[operation] ?? operation} ${def.label}s. An administrator can change that.`
}
