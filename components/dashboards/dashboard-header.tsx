'use client'

import { ExternalLink, Pencil } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useMemo } from 'react'
import { DashboardMenu } from '@/components/dashboards/dashboard-menu'
import { type ChartDetails, openLabel } from '@/components/dashboards/dashboard-query'
import { useEditBlock } from '@/components/dashboards/use-edit-block'
import { FollowButton, useFollow } from '@/components/entity/follow-button'
import { Fqn } from '@/components/entity/fqn'
import { PersonName } from '@/components/entity/person-name'
import { referenceHref, referenceName } from '@/components/entity/reference-name'
import { ServiceIcon } from '@/components/entity/service-icon'
import { ServiceReference } from '@/components/entity/service-reference'
import { CertificationBadge, TagBadge } from '@/components/entity/tag-badges'
import { VersionChip } from '@/components/entity/version-chip'
import { VoteButtons } from '@/components/entity/vote-buttons'
import { PageHeader } from '@/components/shell/page-header'
import { usePlainKeys } from '@/components/shell/use-plain-keys'
import { useShortcuts } from '@/components/shell/use-shortcuts'
import { StatusBadge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { copyText } from '@/components/ui/copy-text'
import { LinkButton } from '@/components/ui/link-button'
import { RelativeTime } from '@/components/ui/relative-time'
import { toast } from '@/components/ui/toast'
import { entityHref } from '@/lib/client/links'
import type { CreateDashboard, Dashboard } from '@/lib/model/entities/dashboard'
import { dashboardAddress, type EntityAddress } from '@/lib/model/entities/entity-address'
import { webAddress } from '@/lib/model/fields/url'
import { shownName } from '@/lib/model/rules/shown-name'

const address: EntityAddress<Dashboard, CreateDashboard> = dashboardAddress

interface DashboardHeaderProps {
  dashboard: Dashboard
  charts: Readonly<Record<string, ChartDetails>>
}

/** Name, where it lives, its version, and what one can do with it. */
export function DashboardHeader({ dashboard, charts }: DashboardHeaderProps) {
  const { name, fullyQualifiedName: fqn = name, service, serviceType, tags = [], certification } = dashboard
  const tier = tags.find((tag) => tag.tagFQN.startsWith('Tier.'))
  const isDeleted = dashboard.deleted === true
  return (
    <section aria-label="Dashboard summary">
      <PageHeader
        size="entity"
        title={shownName(dashboard)}
        breadcrumb={[
          { label: 'Services', href: '/services' },
          {
            label: referenceName(service),
            href: referenceHref(service) ?? '/services',
            icon: <ServiceIcon type={serviceType} />,
          },
        ]}
        badges={
          <>
            {tier ? <TagBadge tag={tier} /> : null}
            {certification ? <CertificationBadge certification={certification.tagLabel} /> : null}
            {isDeleted ? <StatusBadge tone="danger">Deleted</StatusBadge> : null}
          </>
        }
        actions={<DashboardActions dashboard={dashboard} charts={charts} />}
      >
        <div className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1 text-muted text-sm">
          <Fqn fullyQualifiedName={fqn} copyable />
          <VersionChip version={dashboard.version ?? 0.1} href={entityHref('dashboard', fqn, { tab: 'versions' })} />
          <ServiceReference service={service} serviceType={serviceType} showType />
          {dashboard.updatedAt === undefined ? null : (
            <span className="flex min-w-0 items-center gap-1.5">
              <span className="shrink-0">
                Updated <RelativeTime value={dashboard.updatedAt} />
                {dashboard.updatedBy === undefined ? null : ' by'}
              </span>
              {dashboard.updatedBy === undefined ? null : <PersonName name={dashboard.updatedBy} withAvatar />}
            </span>
          )}
        </div>
      </PageHeader>
    </section>
  )
}

function DashboardActions({ dashboard, charts }: DashboardHeaderProps) {
  const fqn = dashboard.fullyQualifiedName ?? dashboard.name
  const editHref = entityHref('dashboard', fqn, { edit: true })
  const editBlock = useEditBlock(dashboard)
  const follow = useFollow(address, dashboard)
  const isDeleted = dashboard.deleted === true
  useDashboardKeys(
    fqn,
    isDeleted || editBlock !== undefined ? undefined : editHref,
    isDeleted ? undefined : follow.toggle,
  )
  if (isDeleted) return <DashboardMenu dashboard={dashboard} charts={charts} />
  return (
    <>
      <VoteButtons def={address} entity={dashboard} />
      <FollowButton {...follow} />
      {dashboard.sourceUrl && webAddress(dashboard.sourceUrl) ? (
        <LinkButton href={dashboard.sourceUrl} target="_blank" rel="noopener noreferrer" prefetch={false}>
          <ExternalLink aria-hidden strokeWidth={1.75} className="text-muted" />
          {openLabel(dashboard.serviceType)}
          <span className="sr-only"> (opens in a new tab)</span>
        </LinkButton>
      ) : null}
      <DashboardMenu dashboard={dashboard} charts={charts} />
      {editBlock === undefined ? (
        <LinkButton href={editHref} variant="primary">
          <Pencil aria-hidden strokeWidth={1.75} />
          Edit
        </LinkButton>
      ) : (
        <Button variant="primary" disabledReason={editBlock}>
          <Pencil aria-hidden strokeWidth={1.75} />
          Edit
        </Button>
      )}
    </>
  )
}

/** Single keys of the page: edit, versions, follow, copy the name or the permalink. */
function useDashboardKeys(fqn: string, editHref: string | undefined, toggleFollow: (() => Promise<void>) | undefined) {
  const router = useRouter()
  const [plainKeys] = usePlainKeys()
  const shortcuts = useMemo(
    () => ({
      v: () => router.push(entityHref('dashboard', fqn, { tab: 'versions' }), { scroll: false }),
      y: () => void copyText(fqn).then((copied) => copied && toast.success(`Copied ${fqn}`)),
      ...(editHref !== undefined && { e: () => router.push(editHref) }),
      ...(toggleFollow !== undefined && { f: () => void toggleFollow() }),
    }),
    [router, fqn, editHref, toggleFollow],
  )
  useShortcuts(shortcuts, plainKeys)
}
