'use client'

import type { ReactNode } from 'react'
import { DomainList } from '@/components/entity/domain-list'
import { FieldFacts } from '@/components/entity/field-facts'
import { OwnerList } from '@/components/entity/owner-list'
import { PersonName } from '@/components/entity/person-name'
import { ReferenceLink } from '@/components/entity/reference-link'
import { CertificationBadge, TagBadge, TagBadges } from '@/components/entity/tag-badges'
import { CopyButton } from '@/components/ui/copy-button'
import { RelativeTime } from '@/components/ui/relative-time'
import type { Dashboard } from '@/lib/model/entities/dashboard'
import type { Field } from '@/lib/model/fields/field'

/** Where owners, tags and domains lead: to what else has them. */
const listHref = '/dashboards'

interface DashboardFactsProps {
  dashboard: Dashboard
  /** What only dashboards have, and custom properties. */
  fields: readonly Field[]
}

/** What is known of a dashboard in short, beside its description. */
export function DashboardFacts({ dashboard, fields }: DashboardFactsProps) {
  const { owners, domains, dataProducts = [], tags = [], certification } = dashboard
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
      <FieldFacts fields={fields} entity={dashboard} as={Fact} />
      {dashboard.updatedAt === undefined ? null : (
        <Fact label="Updated">
          <span className="flex min-w-0 flex-wrap gap-x-1.5">
            <RelativeTime value={dashboard.updatedAt} />
            {dashboard.updatedBy === undefined ? null : <PersonName name={dashboard.updatedBy} withAvatar />}
          </span>
        </Fact>
      )}
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
