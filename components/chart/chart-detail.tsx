'use client'

import { UsedOn } from '@/components/chart/used-on'
import { EntityDetail } from '@/components/entity/entity-detail'
import { type EntityGiven, useEntity } from '@/components/entity/entity-query'
import { referenceName } from '@/components/entity/reference-name'
import type { Chart } from '@/lib/model/entities/chart'
import type { EntityReference } from '@/lib/model/entities/entity'

/** Dashboards named in the dialog; more are counted. */
const namedMax = 8

/** The page of a chart, with where it is used. */
export function ChartDetail(given: EntityGiven<Chart>) {
  const { dashboards = [] } = useEntity(given)
  return (
    <EntityDetail
      {...given}
      below={<UsedOn dashboards={dashboards} />}
      deletion={{ goes: 1, words: <Missed dashboards={dashboards.filter(({ deleted }) => deleted !== true)} /> }}
    />
  )
}

/** The dashboards that a deleted chart is missed on. */
function Missed({ dashboards }: { dashboards: readonly EntityReference[] }) {
  const more = dashboards.length - namedMax
  if (dashboards.length === 0) return <p>No dashboard shows it.</p>
  return (
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
  )
}
