import { entityQueries } from '@/lib/client/queries'
import type { CreateDashboard, Dashboard } from '@/lib/model/entities/dashboard'
import type { EntityReference } from '@/lib/model/entities/entity'
import { dashboardAddress } from '@/lib/model/entities/entity-address'

/** Everything the page of a dashboard shows. */
export const detailFields = 'owners,tags,charts,dataModels,domains,dataProducts,followers,votes,extension'

/** One dashboard, deleted or not, as its page asks for it. */
export const dashboardQuery = (fqn: string) =>
  entityQueries<Dashboard, CreateDashboard>(dashboardAddress).byName(fqn, { fields: detailFields, include: 'all' })

/** Deleted charts belong to the picture of a deleted dashboard only. */
export const visibleCharts = (dashboard: Dashboard): EntityReference[] =>
  (dashboard.charts ?? []).filter((chart) => chart.deleted !== true || dashboard.deleted === true)

/** What is known of a chart beyond its reference. */
export interface ChartDetails {
  readonly chartType?: string | undefined
  /** Living dashboards that show it, this one among them. */
  readonly usedOn: number
}

/** "Open in Superset"; a tool without a name of its own is just opened. */
export const openLabel = (serviceType: string | undefined): string =>
  serviceType === undefined || serviceType === 'CustomDashboard' ? 'Open dashboard' : `Open in ${serviceType}`
