'use client'

import { Copy } from 'lucide-react'
import { dashboardList } from '@/components/catalogue/list-kinds'
import { type ChartDetails, visibleCharts } from '@/components/dashboards/dashboard-query'
import { EntityMenu } from '@/components/entity/entity-menu'
import { referenceName } from '@/components/entity/reference-name'
import { newHref } from '@/lib/client/links'
import type { Dashboard } from '@/lib/model/entities/dashboard'
import type { EntityReference } from '@/lib/model/entities/entity'
import { dashboardAddress } from '@/lib/model/entities/entity-address'

/** Charts named in the dialog; more are counted. */
const namedMax = 5

interface DashboardMenuProps {
  dashboard: Dashboard
  charts: Readonly<Record<string, ChartDetails>>
}

/** Further actions on a dashboard. Deleting says which charts go along: those that no other dashboard shows. */
export function DashboardMenu({ dashboard, charts: details }: DashboardMenuProps) {
  const shown = visibleCharts(dashboard)
  const going = shown.filter((chart) => (details[chart.id]?.usedOn ?? 1) <= (dashboard.deleted === true ? 0 : 1))
  const duplicate = {
    label: 'Duplicate',
    icon: <Copy strokeWidth={1.75} />,
    href: newHref('dashboard', { from: dashboard.fullyQualifiedName }),
  }
  return (
    <EntityMenu
      def={dashboardAddress}
      entity={dashboard}
      kind={dashboardList}
      entries={dashboard.deleted ? [] : [duplicate]}
      goes={1 + going.length}
    >
      <GoingCharts going={going} staying={shown.length - going.length} />
    </EntityMenu>
  )
}

function GoingCharts({ going, staying }: { going: readonly EntityReference[]; staying: number }) {
  const charts = (count: number) => `${count} ${count === 1 ? 'chart' : 'charts'}`
  return (
    <div className="grid gap-1">
      {going.length === 0 ? (
        <p>No chart is deleted with it.</p>
      ) : (
        <>
          <p>{charts(going.length)} used nowhere else will be deleted with it:</p>
          <ul className="list-disc ps-5 text-muted">
            {going.slice(0, namedMax).map((chart) => (
              <li key={chart.id} dir="auto" className="[overflow-wrap:anywhere]">
                {referenceName(chart)}
              </li>
            ))}
            {going.length > namedMax ? <li>and {going.length - namedMax} more</li> : null}
          </ul>
        </>
      )}
      {staying === 0 ? null : <p>{charts(staying)} will stay, other dashboards use them.</p>}
    </div>
  )
}
