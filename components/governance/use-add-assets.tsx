'use client'

import { PackagePlus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { blockedReason } from '@/components/entity/blocked-reason'
import type { ShownEntity } from '@/components/entity/entity-query'
import { useActor } from '@/components/shell/actor-context'
import { Button } from '@/components/ui/button'
import { later } from '@/components/ui/later'
import { useEver } from '@/components/ui/use-ever'
import { dataProductAddress } from '@/lib/model/entities/entity-address'

const AddAssetsDialog = later(() =>
  import('@/components/governance/add-assets-dialog').then((module) => module.AddAssetsDialog),
)

/**
 * How assets are put into a data product, for who may change it: a button, which stands elsewhere once there are some, and
 * the dialog, which stays open meanwhile.
 */
export function useAddAssets(product: ShownEntity): { readonly button: ReactNode; readonly dialog: ReactNode } {
  const [isOpen, setIsOpen] = useState(false)
  const hasOpened = useEver(isOpen)
  const reason = blockedReason(useActor(), 'EditAll', dataProductAddress, product)
  if (reason !== undefined || product.deleted) return { button: null, dialog: null }
  return {
    button: (
      <Button onClick={() => setIsOpen(true)}>
        <PackagePlus aria-hidden strokeWidth={1.75} />
        Add assets…
      </Button>
    ),
    dialog: hasOpened ? <AddAssetsDialog open={isOpen} onOpenChange={setIsOpen} product={product} /> : null,
  }
}
