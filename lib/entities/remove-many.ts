/** Deleting many entities by one call, and bringing them back: all that may be at once, the others named with the reason. */
import { z } from 'zod'
import { amountsInside, eachSlice, largeAmong } from '@/lib/entities/cascade'
import { commit } from '@/lib/entities/commit'
import type { RequestContext } from '@/lib/entities/context'
import { requireChange } from '@/lib/entities/gate'
import { record } from '@/lib/entities/plan'
import { planRemoval, removeInSlices, requireRemovable } from '@/lib/entities/remove'
import { planRestoration, restoreInSlices } from '@/lib/entities/restore'
import { rightsGuard } from '@/lib/entities/rights-guard'
import { type EntityState, loadStates } from '@/lib/entities/state'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { EntityType, Include } from '@/lib/model/entities/entity'
import { isContainer } from '@/lib/model/entities/registry'
import { boundedList } from '@/lib/model/rules/bounds'
import { bulkResultOf, type ManyResult } from '@/lib/model/wire/bulk-result'
import { badRequest, CatalogueError, notFound } from '@/lib/model/wire/errors'
import type { Change } from '@/lib/store/change'
import type { StoredEntity } from '@/lib/store/rows'

/** How many one call may name. */
const manyMax = 1_000

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

/** Soft or hard delete of all that may be deleted, in slices; `totals` counts what goes with them too. */
export const removeMany = (
  def: EntityDefinition,
  request: z.output<typeof removeManySchema>,
  ctx: RequestContext,
): Promise<ManyResult> =>
  inTurn(def, request, ctx, {
    refuse: async (states) => {
      const full = request.recursive ? new Set<string>() : await notEmpty(states, request.hardDelete, ctx)
      return (state) => {
        requireRemovable(def, state, ctx)
        if (full.has(state.row.id)) throw badRequest(`${def.type} is not empty`, { hint: 'Ask with recursive=true.' })
      }
    },
    plan: (states, others) => planRemoval(def, states, request.hardDelete, ctx, others),
    large: (state) => removeInSlices(def, state, request.hardDelete, ctx),
    concerns: ({ row }) => (request.hardDelete ? 'all' : row.deleted ? undefined : 'non-deleted'),
  })

/** Brings all that may be brought back, with what went along, in slices. */
export const restoreMany = (
  def: EntityDefinition,
  request: z.output<typeof restoreManySchema>,
  ctx: RequestContext,
): Promise<ManyResult> =>
  inTurn(def, request, ctx, {
    refuse: async () => (state) => requireChange(def, state, ['EditAll'], ctx),
    plan: (states, others) => planRestoration(def, states, ctx, others),
    large: (state) => restoreInSlices(def, state, ctx),
    concerns: ({ row }) => (row.deleted ? 'deleted' : undefined),
  })

interface Work {
  /** Gives what throws for an entity that has to stay as it is. */
  refuse(states: readonly EntityState[]): Promise<(state: EntityState) => void>
  /** `others`: what else has its turn in this call, where it has not had it. */
  plan(states: readonly EntityState[], others?: ReadonlySet<string>): Promise<Change[]>
  /** Does it to a container that holds too much for one commit. */
  large(state: EntityState): Promise<unknown>
  /** What of the contents of a large container it is done to; undefined where there is nothing to do. */
  concerns(state: EntityState): Include | undefined
}

interface Judged {
  readonly request: string
  readonly refusal?: CatalogueError | undefined
}

