'use client'

import { PackagePlus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { blockedReason } from '@/components/entity/blocked-reason'
import type { ShownEntity } from '@/components/entity/entity-query'
import { useActor } from '@/components/shell/actor-context'
import { Button } from '@/components/ui/button'
import { later } from '@/components/ui/later'
import { useEver } from '@/components/ui/use-ever'
import { assetHolders } from '@/lib/client/mutations'

const AddAssetsDialog = later(() =>
  import('@/components/governance/add-assets-dialog').then((module) => module.AddAssetsDialog),
)

/**
 * How assets are put into a domain or data product, for who may change it: a button, which stands elsewhere once there are some, and
 * the dialog, which stays open meanwhile.
 */
export function useAddAssets(
  type: string,
  holder: ShownEntity,
): { readonly button: ReactNode; readonly dialog: ReactNode } {
  const by = type === 'domain' || type === 'dataProduct' ? type : undefined
  const [isOpen, setIsOpen] = useState(false)
  const hasOpened = useEver(isOpen)
  const actor = useActor()
  const mayAdd = by !== undefined && blockedReason(actor, 'EditAll', assetHolders[by], holder) === undefined
  if (!mayAdd || holder.deleted) return { button: null, dialog: null }
  return {
    button: (
      <Button onClick={() => setIsOpen(true)}>
        <PackagePlus aria-hidden strokeWidth={1.75} />
        Add assets…
      </Button>
    ),
    dialog: hasOpened ? <AddAssetsDialog open={isOpen} onOpenChange={setIsOpen} holder={holder} by={by} /> : null,
  }
}
