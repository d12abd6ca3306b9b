/** The pages round one thing of any type: what it is, read once for the window's title and the page, or that it is not. */
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { definitionFor, readForPage } from '@/app/(catalogue)/read-entity'
import { EntityDetail } from '@/components/entity/entity-detail'
import type { EntityKind } from '@/components/entity/entity-kind'
import { EntityNotFound } from '@/components/entity/entity-not-found'
import { type EntityGiven, entityQuery, placedMembers } from '@/components/entity/entity-query'
import { typeInFolder } from '@/lib/client/links'
import { Prefetched, type PrefetchedQuery, prefetched } from '@/lib/client/prefetched'
import { definitionWithUses } from '@/lib/entities/property-uses'
import { folderInAddress, formatDescription, nameInAddress, pageContext } from '@/lib/http/page'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity } from '@/lib/model/entities/entity'
import { definitionOf } from '@/lib/model/entities/registry'
import { fieldsToRead } from '@/lib/model/fields/field'
import { factFields } from '@/lib/model/fields/members'
import { shownName } from '@/lib/model/rules/shown-name'

/**
 * Round the pages of one thing that have a `loading.tsx`: an answer has its status before that is sent, so whether there is
 * such a thing is settled here, of whatever type. `not-found.tsx` is one folder further up: not above the lists, which
 * would load it.
 */
export async function EntityLayout({ children }: { children: ReactNode }) {
  const type = typeInFolder(await folderInAddress())
  await readForPage((type && definitionOf(type)) ?? notFound(), { fields: '' })
  return children
}

/** A type's `[fqn]/page.tsx`. */
export const entityMetadata = (kind: EntityKind) => async (): Promise<Metadata> => {
  const def = definitionFor(kind)
  return { title: `${shownName(await readForPage(def, { fields: shownFields(def) }))} · ${kind.title}` }
}

/** What the page of a thing is given. The type's own page puts to it what is particular. */
export async function entityGiven<E extends Entity>(kind: EntityKind): Promise<EntityGiven<E>> {
  const def = definitionFor(kind)
  const reads = shownFields(def)
  const [entity, whole] = await Promise.all([
    readForPage(def, { fields: reads }),
    definitionWithUses(def, await pageContext()),
  ])
  return {
    kind,
    entity: entity as E, // read by the definition of the kind
    reads,
    has: placedMembers.filter((member) => def.fields.has(member)),
    fields: factFields(whole),
    description: await formatDescription(entity),
  }
}

/** Hands over what has been read, so that the page does not ask again. */
export function GivenEntity<E extends Entity>({
  given: { kind, entity, reads },
  queries = [],
  children,
}: {
  given: EntityGiven<E>
  /** What the page of the type has read besides. */
  queries?: readonly PrefetchedQuery[]
  children: ReactNode
}) {
  const asked = entityQuery(kind, entity.fullyQualifiedName ?? entity.name, reads)
  return <Prefetched queries={[prefetched(asked, entity), ...queries]}>{children}</Prefetched>
}

/** The page of a thing of which there is nothing particular to show. */
export async function EntityPage({ kind }: { kind: EntityKind }) {
  const given = await entityGiven(kind)
  return (
    <GivenEntity given={given}>
      <EntityDetail {...given} />
    </GivenEntity>
  )
}

/** That there is no such thing. */
export async function EntityNotFoundPage({ kind }: { kind: EntityKind }) {
  const { container } = definitionFor(kind)
  const holder = container === undefined ? undefined : definitionOf(container.type)
  return (
    <EntityNotFound
      kind={kind}
      fqn={await nameInAddress()}
      container={
        container === undefined || holder === undefined ? undefined : { field: container.field, def: addressOf(holder) }
      }
    />
  )
}

/** What goes to the browser of a definition. */
const addressOf = ({ type, collection, path, label }: EntityDefinition) => ({ type, collection, path, label })

/** Everything that the page of a type shows. */
const shownFields = (def: EntityDefinition): string =>
  [fieldsToRead(def), ...['followers', 'votes'].filter((member) => def.fields.has(member))].join(',')
