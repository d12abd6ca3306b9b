'use client'

import { useQueries } from '@tanstack/react-query'
import { entityQueries } from '@/lib/client/queries'
import { chartAddress, dashboardAddress, dashboardServiceAddress } from '@/lib/model/entities/entity-address'
import { counted } from '@/lib/model/rules/counted'

const owned = [
  { address: dashboardAddress, one: 'dashboard', many: 'dashboards' },
  { address: chartAddress, one: 'chart', many: 'charts' },
  { address: dashboardServiceAddress, one: 'service', many: 'services' },
] as const

/** Things of one type that somebody owns. */
export interface OwnedCount {
  readonly collection: (typeof owned)[number]['address']['collection']
  readonly total: number
  /** "12 dashboards" */
  readonly words: string
}

/** What somebody owns, by type, without the types of which it is nothing; undefined until it is counted. */
export function useOwned(fqn: string): readonly OwnedCount[] | undefined {
  const totals = useQueries({
    queries: owned.map(({ address }) => entityQueries(address).list({ limit: 0, owner: fqn })),
  })
  if (totals.some(({ data }) => data === undefined)) return undefined
  return owned.flatMap(({ address: { collection }, one, many }, index) => {
    const total = totals[index]?.data?.paging.total ?? 0
    return total === 0 ? [] : [{ collection, total, words: counted(total, one, many) }]
  })
}
