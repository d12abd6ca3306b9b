'use client'

import { useMutation } from '@tanstack/react-query'
import { tellFailure } from '@/components/entity/tell-failure'
import { useActor } from '@/components/shell/actor-context'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { entityMutations } from '@/lib/client/mutations'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import type { Entity, EntityReference } from '@/lib/model/entities/entity'
import type { EntityAddress } from '@/lib/model/entities/entity-address'
import { can } from '@/lib/model/rules/access'
import { type EntityStatus, isVerdict, mayJudge } from '@/lib/model/rules/review'
import { shownName } from '@/lib/model/rules/shown-name'

export type Reviewed = Entity & {
  readonly entityStatus?: EntityStatus
  readonly reviewers?: readonly EntityReference[]
}

const words: Partial<Readonly<Record<EntityStatus, { readonly button: string; readonly said: string }>>> = {
  'In Review': { button: 'Ask for review', said: 'waits for its reviewers' },
  Approved: { button: 'Approve', said: 'is approved' },
  Rejected: { button: 'Reject', said: 'is rejected' },
}

/** What may come next: a verdict where it waits for one, and otherwise that it shall be reviewed, if anybody does. */
const nextOf = ({ entityStatus, reviewers = [] }: Reviewed): readonly EntityStatus[] => {
  if (entityStatus === 'In Review') return ['Approved', 'Rejected']
  if (reviewers.length > 0) return ['In Review']
  return entityStatus === undefined || entityStatus === 'Approved' ? [] : ['Approved']
}

/** From one status to another, of the version that was seen. */
interface Step {
  readonly status: EntityStatus | undefined
  readonly former: EntityStatus | undefined
  readonly version: number | undefined
}

/** Asks for review, approves, rejects; each can be taken back as long as nobody has said anything else. */
export function ReviewActions({ def, entity }: { def: EntityAddress; entity: Reviewed }) {
  const actor = useActor()
  const refresh = useRefreshCatalogue()
  const say = useMutation({
    mutationFn: ({ status, version }: Step) =>
      entityMutations(def).patch(
        entity.id,
        [
          status === undefined
            ? { op: 'remove', path: '/entityStatus' }
            : { op: 'add', path: '/entityStatus', value: status },
        ],
        version,
      ),
    onSuccess: async (saved, { status, former }) => {
      const said = status === undefined ? undefined : words[status]?.said
      const undo = () => say.mutate({ status: former, former: status, version: saved.version })
      toast.success(`${shownName(entity)} ${said ?? 'is as it was'}.`, { action: { label: 'Undo', onClick: undo } })
      await refresh()
    },
    onError: (error) => tellFailure('The status could not be changed', error),
  })
  if (entity.deleted || !can(actor, 'EditStatus', def.type, entity)) return null
  return (
    <span className="flex flex-wrap items-center gap-2">
      {nextOf(entity).map((status) => (
        <Button
          key={status}
          size="sm"
          pending={say.isPending && say.variables.status === status}
          disabledReason={
            isVerdict(status) && !mayJudge(actor, entity)
              ? 'Only its reviewers and administrators approve or reject it.'
              : undefined
          }
          onClick={() => say.isPending || say.mutate({ status, former: entity.entityStatus, version: entity.version })}
        >
          {words[status]?.button}
        </Button>
      ))}
    </span>
  )
}
