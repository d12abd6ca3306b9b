'use client'

import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { leavePage } from '@/components/shell/leave-guard'
import { type CreateKind, createItems } from '@/components/shell/navigation'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { IconButton } from '@/components/ui/icon-button'

/** "Create": a dashboard, a chart, a service, an import. What one may not do stays listed with its reason. */
export function CreateMenu({
  blocked,
  className,
}: {
  blocked: Partial<Record<CreateKind, string>>
  className?: string
}) {
  const router = useRouter()
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton label="Create" variant="secondary" size="sm" className={className}>
          <Plus strokeWidth={1.75} />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        {createItems.map(({ kind, label, href, icon: Icon, keys }) => (
          <DropdownMenuItem
            key={kind}
            icon={<Icon strokeWidth={1.75} />}
            hint={keys}
            disabledReason={blocked[kind]}
            onSelect={() => leavePage(() => router.push(href))}
          >
            {label}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
