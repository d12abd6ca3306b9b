'use client'

import { PackageMinus } from 'lucide-react'
import type { ListKind } from '@/components/catalogue/list-kinds'
import type { Within } from '@/components/catalogue/list-url'
import { useChangeAssets } from '@/components/catalogue/use-change-assets'
import type { Selection } from '@/components/catalogue/use-selection'
import { blockedReason } from '@/components/entity/blocked-reason'
import { tellFailure } from '@/components/entity/tell-failure'
import { useActor } from '@/components/shell/actor-context'
import { Button } from '@/components/ui/button'
import { dataProductAddress } from '@/lib/model/entities/entity-address'

interface TakeOutButtonProps {
  kind: ListKind
  /** The data product. */
  within: Within
  selection: Selection
}

/** Takes the rows that are ticked out of a data product. What the server refuses stays ticked. */
export function TakeOutButton({ kind, within, selection }: TakeOutButtonProps) {
  const actor = useActor()
  const taking = useChangeAssets('remove', within.fqn)
  const { rows } = selection
  const reason =
    blockedReason(actor, 'EditAll', dataProductAddress, within.holder) ??
    rows.map((row) => blockedReason(actor, 'EditAll', kind.def, row)).find((text) => text !== undefined)
  const takeOut = () =>
    taking.mutate(
      rows.map(({ id }) => ({ id, type: kind.def.type })),
      {
        onSuccess: (refused) => {
          selection.keep(new Set(refused.map(({ asset }) => asset.id)))
          const [first] = refused
          if (first !== undefined) tellFailure('Some could not be taken out', first.message)
        },
        onError: (failure) => tellFailure('Nothing was taken out', failure),
      },
    )
  return (
    <Button variant="ghost" size="sm" pending={taking.isPending} disabledReason={reason} onClick={takeOut}>
      <PackageMinus aria-hidden strokeWidth={1.75} />
      Take out
    </Button>
  )
}
