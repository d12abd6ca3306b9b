import type { RequestContext } from '@/lib/entities/context'
import { list, type Page } from '@/lib/entities/list'
import { listFilters } from '@/lib/entities/list-filters'
import { parseFields } from '@/lib/entities/read'
import type { EntityDefinition } from '@/lib/model/define-entity'
import { listQuery } from '@/lib/model/query'

/** A page of a list by the query parameters of the API, unparsed. Throws 400 for values out of range, 403. */
export async function listByQuery(
  def: EntityDefinition,
  given: Readonly<Record<string, unknown>>,
  ctx: RequestContext,
): Promise<Page> {
  const query = listQuery.parse(given)
  const options = {
    ...query,
    fields: parseFields(def, query.fields),
    container: query.service ?? query.parent ?? query.glossary,
    text: query.q,
    ...(await listFilters(def, query, ctx)),
  }
  return list(def, options, ctx)
}
