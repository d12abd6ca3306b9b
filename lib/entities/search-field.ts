/** One field against a value (supporting APIs 3): what `Dashboards.search` of OpenMetadata's client asks. */
import type { RequestContext } from '@/lib/entities/context'
import { envelope, searchedTypes, toHits } from '@/lib/entities/search-hits'
import { scan } from '@/lib/entities/search-scan'
import { valuesAt, wildcard } from '@/lib/model/search-filter'

/** Short, and in the text index to their last word. */
const namingFields: ReadonlySet<string> = new Set(['name', 'displayName', 'fullyQualifiedName'])

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
  if (fieldName === 'fullyQualifiedName' && !/[*?\\]/.test(fieldValue)) {
    const rows = (await Promise.all(types.map((type) => ctx.store.findByFqns(type, [fieldValue])))).flat()
    const included = rows.filter((row) => row.deleted === deleted)
    return envelope(await toHits(included.slice(from, from + size), ctx), included.length, started)
  }
  const fits = wildcard(fieldValue)
  const { hits, total } = await scan(
    {
      types,
      deleted,
      text: namingFields.has(fieldName) ? surestWords(fieldValue) : undefined,
      matches: (document) => valuesAt(document, fieldName).some((value) => fits(String(value))),
      from,
      size,
    },
    ctx,
  )
  return envelope(hits, total, started)
}

/** The words whose beginnings a pattern gives; of one after a wildcard (`*eck`) the text index knows nothing. */
function surestWords(pattern: string): string | undefined {
  const words = pattern
    .replaceAll(/\\[*?\\]/g, ' ')
    .replaceAll(/[*?][\p{L}\p{N}\p{M}]*/gu, ' ')
    .trim()
  return /[\p{L}\p{N}]/u.test(words) ? words : undefined
}
