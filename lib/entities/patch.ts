import { z } from 'zod'
import { certifying } from '@/lib/entities/certification'
import { requireUnclaimed } from '@/lib/entities/claims'
import { commit } from '@/lib/entities/commit'
import type { Outcome, RequestContext } from '@/lib/entities/context'
import { requireValidExtensions } from '@/lib/entities/extensions'
import { creation, mayDoOne, requireChange, requireReviewer, requireReviewersOf } from '@/lib/entities/gate'
import { heritableFields, inheriting } from '@/lib/entities/inherit'
import { parentsOfLabels, requireFittingLabels } from '@/lib/entities/labels'
import { placeIn } from '@/lib/entities/moving'
import { type Plan, planUpdate } from '@/lib/entities/plan'
import { renamedInPolicies } from '@/lib/entities/policy-names'
import { patchedReferences, preparePatched } from '@/lib/entities/prepare-patched'
import { type EntityKey, findIncluded } from '@/lib/entities/read'
import { isMoved, requireNames } from '@/lib/entities/renaming'
import { render } from '@/lib/entities/render'
import { type Expected, nothingWanted, resolve, wantLabels } from '@/lib/entities/resolve'
import { retryStale } from '@/lib/entities/retry-stale'
import { refusalsByOthers } from '@/lib/entities/rights-of-others'
import { type EntityState, loadState } from '@/lib/entities/state'
import { inTurns, takeTurns } from '@/lib/entities/turns'
import { sameValue } from '@/lib/model/edits/change'
import { isManaged, type JsonPatch, patching } from '@/lib/model/edits/json-patch'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { TagLabel } from '@/lib/model/entities/entity'
import { labelKey, labelPart } from '@/lib/model/fields/tags'
import { type Operation, operations } from '@/lib/model/rules/access'
import { unsaidStatus } from '@/lib/model/rules/review'
import { badRequest, CatalogueError } from '@/lib/model/wire/errors'
import { readAs } from '@/lib/model/wire/reading'

/** Throws 412 unless the stored version satisfies the request's `If-Match`. Made by the HTTP door. */
export type Precondition = (entity: { id: string; version: number }) => void

/**
 * Changes what the patch says (docs/contract/verbs.md#patch). The patch sees the entity as a GET with all fields shows
 * it. Throws 400, 403, 404, 412.
 */
export async function patch(
  def: EntityDefinition,
  key: EntityKey,
  steps: JsonPatch,
  precondition: Precondition | undefined,
  ctx: RequestContext,
): Promise<Outcome> {
  return retryStale(async () => {
    const row = await findIncluded(def, key, 'non-deleted', ctx)
    precondition?.(row)
    const before = await loadState(def, row, 'all', ctx)
    const plan = await planPatch(def, before, steps, ctx)
    await commit(plan.changes, ctx)
    return { kind: plan.kind, entity: render(def, await inheritAgain(def, before, plan.after, ctx), 'all', ctx) }
  })
}

/** A patch of one of many, by what is there. */
export interface WantedPatch {
  readonly before: EntityState
  /** Throws why nothing is to become of it. */
  wish(): Wish
}

export interface Wish {
  readonly steps: JsonPatch
  /** Has the last word about the state. */
  finish?(after: EntityState): EntityState
}

/** What becomes of one of many. An error is what a patch of it alone would throw. */
export type Planned = { readonly plan: Plan } | { readonly error: unknown }

/** What a patch makes of a state, to be committed by whoever asks. Throws 400, 403, 404. */
async function planPatch(
  def: EntityDefinition,
  before: EntityState,
  steps: JsonPatch,
  ctx: RequestContext,
): Promise<Plan> {
  const [planned] = await planPatches(def, [{ before, wish: () => ({ steps }) }], ctx)
  if (planned === undefined) throw new Error('one patch makes one plan')
  if ('error' in planned) throw planned.error
  return planned.plan
}

/**
 * As `planPatch`, of many at once: a fixed number of queries, and what is wrong with one keeps no other back. What is
 * `expected` counts as there.
 */
