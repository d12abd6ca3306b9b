'use client'

import { useQueries } from '@tanstack/react-query'
import { entityQueries } from '@/lib/client/queries'
import { addresses, oneOf } from '@/lib/model/entities/addresses'
import { counted } from '@/lib/model/rules/counted'

/** All that somebody can own and people are shown, and what programs alone see. */
const owned = [
  'dashboard',
  'chart',
  'dashboardService',
  'dashboardDataModel',
  'ingestionPipeline',
  'domain',
  'dataProduct',
  'glossary',
  'glossaryTerm',
  'classification',
  'tag',
  'team',
  'policy',
] as const

/** What somebody owns, type by type: "12 dashboards". Undefined until it is counted. */
export function useOwned(fqn: string): readonly string[] | undefined {
  const totals = useQueries({
    queries: owned.map((type) => entityQueries(addresses[type]).list({ limit: 0, owner: fqn })),
  })
  if (totals.some(({ data }) => data === undefined)) return undefined
  return owned.flatMap((type, index) => {
    const total = totals[index]?.data?.paging.total ?? 0
    return total === 0 ? [] : [counted(total, oneOf(type))]
  })
}
