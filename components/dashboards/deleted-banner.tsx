'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { blockedReason } from '@/components/entity/blocked-reason'
import { PersonName } from '@/components/entity/person-name'
import { useActor } from '@/components/shell/actor-context'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { RelativeTime } from '@/components/ui/relative-time'
import { toast } from '@/components/ui/toast'
import { entityMutations } from '@/lib/client/mutations'
import { entityQueries } from '@/lib/client/queries'
import type { Dashboard } from '@/lib/model/entities/dashboard'
import { chartAddress, dashboardAddress } from '@/lib/model/entities/entity-address'
import { formatVersion } from '@/lib/model/rules/version'

/** Above a deleted dashboard: since when, by whom, and the way back. */
export function DeletedBanner({ dashboard }: { dashboard: Dashboard }) {
  const router = useRouter()
  const client = useQueryClient()
  const actor = useActor()
  const [pending, setPending] = useState(false)
  const [failure, setFailure] = useState<string>()
  const restore = async () => {
    setPending(true)
    setFailure(undefined)
    try {
      const restored = await entityMutations(dashboardAddress).restore(dashboard.id)
      toast.success(`Restored, version ${formatVersion(restored.version ?? 0.1)}`)
      await client.invalidateQueries({ queryKey: entityQueries(dashboardAddress).all })
      await client.invalidateQueries({ queryKey: entityQueries(chartAddress).all })
      router.refresh()
    } catch (error) {
      setFailure(error instanceof Error ? error.message : 'Unknown reason')
    }
    setPending(false)
  }
  return (
    <Notice
      tone="danger"
      role="region"
      label="Deleted dashboard"
      title="This dashboard is deleted"
      className="mx-page mb-3"
      actions={
        <Button
          pending={pending}
          disabledReason={blockedReason(actor, 'EditAll', dashboardAddress, dashboard)}
          onClick={() => void restore()}
        >
          Restore
        </Button>
      }
    >
      <p>
        {dashboard.updatedBy === undefined ? null : (
          <>
            By <PersonName name={dashboard.updatedBy} />,{' '}
          </>
        )}
        {dashboard.updatedAt === undefined ? null : (
          <>
            <RelativeTime value={dashboard.updatedAt} />.{' '}
          </>
        )}
        It can be read here, but is in no list and in no search. Its charts come back with it.
      </p>
      {failure === undefined ? null : (
        <p role="alert" className="mt-1 text-danger">
          It could not be restored: {failure}
        </p>
      )}
    </Notice>
  )
}
