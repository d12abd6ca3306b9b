'use client'

import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { blockedReason } from '@/components/entity/blocked-reason'
import { PersonName } from '@/components/entity/person-name'
import { RequestError } from '@/components/entity/request-error'
import { useActor } from '@/components/shell/actor-context'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { RelativeTime } from '@/components/ui/relative-time'
import { toast } from '@/components/ui/toast'
import { entityMutations } from '@/lib/client/mutations'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import type { CreateEntity, Entity } from '@/lib/model/entities/entity'
import type { EntityAddress } from '@/lib/model/entities/entity-address'
import type { AccessSubject } from '@/lib/model/rules/subject-test'
import { formatVersion } from '@/lib/model/rules/version'

interface DeletedBannerProps<E extends Entity, C extends CreateEntity> {
  address: EntityAddress<E, C>
  /** "service": names the region "Deleted service". */
  noun: string
  /** It is an account that can be enabled again. */
  isDisabled: boolean
  entity: E & AccessSubject
  /** What comes back with it. */
  children?: ReactNode
}

/** Over the page of something deleted: who and when, and the way back. */
export function DeletedBanner<E extends Entity, C extends CreateEntity>({
  address,
  noun,
  isDisabled,
  entity,
  children,
}: DeletedBannerProps<E, C>) {
  const refresh = useRefreshCatalogue()
  const actor = useActor()
  const restore = useMutation({
    mutationFn: () => entityMutations(address).restore(entity.id),
    onSuccess: async (restored) => {
      toast.success(`${isDisabled ? 'Enabled' : 'Restored'}, version ${formatVersion(restored.version ?? 0.1)}`)
      await refresh()
    },
  })
  return (
    <Notice
      tone={isDisabled ? 'warning' : 'danger'}
      role="region"
      label={`${isDisabled ? 'Disabled' : 'Deleted'} ${noun}`}
      title={isDisabled ? 'This account is disabled' : `This ${noun} is deleted`}
      className="mx-page mb-3"
      actions={
        <Button
          pending={restore.isPending}
          disabledReason={blockedReason(actor, 'EditAll', address, entity)}
          onClick={() => restore.mutate()}
        >
          {isDisabled ? 'Enable' : 'Restore'}
        </Button>
      }
    >
      <p>
        {entity.updatedBy === undefined ? null : (
          <>
            By <PersonName name={entity.updatedBy} />,{' '}
          </>
        )}
        {entity.updatedAt === undefined ? null : (
          <>
            <RelativeTime value={entity.updatedAt} />.{' '}
          </>
        )}
        {isDisabled
          ? 'Nobody can sign in with it. What they own stays theirs.'
          : 'It can be read here, but is in no list and in no search.'}{' '}
        {children}
      </p>
      {restore.error === null ? null : <RequestError title="It could not be restored" error={restore.error} />}
    </Notice>
  )
}
