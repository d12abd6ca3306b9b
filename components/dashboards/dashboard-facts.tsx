'use client'

import type { ReactNode } from 'react'
import { isWebAddress } from '@/components/dashboards/dashboard-draft'
import { CustomValue } from '@/components/entity/custom-value'
import { DomainList } from '@/components/entity/domain-list'
import { OwnerList } from '@/components/entity/owner-list'
import { PersonName } from '@/components/entity/person-name'
import { ReferenceLink } from '@/components/entity/reference-link'
import { CertificationBadge, TagBadge, TagBadges } from '@/components/entity/tag-badges'
import { CopyButton } from '@/components/ui/copy-button'
import { RelativeTime } from '@/components/ui/relative-time'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import type { Dashboard } from '@/lib/model/entities/dashboard'

/** Where owners, tags and domains lead: to what else has them. */
const listHref = '/dashboards'

interface DashboardFactsProps {
  dashboard: Dashboard
  /** Custom properties that dashboards may have. */
  properties: readonly CustomProperty[]
}

/** What is known of a dashboard in short, beside its description. */
export function DashboardFacts({ dashboard, properties }: DashboardFactsProps) {
  const { owners, domains, dataProducts = [], tags = [], certification, sourceUrl, project, extension = {} } = dashboard
  const tier = tags.find((tag) => tag.tagFQN.startsWith('Tier.'))
  const labels = tags.filter((tag) => tag !== tier)
  return (
    <dl aria-label="Facts" className="grid content-start gap-y-3.5 text-sm">
      <Fact label="Owners">
        <OwnerList owners={owners} listHref={listHref} />
      </Fact>
      <Fact label="Domain">
        <DomainList domains={domains} listHref={listHref} />
      </Fact>
      {dataProducts.length === 0 ? null : (
        <Fact label="Data products">
          {dataProducts.map((product) => (
            <ReferenceLink key={product.id} reference={product} />
          ))}
        </Fact>
      )}
      <Fact label="Tags">
        {labels.length === 0 ? <Nothing>No tags</Nothing> : <TagBadges tags={labels} listHref={listHref} />}
      </Fact>
      <Fact label="Tier">
        {tier === undefined ? <Nothing>No tier</Nothing> : <TagBadge tag={tier} listHref={listHref} />}
      </Fact>
      <Fact label="Certified">
        {certification === undefined ? (
          <Nothing>Not certified</Nothing>
        ) : (
          <CertificationBadge certification={certification.tagLabel} />
        )}
      </Fact>
      <Fact label="Type">{dashboard.dashboardType ?? 'Dashboard'}</Fact>
      <Fact label="Project">
        {project ? (
          <span dir="auto" className="[overflow-wrap:anywhere]">
            {project}
          </span>
        ) : (
          <Nothing>No project</Nothing>
        )}
      </Fact>
      <Fact label="Source">{sourceUrl ? <SourceUrl url={sourceUrl} /> : <Nothing>No source URL</Nothing>}</Fact>
      {dashboard.updatedAt === undefined ? null : (
        <Fact label="Updated">
          <span className="flex min-w-0 flex-wrap gap-x-1.5">
            <RelativeTime value={dashboard.updatedAt} />
            {dashboard.updatedBy === undefined ? null : <PersonName name={dashboard.updatedBy} withAvatar />}
          </span>
        </Fact>
      )}
      {Object.entries(extension).map(([name, value]) => {
        const property = properties.find((candidate) => candidate.name === name)
        return (
          <Fact key={name} label={property?.displayName || name}>
            <CustomValue property={property} value={value} />
          </Fact>
        )
      })}
      <Fact label="Id">
        <span className="flex min-w-0 items-center gap-0.5">
          <code title={dashboard.id} className="min-w-0 truncate font-mono text-muted text-xs">
            {dashboard.id}
          </code>
          <CopyButton text={dashboard.id} label="Copy id" className="-my-1" />
        </span>
      </Fact>
    </dl>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 grid-cols-[5.5rem_minmax(0,1fr)] gap-x-2">
      <dt title={label} className="truncate text-faint">
        {label}
      </dt>
      <dd className="grid min-w-0 gap-1.5 text-fg">{children}</dd>
    </div>
  )
}

const Nothing = ({ children }: { children: string }) => <span className="text-muted">{children}</span>

/** Only web addresses become links; anything else is shown as what it is, text. */
function SourceUrl({ url }: { url: string }) {
  const classes = 'relative min-w-0 [overflow-wrap:anywhere] line-clamp-2'
  if (!isWebAddress(url))
    return (
      <span dir="ltr" title={url} className={classes}>
        {url}
      </span>
    )
  return (
    <a
      dir="ltr"
      href={url}
      title={url}
      target="_blank"
      rel="noopener noreferrer"
      className={`${classes} text-accent-text underline-offset-2 hover:underline`}
    >
      {url.replace(/^https?:\/\//i, '')}
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  )
}
