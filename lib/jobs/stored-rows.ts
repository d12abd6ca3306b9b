/** Rows about entities that are stored: planned many at once, and done in the commit that settles them. */
import { z } from 'zod'
import { isFilled, refusalFields } from '@/lib/entities/bulk'
import { commit } from '@/lib/entities/commit'
import type { RequestContext } from '@/lib/entities/context'
import { mayOn } from '@/lib/entities/gate'
import type { Planned } from '@/lib/entities/patch'
import type { Plan } from '@/lib/entities/plan'
import { planSoftDelete, requireRemovable } from '@/lib/entities/remove'
import { retryStale } from '@/lib/entities/retry-stale'
import { type EntityState, loadStates } from '@/lib/entities/state'
import { takeTurns } from '@/lib/entities/turns'
import { refusalsOf, toldOf } from '@/lib/import/row-problem'
import type { ImportResult } from '@/lib/jobs/import-result'
import type { Basis, OpenJob, Settle } from '@/lib/jobs/job-kind'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { definitionOf } from '@/lib/model/entities/registry'
import { violation } from '@/lib/model/rules/violations'
import { CatalogueError } from '@/lib/model/wire/errors'
import type { Change } from '@/lib/store/change'
import { StoreConflict } from '@/lib/store/errors'
import type { JobRow, SettledRow } from '@/lib/store/jobs'
import type { StoredEntity } from '@/lib/store/rows'

/** A row of the ledger, and what it is about. */
export interface Target {
  readonly row: JobRow
  /** Of the entity; undefined where nobody knows any more. */
  readonly id: string | undefined
  /** As it was called when the row was made. */
  readonly fullyQualifiedName?: string | undefined
  /** What it has to be like still. */
  readonly expected?: Basis | undefined
}

/** A target that is there. */
export interface Found<T extends Target> {
  readonly target: T
  readonly state: EntityState
}

export interface Deed<T extends Target> {
  /** What rows are about. */
  targets(rows: readonly JobRow[], ctx: RequestContext): Promise<readonly T[]>
  /**
   * What becomes of each, all of one type, in their order. `along` is what else happens together with those that can be
   * done, besides their own changes.
   */
  plan(
    def: EntityDefinition,
    found: readonly Found<T>[],
    ctx: RequestContext,
  ): Promise<{ readonly planned: readonly Planned[]; readonly along: readonly Change[] }>
  /** Why a target that is not as expected stays as it is. */
  moved(name: string): string
  /** The plan says what would become of such a target, too, for whoever wants it all the same. */
  readonly plansMoved?: true
}

const plannedStatus: Readonly<Record<string, string>> = {
  entitySoftDeleted: 'delete',
  entityRestored: 'restore',
  entityUpdated: 'update',
}
const doneStatus: Readonly<Record<string, string>> = {
  entitySoftDeleted: 'deleted',
  entityRestored: 'restored',
  entityUpdated: 'updated',
}

/** How a kind of job plans and runs rows of this sort. */
export const openDeed = <T extends Target>(deed: Deed<T>): OpenJob => ({
  plan: async (rows, ctx) => {
    const { verdicts } = await judge(deed, await deed.targets(rows, ctx), ctx)
    return verdicts.map((one) => ('refused' in one ? one.refused : settledAs(one, plannedStatus)))
  },
  run: async (rows, settle, ctx) => {
    const targets = await deed.targets(rows, ctx)
    const { verdicts, changes } = await judge(deed, targets, ctx)
    try {
      await commit([...changes, ...settling(verdicts, settle)], ctx)
      return refusalsIn(verdicts)
    } catch (error) {
      if (!(error instanceof StoreConflict)) throw error
      // Somebody has been in the way of one of them: each by itself.
      const refused: SettledRow[] = []
      for (const target of targets) refused.push(...(await runOne(deed, target, settle, ctx)))
      return refused
    }
  },
})

async function runOne<T extends Target>(
  deed: Deed<T>,
  target: T,
  settle: Settle,
  ctx: RequestContext,
): Promise<readonly SettledRow[]> {
  return retryStale(async () => {
    const { verdicts, changes } = await judge(deed, [target], ctx)
    await commit([...changes, ...settling(verdicts, settle)], ctx)
    return refusalsIn(verdicts)
  })
}

interface Doing {
  /** Why it stays as it is, unless somebody wants it all the same. */
  readonly held?: string
  readonly def: EntityDefinition
  readonly target: Target
  readonly state: EntityState
  readonly plan: Plan
  readonly known: ImportResult
}
type Verdict = Doing | { readonly refused: SettledRow }

const settling = (verdicts: readonly Verdict[], settle: Settle): Change[] => {
  const rows = verdicts.flatMap((one) => ('refused' in one ? [] : [settledAs(one, doneStatus)]))
  return rows.length === 0 ? [] : [settle(rows)]
}

const refusalsIn = (verdicts: readonly Verdict[]): SettledRow[] =>
  verdicts.flatMap((one) => ('refused' in one ? [one.refused] : []))

