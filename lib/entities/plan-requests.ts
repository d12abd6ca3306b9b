/**
 * What create requests, of which no two are for one name, would do: a fixed number of reads for all of them, then a plan
 * for each, or what keeps it from being carried out. Writes nothing.
 */

import { certifying } from '@/lib/entities/certification'
import { requireUnclaimed } from '@/lib/entities/claims'
import type { RequestContext } from '@/lib/entities/context'
import { requireValidExtensions } from '@/lib/entities/extensions'
import { creation, requireChange, requireReviewersOf } from '@/lib/entities/gate'
import { inheriting } from '@/lib/entities/inherit'
import { parentsOfLabels, requireFittingLabels } from '@/lib/entities/labels'
import { mergePut, type PutOptions } from '@/lib/entities/merge-put'
import { type Plan, planCreate, planUpdate } from '@/lib/entities/plan'
import { prepareCreate } from '@/lib/entities/prepare'
import { type Expected, missingReferences, nothingWanted, resolve, wantReferences } from '@/lib/entities/resolve'
import { comingBack } from '@/lib/entities/restore'
import { rightsGuard } from '@/lib/entities/rights-guard'
import { refusalsByOthers } from '@/lib/entities/rights-of-others'
import { withFirstStatus } from '@/lib/entities/rules'
import { type EntityState, loadStates } from '@/lib/entities/state'
import { takeTurns } from '@/lib/entities/turns'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { alreadyExists, CatalogueError, type FieldProblem } from '@/lib/model/wire/errors'
import type { Change } from '@/lib/store/change'

export interface UpsertOptions extends PutOptions {
  /** `create` answers an existing name with 409; `createOrUpdate` never does. */
  readonly mode: 'create' | 'createOrUpdate'
  /** Of the entity if it is new; for one request. */
  readonly id?: string
  /** Plans and reports, writes nothing. */
  readonly dryRun?: boolean
  /** With `dryRun`: what requests may refer to although it is not there yet. */
  readonly expected?: Expected
  /** An item whose `sourceHash` is the stored one counts as unchanged; for bulk calls of ingestion. */
  readonly trustSourceHash?: boolean
  /** What whoever works through many rows has to say about each. */
  readonly rules?: RowRules
}

/** Called once or more for a request, always anew after somebody else has written. A row is known by its FQN. */
export interface RowRules {
  /** Throws what keeps the request from being carried out, once it is known that the caller may. */
  admit(wanted: EntityState, before: EntityState | undefined): void
  /** What becomes of an entity, in place of what a PUT makes of it; `before` is not there for one that is new. */
  shape(before: EntityState | undefined, put: EntityState, wanted: EntityState): EntityState
  /** What is committed with it. */
  along(plan: Plan): readonly Change[]
}

/** What became of one request, in the order they came. */
export type UpsertResult = { readonly ok: true; readonly plan: Plan } | { readonly ok: false; readonly error: unknown }

export type Request = Readonly<Record<string, unknown>>

const attempt = (work: () => Plan): UpsertResult => {
  try {
    return { ok: true, plan: work() }
  } catch (error) {
    if (error instanceof CatalogueError) return { ok: false, error }
    throw error
  }
}

