import { Fact, Missing } from '@/components/entity/facts'
import { Fqn } from '@/components/entity/fqn'
import { OwnerList } from '@/components/entity/owner-list'
import { ReferenceLink } from '@/components/entity/reference-link'
import { TagBadges } from '@/components/entity/tag-badges'
import { CopyButton } from '@/components/ui/copy-button'
import type { Entity, EntityReference, TagLabel } from '@/lib/model/entity'

interface Governed extends Entity {
  owners?: readonly EntityReference[] | undefined
  domains?: readonly EntityReference[] | undefined
  tags?: readonly TagLabel[] | undefined
}

/** Owners, domain and tags: what every governed thing has or lacks. */
export function GovernedFacts({ entity }: { entity: Governed }) {
  const domains = entity.domains ?? []
  const tags = entity.tags ?? []
  return (
    <>
      <Fact label="Owners">
        <OwnerList owners={entity.owners} />
      </Fact>
      <Fact label="Domain">
        {domains.length === 0 ? (
          <Missing>No domain</Missing>
        ) : (
          domains.map((domain) => (
            <span key={domain.id} className="block">
              <ReferenceLink reference={domain} />
              {domain.inherited ? <span className="text-faint"> · from service</span> : null}
            </span>
          ))
        )}
      </Fact>
      <Fact label="Tags">{tags.length === 0 ? <Missing>No tags</Missing> : <TagBadges tags={tags} />}</Fact>
    </>
  )
}

/** Name and id: what programs know it by. */
export function IdentityFacts({ entity }: { entity: Entity }) {
  return (
    <>
      <Fact label="Name">
        <Fqn fullyQualifiedName={entity.name} className="text-fg" />
      </Fact>
      <Fact label="Id">
        <span className="flex min-w-0 items-center gap-0.5">
          <code title={entity.id} className="min-w-0 truncate font-mono text-muted text-xs">
            {entity.id}
          </code>
          <CopyButton text={entity.id} label="Copy id" className="-my-1" />
        </span>
      </Fact>
    </>
  )
}
