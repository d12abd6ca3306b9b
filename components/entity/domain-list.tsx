import { Missing } from '@/components/entity/facts'
import { filteredHref } from '@/components/entity/filtered-href'
import { ReferenceLink } from '@/components/entity/reference-link'
import type { EntityReference } from '@/lib/model/entities/entity'

interface DomainListProps {
  domains: readonly EntityReference[] | undefined
  /** The list of the kind, which can be narrowed to a domain. */
  listHref: string
}

/** The domains of something, each leading to what else is in it. What comes from a service leads to the services. */
export function DomainList({ domains = [], listHref }: DomainListProps) {
  if (domains.length === 0) return <Missing>No domain</Missing>
  return domains.map((domain) => (
    <span key={domain.id} className="flex min-w-0 flex-wrap gap-x-1.5">
      <ReferenceLink
        reference={domain}
        href={filteredHref(
          domain.inherited ? '/services' : listHref,
          'domain',
          domain.fullyQualifiedName ?? domain.name ?? domain.id,
        )}
      />
      {domain.inherited ? <span className="text-faint">· from service</span> : null}
    </span>
  ))
}
