import { entityGiven, entityMetadata, GivenEntity } from '@/app/(catalogue)/entity-page'
import type { ChartDetails } from '@/components/dashboards/dashboard-charts'
import { DashboardDetail } from '@/components/dashboards/dashboard-detail'
import { entityKindOf } from '@/components/entity/entity-kind'
import { readReferenced } from '@/lib/entities/read-referenced'
import { pageContext } from '@/lib/http/page'
import { type Chart, charts } from '@/lib/model/entities/chart'
import type { Dashboard } from '@/lib/model/entities/dashboard'

const kind = entityKindOf('dashboard')
export const generateMetadata = entityMetadata(kind)

export default async function DashboardPage() {
  const [ctx, given] = await Promise.all([pageContext(), entityGiven<Dashboard>(kind)])
  const shown = (await readReferenced(charts, given.entity.charts ?? [], new Set(['dashboards']), ctx)) as Chart[] // read by their definition
  const details = Object.fromEntries(shown.map((chart): [string, ChartDetails] => [chart.id, detailsOf(chart)]))
  return (
    <GivenEntity given={given}>
      <DashboardDetail {...given} charts={details} />
    </GivenEntity>
  )
}

const detailsOf = ({ chartType, dashboards = [] }: Chart): ChartDetails => ({
  ...(chartType !== undefined && { chartType }),
  usedOn: dashboards.filter((dashboard) => dashboard.deleted !== true).length,
})
