'use client'

import { type ChartDetails, DashboardCharts } from '@/components/dashboards/dashboard-charts'
import { useEditBlock } from '@/components/entity/edit-rights'
import { EntityDetail } from '@/components/entity/entity-detail'
import { type EntityGiven, useEntity } from '@/components/entity/entity-query'
import { referenceName } from '@/components/entity/reference-name'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { LinkButton } from '@/components/ui/link-button'
import { entityHref } from '@/lib/client/links'
import type { Dashboard } from '@/lib/model/entities/dashboard'
import type { EntityReference } from '@/lib/model/entities/entity'

/** Charts listed under the description; the tab has them all. */
const chartsBelowDescription = 10
/** Charts named in the dialog; more are counted. */
const namedMax = 5

interface DashboardDetailProps extends EntityGiven<Dashboard> {
  /** What is known of its charts, by id. */
  charts: Readonly<Record<string, ChartDetails>>
}

/** The page of one dashboard, with its charts. */
export function DashboardDetail({ charts: details, ...given }: DashboardDetailProps) {
  const dashboard = useEntity(given)
  // Deleted charts belong to the picture of a deleted dashboard only.
  const charts = (dashboard.charts ?? []).filter((chart) => chart.deleted !== true || dashboard.deleted === true)
  const going = charts.filter((chart) => (details[chart.id]?.usedOn ?? 1) <= (dashboard.deleted === true ? 0 : 1))
  const fqn = dashboard.fullyQualifiedName ?? dashboard.name
  return (
    <EntityDetail
      {...given}
      sections={[
        'details',
        {
          value: 'charts',
          label: 'Charts',
          count: charts.length,
          panel: (
            <div className="px-page pt-5 pb-10">
              {charts.length === 0 ? (
                <NoCharts given={given} dashboard={dashboard} />
              ) : (
                <DashboardCharts charts={charts} details={details} />
              )}
            </div>
          ),
        },
      ]}
      below={
        charts.length === 0 ? null : (
          <section aria-labelledby="charts-heading" className="min-w-0">
            <h2 id="charts-heading" className="mb-1 font-semibold text-lg">
              Charts
            </h2>
            <DashboardCharts charts={charts.slice(0, chartsBelowDescription)} details={details} />
            {charts.length > chartsBelowDescription ? (
              <Link
                href={entityHref('dashboard', fqn, { tab: 'charts' })}
                scroll={false}
                className="mt-3 inline-block rounded-sm text-accent-text text-sm underline-offset-4 hover:underline"
              >
                All {charts.length} charts
              </Link>
            ) : null}
          </section>
        )
      }
      comesBack="Its charts come back with it."
      deletion={{
        goes: 1 + going.length,
        words: <GoingCharts going={going} staying={charts.length - going.length} />,
      }}
    />
  )
}

function NoCharts({ given, dashboard }: { given: EntityGiven<Dashboard>; dashboard: Dashboard }) {
  const editBlock = useEditBlock(given.kind, dashboard)
  const href = entityHref('dashboard', dashboard.fullyQualifiedName ?? dashboard.name, { edit: true })
  return (
    <EmptyState
      title="No charts"
      actions={
        dashboard.deleted || editBlock !== undefined ? undefined : (
          <LinkButton href={href} variant="primary">
            Add charts
          </LinkButton>
        )
      }
    >
      Nobody has said yet which charts this dashboard shows.
    </EmptyState>
  )
}

/** Which charts go with the dashboard: those that no other one shows. */
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
