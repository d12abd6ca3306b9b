import type { RequestContext } from '@/lib/entities/context'
import { findEnd } from '@/lib/entities/lineage'
import { requireAccess } from '@/lib/model/access'

/** Adds to what an asset was used on a day (`YYYY-MM-DD`, UTC); read back through `fields=usageSummary`. */
export async function addUsage(type: string, id: string, date: string, count: number, ctx: RequestContext) {
  const row = await findEnd({ type, id }, ctx)
  requireAccess(ctx.actor, ['EditUsage'], row.type, {})
  await ctx.store.addUsage(row.id, date, count)
  return { id: row.id, type: row.type, date, count }
}
