import { beginWork } from '@/lib/entities/cascade'
import { commit } from '@/lib/entities/commit'
import type { RequestContext } from '@/lib/entities/context'
import { removeContents } from '@/lib/entities/remove'
import { rewordSearch } from '@/lib/entities/renaming'
import { restoreContents } from '@/lib/entities/restore'

/** Work that nobody has touched for so long was left by a process that is gone. A slice takes a fraction of it. */
const leaseMs = 10_000

/** Brings to its end what processes that are gone have begun; in the name of whoever began it. */
export async function resumeWork(ctx: RequestContext, untouchedMs: number = leaseMs): Promise<void> {
  await rewordSearch(ctx)
  for (const left of await ctx.store.work(Date.now() - untouchedMs + 1)) {
    ctx.ending?.throwIfAborted()
    const { containerId, kind, actorName } = left
    const [row] = await ctx.store.findByIds([containerId])
    if (row === undefined) {
      await commit([{ kind: 'endWork', work: left }], ctx)
      continue
    }
    const inTheirName = { ...ctx, actor: { ...ctx.actor, name: actorName } }
    const work = await beginWork(row, kind, [], inTheirName)
    await (kind === 'restore' ? restoreContents(work, inTheirName) : removeContents(work, inTheirName))
  }
}
