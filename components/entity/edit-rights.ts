import type { EntityKind } from '@/components/entity/entity-kind'
import { useActor } from '@/components/shell/actor-context'
import { allEdits } from '@/lib/model/fields/members'
import { can } from '@/lib/model/rules/access'
import type { AccessSubject } from '@/lib/model/rules/subject-test'

/** Why a form has nothing for this person to change of a thing, or undefined. No form asks for its status. */
export function useEditBlock({ def, one }: EntityKind, subject: AccessSubject): string | undefined {
  const actor = useActor()
  return allEdits.some((operation) => operation !== 'EditStatus' && can(actor, operation, def.type, subject))
    ? undefined
    : `Your roles do not let you edit this ${one}. Its owners or an administrator can.`
}
