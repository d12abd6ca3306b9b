'use client'

import { queryOptions, useQuery } from '@tanstack/react-query'
import { sumOf, totalsText } from '@/components/catalogue/totals-text'
import { send } from '@/lib/client/api'
import type { EntityAddress } from '@/lib/model/entities/entity-address'
import type { DeletionReach } from '@/lib/model/wire/bulk-result'

/** The key begins with the collection, so that a write to the collection makes it stale. */
const reachQuery = ({ type, collection }: Pick<EntityAddress, 'type' | 'collection'>, id: string) =>
  queryOptions({
    queryKey: [collection, 'reach', id] as const,
    queryFn: ({ signal }) => send<DeletionReach>(`/api/x/entities/${type}/${id}/deletion`, { signal }),
  })

/** What the deletion of something that others stand below would come to; nothing is said of it before the server has. */
export function useReach(def: Pick<EntityAddress, 'type' | 'collection'>, id: string, isAsked: boolean) {
  const { data } = useQuery({ ...reachQuery(def, id), enabled: isAsked })
  return data && { goes: 1 + sumOf(data.goes), words: <ReachWords {...data} /> }
}

function ReachWords({ goes, without }: DeletionReach) {
  const [going, left] = [totalsText(goes), totalsText(without)]
  return (
    <>
      {going === '' ? null : (
        <p>
          With it go <strong className="font-semibold">{going}</strong>.
        </p>
      )}
      <p>
        {left === '' ? (
          'Nothing in the catalogue has it.'
        ) : (
          <>
            Will be without it: <strong className="font-semibold">{left}</strong>.
          </>
        )}
      </p>
    </>
  )
}
