import type { Metadata } from 'next'
import { readDashboard } from '@/app/(catalogue)/dashboards/[fqn]/read-dashboard'
import { DashboardDetail } from '@/components/dashboards/dashboard-detail'
import { type ChartDetails, dashboardQuery } from '@/components/dashboards/dashboard-query'
import { Prefetched, prefetched } from '@/lib/client/prefetched'
import { readReferenced } from '@/lib/entities/read-referenced'
import { type Chart, charts } from '@/lib/model/chart'
import { shownName } from '@/lib/model/shown-name'

interface PageProps {
  params: Promise<{ fqn: string }>
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { dashboard } = await readDashboard((await params).fqn)
  return { title: `${shownName(dashboard)} · Dashboards` }
}

export default async function DashboardPage({ params }: PageProps) {
  const { ctx, fqn, dashboard } = await readDashboard((await params).fqn)
  const shown = (await readReferenced(charts, dashboard.charts ?? [], new Set(['dashboards']), ctx)) as Chart[]
  const details = Object.fromEntries(shown.map((chart): [string, ChartDetails] => [chart.id, detailsOf(chart)]))
  return (
    <Prefetched queries={[prefetched(dashboardQuery(fqn), dashboard)]}>
      <DashboardDetail fqn={fqn} charts={details} />
    </Prefetched>
  )
}

const detailsOf = ({ chartType, dashboards = [] }: Chart): ChartDetails => ({
  ...(chartType !== undefined && { chartType }),
  usedOn: dashboards.filter((dashboard) => dashboard.deleted !== true).length,
})