export async function planPatches(
  def: EntityDefinition,
  patches: readonly WantedPatch[],
  ctx: RequestContext,
  expected?: Expected,
): Promise<readonly Planned[]> {
  const turn = takeTurns()
  const wanted = nothingWanted()
  const read = await eachOf(patches, async ({ before, wish }) => {
    await turn()
    const { steps, finish } = wish()
    requireEditor(def, steps, before, ctx)
    const base = render(def, before, 'all', ctx)
    const patched = withSomeStatus(def, keepManaged(def, base, await inTurns(patching(base, steps))))
    requireChange(def, before, changedOperations(def, base, patched), ctx)
    requireReviewer(def, before, patched.entityStatus, ctx)
    const valid = validate(def, patched)
    const named = patchedReferences(def, valid)
    for (const [name, references] of named.references) {
      const known = new Set((before.relations.get(name) ?? []).map((target) => target.entity.id))
      for (const reference of references) if (!known.has(reference.id)) wanted.ids.add(reference.id)
    }
    const place = placeIn(def, base, valid)
    for (const id of [place.container, place.parent]) if (id) wanted.ids.add(id)
    wantLabels(wanted, named.labels ?? [])
    if (def.parts !== undefined) wantLabels(wanted, def.parts.labels(valid))
    return { valid, named, place, finish }
  })
  const resolved = await resolve(wanted, ctx, expected)
  const drafts = await eachOf(patches, async ({ before }, index) => {
    await turn()
    const { valid, named, place, finish } = outcomeOf(read[index])
    const after = preparePatched(def, before, valid, named, place, resolved, ctx)
    return finish === undefined ? after : finish(after)
  })
  const afters = drafts.flatMap((draft) => ('value' in draft ? [draft.value] : []))
  const labelParents = await parentsOfLabels(afters, ctx)
  const checkExtension = await requireValidExtensions(def, afters, ctx)
  const unclaimed = await requireUnclaimed(
    def,
    afters.map(({ row }) => row),
    ctx,
  )
  const steps = patches.flatMap(({ before }, index) => {
    const draft = drafts[index]
    return draft !== undefined && 'value' in draft ? [{ before: before.row, after: draft.value.row }] : []
  })
  const checkName = await requireNames(def, steps, ctx)
  const moved = new Set(steps.filter(isMoved).map(({ after }) => after.id))
  const requireCreatable = await creation(
    def,
    afters.filter(({ row }) => moved.has(row.id)),
    ctx,
  )
  const inPolicies = await renamedInPolicies(steps, ctx)
  const certified = await certifying(afters, ctx)
  const plans = await eachOf(patches, async ({ before }, index) => {
    await turn()
    const after = certified(outcomeOf(drafts[index]), before)
    checkName({ before: before.row, after: after.row })
    requireReviewersOf(def, before, after, ctx)
    // Whoever moves something makes it where it goes.
    if (moved.has(after.row.id)) requireCreatable(after)
    requireFittingLabels(after, before, labelParents)
    checkExtension(after, before)
    const plan = planUpdate(def, before, after, ctx)
    const along = inPolicies(before.row.id)
    return along.length === 0 ? plan : { ...plan, changes: [...plan.changes, ...along] }
  })
  const refusalOf = await refusalsByOthers(
    plans.flatMap((plan) => ('value' in plan ? [plan.value] : [])),
    ctx,
  )
  const checked = await eachOf(patches, async ({ before }, index) => {
    const plan = outcomeOf(plans[index])
    const refusal = refusalOf(plan)
    if (refusal !== undefined) throw refusal
    unclaimed(plan.after.row, before.row)
    return plan
  })
  return checked.map((one) => ('error' in one ? one : { plan: one.value }))
}

type Tried<T> = { readonly value: T } | { readonly error: unknown }

/** What `work` makes of each, or what it throws for it because of what it is. */
async function eachOf<A, T>(items: readonly A[], work: (item: A, index: number) => Promise<T>): Promise<Tried<T>[]> {
  const tried: Tried<T>[] = []
  for (const [index, item] of items.entries()) {
    try {
      tried.push({ value: await work(item, index) })
    } catch (error) {
      if (!(error instanceof CatalogueError || error instanceof z.ZodError)) throw error
      tried.push({ error })
    }
  }
  return tried
}

/** Throws what was thrown for it before. */
function outcomeOf<T>(tried: Tried<T> | undefined): T {
  if (tried === undefined) throw new Error('not tried')
  if ('error' in tried) throw tried.error
  return tried.value
}

/** Before the patch is applied, which may be work: somebody who may change nothing of what it names is refused. */
function requireEditor(def: EntityDefinition, steps: JsonPatch, before: EntityState, ctx: RequestContext): void {
  const members = new Set(
    steps.flatMap(({ op, path }) => (op === 'test' || isManaged(path) ? [] : [path.split('/', 2)[1] ?? ''])),
  )
  const wanted = [...members].map((member) => (member === '' ? allEdits : editsOf(def, member)))
  if (wanted.length === 0 || mayDoOne(def, before, wanted.flat(), ctx)) return
  requireChange(def, before, [...new Set(wanted.map(([operation]) => operation ?? 'EditAll'))], ctx)
}

