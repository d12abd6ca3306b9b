'use client'

import { Copy, Ellipsis, Link2, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { ChartDetails } from '@/components/dashboards/dashboard-query'
import { blockedReason } from '@/components/entity/blocked-reason'
import { useActor } from '@/components/shell/actor-context'
import { copyText } from '@/components/ui/copy-text'
import { IconButton } from '@/components/ui/icon-button'
import { later } from '@/components/ui/later'
import { Menu } from '@/components/ui/menu'
import { toast } from '@/components/ui/toast'
import { useEver } from '@/components/ui/use-ever'
import type { Dashboard } from '@/lib/model/entities/dashboard'
import { dashboardAddress } from '@/lib/model/entities/entity-address'

const DeleteDashboard = later(() =>
  import('@/components/dashboards/delete-dashboard').then((module) => module.DeleteDashboard),
)

interface DashboardMenuProps {
  dashboard: Dashboard
  charts: Readonly<Record<string, ChartDetails>>
}

/** What is done less often: duplicate, copy the address that outlives a name, delete. */
export function DashboardMenu({ dashboard, charts }: DashboardMenuProps) {
  const actor = useActor()
  const [isDeleting, setIsDeleting] = useState(false)
  const hasAsked = useEver(isDeleting)
  const isDeleted = dashboard.deleted === true
  const copyPermalink = async () => {
    const copied = await copyText(`${location.origin}/d/${dashboard.id}`)
    if (copied) toast.success('Permalink copied')
    else toast.error('The permalink could not be copied')
  }
  const deleteBlock =
    isDeleted && !actor.isAdmin
      ? 'Only administrators may delete permanently.'
      : blockedReason(actor, 'Delete', dashboardAddress, dashboard)
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton label="More" variant="secondary">
            <Ellipsis strokeWidth={1.75} />
          </IconButton>
        }
        entries={[
          ...(isDeleted
            ? []
            : [
                {
                  label: 'Duplicate',
                  icon: <Copy strokeWidth={1.75} />,
                  href: `/dashboards/new?from=${encodeURIComponent(dashboard.fullyQualifiedName ?? '')}`,
                },
              ]),
          { label: 'Copy permalink', icon: <Link2 strokeWidth={1.75} />, onSelect: () => void copyPermalink() },
          'line',
          {
            label: isDeleted ? 'Delete permanently…' : 'Delete…',
            icon: <Trash2 strokeWidth={1.75} />,
            danger: true,
            disabledReason: deleteBlock,
            onSelect: () => setIsDeleting(true),
          },
        ]}
      />
      {hasAsked ? (
        <DeleteDashboard dashboard={dashboard} charts={charts} open={isDeleting} onOpenChange={setIsDeleting} />
      ) : null}
    </>
  )
}
