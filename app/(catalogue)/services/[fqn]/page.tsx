import type { Metadata } from 'next'
import { createLoader, type SearchParams } from 'nuqs/server'
import { firstPageOf } from '@/app/(catalogue)/first-page'
import { readForPage } from '@/app/(catalogue)/read-entity'
import { chartList, dashboardList } from '@/components/catalogue/list-kinds'
import { totalQuery } from '@/components/catalogue/list-queries'
import { listUrl } from '@/components/catalogue/list-url'
import { ServiceDetail } from '@/components/service/service-detail'
import { serviceFields, serviceQuery } from '@/components/service/service-queries'
import { Prefetched, prefetched } from '@/lib/client/prefetched'
import { contentsOf } from '@/lib/entities/contents'
import { formatDescription, pageContext } from '@/lib/http/page'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'
import { shownName } from '@/lib/model/rules/shown-name'

interface ServicePageProps {
  searchParams: Promise<SearchParams>
}

const loadState = createLoader(listUrl)

export async function generateMetadata(): Promise<Metadata> {
  return { title: `${shownName(await readForPage(dashboardServices, { fields: serviceFields }))} · Services` }
}

export default async function ServicePage({ searchParams }: ServicePageProps) {
  const ctx = await pageContext()
  const service = await readForPage(dashboardServices, { fields: serviceFields })
  const fqn = service.fullyQualifiedName ?? service.name
  const { tab } = await searchParams
  const [state, counts] = await Promise.all([loadState(searchParams), contentsOf([service.id], ctx)])
  const listed = tab === 'charts' ? chartList : tab === undefined || tab === 'dashboards' ? dashboardList : undefined
  const total = (kind: 'dashboards' | 'charts') => ({ data: [], paging: { total: counts[0]?.[kind] ?? 0 } })
  return (
    <Prefetched
      queries={[
        prefetched(serviceQuery(fqn), service),
        prefetched(totalQuery(dashboardList, fqn), total('dashboards')),
        prefetched(totalQuery(chartList, fqn), total('charts')),
        ...(listed === undefined ? [] : await firstPageOf(listed, state, ctx, fqn)),
      ]}
    >
      <ServiceDetail service={service} description={await formatDescription(service)} />
    </Prefetched>
  )
}
