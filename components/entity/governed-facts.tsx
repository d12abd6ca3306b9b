import { DomainList } from '@/components/entity/domain-list'
import { Fact, Missing } from '@/components/entity/facts'
import { Fqn } from '@/components/entity/fqn'
import { OwnerList } from '@/components/entity/owner-list'
import { TagBadges } from '@/components/entity/tag-badges'
import { CopyButton } from '@/components/ui/copy-button'
import type { Entity, EntityReference, TagLabel } from '@/lib/model/entities/entity'

interface Governed extends Entity {
  owners?: readonly EntityReference[] | undefined
  domains?: readonly EntityReference[] | undefined
  tags?: readonly TagLabel[] | undefined
}

/** Owners, domain and tags: what every governed thing has or lacks. Each leads to the list of what has it too. */
export function GovernedFacts({ entity, listHref }: { entity: Governed; listHref: string }) {
  const tags = entity.tags ?? []
  return (
    <>
      <Fact label="Owners">
        <OwnerList owners={entity.owners} listHref={listHref} />
      </Fact>
      <Fact label="Domain">
        <DomainList domains={entity.domains} listHref={listHref} />
      </Fact>
      <Fact label="Tags">
        {tags.length === 0 ? <Missing>No tags</Missing> : <TagBadges tags={tags} listHref={listHref} />}
      </Fact>
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
