'use client'

import { useQueries } from '@tanstack/react-query'
import { entityQueries } from '@/lib/client/queries'
import {
  chartAddress,
  classificationAddress,
  dashboardAddress,
  dashboardServiceAddress,
  dataModelAddress,
  dataProductAddress,
  domainAddress,
  glossaryAddress,
  glossaryTermAddress,
  ingestionPipelineAddress,
  policyAddress,
  tagAddress,
  teamAddress,
} from '@/lib/model/entities/entity-address'
import { counted } from '@/lib/model/rules/counted'

/** All that somebody can own and people are shown, and what programs alone see. */
const owned = [
  { address: dashboardAddress, one: 'dashboard' },
  { address: chartAddress, one: 'chart' },
  { address: dashboardServiceAddress, one: 'service' },
  { address: dataModelAddress, one: 'data model' },
  { address: ingestionPipelineAddress, one: 'ingestion pipeline' },
  { address: domainAddress, one: 'domain' },
  { address: dataProductAddress, one: 'data product' },
  { address: glossaryAddress, one: 'glossary' },
  { address: glossaryTermAddress, one: 'term' },
  { address: classificationAddress, one: 'classification' },
  { address: tagAddress, one: 'tag' },
  { address: teamAddress, one: 'team' },
  { address: policyAddress, one: 'policy' },
] as const

/** What somebody owns, type by type: "12 dashboards". Undefined until it is counted. */
export function useOwned(fqn: string): readonly string[] | undefined {
  const totals = useQueries({
    queries: owned.map(({ address }) => entityQueries(address).list({ limit: 0, owner: fqn })),
  })
  if (totals.some(({ data }) => data === undefined)) return undefined
  return owned.flatMap(({ one }, index) => {
    const total = totals[index]?.data?.paging.total ?? 0
    return total === 0 ? [] : [counted(total, one)]
  })
}
