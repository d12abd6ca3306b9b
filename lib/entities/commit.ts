import type { RequestContext } from '@/lib/entities/context'
import { rightsGuard } from '@/lib/entities/rights-guard'
import type { Change } from '@/lib/store/store'

/** The one way of a verb to the store. Throws 403 when the changes give rights that are not the actor's to give. */
export async function commit(changes: readonly Change[], ctx: RequestContext): Promise<void> {
  if (changes.length === 0) return
  const guard = await rightsGuard(changes, ctx)
  guard(changes)
  await ctx.store.commit(changes)
}
