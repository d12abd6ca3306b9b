import { notFound } from 'next/navigation'
import { parseFields, read } from '@/lib/entities/read'
import { nameInAddress, pageContext } from '@/lib/http/page'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { CreateEntity, Entity, Include } from '@/lib/model/entities/entity'
import { CatalogueError } from '@/lib/model/wire/errors'

interface PageRead {
  readonly fields: string
  readonly include?: Include
}

/** The entity that the address of a page names; leads to the segment's `not-found.tsx` when there is none. Throws 403. */
export async function readForPage<E extends Entity, C extends CreateEntity>(
  def: EntityDefinition<E, C>,
  { fields, include = 'all' }: PageRead,
): Promise<E> {
  const [ctx, fqn] = await Promise.all([pageContext(), nameInAddress()])
  const general = def as unknown as EntityDefinition // the verbs take definitions of any type
  try {
    const entity = await read(general, { fqn }, { fields: parseFields(general, fields), include }, ctx)
    return entity as E // rendered by the schema of E
  } catch (error) {
    if (error instanceof CatalogueError && (error.kind === 'notFound' || error.kind === 'badRequest')) notFound()
    throw error
  }
}