/** What becomes of each target, in their order, and all that is to be committed for those that can be done. */
async function judge<T extends Target>(
  deed: Deed<T>,
  targets: readonly T[],
  ctx: RequestContext,
): Promise<{ readonly verdicts: readonly Verdict[]; readonly changes: readonly Change[] }> {
  const rows = new Map(
    (await ctx.store.findByIds(targets.flatMap(({ id }) => id ?? []))).map((entity) => [entity.id, entity]),
  )
  const verdicts = new Map<T, Verdict>()
  const changes: Change[] = []
  const refuse = (target: T, error: CatalogueError, known: ImportResult): void => {
    // What a plan holds back can be wanted all the same, where it says what would become of it: else it cannot be done.
    const isHeld = error.kind === 'conflict' && !offersMoved(target)
    const to = isHeld ? 'held' : target.row.status === 'pending' ? 'refused' : 'failed'
    const { message } = error
    const told = to === 'held' ? { message } : toldOf(refusalsOf({ message, fields: refusalFields(error) }))
    const result = { ...known, ...told }
    verdicts.set(target, { refused: { row: target.row.row, from: target.row.status, to, result } })
  }
  const offersMoved = ({ row: { status } }: T): boolean => deed.plansMoved === true && status === 'pending'
  const there = targets.filter((target) => {
    const { id = '', expected } = target
    const row = rows.get(id)
    const known = namedBy(target)
    const name = target.fullyQualifiedName ?? 'It'
    if (row === undefined) refuse(target, new CatalogueError('conflict', `${name} is not there any more`), known)
    else if (expected !== undefined && !isSame(expected, row)) {
      if (offersMoved(target)) return true
      refuse(target, new CatalogueError('conflict', deed.moved(name)), known)
    } else return true
    return false
  })
  const turn = takeTurns()
  for (const [type, group] of Map.groupBy(there, ({ id = '' }) => rows.get(id)?.type)) {
    const def = type === undefined ? undefined : definitionOf(type)
    if (def === undefined) continue
    const stored = group.flatMap(({ id = '' }) => rows.get(id) ?? [])
    const states = new Map((await loadStates(def, stored, 'all', ctx)).map((state) => [state.row.id, state]))
    const found = group.flatMap((target): Found<T>[] => {
      const state = states.get(target.id ?? '')
      return state === undefined ? [] : [{ target, state }]
    })
    const { planned, along } = await deed.plan(def, found, ctx)
    changes.push(...along)
    for (const [index, { target, state }] of found.entries()) {
      await turn()
      // Whoever may not see a thing is not told what it is called.
      const known = mayOn(def, state, ['ViewBasic'], ctx) ? { ...namedBy(target), ...namesOf(state) } : namedBy(target)
      const one = planned[index]
      if (one === undefined) throw new Error('a target without a plan')
      if ('error' in one) refuse(target, refusalOf(one.error), known)
      else {
        changes.push(...one.plan.changes)
        const isMoved = target.expected !== undefined && !isSame(target.expected, state.row)
        const held =
          isMoved && one.plan.kind !== 'entityNoChange' ? deed.moved(state.row.fullyQualifiedName) : undefined
        verdicts.set(target, { def, target, state, plan: one.plan, known, ...(held !== undefined && { held }) })
      }
    }
  }
  return { verdicts: targets.flatMap((target) => verdicts.get(target) ?? []), changes }
}

const isSame = (one: Basis, other: Basis): boolean =>
  one.id === other.id && one.version === other.version && one.updatedAt === other.updatedAt

const namedBy = ({ fullyQualifiedName }: Target): ImportResult =>
  fullyQualifiedName === undefined ? {} : { fullyQualifiedName }

const namesOf = ({ row: { type, fullyQualifiedName, displayName } }: EntityState): ImportResult => ({
  type,
  fullyQualifiedName,
  ...(displayName !== null && { displayName }),
})

/** What is wrong with one, in words. Throws anything else again. */
function refusalOf(error: unknown): CatalogueError {
  if (error instanceof CatalogueError) return error
  if (error instanceof z.ZodError) return violation(error)
  throw error
}

const basisOf = ({ id, version, updatedAt }: Basis): Basis => ({ id, version, updatedAt })

/** What a row has come to, or would. */
function settledAs(
  { held, def, target: { row }, state, plan, known }: Doing,
  statuses: Readonly<Record<string, string>>,
): SettledRow {
  const { kind, after, changeDescription, unrecorded = [] } = plan
  const lost = (changeDescription?.fieldsDeleted ?? []).filter(
    ({ name }) => !name.startsWith('extension') && !isFilled(def, after, name),
  )
  const result: ImportResult = {
    ...known,
    cleared: lost.map(({ name }) => name),
    base: basisOf(state.row),
    version: after.row.version,
    ...(changeDescription !== undefined && { changeDescription }),
    ...(unrecorded.length > 0 && { unrecorded: [...unrecorded] }),
    ...(state.row.document.certification !== undefined && { isCertified: true }),
    ...(statuses === doneStatus && kind !== 'entityNoChange' && { written: basisOf(after.row) }),
  }
  if (held !== undefined) return { row: row.row, from: row.status, to: 'held', result: { ...result, message: held } }
  return { row: row.row, from: row.status, to: statuses[kind] ?? 'unchanged', result }
}

/** Soft deletions of what the caller may delete. What goes along with them is planned apart. */
export const planSoftDeletes = (
  def: EntityDefinition,
  found: readonly Found<Target>[],
  ctx: RequestContext,
): readonly Planned[] =>
  found.map(({ state }) =>
    tried(() => {
      requireRemovable(def, state, ctx)
      return planSoftDelete(def, state, ctx)
    }),
  )

/** Those whose plan is of the kind, as they are now. */
export const rowsThat = (
  kind: Plan['kind'],
  planned: readonly Planned[],
  found: readonly Found<Target>[],
): StoredEntity[] =>
  found.flatMap(({ state }, index) => {
    const one = planned[index]
    return one !== undefined && 'plan' in one && one.plan.kind === kind ? [state.row] : []
  })

/** What one comes to, or why it cannot. */
export function tried(work: () => Extract<Planned, { plan: unknown }>['plan']): Planned {
  try {
    return { plan: work() }
  } catch (error) {
    if (!(error instanceof CatalogueError)) throw error
    return { error }
  }
}
