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
import { definitionOf, isContainer } from '@/lib/model/entities/registry'
import type { Change, Work } from '@/lib/store/change'
import type { ListPosition } from '@/lib/store/queries'
import type { StoredEntity } from '@/lib/store/rows'

/** Up to here everything goes in one commit, all or nothing. */
const atOnceMax = 500
/** Rows that are looked at between two turns. */
const lookMax = 50

/** How much is directly inside. */
export async function amountInside(row: StoredEntity, include: Include, ctx: RequestContext): Promise<number> {
  const counts = await ctx.store.contentCounts([row.id], undefined, include)
  return counts.reduce((sum, { count }) => sum + count, 0)
}

/** Ids of those that hold too much for one commit. Only of what goes by nothing but being inside. */
export async function largeAmong(
  def: EntityDefinition,
  rows: readonly StoredEntity[],
  ctx: RequestContext,
): Promise<ReadonlySet<string>> {
  if (!isContainer(def) || def.childRelation !== undefined || def.dependents !== undefined) return new Set()
  if (def.cascadesTo.length > 0 || rows.length === 0) return new Set()
  const amounts = await amountsInside(
    rows.map(({ id }) => id),
    ctx,
  )
  return new Set([...amounts].flatMap(([id, amount]) => (amount > atOnceMax ? [id] : [])))
}

/** How much is directly inside each, what is deleted too. */
export async function amountsInside(ids: readonly string[], ctx: RequestContext): Promise<ReadonlyMap<string, number>> {
  const amounts = new Map<string, number>()
  for (const { containerId, count } of await ctx.store.contentCounts(ids, undefined, 'all'))
    amounts.set(containerId, (amounts.get(containerId) ?? 0) + count)
  return amounts
}

export const isLarge = async (def: EntityDefinition, row: StoredEntity, ctx: RequestContext): Promise<boolean> =>
  (await largeAmong(def, [row], ctx)).has(row.id)

/** What is to become of what is inside; the commit that changes the container itself begins it. */
export const newWork = (row: StoredEntity, kind: Work['kind'], ctx: RequestContext): Work => ({
  containerId: row.id,
  kind,
  token: randomUUID(),
  actorName: ctx.actor.name,
  touchedAt: Date.now(),
})

/** Changes the container itself, and writes down what is to become of what is inside. */
export async function beginWork(
  row: StoredEntity,
  kind: Work['kind'],
  changes: readonly Change[],
  ctx: RequestContext,
): Promise<Work> {
  const work = newWork(row, kind, ctx)
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

/** Looks at all that is directly inside, with turns for others between; of one type, where it is given. */
export async function lookInside(
  { id }: StoredEntity,
  look: (rows: readonly StoredEntity[]) => Promise<unknown>,
  ctx: RequestContext,
  only?: EntityType,
): Promise<void> {
  const turn = takeTurns()
  const inside = await ctx.store.contentCounts([id], undefined, 'all')
  for (const { type } of inside.filter(({ type }) => only === undefined || type === only)) {
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

/**
 * Works through what is named, a slice at a time with a turn for others between, and a slice anew where somebody else was
 * faster. `weightOf`: how many rows come with one, where it is not itself alone.
 */
export async function eachSlice<T>(
  all: readonly T[],
  work: (slice: readonly T[]) => Promise<void>,
  weightOf: (one: T) => number = () => 1,
): Promise<void> {
  const [turn, pace] = [takeTurns(), new Pace()]
  for (let from = 0; from < all.length; ) {
    let [to, weight] = [from, 0]
    for (; to < all.length; to += 1) {
      const more = weightOf(all[to] as T) // within its bounds
      if (to > from && weight + more > pace.rows) break
      weight += more
    }
    const started = performance.now()
    const slice = all.slice(from, to)
    await retryStale(() => work(slice))
    pace.took(performance.now() - started, weight)
    from = to
    await turn()
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
      await turn()
      const changes = await plan(def, await loadStates(def, rows, 'all', ctx))
      await turn()
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
