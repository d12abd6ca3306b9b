import type { Metadata } from 'next'
import { readDashboard } from '@/app/(catalogue)/dashboards/[fqn]/read-dashboard'
import { DashboardDetail } from '@/components/dashboards/dashboard-detail'
import { type ChartDetails, dashboardQuery } from '@/components/dashboards/dashboard-query'
import { Prefetched, prefetched } from '@/lib/client/prefetched'
import { customPropertiesOf } from '@/lib/entities/extensions'
import { readReferenced } from '@/lib/entities/read-referenced'
import { formatDescription } from '@/lib/http/page'
import { type Chart, charts } from '@/lib/model/entities/chart'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import { dashboards } from '@/lib/model/entities/dashboard'
import { shownName } from '@/lib/model/rules/shown-name'

export async function generateMetadata(): Promise<Metadata> {
  const { dashboard } = await readDashboard()
  return { title: `${shownName(dashboard)} · Dashboards` }
}

export default async function DashboardPage() {
  const { ctx, fqn, dashboard } = await readDashboard()
  const [shown, properties, description] = await Promise.all([
    readReferenced(charts, dashboard.charts ?? [], new Set(['dashboards']), ctx) as Promise<Chart[]>, // read by their definition
    dashboard.extension === undefined ? new Map<string, CustomProperty>() : customPropertiesOf(dashboards.type, ctx),
    formatDescription(dashboard),
  ])
  const details = Object.fromEntries(shown.map((chart): [string, ChartDetails] => [chart.id, detailsOf(chart)]))
  return (
    <Prefetched queries={[prefetched(dashboardQuery(fqn), dashboard)]}>
      <DashboardDetail fqn={fqn} charts={details} description={description} properties={[...properties.values()]} />
    </Prefetched>
  )
}

const detailsOf = ({ chartType, dashboards = [] }: Chart): ChartDetails => ({
  ...(chartType !== undefined && { chartType }),
  usedOn: dashboards.filter((dashboard) => dashboard.deleted !== true).length,
})
