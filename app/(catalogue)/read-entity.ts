import { notFound } from 'next/navigation'
import type { RequestContext } from '@/lib/entities/context'
import { parseFields, read } from '@/lib/entities/read'
import type { EntityDefinition } from '@/lib/model/define-entity'
import type { CreateEntity, Entity, Include } from '@/lib/model/entity'
import { CatalogueError } from '@/lib/model/errors'

interface PageRead {
  readonly fields: string
  readonly include?: Include
}

/** Path segments of a page are still percent-encoded; one that is not well-formed names nothing. */
export function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return notFound()
  }
}

/** The entity a page is about; leads to the segment's `not-found.tsx` when there is none. Throws 403. */
export async function readForPage<E extends Entity, C extends CreateEntity>(
  def: EntityDefinition<E, C>,
  fqn: string,
  { fields, include = 'all' }: PageRead,
  ctx: RequestContext,
): Promise<E> {
  const general = def as unknown as EntityDefinition // the verbs take definitions of any type
  try {
    const entity = await read(general, { fqn }, { fields: parseFields(general, fields), include }, ctx)
    return entity as E // rendered by the schema of E
  } catch (error) {
    if (error instanceof CatalogueError && error.kind === 'notFound') notFound()
    throw error
  }
}
