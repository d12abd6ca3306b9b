import type { RequestContext } from '@/lib/entities/context'
import { requireOnRow } from '@/lib/entities/gate'
import { findEnd } from '@/lib/entities/lineage'
import { definitionOf } from '@/lib/model/registry'

/** Adds to what an asset was used on a day (`YYYY-MM-DD`, UTC); read back through `fields=usageSummary`. */
export async function addUsage(type: string, id: string, date: string, count: number, ctx: RequestContext) {
  const row = await findEnd({ type, id }, ctx)
  const def = definitionOf(row.type)
  if (def !== undefined) await requireOnRow(def, row, ['ViewBasic', 'EditUsage'], ctx)
  await ctx.store.addUsage(row.id, date, count)
  return { id: row.id, type: row.type, date, count }
}
