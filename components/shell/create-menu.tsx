'use client'

import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { leavePage } from '@/components/shell/leave-guard'
import { type CreateKind, createItems } from '@/components/shell/navigation'
import { IconButton } from '@/components/ui/icon-button'
import { Menu } from '@/components/ui/menu'

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
    <Menu
      trigger={
        <IconButton label="Create" variant="secondary" size="sm" className={className}>
          <Plus strokeWidth={1.75} />
        </IconButton>
      }
      entries={createItems.map(({ kind, label, href, icon: Icon, keys }) => ({
        label,
        icon: <Icon strokeWidth={1.75} />,
        hint: keys,
        disabledReason: blocked[kind],
        onSelect: () => leavePage(() => router.push(href)),
      }))}
    />
  )
}
