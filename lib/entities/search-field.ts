/**
 * One field against a value (docs/contract/search.md#one-field): what `Dashboards.search` of OpenMetadata's client
 * asks.
 */
import type { RequestContext } from '@/lib/entities/context'
import { envelope, searchedTypes, toHits } from '@/lib/entities/search-hits'
import { narrow } from '@/lib/entities/search-narrow'
import { scan } from '@/lib/entities/search-scan'
import { onlyVisible } from '@/lib/entities/visible'
import type { Condition } from '@/lib/model/search/search-condition'

export interface FieldSearchOptions {
  readonly fieldName: string
  readonly fieldValue: string
  readonly index?: string | undefined
  readonly from: number
  readonly size: number
  readonly deleted: boolean
}

/** `GET /search/fieldQuery`: one field against a value, `*` and `?` as wildcards. */
export async function searchField(options: FieldSearchOptions, ctx: RequestContext): Promise<Record<string, unknown>> {
  const started = performance.now()
  const { fieldName, fieldValue, from, size, deleted } = options
  const types = searchedTypes(options.index, ctx)
  const isPattern = /[*?\\]/.test(fieldValue)
  if (fieldName === 'fullyQualifiedName' && !isPattern) {
    const rows = (await Promise.all(types.map((type) => ctx.store.findByFqns(type, [fieldValue])))).flat()
    const included = await onlyVisible(
      rows.filter((row) => row.deleted === deleted),
      (row) => row,
      ctx,
    )
    return envelope({ hits: await toHits(included.slice(from, from + size), ctx), total: included.length }, started)
  }
  const condition: Condition = isPattern
    ? { kind: 'pattern', fields: [fieldName], pattern: fieldValue }
    : { kind: 'equals', field: fieldName, values: [fieldValue] }
  const narrowed = await Promise.all(types.map((type) => narrow(type, condition, deleted, ctx)))
  const found = await scan(
    { narrowed: narrowed.filter((one) => one !== undefined), condition, from, size, deleted },
    ctx,
  )
  return envelope(found, started)
}
