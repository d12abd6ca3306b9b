/**
 * One tag or term is merged into another (decision 042): a row for all that carries it, and the first for itself, which goes
 * at last, when nothing carries it any more.
 */
import type { RequestContext } from '@/lib/entities/context'
import { requireChange, requireOnRow } from '@/lib/entities/gate'
import { type Carriers, carriersOf, relabelling } from '@/lib/entities/merging'
import { type Planned, planPatches } from '@/lib/entities/patch'
import { isInPolicies } from '@/lib/entities/policy-names'
import { findRow } from '@/lib/entities/read'
import { planSoftDelete, requireRemovable } from '@/lib/entities/remove'
import { typesBelow } from '@/lib/entities/renaming'
import { type EntityState, loadState } from '@/lib/entities/state'
import type { ImportResult } from '@/lib/jobs/import-result'
import type { Following, JobKind, RunChoice } from '@/lib/jobs/job-kind'
import { queueTargets, slicesOf } from '@/lib/jobs/select-rows'
import { selectedTarget } from '@/lib/jobs/selection-job'
import { type Found, openDeed, type Target } from '@/lib/jobs/stored-rows'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { definitionFor } from '@/lib/model/entities/registry'
import { counted } from '@/lib/model/rules/counted'
import { badRequest, CatalogueError, notFound } from '@/lib/model/wire/errors'
import { type MergingJob, selectedMax } from '@/lib/model/wire/selection'
import type { Change } from '@/lib/store/change'
import type { Job } from '@/lib/store/jobs'
import type { StoredEntity } from '@/lib/store/rows'

/** As the job keeps it. */
export interface MergingInput extends RunChoice {
  readonly collection: MergingJob['collection']
  /** What it is called. */
  readonly fileName: string
  readonly id: string
  readonly into: string
  readonly note?: string
}

/** The row of what is merged. */
export const mergedRow = 0

/** Gives the job, queued. Throws 400 for what cannot be merged, 403 and 404. */
export async function askMerging(asked: MergingJob, runs: boolean, ctx: RequestContext): Promise<Job> {
  const { collection, id, into, note } = asked
  const def = definitionFor(collection)
  if (def === undefined) throw notFound(collection, id)
  const [one, other] = await Promise.all([id, into].map((each) => findRow(def, { id: each }, ctx)))
  if (one === undefined || other === undefined) throw notFound(def.type, id)
  await requireOnRow(def, other, ['ViewBasic'], ctx)
  requireMergeable(def, await loadState(def, one, 'all', ctx), other, ctx)
  await requireAlone(def, one, ctx)
  const { types } = await carriersOf(one, other, ctx)
  if (types.size >= selectedMax)
    throw badRequest(`${counted(types.size, 'thing')} carry it, too many for one job`, {
      hint: `Give some of them the other one by an edit first, until fewer than ${selectedMax.toLocaleString('en')} are left.`,
    })
  const input: MergingInput = {
    collection,
    id,
    into,
    fileName: `${one.name} into ${other.name}`,
    ...(note !== undefined && { note }),
    ...(runs && { runs }),
  }
  return queueTargets('merge', 'plan', slicesOf([one.id, ...types.keys()]), () => input, ctx)
}

export const mergeJob: JobKind = {
  kind: 'merge',
  todo: ['update', 'delete'],
  open: async ({ input }, ctx) => {
    const { collection, id, into } = input as unknown as MergingInput // written by `askMerging`
    const def = definitionFor(collection)
    const [one, other] = def === undefined ? [] : await bothOf(def, [id, into], ctx)
    if (def === undefined || one === undefined || other === undefined)
      throw new CatalogueError('conflict', 'One of the two is not there any more')
    const deed = openDeed<Target>({
      targets: async (rows) => rows.map(selectedTarget),
      plan: async (type, found, context) => {
        const isMerged = ({ state }: Found<Target>) => state.row.id === id
        const carriers = found.filter((each) => !isMerged(each))
        const relabelled = await planRelabelling(type, carriers, one, other, context)
        const byTarget = new Map(carriers.map(({ target }, index) => [target, relabelled[index]]))
        const along: Change[] = []
        const planned: Planned[] = []
        for (const each of found) {
          const going = isMerged(each) ? await planGoing(def, each, other, context) : undefined
          if (going !== undefined && 'plan' in going) along.push(...leadingOn(each.state.row, other))
          planned.push(going ?? byTarget.get(each.target) ?? { error: new Error('a carrier without a plan') })
        }
        return { planned, along }
      },
      moved: (name) => `${name} has changed since the preview`,
    })
    return {
      ...deed,
      waits: ({ row }) => row === mergedRow,
      plan: async (rows, context) => {
        const settled = await deed.plan(rows, context)
        if (!rows.some(({ row }) => row === mergedRow)) return settled
        const follows = followingOf(await carriersOf(one, other, context))
        return settled.map((each) =>
          each.row === mergedRow ? { ...each, result: { ...(Object(each.result) as ImportResult), follows } } : each,
        )
      },
    }
  },
}

