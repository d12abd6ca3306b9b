'use client'

import { chartList } from '@/components/catalogue/list-kinds'
import { chartsAddress } from '@/components/chart/chart-queries'
import { EntityMenu } from '@/components/entity/entity-menu'
import { referenceName } from '@/components/entity/reference-name'
import type { Chart } from '@/lib/model/entities/chart'

const namedMax = 8

/** Further actions on a chart. Deleting one that is used names the dashboards. */
export function ChartMenu({ chart }: { chart: Chart }) {
  const dashboards = (chart.dashboards ?? []).filter((dashboard) => dashboard.deleted !== true)
  const more = dashboards.length - namedMax
  return (
    <EntityMenu def={chartsAddress} entity={chart} kind={chartList} goes={1}>
      {dashboards.length === 0 ? (
        <p>No dashboard shows it.</p>
      ) : (
        <div>
          <p>It will be missing on</p>
          <ul className="mt-1 list-disc ps-5">
            {dashboards.slice(0, namedMax).map((dashboard) => (
              <li key={dashboard.id} dir="auto" className="[overflow-wrap:anywhere]">
                {referenceName(dashboard)}
              </li>
            ))}
          </ul>
          {more > 0 ? <p>and {more.toLocaleString('en')} more dashboards.</p> : null}
        </div>
      )}
    </EntityMenu>
  )
}
