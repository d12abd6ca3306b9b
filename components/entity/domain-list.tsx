import { Missing } from '@/components/entity/facts'
import { ReferenceLink } from '@/components/entity/reference-link'
import type { EntityReference } from '@/lib/model/entities/entity'

/** The domains of something, each leading to its page. */
export function DomainList({ domains = [] }: { domains: readonly EntityReference[] | undefined }) {
  if (domains.length === 0) return <Missing>No domain</Missing>
  return domains.map((domain) => (
    <span key={domain.id} className="flex min-w-0 flex-wrap gap-x-1.5">
      <ReferenceLink reference={domain} />
      {domain.inherited ? <span className="text-faint">· from service</span> : null}
    </span>
  ))
}
