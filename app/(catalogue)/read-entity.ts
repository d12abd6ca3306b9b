import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import type { EntityKind } from '@/components/entity/entity-kind'
import { hrefOf } from '@/lib/client/links'
import type { RequestContext } from '@/lib/entities/context'
import { findFormer, findMerged } from '@/lib/entities/former-names'
import { parseFields, read } from '@/lib/entities/read'
import { onlyVisible } from '@/lib/entities/visible'
import { nameInAddress, pageContext } from '@/lib/http/page'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { CreateEntity, Entity, Include } from '@/lib/model/entities/entity'
import { definitionOf } from '@/lib/model/entities/registry'
import { CatalogueError } from '@/lib/model/wire/errors'
import type { StoredEntity } from '@/lib/store/rows'

export const definitionFor = ({ def }: Pick<EntityKind, 'def'>): EntityDefinition =>
  definitionOf(def.type) ?? notFound()

interface PageRead {
  readonly fields: string
  readonly include?: Include
}

/**
 * The entity that the address of a page names, once per request; leads to the `not-found.tsx` above it when there is
 * none, to the page of what was called so before, and to that of what it was merged into. Throws 403.
 */
export async function readForPage<E extends Entity, C extends CreateEntity>(
  def: EntityDefinition<E, C>,
  // Types that do not say of themselves that they are deleted are shown while they live.
  { fields, include = def.fields.has('deleted') ? 'all' : 'non-deleted' }: PageRead,
): Promise<E> {
  const general = def as unknown as EntityDefinition // the verbs take definitions of any type
  return (await readOnce(general, fields, include)) as E // rendered by the schema of E
}

const readOnce = cache(async (def: EntityDefinition, fields: string, include: Include): Promise<Entity> => {
  const [ctx, fqn] = await Promise.all([pageContext(), nameInAddress()])
  try {
    const entity = await read(def, { fqn }, { fields: parseFields(def, fields), include }, ctx)
    const into = entity.deleted === true ? await addressOf(await findMerged(def, fqn, ctx), ctx) : undefined
    if (into === undefined) return entity
    redirect(into)
  } catch (error) {
    if (!(error instanceof CatalogueError && (error.kind === 'notFound' || error.kind === 'badRequest'))) throw error
    // What cannot be a name never was one.
    const href = error.kind === 'notFound' ? await newAddress(def, fqn, ctx) : undefined
    if (href === undefined) notFound()
    redirect(href)
  }
})

/** Where the page is of what was called so before it was renamed. */
async function newAddress(def: EntityDefinition, fqn: string, ctx: RequestContext): Promise<string | undefined> {
  return addressOf(await findFormer(def, fqn, ctx), ctx)
}

async function addressOf(former: StoredEntity | undefined, ctx: RequestContext): Promise<string | undefined> {
  const [row] = former === undefined ? [] : await onlyVisible([former], (each) => each, ctx)
  return row && hrefOf(row.type, row.fullyQualifiedName)
}
