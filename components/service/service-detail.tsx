'use client'

import { useQuery } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { ContainedList } from '@/components/catalogue/catalogue-list'
import { chartList, dashboardList } from '@/components/catalogue/list-kinds'
import { totalQuery } from '@/components/catalogue/list-queries'
import { DeletedBanner } from '@/components/entity/deleted-banner'
import { Description, type FormattedDescription } from '@/components/entity/description'
import { DomainList } from '@/components/entity/domain-list'
import { editBlockedReason } from '@/components/entity/edit-rights'
import { EntitySummary } from '@/components/entity/entity-summary'
import { DetailColumns, Fact, Facts } from '@/components/entity/facts'
import { GovernedFacts, IdentityFacts } from '@/components/entity/governed-facts'
import { OwnerList } from '@/components/entity/owner-list'
import { ServiceIcon } from '@/components/entity/service-icon'
import { VersionsLoading } from '@/components/entity/versions-loading'
import { ConnectionFacts } from '@/components/service/connection-facts'
import { ServiceMenu } from '@/components/service/service-menu'
import { serviceAddress, serviceQuery } from '@/components/service/service-queries'
import { useActor } from '@/components/shell/actor-context'
import { Button } from '@/components/ui/button'
import { later } from '@/components/ui/later'
import { LinkButton } from '@/components/ui/link-button'
import { TabLinks, TabPanel } from '@/components/ui/tab-links'
import { entityHref } from '@/lib/client/links'
import type { DashboardService } from '@/lib/model/entities/dashboard-service'

// Knows differences, which the page itself does not need.
const VersionList = later(
  () => import('@/components/entity/version-list').then((module) => module.VersionList),
  <VersionsLoading />,
)

const tabs = ['dashboards', 'charts', 'details', 'versions'] as const
type Tab = (typeof tabs)[number]
const tabLabels: Readonly<Record<Tab, string>> = {
  dashboards: 'Dashboards',
  charts: 'Charts',
  details: 'Details',
  versions: 'Versions',
}
const panelId = 'service-section'

interface ServiceDetailProps {
  service: DashboardService
  description: FormattedDescription
}

/** The page of a service: what it is, and what is in it. */
export function ServiceDetail({ service: given, description }: ServiceDetailProps) {
  const fqn = given.fullyQualifiedName ?? given.name
  const service = useQuery(serviceQuery(fqn)).data ?? given
  const asked = useSearchParams().get('tab')
  const tab = tabs.find((known) => known === asked) ?? 'dashboards'
  const dashboards = useQuery(totalQuery(dashboardList, fqn)).data?.paging.total
  const charts = useQuery(totalQuery(chartList, fqn)).data?.paging.total
  const actor = useActor()
  const href = entityHref('dashboardService', fqn)
  const editReason = service.deleted
    ? 'A deleted service cannot be changed.'
    : editBlockedReason(actor, serviceAddress, service)
  const counts: Partial<Record<Tab, number | undefined>> = { dashboards, charts }
  return (
    <>
      <EntitySummary
        label="Service summary"
        entity={service}
        href={href}
        breadcrumb={[{ label: 'Services', href: '/services' }]}
        actions={
          <>
            <ServiceMenu service={service} dashboards={dashboards} charts={charts} />
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
        <span className="inline-flex items-center gap-1.5 text-fg">
          <ServiceIcon type={service.serviceType} />
          {service.serviceType}
        </span>
        <OwnerList owners={service.owners} compact />
        {service.domains?.[0] ? <DomainList domains={service.domains.slice(0, 1)} listHref="/services" /> : null}
      </EntitySummary>
      {service.deleted ? (
        <DeletedBanner address={serviceAddress} noun="service" entity={service}>
          What was in it comes back with it.
        </DeletedBanner>
      ) : null}
      <TabLinks
        label="Service sections"
        current={tab}
        panelId={panelId}
        tabs={tabs.map((value) => ({
          value,
          label: tabLabels[value],
          href: value === 'dashboards' ? href : `${href}?tab=${value}`,
          count: counts[value],
        }))}
        className="px-page"
      />
      <TabPanel id={panelId} label={tabLabels[tab]}>
        {tab !== 'dashboards' && tab !== 'charts' ? null : service.deleted ? (
          <p className="px-page pt-5 text-lg text-muted">
            What was in it has been deleted with it, and comes back when it is restored.
          </p>
        ) : (
          <ContainedList key={tab} kind={tab === 'charts' ? chartList : dashboardList} within={fqn} />
        )}
        {tab === 'details' ? (
          <ServiceDetails
            service={service}
            description={description}
            editHref={editReason ? undefined : `${href}/edit`}
          />
        ) : null}
        {tab === 'versions' ? (
          <div className="px-page pt-5 pb-10">
            <VersionList type={serviceAddress.type} id={service.id} />
          </div>
        ) : null}
      </TabPanel>
    </>
  )
}

function ServiceDetails({ service, description, editHref }: ServiceDetailProps & { editHref: string | undefined }) {
  return (
    <DetailColumns
      main={
        <>
          <section aria-label="Description">
            <Description entity={service} formatted={description} editHref={editHref} />
          </section>
          <ConnectionFacts connection={service.connection} />
        </>
      }
      side={
        <Facts label="Facts">
          <GovernedFacts entity={service} listHref="/services" />
          <Fact label="Type">{service.serviceType}</Fact>
          <IdentityFacts entity={service} />
        </Facts>
      }
    />
  )
}