/** Reads what the requests refer to and what exists already, then decides for each. */
export async function planRound(
  def: EntityDefinition,
  requests: readonly Request[],
  options: UpsertOptions,
  ctx: RequestContext,
): Promise<UpsertResult[]> {
  const wanted = nothingWanted()
  for (const request of requests) {
    try {
      wantReferences(def, request, wanted)
    } catch (error) {
      if (!(error instanceof CatalogueError)) throw error // told again, for its own row, by prepareCreate
    }
  }
  const resolved = await resolve(wanted, ctx, options.dryRun === true ? options.expected : undefined)
  const turn = takeTurns()
  const drafts: ({ state: EntityState } | { error: CatalogueError })[] = []
  for (const request of requests) {
    await turn()
    try {
      drafts.push({ state: prepareCreate(def, request, resolved, ctx, options.id) })
    } catch (error) {
      if (!(error instanceof CatalogueError)) throw error
      drafts.push({
        error: error.kind === 'notFound' ? namingAll(error, missingReferences(def, request, resolved)) : error,
      })
    }
  }
  const states = drafts.flatMap((draft) => ('state' in draft ? [draft.state] : []))
  const stored = await ctx.store.findByFqns(
    def.type,
    states.map((state) => state.row.fullyQualifiedName),
  )
  const existing = new Map(
    (await loadStates(def, stored, 'all', ctx)).map((state) => [state.row.fullyQualifiedName, state]),
  )
  const [mayCreate, labelParents, below] = await Promise.all([
    creation(def, states, ctx),
    parentsOfLabels([...states, ...existing.values()], ctx),
    comingBack(
      def,
      stored.filter((row) => row.deleted),
      ctx,
    ),
  ])
  const extensions = await requireValidExtensions(def, states, ctx)
  const unclaimed = await requireUnclaimed(
    def,
    states.map((state) => state.row),
    ctx,
  )
  const inherited = await inheriting(def, [...states.map(unreviewed), ...existing.values()], ctx)
  const certified = await certifying([...states, ...existing.values()], ctx)

  const planOne = (draft: (typeof drafts)[number], index: number): UpsertResult => {
    if ('error' in draft) return { ok: false, error: draft.error }
    const { state } = draft
    const before = existing.get(state.row.fullyQualifiedName)
    return attempt(() => {
      if (before === undefined) {
        mayCreate(state)
        requireReviewersOf(def, inherited(unreviewed(state)), state, ctx)
        options.rules?.admit(state, undefined)
        const made = options.rules?.shape(undefined, state, state) ?? state
        requireFittingLabels(made, undefined, labelParents)
        extensions(made)
        const plan = planCreate(def, certified(withFirstStatus(def, made, inherited(made))), ctx)
        unclaimed(made.row)
        return { ...plan, after: inherited(plan.after) }
      }
      if (options.mode === 'create') {
        mayCreate(state)
        throw alreadyExists(state.row.fullyQualifiedName)
      }
      requireChange(def, before, ['EditAll'], ctx)
      options.rules?.admit(state, before)
      const request = requests[index] ?? {}
      if (
        options.trustSourceHash === true &&
        options.overrideMetadata !== true &&
        !before.row.deleted &&
        sameSource(before, request)
      ) {
        return { kind: 'entityNoChange', changes: [], after: before }
      }
      const put = mergePut(def, before, state, request, options, ctx)
      const after = certified(options.rules?.shape(before, put, state) ?? put, before)
      requireReviewersOf(def, before, after, ctx)
      requireFittingLabels(after, before, labelParents)
      extensions(after, before)
      const plan = planUpdate(def, before, after, ctx)
      unclaimed(after.row, before.row)
      const restored = before.row.deleted ? below(before.row) : []
      return { ...plan, changes: [...restored, ...plan.changes], after: inherited(plan.after) }
    })
  }
  const results: UpsertResult[] = []
  for (const [index, draft] of drafts.entries()) {
    await turn()
    results.push(planOne(draft, index))
  }
  const plans = results.flatMap((result) => (result.ok ? [result.plan] : []))
  const refusalOf = await refusalsByOthers(plans, ctx)
  const guard = await rightsGuard(
    plans.flatMap(({ changes }) => changes),
    ctx,
  )
  return results.map((result) => {
    if (!result.ok) return result
    const error = refusalOf(result.plan)
    if (error !== undefined) return { ok: false, error }
    return attempt(() => withCompany(guarded(result.plan, guard), options.rules))
  })
}

/** As it would be reviewed if it named nobody. */
const unreviewed = (state: EntityState): EntityState => ({
  ...state,
  relations: new Map(state.relations).set('reviewers', []),
})

const withCompany = (plan: Plan, rules: RowRules | undefined): Plan =>
  rules === undefined ? plan : { ...plan, changes: [...plan.changes, ...rules.along(plan)] }

function guarded(plan: Plan, guard: (changes: Plan['changes']) => void): Plan {
  guard(plan.changes)
  return plan
}

/** The same error, with every reference that was not found among its fields. */
const namingAll = (error: CatalogueError, fields: readonly FieldProblem[]): CatalogueError =>
  new CatalogueError(error.kind, error.message, {
    cause: error.cause,
    ...(error.hint !== undefined && { hint: error.hint }),
    ...(fields.length > 0 && { fields }),
  })

const sameSource = (before: EntityState, request: Request): boolean =>
  typeof request.sourceHash === 'string' && before.row.document.sourceHash === request.sourceHash
