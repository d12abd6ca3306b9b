import type { Metadata } from 'next'
import { readForPage } from '@/app/(catalogue)/read-entity'
import { DashboardDetail } from '@/components/dashboards/dashboard-detail'
import { type ChartDetails, dashboardQuery, detailFields } from '@/components/dashboards/dashboard-query'
import { Prefetched, prefetched } from '@/lib/client/prefetched'
import { customPropertiesOf } from '@/lib/entities/extensions'
import { readReferenced } from '@/lib/entities/read-referenced'
import { formatDescription, nameInAddress, pageContext } from '@/lib/http/page'
import { type Chart, charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import { factFields } from '@/lib/model/fields/members'
import { withProperties } from '@/lib/model/fields/property-field'
import { shownName } from '@/lib/model/rules/shown-name'

export async function generateMetadata(): Promise<Metadata> {
  const dashboard = await readForPage(dashboards, { fields: detailFields })
  return { title: `${shownName(dashboard)} · Dashboards` }
}

export default async function DashboardPage() {
  const [ctx, fqn] = await Promise.all([pageContext(), nameInAddress()])
  const dashboard = await readForPage(dashboards, { fields: detailFields })
  const [shown, properties, description] = await Promise.all([
    readReferenced(charts, dashboard.charts ?? [], new Set(['dashboards']), ctx) as Promise<Chart[]>, // read by their definition
    customPropertiesOf(dashboards.type, ctx),
    formatDescription(dashboard),
  ])
  const fields = factFields(withProperties(dashboards, [...properties.values()]))
  const details = Object.fromEntries(shown.map((chart): [string, ChartDetails] => [chart.id, detailsOf(chart)]))
  return (
    <Prefetched queries={[prefetched(dashboardQuery(fqn), dashboard)]}>
      <DashboardDetail fqn={fqn} charts={details} description={description} fields={fields} />
    </Prefetched>
  )
}

const detailsOf = ({ chartType, dashboards = [] }: Chart): ChartDetails => ({
  ...(chartType !== undefined && { chartType }),
  usedOn: dashboards.filter((dashboard) => dashboard.deleted !== true).length,
})