const planRelabelling = (
  type: EntityDefinition,
  carriers: readonly Found<Target>[],
  one: StoredEntity,
  other: StoredEntity,
  ctx: RequestContext,
): Promise<readonly Planned[]> =>
  planPatches(
    type,
    carriers.map(({ state }) => ({
      before: state,
      wish: () => {
        requireChange(type, state, ['ViewBasic'], ctx)
        return { steps: relabelling(type, state, one, other, ctx) }
      },
    })),
    ctx,
  )

/** The other one is there still, and is meant by the name from now on. */
const leadingOn = ({ type, fullyQualifiedName }: StoredEntity, other: StoredEntity): Change[] => [
  { kind: 'require', ids: [other.id] },
  { kind: 'former', type, fullyQualifiedName, entityId: other.id },
]

async function bothOf(def: EntityDefinition, ids: readonly string[], { store }: RequestContext) {
  const rows = new Map((await store.findByIds(ids)).map((row) => [row.id, row]))
  return ids.map((id) => {
    const row = rows.get(id)
    return row?.type === def.type ? row : undefined
  })
}

/** Throws 400 and 403 for what may not go, or has nowhere to go. */
function requireMergeable(def: EntityDefinition, state: EntityState, other: StoredEntity, ctx: RequestContext): void {
  requireRemovable(def, state, ctx)
  const refuse = (message: string) => {
    throw badRequest(message, { fields: [{ path: '/into', message: 'cannot take its place' }] })
  }
  if (state.row.id === other.id) refuse(`${state.row.name} cannot be merged into itself`)
  if (state.row.deleted) refuse(`${state.row.name} is deleted: restore it before it is merged`)
  if (other.deleted) refuse(`${other.name} is deleted: restore it before something is merged into it`)
  if (other.document.disabled === true) refuse(`${other.name} is disabled, and given to nothing new`)
}

/** Throws 400 while something lies below it, or a policy says something of it. */
async function requireAlone(def: EntityDefinition, one: StoredEntity, ctx: RequestContext): Promise<void> {
  const below = await ctx.store.below(typesBelow(def.type), one.fullyQualifiedName)
  const inside = below.reduce((sum, { count }) => sum + count, 0)
  if (inside > 0)
    throw badRequest(`${counted(inside, def.label)} below ${one.name} would be without a place`, {
      hint: 'Move or delete what is below it first, for good where it is in the trash.',
    })
  if (await isInPolicies(one, ctx))
    throw badRequest(`A policy has a rule about ${one.name}, which would be about nothing any more`, {
      hint: 'Change the rule first.',
    })
}

/** Itself; by a run, once nothing carries it. */
async function planGoing(
  def: EntityDefinition,
  { state, target }: Found<Target>,
  other: StoredEntity,
  ctx: RequestContext,
): Promise<Planned> {
  try {
    requireMergeable(def, state, other, ctx)
    if (target.row.status !== 'pending') {
      await requireAlone(def, state.row, ctx)
      const { types } = await carriersOf(state.row, other, ctx)
      if (types.size > 0)
        throw new CatalogueError(
          'conflict',
          `${counted(types.size, 'thing')} still ${types.size === 1 ? 'carries' : 'carry'} ${state.row.name}, so it stays: merge it once more`,
        )
    }
    return { plan: planSoftDelete(def, state, ctx) }
  } catch (error) {
    if (!(error instanceof CatalogueError)) throw error
    return { error }
  }
}

function followingOf({ types, both }: Carriers): Following {
  const relabelled = [...Map.groupBy(types.keys(), (id) => types.get(id) ?? '')].map(([type, ids]) => ({
    type,
    count: ids.length,
    both: ids.filter((id) => both.has(id)).length,
  }))
  return { below: [], carriers: types.size, relabelled }
}
