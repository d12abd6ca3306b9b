'use client'

import { useQuery } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { ChartMenu } from '@/components/chart/chart-menu'
import { chartQuery, chartsAddress } from '@/components/chart/chart-queries'
import { UsedOn } from '@/components/chart/used-on'
import { DeletedBanner } from '@/components/entity/deleted-banner'
import { Description, type FormattedDescription } from '@/components/entity/description'
import { editBlockedReason } from '@/components/entity/edit-rights'
import { EntitySummary } from '@/components/entity/entity-summary'
import { DetailColumns, Fact, Facts } from '@/components/entity/facts'
import { FieldFacts } from '@/components/entity/field-facts'
import { GovernedFacts, IdentityFacts } from '@/components/entity/governed-facts'
import { ServiceReference } from '@/components/entity/service-reference'
import { OpenInTool } from '@/components/entity/source-link'
import { VersionsLoading } from '@/components/entity/versions-loading'
import { useActor } from '@/components/shell/actor-context'
import { Button } from '@/components/ui/button'
import { later } from '@/components/ui/later'
import { LinkButton } from '@/components/ui/link-button'
import { TabLinks, TabPanel } from '@/components/ui/tab-links'
import { entityHref } from '@/lib/client/links'
import type { Chart } from '@/lib/model/entities/chart'
import type { Field } from '@/lib/model/fields/field'

// Knows differences, which the page itself does not need.
const VersionList = later(
  () => import('@/components/entity/version-list').then((module) => module.VersionList),
  <VersionsLoading />,
)

const panelId = 'chart-section'

/** The page of a chart: where it is used, what it shows, what became of it. */
export function ChartDetail({
  chart: given,
  fields,
  description,
}: {
  chart: Chart
  /** What only charts have, and custom properties. */
  fields: readonly Field[]
  description: FormattedDescription
}) {
  const fqn = given.fullyQualifiedName ?? given.name
  const chart = useQuery(chartQuery(fqn)).data ?? given
  const tab = useSearchParams().get('tab') === 'versions' ? 'versions' : 'details'
  const actor = useActor()
  const href = entityHref('chart', fqn)
  const editReason = chart.deleted
    ? 'A deleted chart cannot be changed.'
    : editBlockedReason(actor, chartsAddress, chart)
  return (
    <>
      <EntitySummary
        label="Chart summary"
        entity={chart}
        href={href}
        breadcrumb={[{ label: 'Charts', href: '/charts' }]}
        actions={
          <>
            <OpenInTool url={chart.sourceUrl} tool={chart.serviceType} />
            <ChartMenu chart={chart} />
            {editReason === undefined ? (
              <LinkButton href={`${href}/edit`} variant="primary">
                <Pencil aria-hidden strokeWidth={1.75} />
                Edit
              </LinkButton>
            ) : (
              <Button variant="primary" disabledReason={editReason}>
                <Pencil aria-hidden strokeWidth={1.75} />
                Edit
              </Button>
            )}
          </>
        }
      >
        <ServiceReference service={chart.service} serviceType={chart.serviceType} />
      </EntitySummary>
      {chart.deleted ? <DeletedBanner address={chartsAddress} noun="chart" entity={chart} /> : null}
      <TabLinks
        label="Chart sections"
        current={tab}
        panelId={panelId}
        tabs={[
          { value: 'details', label: 'Details', href },
          { value: 'versions', label: 'Versions', href: `${href}?tab=versions` },
        ]}
        className="px-page"
      />
      <TabPanel id={panelId} label={tab === 'details' ? 'Details' : 'Versions'}>
        {tab === 'versions' ? (
          <div className="px-page pt-5 pb-10">
            <VersionList type={chartsAddress.type} id={chart.id} />
          </div>
        ) : (
          <DetailColumns
            main={
              <>
                <UsedOn dashboards={chart.dashboards ?? []} />
                <section aria-labelledby="description-heading">
                  <h2 id="description-heading" className="mb-1 font-semibold text-base">
                    Description
                  </h2>
                  <Description
                    entity={chart}
                    formatted={description}
                    editHref={editReason ? undefined : `${href}/edit`}
                  />
                </section>
              </>
            }
            side={
              <Facts label="Facts">
                <GovernedFacts entity={chart} listHref="/charts" />
                <FieldFacts fields={fields} entity={chart} as={Fact} />
                <IdentityFacts entity={chart} />
              </Facts>
            }
          />
        )}
      </TabPanel>
    </>
  )
}
