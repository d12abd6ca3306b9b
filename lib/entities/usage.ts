import { commit } from '@/lib/entities/commit'
import type { RequestContext } from '@/lib/entities/context'
import { requireOnRow } from '@/lib/entities/gate'
import { findEnd } from '@/lib/entities/lineage'
import { record } from '@/lib/entities/plan'
import { retryStale } from '@/lib/entities/retry-stale'
import { definitionOf } from '@/lib/model/registry'

/** Adds to what an asset was used on a day (`YYYY-MM-DD`, UTC); read back through `fields=usageSummary`. */
export async function addUsage(type: string, id: string, date: string, count: number, ctx: RequestContext) {
  return retryStale(async () => {
    const row = await findEnd({ type, id }, ctx)
    const def = definitionOf(row.type)
    if (def !== undefined) await requireOnRow(def, row, ['ViewBasic', 'EditUsage'], ctx)
    const changeDescription = {
      fieldsAdded: [],
      fieldsUpdated: [{ name: 'usageSummary', newValue: { date, count } }],
      fieldsDeleted: [],
      previousVersion: row.version,
    }
    await commit(
      [
        { kind: 'require', ids: [row.id] },
        { kind: 'usage', entityId: row.id, date, count },
        record(row, 'entityFieldsChanged', row.version, changeDescription, ctx),
      ],
      ctx,
    )
    return { id: row.id, type: row.type, date, count }
  })
}
