/**
 * What has to happen to everything inside a large container: a slice at a time with a turn for others between, each a
 * commit of its own. The work is written down with the change of the container itself, so that it is brought to its end
 * whatever happens to the process (`resume-work.ts`).
 */
import { randomUUID } from 'node:crypto'
import { commit } from '@/lib/entities/commit'
import type { RequestContext } from '@/lib/entities/context'
import { retryStale } from '@/lib/entities/retry-stale'
import { type EntityState, loadStates } from '@/lib/entities/state'
import { Pace, takeTurns } from '@/lib/entities/turns'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { EntityType, Include } from '@/lib/model/entities/entity'
import { definitionOf } from '@/lib/model/entities/registry'
import type { Change, ListPosition, StoredEntity, Work } from '@/lib/store/store'

/** Up to here everything goes in one commit, all or nothing. */
const atOnceMax = 500
/** Rows that are looked at between two turns. */
const lookMax = 50

/** How much is directly inside. */
export async function amountInside(row: StoredEntity, include: Include, ctx: RequestContext): Promise<number> {
  const counts = await ctx.store.contentCounts([row.id], undefined, include)
  return counts.reduce((sum, { count }) => sum + count, 0)
}

/** Is there too much inside for one commit? Only of what goes by nothing but being inside. */
export async function isLarge(def: EntityDefinition, row: StoredEntity, ctx: RequestContext): Promise<boolean> {
  if (def.childRelation !== undefined || def.dependents !== undefined || def.cascadesTo.length > 0) return false
  return (await amountInside(row, 'all', ctx)) > atOnceMax
}

/** Changes the container itself, and writes down what is to become of what is inside. */
export async function beginWork(
  row: StoredEntity,
  kind: Work['kind'],
  changes: readonly Change[],
  ctx: RequestContext,
): Promise<Work> {
  const work: Work = {
    containerId: row.id,
    kind,
    token: randomUUID(),
    actorName: ctx.actor.name,
    touchedAt: Date.now(),
  }
  await commit([{ kind: 'beginWork', work }, ...changes], ctx)
  return work
}

async function readSlice(
  containerId: string,
  type: EntityType,
  include: Include,
  after: ListPosition | undefined,
  limit: number,
  ctx: RequestContext,
): Promise<StoredEntity[]> {
  const place = { sort: 'name', limit, ...(after !== undefined && { after }) } as const
  return (await ctx.store.list({ type, containerId, include, seesHidden: true, ...place })).rows
}

/** Looks at all that is directly inside, with turns for others between. */
export async function lookInside(
  { id }: StoredEntity,
  look: (rows: readonly StoredEntity[]) => Promise<unknown>,
  ctx: RequestContext,
): Promise<void> {
  const turn = takeTurns()
  for (const { type } of await ctx.store.contentCounts([id], undefined, 'all')) {
    for (let after: ListPosition | undefined; ; ) {
      const rows = await readSlice(id, type, 'all', after, lookMax, ctx)
      const last = rows.at(-1)
      if (last === undefined) break
      await look(rows)
      await turn()
      after = { key: last.name, id: last.id }
    }
  }
}

/** Throws 409 when somebody else has begun something with the container meanwhile, and when the process is to end. */
export async function inSlices(
  work: Work,
  include: Include,
  plan: (def: EntityDefinition, states: readonly EntityState[]) => Promise<readonly Change[]>,
  ctx: RequestContext,
): Promise<void> {
  const [turn, pace] = [takeTurns(), new Pace()]
  for (const { type } of await ctx.store.contentCounts([work.containerId], undefined, include)) {
    const def = definitionOf(type)
    if (def === undefined) continue
    const slice = async (after: ListPosition | undefined): Promise<ListPosition | undefined> => {
      ctx.ending?.throwIfAborted()
      const started = performance.now()
      const rows = await readSlice(work.containerId, type, include, after, pace.rows, ctx)
      const last = rows.at(-1)
      if (last === undefined) return undefined
      const changes = await plan(def, await loadStates(def, rows, 'all', ctx))
      await commit([{ kind: 'touchWork', work: { ...work, touchedAt: Date.now() } }, ...changes], ctx)
      pace.took(performance.now() - started, rows.length)
      return { key: last.name, id: last.id }
    }
    let after: ListPosition | undefined
    do {
      const from = after
      after = await retryStale(() => slice(from))
      await turn()
    } while (after !== undefined)
  }
}
