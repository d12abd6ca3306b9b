import { createLoader, type SearchParams } from 'nuqs/server'
import { entityGiven, entityMetadata, GivenEntity } from '@/app/(catalogue)/entity-page'
import { firstPageOf } from '@/app/(catalogue)/first-page'
import { chartList, dashboardList, type ListKind } from '@/components/catalogue/list-kinds'
import { totalQuery } from '@/components/catalogue/list-queries'
import { inService, listUrl } from '@/components/catalogue/list-url'
import { entityKindOf } from '@/components/entity/entity-kind'
import { ServiceDetail } from '@/components/service/service-detail'
import { prefetched } from '@/lib/client/prefetched'
import { contentsOf } from '@/lib/entities/contents'
import { pageContext } from '@/lib/http/page'
import type { DashboardService } from '@/lib/model/entities/dashboard-service'

const kind = entityKindOf('dashboardService')
const loadState = createLoader(listUrl)

export const generateMetadata = entityMetadata(kind)

export default async function ServicePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [ctx, given, { tab = dashboardList.many }, state] = await Promise.all([
    pageContext(),
    entityGiven<DashboardService>(kind),
    searchParams,
    loadState(searchParams),
  ])
  const within = inService(given.entity.fullyQualifiedName ?? given.entity.name)
  const [counts] = await contentsOf([given.entity.id], ctx)
  const total = (kind: ListKind, count = 0) =>
    prefetched(totalQuery(kind, within), { data: [], paging: { total: count } })
  const listed = [dashboardList, chartList].find(({ many }) => many === tab)
  return (
    <GivenEntity
      given={given}
      queries={[
        total(dashboardList, counts?.dashboards),
        total(chartList, counts?.charts),
        ...(listed === undefined ? [] : await firstPageOf(listed, state, ctx, within)),
      ]}
    >
      <ServiceDetail {...given} />
    </GivenEntity>
  )
}
