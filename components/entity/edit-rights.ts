import type { EntityKind } from '@/components/entity/entity-kind'
import { useActor } from '@/components/shell/actor-context'
import { allEdits } from '@/lib/model/fields/members'
import { can } from '@/lib/model/rules/access'
import type { AccessSubject } from '@/lib/model/rules/subject-test'

/** Why this person may change nothing of a thing; undefined when there is something to change. */
export function useEditBlock({ def, one }: EntityKind, subject: AccessSubject): string | undefined {
  const actor = useActor()
  return allEdits.some((operation) => can(actor, operation, def.type, subject))
    ? undefined
    : `Your roles do not let you edit this ${one}. Its owners or an administrator can.`
}
