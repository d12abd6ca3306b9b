/**
 * The one gate for rights (decision 015). Whatever is done with an entity, the caller's rules are asked about the whole
 * of it, as it is before: owners, domains (inherited ones too), reviewers, tags, certification. Nothing else in the
 * engine or the doors asks `decide`.
 */
import { z } from 'zod'
import type { RequestContext } from '@/lib/entities/context'
import { type EntityState, loadState, loadStates } from '@/lib/entities/state'
import { toWithin } from '@/lib/entities/visible'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { EntityType } from '@/lib/model/entities/entity'
import { definitionOf } from '@/lib/model/entities/registry'
import {
  type Actor,
  accessTest,
  type ConsideredRule,
  consideredRules,
  decide,
  type Operation,
  requireAccess,
} from '@/lib/model/rules/access'
import { isVerdict, mayJudge } from '@/lib/model/rules/review'
import {
  type AccessSubject,
  fits,
  isAlways,
  isNever,
  type SubjectTest,
  testedRelations,
} from '@/lib/model/rules/subject-test'
import { CatalogueError, type Denied } from '@/lib/model/wire/errors'
import type { Within } from '@/lib/store/queries'
import type { StoredEntity } from '@/lib/store/rows'

/** Fields whose relations have to be loaded before rules may be asked. */
export const subjectFields: ReadonlySet<string> = new Set([...Object.values(testedRelations), 'tags'])

const certified = z.object({ tagLabel: z.object({ tagFQN: z.string() }) })

/** What rules look at. A state that has not loaded it would be judged by half of what it is. */
export function subjectOf(def: EntityDefinition, { row, relations, labels }: EntityState): AccessSubject {
  const targets = (field: string) => {
    if (def.relations[field] === undefined) return []
    const found = relations.get(field)
    if (found === undefined) throw new Error(`${def.type} is judged without its ${field}`)
    return found.map(({ entity }) => entity)
  }
  if (def.fields.has('tags') && labels === undefined) throw new Error(`${def.type} is judged without its tags`)
  const certification = certified.safeParse(row.document.certification)
  return {
    owners: targets('owners'),
    domains: targets('domains'),
    reviewers: targets('reviewers'),
    tags: (labels ?? []).map(({ entity }) => ({ tagFQN: entity.fullyQualifiedName })),
    certification: certification.success ? certification.data : undefined,
  }
}

/** What people say of themselves, whatever their roles are. */
const ownWords: ReadonlySet<Operation> = new Set(['EditDisplayName', 'EditDescription'])
const isOwnWord = (def: EntityDefinition, row: StoredEntity, operation: Operation, actor: Actor): boolean =>
  def.type === 'user' && row.id === actor.id && !actor.isBot && ownWords.has(operation)

/** Throws 403 unless the caller may do all of this with the entity. Its state has the `subjectFields`. */
export function requireOn(
  def: EntityDefinition,
  state: EntityState,
  operations: readonly Operation[],
  ctx: RequestContext,
): void {
  const asked = operations.filter((operation) => !isOwnWord(def, state.row, operation, ctx.actor))
  requireAccess(ctx.actor, asked, def.type, subjectOf(def, state))
}

/** As `requireOn`, for what changes an entity: whoever may not see it does not change it. */
export const requireChange = (
  def: EntityDefinition,
  state: EntityState,
  operations: readonly Operation[],
  ctx: RequestContext,
): void => requireOn(def, state, ['ViewBasic', ...operations.filter((each) => each !== 'ViewBasic')], ctx)

/** Throws 403 for a step that approves or rejects what others review. Its state has the `subjectFields`. */
export function requireReviewer(def: EntityDefinition, state: EntityState, wanted: unknown, { actor }: RequestContext) {
  if (!isVerdict(wanted) || state.row.document.entityStatus === wanted) return
  if (mayJudge(actor, subjectOf(def, state))) return
  throw new CatalogueError('forbidden', `User ${actor.name} is not a reviewer`, {
    hint: 'Only its reviewers and administrators approve or reject it.',
    denied: { operations: ['EditStatus'], type: def.type },
  })
}

/**
 * Throws 403 where somebody changes who reviews what others review: whoever could, could approve it then. Both states have
 * the `subjectFields`, as they were and as they are to be; of what is new, the first is what it has from above.
 */
export function requireReviewersOf(
  def: EntityDefinition,
  before: EntityState,
  after: EntityState,
  { actor }: Pick<RequestContext, 'actor'>,
) {
  const own = ({ relations }: EntityState) =>
    (relations.get('reviewers') ?? [])
      .flatMap(({ entity, inherited }) => (inherited === true ? [] : [entity.id]))
      .toSorted()
      .join()
  if (own(before) === own(after) || mayJudge(actor, subjectOf(def, before))) return
  throw new CatalogueError('forbidden', `User ${actor.name} is not a reviewer`, {
    hint: 'Only its reviewers and administrators change who reviews it.',
    denied: { operations: ['EditReviewers'], type: def.type },
  })
}

/** What somebody may do with an entity, operation by operation, and by which rules. */
export interface Explanation {
  readonly operation: Operation
  readonly allowed: boolean
  /** Everything is, whatever the rules say. */
  readonly because?: 'administrator' | 'oneself'
  readonly rules: readonly ConsideredRule[]
}