/** A slice is read, judged, planned and written at once: what is told of an entity is told of what it was then. */
async function inTurn(
  def: EntityDefinition,
  request: { readonly ids: readonly string[]; readonly dryRun: boolean },
  ctx: RequestContext,
  work: Work,
): Promise<ManyResult> {
  const asked = [...new Set(request.ids)]
  const inside = isContainer(def) ? await amountsInside(asked, ctx) : new Map<string, number>()
  const weightOf = (id: string): number => 1 + (inside.get(id) ?? 0)
  const judged = new Map<string, Judged>()
  const tally = new Tally()

  const admitted = async (ids: readonly string[]): Promise<EntityState[]> => {
    const rows = (await ctx.store.findByIds(ids)).filter((row) => row.type === def.type)
    const states = new Map((await loadStates(def, rows, 'all', ctx)).map((state) => [state.row.id, state]))
    const refuse = await work.refuse([...states.values()])
    // One whose rights are not the caller's to give or take keeps no other back.
    const turnOf = ({ row }: EntityState): Change[] => [record(row, 'entityDeleted', row.version, undefined, ctx)]
    const guard = await rightsGuard([...states.values()].flatMap(turnOf), ctx)
    const refuseTurn = (state: EntityState): void => {
      refuse(state)
      guard(turnOf(state))
    }
    for (const id of ids) {
      // It went with another one of these.
      if (tally.has(id) && !states.has(id)) judged.set(id, { request: id })
      else judged.set(id, judge(id, states.get(id), refuseTurn, def))
    }
    return [...states.values()].filter(({ row }) => judged.get(row.id)?.refusal === undefined)
  }

  /** Counted before it is done: how much there is inside is known then. */
  const throughLarge = async (state: EntityState): Promise<void> => {
    const include = work.concerns(state)
    if (include === undefined) return
    const held = await ctx.store.contentCounts([state.row.id], undefined, include)
    try {
      if (!request.dryRun) await work.large(state)
    } catch (error) {
      if (!(error instanceof CatalogueError)) throw error
      judged.set(state.row.id, { request: state.row.id, refusal: error })
      return
    }
    tally.addContents(state.row, held)
  }

  const turn = async (states: readonly EntityState[], others?: ReadonlySet<string>): Promise<void> => {
    const large = await largeAmong(
      def,
      states.map(({ row }) => row),
      ctx,
    )
    for (const state of states) if (large.has(state.row.id)) await throughLarge(state)
    const rest = states.filter(({ row }) => !large.has(row.id))
    const changes = await work.plan(rest, others)
    if (!request.dryRun) await commit(changes, ctx)
    tally.add(changes)
  }

  if (!request.dryRun) await eachSlice(asked, async (ids) => turn(await admitted(ids)), weightOf)
  else {
    const states: EntityState[] = []
    await eachSlice(asked, async (ids) => {
      states.push(...(await admitted(ids)))
    })
    // None of them goes, so that each has to be told which others would have gone by then.
    const others = new Set(states.map(({ row }) => row.id))
    await eachSlice(
      states,
      (slice) => turn(slice, others),
      ({ row }) => weightOf(row.id),
    )
  }
  return {
    ...bulkResultOf(
      asked.map((id) => judged.get(id) ?? { request: id, refusal: notFound(def.type, id) }),
      request.dryRun,
    ),
    totals: tally.totals,
  }
}

function judge(
  id: string,
  state: EntityState | undefined,
  refuse: (state: EntityState) => void,
  def: EntityDefinition,
): Judged {
  if (state === undefined) return { request: id, refusal: notFound(def.type, id) }
  try {
    refuse(state)
    return { request: id }
  } catch (error) {
    if (!(error instanceof CatalogueError)) throw error
    return { request: id, refusal: error }
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

/** How many entities of each type something has become of; each counts once. */
class Tally {
  readonly #seen = new Set<string>()
  readonly totals: Partial<Record<EntityType, number>> = {}

  has(id: string): boolean {
    return this.#seen.has(id)
  }

  /** Every change of an entity is recorded once in a commit. */
  add(changes: readonly Change[]): void {
    for (const change of changes)
      if (change.kind === 'record') this.#count(change.event.entityId, change.event.entityType)
  }

  /** A container with what it held. */
  addContents({ id, type }: StoredEntity, held: readonly { type: EntityType; count: number }[]): void {
    this.#count(id, type)
    for (const { type, count } of held) this.totals[type] = (this.totals[type] ?? 0) + count
  }

  #count(id: string, type: EntityType): void {
    if (this.#seen.has(id)) return
    this.#seen.add(id)
    this.totals[type] = (this.totals[type] ?? 0) + 1
  }
}
