import type { ReactNode } from 'react'
import type { EntityGiven } from '@/components/entity/entity-query'
import { Fqn } from '@/components/entity/fqn'
import { useInlineEdit } from '@/components/entity/inline-edit'
import { PersonName } from '@/components/entity/person-name'
import { referenceHref, referenceName } from '@/components/entity/reference-name'
import { ServiceIcon } from '@/components/entity/service-icon'
import { ServiceReference } from '@/components/entity/service-reference'
import { StyleMark } from '@/components/entity/style-mark'
import { CertificationBadge, TagBadge } from '@/components/entity/tag-badges'
import { isTier } from '@/components/entity/tag-name'
import { VersionChip } from '@/components/entity/version-chip'
import { PageHeader } from '@/components/shell/page-header'
import { StatusBadge } from '@/components/ui/badge'
import { RelativeTime } from '@/components/ui/relative-time'
import { entityHref, listHref } from '@/lib/client/links'
import { shownName } from '@/lib/model/rules/shown-name'

interface EntitySummaryProps extends Pick<EntityGiven, 'kind' | 'entity'> {
  /** The region's name: "Service summary". */
  label: string
  actions?: ReactNode
  /** Further facts in the second line. */
  children?: ReactNode
}

const ownName = ['displayName'] as const

/** Top of one thing's page: name and state, then FQN, version, what it belongs to, and its last change. */
export function EntitySummary({ label, kind, entity, actions, children }: EntitySummaryProps) {
  const { service, serviceType, certification, style } = entity
  const tier = entity.tags?.find(isTier)
  const rename = useInlineEdit('Display name', ownName)
  const fqn = entity.fullyQualifiedName ?? entity.name
  const breadcrumb =
    service === undefined
      ? [{ label: kind.title, href: listHref(kind.def.type) }]
      : [
          { label: 'Services', href: listHref('dashboardService') },
          {
            label: referenceName(service),
            href: referenceHref(service) ?? listHref('dashboardService'),
            icon: <ServiceIcon type={serviceType} />,
          },
        ]
  return (
    <section aria-label={label} className="group/editable">
      <PageHeader
        size="entity"
        title={shownName(entity)}
        breadcrumb={breadcrumb}
        badges={
          <>
            {style === undefined ? null : <StyleMark style={style} />}
            {tier ? <TagBadge tag={tier} /> : null}
            {certification ? <CertificationBadge certification={certification} /> : null}
            {entity.deleted ? (
              <StatusBadge tone={kind.isDisabled ? 'warning' : 'danger'}>
                {kind.isDisabled ? 'Disabled' : 'Deleted'}
              </StatusBadge>
            ) : null}
            {rename.button}
          </>
        }
        actions={actions}
      >
        {rename.editor === undefined ? null : <div className="max-w-160 py-2">{rename.editor}</div>}
        <div className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1 text-muted text-sm">
          <Fqn fullyQualifiedName={fqn} copyable />
          <VersionChip version={entity.version ?? 0.1} href={entityHref(kind.def.type, fqn, { tab: 'versions' })} />
          {service === undefined ? null : <ServiceReference service={service} serviceType={serviceType} showType />}
          {children}
          {entity.updatedAt === undefined ? null : (
            <span className="flex min-w-0 items-center gap-1.5">
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
