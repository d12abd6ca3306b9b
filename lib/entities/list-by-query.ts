import type { z } from 'zod'
import type { RequestContext } from '@/lib/entities/context'
import { type ListOptions, list, type Page } from '@/lib/entities/list'
import { listFilters, placeFilters } from '@/lib/entities/list-filters'
import { parseFields } from '@/lib/entities/read'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { listQuery } from '@/lib/model/wire/query'

/** A page of a list by the query parameters of the API. Throws 400 for fields, cursors and orders that do not exist, 403. */
export async function listByQuery(
  def: EntityDefinition,
  query: z.output<typeof listQuery>,
  ctx: RequestContext,
  byProperties: Pick<ListOptions, 'properties' | 'sortProperty'> = {},
): Promise<Page> {
  const within = await placeFilters(def, query, ctx)
  const filters = await listFilters(def, query, ctx)
  const options = {
    ...query,
    ...filters,
    ...byProperties,
    related: [...filters.related, ...within.related],
    unrelated: [...filters.unrelated, ...within.unrelated],
    documentEquals: { ...filters.documentEquals, ...within.documentEquals },
    uncontained: within.uncontained,
    fields: parseFields(def, query.fields),
    container: query.service ?? query.glossary ?? within.container,
    text: query.q,
  }
  return list(def, options, ctx)
}
