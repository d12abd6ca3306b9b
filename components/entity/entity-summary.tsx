import type { ReactNode } from 'react'
import { Fqn } from '@/components/entity/fqn'
import { PersonName } from '@/components/entity/person-name'
import { TagBadge } from '@/components/entity/tag-badges'
import { VersionChip } from '@/components/entity/version-chip'
import { PageHeader } from '@/components/shell/page-header'
import { StatusBadge } from '@/components/ui/badge'
import type { BreadcrumbItem } from '@/components/ui/breadcrumb'
import { RelativeTime } from '@/components/ui/relative-time'
import type { Entity, TagLabel } from '@/lib/model/entities/entity'
import { shownName } from '@/lib/model/rules/shown-name'

interface EntitySummaryProps {
  /** The region's name: "Service summary". */
  label: string
  entity: Entity & { tags?: readonly TagLabel[] | undefined }
  /** The page of the entity, without a query. */
  href: string
  breadcrumb: readonly BreadcrumbItem[]
  actions?: ReactNode
  /** Further facts in the second line, such as the service. */
  children?: ReactNode
}

/** Top of one thing's page: name and state, then FQN, version, what it belongs to, and its last change. */
export function EntitySummary({ label, entity, href, breadcrumb, actions, children }: EntitySummaryProps) {
  const tier = entity.tags?.find((tag) => tag.tagFQN.startsWith('Tier.'))
  const fqn = entity.fullyQualifiedName ?? entity.name
  return (
    <section aria-label={label}>
      <PageHeader
        size="entity"
        title={shownName(entity)}
        breadcrumb={breadcrumb}
        badges={
          <>
            {tier ? <TagBadge tag={tier} /> : null}
            {entity.deleted ? <StatusBadge tone="danger">Deleted</StatusBadge> : null}
          </>
        }
        actions={actions}
      >
        <div className="flex min-w-0 flex-wrap items-center gap-x-3.5 gap-y-1.5 text-muted text-sm">
          <Fqn fullyQualifiedName={fqn} copyable />
          <VersionChip version={entity.version ?? 0.1} href={`${href}?tab=versions`} title="Versions" />
          {children}
          {entity.updatedAt === undefined ? null : (
            <span className="inline-flex min-w-0 items-center gap-1.5">
              <span className="shrink-0">
                Updated <RelativeTime value={entity.updatedAt} />
                {entity.updatedBy === undefined ? null : ' by'}
              </span>
              {entity.updatedBy === undefined ? null : <PersonName name={entity.updatedBy} withAvatar />}
            </span>
          )}
        </div>
      </PageHeader>
    </section>
  )
}
