import type { RequestContext } from '@/lib/entities/context'
import { rightsGuard } from '@/lib/entities/rights-guard'
import type { Change } from '@/lib/store/change'

/** The one way of a verb to the store. Throws 403 when the changes give rights that are not the actor's to give. */
export async function commit(changes: readonly Change[], ctx: RequestContext): Promise<void> {
  if (changes.length === 0) return
  const guard = await rightsGuard(changes, ctx)
  guard(changes)
  await ctx.store.commit(ctx.jobId === undefined ? changes : [...changes, ...credits(changes, ctx.jobId)])
}

/** An update that leaves the version as it is stays with whoever wrote that version. */
const credits = (changes: readonly Change[], jobId: string): Change[] =>
  changes.flatMap((change): Change[] => {
    const writes =
      change.kind === 'insert' || (change.kind === 'update' && change.row.version !== change.expected.version)
    return writes ? [{ kind: 'credit', entityId: change.row.id, version: change.row.version, jobId }] : []
  })
