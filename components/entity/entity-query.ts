import { useQuery } from '@tanstack/react-query'
import type { FormattedDescription } from '@/components/entity/description'
import type { EntityKind } from '@/components/entity/entity-kind'
import { entityQueries } from '@/lib/client/queries'
import type { Dashboard } from '@/lib/model/entities/dashboard'
import type { CreateEntity, Entity } from '@/lib/model/entities/entity'
import type { Tag } from '@/lib/model/entities/tag'
import type { Field } from '@/lib/model/fields/field'

/** What pages of things look at, besides what is particular to a type; each type has some of it. */
export type ShownEntity = Entity &
  Partial<
    Pick<
      Dashboard,
      | 'description'
      | 'service'
      | 'serviceType'
      | 'sourceUrl'
      | 'owners'
      | 'domains'
      | 'dataProducts'
      | 'tags'
      | 'certification'
      | 'followers'
      | 'votes'
    > &
      Pick<Tag, 'style'>
  >

/** Members that many types have and a page has a place of its own for. */
export const placedMembers = [
  'owners',
  'domains',
  'dataProducts',
  'tags',
  'certification',
  'followers',
  'votes',
] as const satisfies readonly (keyof ShownEntity)[]

/** What a page's server knows of a thing, for the page of any type (`EntityDetail`). */
export interface EntityGiven<E extends Entity = ShownEntity> {
  readonly kind: EntityKind
  readonly entity: E
  /** Members that the page reads, as the API takes them. */
  readonly reads: string
  /** Those of `placedMembers` that the type has. */
  readonly has: readonly (typeof placedMembers)[number][]
  /** What the type has for itself, and custom properties. */
  readonly fields: readonly Field[]
  readonly description: FormattedDescription
}

/** One thing by its name, deleted or not, as its page asks for it. */
export const entityQuery = <E extends Entity>({ def }: EntityKind, fqn: string, reads: string) =>
  entityQueries<E, CreateEntity>(def).byName(fqn, { fields: reads, include: 'all' })

/** The thing as it is now: what the server gave, until it has been asked again. */
export function useEntity<E extends Entity>({ kind, entity, reads }: EntityGiven<E>): E {
  return useQuery(entityQuery<E>(kind, entity.fullyQualifiedName ?? entity.name, reads)).data ?? entity
}
