'use client'

import { Copy, Ellipsis, Link2, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import type { ChartDetails } from '@/components/dashboards/dashboard-query'
import { DeleteDashboard } from '@/components/dashboards/delete-dashboard'
import { blockedReason } from '@/components/entity/blocked-reason'
import { useActor } from '@/components/shell/actor-context'
import { copyText } from '@/components/ui/copy-text'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLink,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { IconButton } from '@/components/ui/icon-button'
import { type Dashboard, dashboards } from '@/lib/model/entities/dashboard'

interface DashboardMenuProps {
  dashboard: Dashboard
  charts: Readonly<Record<string, ChartDetails>>
}

/** What is done less often: duplicate, copy the address that outlives a name, delete. */
export function DashboardMenu({ dashboard, charts }: DashboardMenuProps) {
  const actor = useActor()
  const [isDeleting, setIsDeleting] = useState(false)
  const isDeleted = dashboard.deleted === true
  const copyPermalink = async () => {
    const copied = await copyText(`${location.origin}/d/${dashboard.id}`)
    if (copied) toast.success('Permalink copied')
    else toast.error('The permalink could not be copied')
  }
  const deleteBlock =
    isDeleted && !actor.isAdmin
      ? 'Only administrators may delete permanently.'
      : blockedReason(actor, 'Delete', dashboards, dashboard)
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label="More" variant="secondary">
            <Ellipsis strokeWidth={1.75} />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {isDeleted ? null : (
            <DropdownMenuLink
              href={`/dashboards/new?from=${encodeURIComponent(dashboard.fullyQualifiedName ?? '')}`}
              icon={<Copy strokeWidth={1.75} />}
            >
              Duplicate
            </DropdownMenuLink>
          )}
          <DropdownMenuItem icon={<Link2 strokeWidth={1.75} />} onSelect={() => void copyPermalink()}>
            Copy permalink
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem
            danger
            icon={<Trash2 strokeWidth={1.75} />}
            disabledReason={deleteBlock}
            onSelect={() => setIsDeleting(true)}
          >
            {isDeleted ? 'Delete permanently…' : 'Delete…'}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <DeleteDashboard dashboard={dashboard} charts={charts} open={isDeleting} onOpenChange={setIsDeleting} />
    </>
  )
}
