'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useId } from 'react'
import { DashboardCharts } from '@/components/dashboards/dashboard-charts'
import { DashboardFacts } from '@/components/dashboards/dashboard-facts'
import { DashboardHeader } from '@/components/dashboards/dashboard-header'
import { type ChartDetails, dashboardQuery, visibleCharts } from '@/components/dashboards/dashboard-query'
import { useEditBlock } from '@/components/dashboards/use-edit-block'
import { DeletedBanner } from '@/components/entity/deleted-banner'
import { Description, type FormattedDescription } from '@/components/entity/description'
import { VersionsLoading } from '@/components/entity/versions-loading'
import { EmptyState } from '@/components/ui/empty-state'
import { later } from '@/components/ui/later'
import { LinkButton } from '@/components/ui/link-button'
import { TabLinks, TabPanel } from '@/components/ui/tab-links'
import { entityHref } from '@/lib/client/links'
import type { Dashboard } from '@/lib/model/entities/dashboard'
import { dashboardAddress } from '@/lib/model/entities/entity-address'
import type { Field } from '@/lib/model/fields/field'

// Knows drafts and differences, which the page itself does not need.
const VersionList = later(
  () => import('@/components/entity/version-list').then((module) => module.VersionList),
  <VersionsLoading />,
)

/** Charts listed under the description; the tab has them all. */
const chartsBelowDescription = 10

const tabNames = ['details', 'charts', 'versions'] as const
type TabName = (typeof tabNames)[number]

interface DashboardDetailProps {
  fqn: string
  charts: Readonly<Record<string, ChartDetails>>
  description: FormattedDescription
  fields: readonly Field[]
}

/** The page of one dashboard. Its data is in the query cache already, put there by the server. */
export function DashboardDetail({ fqn, ...given }: DashboardDetailProps) {
  const { data: dashboard } = useQuery(dashboardQuery(fqn))
  return dashboard === undefined ? null : <Detail dashboard={dashboard} {...given} />
}

function Detail({
  dashboard,
  charts,
  description,
  fields,
}: Omit<DashboardDetailProps, 'fqn'> & { dashboard: Dashboard }) {
  const panelId = useId()
  const shown = visibleCharts(dashboard)
  const tab = useTab()
  const path = entityHref('dashboard', dashboard.fullyQualifiedName ?? dashboard.name)
  const tabs = [
    { value: 'details', label: 'Details', href: `${path}?tab=details` },
    { value: 'charts', label: 'Charts', href: `${path}?tab=charts`, count: shown.length },
    // Versions go up by 0.1 from 0.1 on, so the number of the last one says how many there are.
    {
      value: 'versions',
      label: 'Versions',
      href: `${path}?tab=versions`,
      count: Math.round((dashboard.version ?? 0.1) * 10),
    },
  ]
  return (
    <>
      <DashboardHeader dashboard={dashboard} charts={charts} />
      {dashboard.deleted ? (
        <DeletedBanner address={dashboardAddress} noun="dashboard" entity={dashboard}>
          Its charts come back with it.
        </DeletedBanner>
      ) : null}
      <TabLinks label="Dashboard sections" tabs={tabs} current={tab} panelId={panelId} className="px-page" />
      <TabPanel
        id={panelId}
        label={tabs.find(({ value }) => value === tab)?.label ?? ''}
        className="px-page pt-5 pb-10"
      >
        {tab === 'details' ? (
          <Details dashboard={dashboard} charts={charts} description={description} fields={fields} path={path} />
        ) : null}
        {tab === 'charts' ? <Charts dashboard={dashboard} charts={charts} path={path} /> : null}
        {tab === 'versions' ? <VersionList type={dashboardAddress.type} id={dashboard.id} /> : null}
      </TabPanel>
    </>
  )
}

function useTab(): TabName {
  const named = useSearchParams().get('tab')
  return tabNames.find((name) => name === named) ?? 'details'
}

interface SectionProps {
  dashboard: Dashboard
  charts: Readonly<Record<string, ChartDetails>>
  path: string
}

function Details({
  dashboard,
  charts,
  description,
  fields,
  path,
}: SectionProps & Pick<DashboardDetailProps, 'description' | 'fields'>) {
  const editBlock = useEditBlock(dashboard)
  const shown = visibleCharts(dashboard)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_18rem] xl:gap-x-14">
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-8">
        <Description
          entity={dashboard}
          formatted={description}
          editHref={dashboard.deleted || editBlock !== undefined ? undefined : `${path}/edit`}
        />
        {shown.length === 0 ? null : (
          <section aria-labelledby="charts-heading" className="min-w-0">
            <h2 id="charts-heading" className="mb-1 font-semibold text-lg">
              Charts
            </h2>
            <DashboardCharts charts={shown.slice(0, chartsBelowDescription)} details={charts} />
            {shown.length > chartsBelowDescription ? (
              <Link
                href={`${path}?tab=charts`}
                scroll={false}
                className="mt-3 inline-block rounded-sm text-accent-text text-sm underline-offset-4 hover:underline"
              >
                All {shown.length} charts
              </Link>
            ) : null}
          </section>
        )}
      </div>
      <aside aria-label="Facts" className="min-w-0 border-line lg:border-s lg:ps-6">
        <DashboardFacts dashboard={dashboard} fields={fields} />
      </aside>
    </div>
  )
}

function Charts({ dashboard, charts, path }: SectionProps) {
  const shown = visibleCharts(dashboard)
  const editBlock = useEditBlock(dashboard)
  if (shown.length > 0) return <DashboardCharts charts={shown} details={charts} />
  return (
    <EmptyState
      title="No charts"
      actions={
        dashboard.deleted || editBlock !== undefined ? undefined : (
          <LinkButton href={`${path}/edit`} variant="primary">
            Add charts
          </LinkButton>
        )
      }
    >
      Nobody has said yet which charts this dashboard shows.
    </EmptyState>
  )
}