/** Clearing the last domain brings the service's back. What had none, its own or from above, has none where it stays. */
async function inheritAgain(
  def: EntityDefinition,
  before: EntityState,
  after: EntityState,
  ctx: RequestContext,
): Promise<EntityState> {
  const stays = before.row.fullyQualifiedName === after.row.fullyQualifiedName
  const none = ({ relations }: EntityState, name: string) => (relations.get(name) ?? []).length === 0
  const lacks = heritableFields(def).some(([name]) => none(after, name) && !(stays && none(before, name)))
  return lacks ? (await inheriting(def, [after], ctx))(after) : after
}

/** Puts back what a patch cannot change: it is ignored, not refused, except the deletion flag. */
function keepManaged(def: EntityDefinition, base: Readonly<Record<string, unknown>>, patched: Record<string, unknown>) {
  if (patched.deleted !== undefined && patched.deleted !== base.deleted) {
    throw badRequest(`${def.type} attribute deleted can't be modified`, { hint: 'Use DELETE, and PUT /restore.' })
  }
  for (const { name: member, managed, isSettled } of def.members.values()) {
    if (managed === undefined && !isSettled) continue
    if ((member === 'name' && def.renaming === 'patch') || def.movedBy.has(member)) continue
    if (base[member] === undefined) delete patched[member]
    else patched[member] = base[member]
  }
  return patched
}

/** What is reviewed always has a status: who takes it out says that nothing is said of it. */
function withSomeStatus(def: EntityDefinition, patched: Record<string, unknown>): Record<string, unknown> {
  if (def.isReviewed === true) patched.entityStatus ??= unsaidStatus
  return patched
}

/** Null means absent, at the top and inside `extension`; the rest is held against the entity's own schema. */
function validate(def: EntityDefinition, patched: Record<string, unknown>): Record<string, unknown> {
  const present: Record<string, unknown> = {}
  for (const member of Object.keys(patched)) if (patched[member] !== null) present[member] = patched[member]
  const unknown = Object.keys(present).find((member) => !def.fields.has(member))
  if (unknown !== undefined) {
    throw badRequest(`Invalid field '${unknown}' for ${def.type}. Valid fields are: ${[...def.fields].join(', ')}`, {
      fields: [{ path: `/${unknown}`, message: 'is not a field' }],
    })
  }
  const extension = present.extension
  if (typeof extension === 'object' && extension !== null) {
    present.extension = Object.fromEntries(Object.entries(extension).filter(([, value]) => value !== null))
    if (Object.keys(present.extension as object).length === 0) delete present.extension // made in the line above
  }
  return readAs(def.schema, present)
}

const allEdits = operations.filter((operation) => operation.startsWith('Edit'))

/** Operations any of which lets somebody change something of a member. */
function editsOf(def: EntityDefinition, member: string): readonly Operation[] {
  const fields = [...def.members.values()].filter((field) => field.member === member)
  return fields.length === 0 ? ['EditAll'] : fields.map(({ edit }) => edit)
}

/** The operations a patch amounts to, by what differs: not by the paths it names. */
function changedOperations(
  def: EntityDefinition,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Operation[] {
  const needed = new Set<Operation>()
  for (const member of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (sameValue(before[member] ?? undefined, after[member] ?? undefined)) continue
    if (member === 'tags') for (const operation of labelEdits(def, before.tags, after.tags)) needed.add(operation)
    else for (const operation of editsOf(def, member)) needed.add(operation)
  }
  // Nothing changes: seeing it is enough.
  return needed.size === 0 ? ['ViewBasic'] : [...needed]
}

/** What it takes to change these labels into those: a right for each part of them that changes. */
function labelEdits(def: EntityDefinition, before: unknown, after: unknown): Operation[] {
  const list = (value: unknown): Partial<TagLabel>[] => (Array.isArray(value) ? value : [])
  const [stored, wanted] = [new Set(list(before).map(labelKey)), new Set(list(after).map(labelKey))]
  const changed = [
    ...list(before).filter((label) => !wanted.has(labelKey(label))),
    ...list(after).filter((label) => !stored.has(labelKey(label))),
  ]
  const parts = new Set(changed.length === 0 ? (['tags'] as const) : changed.map(labelPart))
  return [...def.members.values()].flatMap(({ part, edit }) => (part !== undefined && parts.has(part) ? [edit] : []))
}
