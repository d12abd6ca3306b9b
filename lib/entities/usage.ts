import type { RequestContext } from '@/lib/entities/context'
import { type ChangeEvent, commitFieldsChanged } from '@/lib/entities/fields-changed'
import { requireOnRow } from '@/lib/entities/gate'
import { findEnd } from '@/lib/entities/lineage'
import { retryStale } from '@/lib/entities/retry-stale'
import { definitionOf } from '@/lib/model/entities/registry'
import { notFound } from '@/lib/model/wire/errors'
import type { Change } from '@/lib/store/change'

/** Adds to what an asset was used on a day (`YYYY-MM-DD`, UTC); read back through `fields=usageSummary`. */
export async function addUsage(
  type: string,
  id: string,
  date: string,
  count: number,
  ctx: RequestContext,
): Promise<ChangeEvent> {
  return retryStale(async () => {
    const row = await findEnd({ type, id }, ctx)
    const def = definitionOf(row.type)
    if (def === undefined) throw notFound(type, id)
    await requireOnRow(def, row, ['ViewBasic', 'EditUsage'], ctx)
    const changes: Change[] = [
      { kind: 'require', ids: [row.id] },
      { kind: 'usage', entityId: row.id, date, count },
    ]
    const told = { fieldsUpdated: [{ name: 'usageSummary', newValue: { date, count } }] }
    return commitFieldsChanged(def, row, 'usageSummary', changes, told, ctx)
  })
}
