/** Deleting many entities by one call, and bringing them back: all that may be at once, the others named with the reason. */
import { z } from 'zod'
import { commit } from '@/lib/entities/commit'
import type { RequestContext } from '@/lib/entities/context'
import { requireChange } from '@/lib/entities/gate'
import { record } from '@/lib/entities/plan'
import { planRemoval, requireRemovable } from '@/lib/entities/remove'
import { planRestoration } from '@/lib/entities/restore'
import { retryStale } from '@/lib/entities/retry-stale'
import { rightsGuard } from '@/lib/entities/rights-guard'
import { type EntityState, loadStates } from '@/lib/entities/state'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { EntityType } from '@/lib/model/entities/entity'
import { boundedList } from '@/lib/model/rules/bounds'
import { bulkResultOf, type ManyResult } from '@/lib/model/wire/bulk-result'
import { badRequest, CatalogueError, notFound } from '@/lib/model/wire/errors'
import type { Change } from '@/lib/store/store'

/** How many one call may name. */
export const manyMax = 1_000

const ids = boundedList(z.uuid().toLowerCase(), manyMax).min(1)
const dryRun = z.boolean().default(false).describe('Reports what would happen, writes nothing')

export const removeManySchema = z
  .strictObject({
    ids,
    recursive: z
      .boolean()
      .default(false)
      .describe('Takes along what is inside; a container that holds something stays'),
    hardDelete: z.boolean().default(false).describe('Removes for good, with history and relations'),
    dryRun,
  })
  .meta({ id: 'BulkDeleteRequest' })

export const restoreManySchema = z.strictObject({ ids, dryRun }).meta({ id: 'BulkRestoreRequest' })

/** Soft or hard delete of all that may be deleted, in one commit; `totals` counts what goes with them too. */
export const removeMany = (
  def: EntityDefinition,
  request: z.output<typeof removeManySchema>,
  ctx: RequestContext,
): Promise<ManyResult> =>
  together(def, request, ctx, {
    refuse: async (states) => {
      const full = request.recursive ? new Set<string>() : await notEmpty(states, request.hardDelete, ctx)
      return (state) => {
        requireRemovable(def, state, ctx)
        if (full.has(state.row.id)) throw badRequest(`${def.type} is not empty`, { hint: 'Ask with recursive=true.' })
      }
    },
    plan: (states) => planRemoval(def, states, request.hardDelete, ctx),
  })

/** Brings all that may be brought back, with what went along, in one commit. */
export const restoreMany = (
  def: EntityDefinition,
  request: z.output<typeof restoreManySchema>,
  ctx: RequestContext,
): Promise<ManyResult> =>
  together(def, request, ctx, {
    refuse: async () => (state) => requireChange(def, state, ['EditAll'], ctx),
    plan: (states) => planRestoration(def, states, ctx),
  })

interface Work {
  /** Gives what throws for an entity that has to stay as it is. */
  refuse(states: readonly EntityState[]): Promise<(state: EntityState) => void>
  plan(states: readonly EntityState[]): Promise<Change[]>
}

async function together(
  def: EntityDefinition,
  request: { readonly ids: readonly string[]; readonly dryRun: boolean },
  ctx: RequestContext,
  work: Work,
): Promise<ManyResult> {
  const asked = [...new Set(request.ids)]
  return retryStale(async () => {
    const rows = (await ctx.store.findByIds(asked)).filter((row) => row.type === def.type)
    const states = new Map((await loadStates(def, rows, 'all', ctx)).map((state) => [state.row.id, state]))
    const refuse = await work.refuse([...states.values()])
    // One whose rights are not the caller's to give or take keeps no other back.
    const turnOf = ({ row }: EntityState): Change[] => [record(row, 'entityDeleted', row.version, undefined, ctx)]
    const guard = await rightsGuard([...states.values()].flatMap(turnOf), ctx)
    const refuseTurn = (state: EntityState): void => {
      refuse(state)
      guard(turnOf(state))
    }
    const judged = asked.map((id) => judge(id, states.get(id), refuseTurn, def))
    const changes = await work.plan(judged.flatMap(({ state, refusal }) => (state && !refusal ? [state] : [])))
    if (!request.dryRun) await commit(changes, ctx)
    return { ...bulkResultOf(judged, request.dryRun), totals: totalsOf(changes) }
  })
}

function judge(
  id: string,
  state: EntityState | undefined,
  refuse: (state: EntityState) => void,
  def: EntityDefinition,
): { request: string; state?: EntityState; refusal?: CatalogueError } {
  if (state === undefined) return { request: id, refusal: notFound(def.type, id) }
  try {
    refuse(state)
    return { request: id, state }
  } catch (error) {
    if (!(error instanceof CatalogueError)) throw error
    return { request: id, state, refusal: error }
  }
}

/** Which of them hold something; counted, since one may hold tens of thousands. */
async function notEmpty(
  states: readonly EntityState[],
  withDeleted: boolean,
  ctx: RequestContext,
): Promise<ReadonlySet<string>> {
  const ids = states.map(({ row }) => row.id)
  const inside = await ctx.store.contentCounts(ids, undefined, withDeleted ? 'all' : 'non-deleted')
  return new Set(inside.map(({ containerId }) => containerId))
}

/** Every change of an entity is recorded once. */
function totalsOf(changes: readonly Change[]): ManyResult['totals'] {
  const totals: Partial<Record<EntityType, number>> = {}
  for (const change of changes) {
    if (change.kind !== 'record') continue
    const { entityType } = change.event
    totals[entityType] = (totals[entityType] ?? 0) + 1
  }
  return totals
}
