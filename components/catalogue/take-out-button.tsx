'use client'

import { PackageMinus } from 'lucide-react'
import { rowName } from '@/components/catalogue/list-columns'
import type { ListKind } from '@/components/catalogue/list-kinds'
import type { ListRow } from '@/components/catalogue/list-row'
import type { Within } from '@/components/catalogue/list-url'
import { useChangeAssets } from '@/components/catalogue/use-change-assets'
import type { Selection } from '@/components/catalogue/use-selection'
import { blockedReason } from '@/components/entity/blocked-reason'
import { referenceName } from '@/components/entity/reference-name'
import { tellFailure } from '@/components/entity/tell-failure'
import { useActor } from '@/components/shell/actor-context'
import { Button } from '@/components/ui/button'
import { type AssetHolder, assetHolders } from '@/lib/client/mutations'

interface TakeOutButtonProps {
  kind: ListKind
  holder: AssetHolder
  within: Within
  selection: Selection
}

/** Takes the rows that are ticked out of a domain or data product. What the server refuses stays ticked. */
export function TakeOutButton({ kind, holder, within, selection }: TakeOutButtonProps) {
  const actor = useActor()
  const taking = useChangeAssets('remove', holder)
  const { rows } = selection
  const reason =
    blockedReason(actor, 'EditAll', assetHolders[holder.by], within.holder) ??
    rows.map((row) => elsewhere(row, holder)).find((text) => text !== undefined) ??
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

/** A list of a domain has what is in its parts, too. */
function elsewhere({ domains = [], ...row }: ListRow, { by, fqn }: AssetHolder): string | undefined {
  if (by !== 'domain' || domains.some(({ fullyQualifiedName }) => fullyQualifiedName === fqn)) return undefined
  return `${rowName(row)} is in ${domains.map(referenceName).join(', ')}: take it out there.`
}