/** The decision that `requireOn` makes of each operation for this actor, with what it looks at. */
export async function explain(
  def: EntityDefinition,
  row: StoredEntity,
  actor: Actor,
  operations: readonly Operation[],
  ctx: RequestContext,
): Promise<readonly Explanation[]> {
  const subject = subjectOf(def, await loadState(def, row, subjectFields, ctx))
  return operations.map((operation) => {
    const rules = consideredRules(actor, operation, def.type, subject)
    if (actor.isAdmin) return { operation, allowed: true, because: 'administrator', rules }
    if (isOwnWord(def, row, operation, actor)) return { operation, allowed: true, because: 'oneself', rules }
    return { operation, allowed: decide(actor, [operation], def.type, subject).allowed, rules }
  })
}

/** Whether there is anything among these that the caller may do with the entity. */
export function mayDoOne(
  def: EntityDefinition,
  state: EntityState,
  operations: readonly Operation[],
  ctx: RequestContext,
): boolean {
  const subject = subjectOf(def, state)
  return operations.some((operation) => decide(ctx.actor, [operation], def.type, subject).allowed)
}

/** As `requireChange`, for one of many: why not, or undefined; named only to whoever may see it. */
export function changeRefusal(
  def: EntityDefinition,
  state: EntityState,
  operations: readonly Operation[],
  ctx: RequestContext,
): { readonly message: string; readonly name: string; readonly denied: Denied } | undefined {
  const subject = subjectOf(def, state)
  const decision = decide(ctx.actor, ['ViewBasic', ...operations], def.type, subject)
  if (decision.allowed) return undefined
  const isSeen = decide(ctx.actor, ['ViewBasic'], def.type, subject).allowed
  const denied = { operations: decision.missing, type: def.type }
  return {
    message: decision.message,
    denied,
    name: isSeen ? `${def.label} ${state.row.fullyQualifiedName}` : def.label,
  }
}

/** As `requireOn`, for a row of which nothing has been loaded; reads more only where a condition counts. */
export async function requireOnRow(
  def: EntityDefinition,
  row: StoredEntity,
  operations: readonly Operation[],
  ctx: RequestContext,
  resource: string = def.type,
): Promise<void> {
  const test = accessTest(ctx.actor, operations, resource)
  if (isAlways(test)) return
  const subject = isNever(test) ? {} : subjectOf(def, await loadState(def, row, subjectFields, ctx))
  requireAccess(ctx.actor, operations, resource, subject)
}

/**
 * For what is about many entities: what each of them has to pass before the caller may do all of this. Throws 403 when
 * none can. `resource` is a type, or what is no entity itself: events, lineage.
 */
export function requireAny(resource: string, operations: readonly Operation[], ctx: RequestContext): SubjectTest {
  const test = accessTest(ctx.actor, operations, resource)
  if (isNever(test)) requireAccess(ctx.actor, operations, resource)
  return test
}

/** What rows of a type have to pass for a list; undefined when all do. Throws 403 when none can. */
export function requireList(
  type: EntityType,
  operations: readonly Operation[],
  ctx: RequestContext,
): Within | undefined {
  const test = requireAny(type, operations, ctx)
  return isAlways(test) ? undefined : toWithin(type, test)
}

/**
 * For what is not there yet, its container is asked about: whoever owns a service may create in it. The function throws
 * 403 for a state that may not be created.
 */
export async function creation(
  def: EntityDefinition,
  states: readonly EntityState[],
  ctx: RequestContext,
): Promise<(state: EntityState) => void> {
  const subjects = new Map<string, AccessSubject>()
  const container = def.container === undefined ? undefined : definitionOf(def.container.type)
  const test = accessTest(ctx.actor, ['Create'], def.type)
  if (container !== undefined && !isAlways(test) && !isNever(test)) {
    const ids = [...new Set(states.flatMap((state) => state.row.containerId ?? []))]
    for (const state of await loadStates(container, await ctx.store.findByIds(ids), subjectFields, ctx))
      subjects.set(state.row.id, subjectOf(container, state))
  }
  return ({ row }) => requireAccess(ctx.actor, ['Create'], def.type, subjects.get(row.containerId ?? ''))
}

/** Whether the caller may do all of this with the entity. Its state has the `subjectFields`. */
export const mayOn = (
  def: EntityDefinition,
  state: EntityState,
  operations: readonly Operation[],
  ctx: RequestContext,
): boolean => fits(accessTest(ctx.actor, operations, def.type), subjectOf(def, state))

/** The rows of one type with which the caller may do all of this. */
export async function onlyPermitted<Row extends { readonly id: string }>(
  type: EntityType,
  rows: readonly Row[],
  operations: readonly Operation[],
  ctx: RequestContext,
): Promise<readonly Row[]> {
  const test = accessTest(ctx.actor, operations, type)
  if (isAlways(test)) return rows
  const passing = isNever(test)
    ? new Set()
    : await ctx.store.passing(
        rows.map(({ id }) => id),
        toWithin(type, test),
      )
  return rows.filter(({ id }) => passing.has(id))
}
