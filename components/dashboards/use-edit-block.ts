import { useActor } from '@/components/shell/actor-context'
import type { Dashboard } from '@/lib/model/entities/dashboard'
import { dashboardAddress } from '@/lib/model/entities/entity-address'
import { allEdits } from '@/lib/model/fields/members'
import { can } from '@/lib/model/rules/access'

/** Why this person may change nothing of a dashboard; undefined when there is something to change. */
export function useEditBlock(dashboard: Dashboard): string | undefined {
  const actor = useActor()
  return allEdits.some((operation) => can(actor, operation, dashboardAddress.type, dashboard))
    ? undefined
    : 'Your roles do not let you edit this dashboard. Its owners or an administrator can.'
}
