import type { ReactNode } from 'react'
import { DomainList } from '@/components/entity/domain-list'
import type { EntityGiven } from '@/components/entity/entity-query'
import { Fact, Missing } from '@/components/entity/facts'
import { FieldFacts } from '@/components/entity/field-facts'
import { isPast } from '@/components/entity/is-past'
import { OwnerList } from '@/components/entity/owner-list'
import { PersonName } from '@/components/entity/person-name'
import { ReferenceLink } from '@/components/entity/reference-link'
import { CertificationBadge, TagBadge, TagBadges } from '@/components/entity/tag-badges'
import { isTier } from '@/components/entity/tag-name'
import { CopyButton } from '@/components/ui/copy-button'
import { RelativeTime } from '@/components/ui/relative-time'

interface EntityFactsProps extends Pick<EntityGiven, 'entity' | 'has' | 'fields'> {
  /** What the page of the type tells besides. */
  children?: ReactNode
}

/** What the pencil of a fact edits. */
const edits = {
  owners: ['owners'],
  domains: ['domains'],
  dataProducts: ['dataProducts'],
  tags: ['tags', 'glossaryTerms'],
  tier: ['tier'],
  certification: ['certification'],
} as const

/** What is known of a thing in short. Owners, tags and domains lead to their pages. */
export function EntityFacts({ entity, has, fields, children }: EntityFactsProps) {
  const { owners, domains, dataProducts = [], tags = [], certification } = entity
  const tier = tags.find(isTier)
  const labels = tags.filter((tag) => tag !== tier)
  return (
    <dl aria-label="Facts" className="grid content-start gap-y-3.5 text-sm">
      {has.includes('owners') ? (
        <Fact label="Owners" edits={edits.owners}>
          <OwnerList owners={owners} />
        </Fact>
      ) : null}
      {has.includes('domains') ? (
        <Fact label="Domain" edits={edits.domains}>
          <DomainList domains={domains} />
        </Fact>
      ) : null}
      {dataProducts.length === 0 ? null : (
        <Fact label="Data products" edits={edits.dataProducts}>
          {dataProducts.map((product) => (
            <ReferenceLink key={product.id} reference={product} />
          ))}
        </Fact>
      )}
      {has.includes('tags') ? (
        <>
          <Fact label="Tags" edits={edits.tags}>
            {labels.length === 0 ? <Missing>No tags</Missing> : <TagBadges tags={labels} />}
          </Fact>
          <Fact label="Tier" edits={edits.tier}>
            {tier === undefined ? <Missing>No tier</Missing> : <TagBadge tag={tier} />}
          </Fact>
        </>
      ) : null}
      {has.includes('certification') ? (
        <Fact label="Certification" edits={edits.certification}>
          {certification === undefined ? (
            <Missing>Not certified</Missing>
          ) : (
            <>
              <CertificationBadge certification={certification} />
              <span className="text-muted text-xs">
                {isPast(certification.expiryDate) ? 'Ended ' : 'Until '}
                <RelativeTime value={certification.expiryDate} />
              </span>
            </>
          )}
        </Fact>
      ) : null}
      {children}
      <FieldFacts fields={fields} entity={entity} as={Fact} />
      {entity.updatedAt === undefined ? null : (
        <Fact label="Updated">
          <span className="flex min-w-0 flex-wrap gap-x-1.5">
            <RelativeTime value={entity.updatedAt} />
            {entity.updatedBy === undefined ? null : <PersonName name={entity.updatedBy} withAvatar />}
          </span>
        </Fact>
      )}
      <Fact label="Id">
        <span className="flex min-w-0 items-center gap-0.5">
          <code title={entity.id} className="min-w-0 truncate font-mono text-muted text-xs">
            {entity.id}
          </code>
          <CopyButton text={entity.id} label="Copy id" className="-my-1" />
        </span>
      </Fact>
    </dl>
  )
}
