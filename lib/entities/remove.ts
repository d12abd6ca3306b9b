import { amountInside, beginWork, inSlices, isLarge, lookInside } from '@/lib/entities/cascade'
import { commit } from '@/lib/entities/commit'
import type { Outcome, RequestContext } from '@/lib/entities/context'
import { changeRefusal, requireChange, subjectFields } from '@/lib/entities/gate'
import { type Plan, planUpdate, record } from '@/lib/entities/plan'
import { type EntityKey, findRow } from '@/lib/entities/read'
import { render } from '@/lib/entities/render'
import { retryStale } from '@/lib/entities/retry-stale'
import { requireMayGrant } from '@/lib/entities/rights'
import { checkRemovable } from '@/lib/entities/rules'
import { type EntityState, loadState, loadStates } from '@/lib/entities/state'
import { mapInTurns } from '@/lib/entities/turns'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { definitionOf, isContainer } from '@/lib/model/entities/registry'
import { badRequest, CatalogueError } from '@/lib/model/wire/errors'
import type { Change, Work } from '@/lib/store/change'
import type { StoredEntity } from '@/lib/store/rows'

export interface RemoveOptions {
  readonly hardDelete: boolean
  /** Take along what is inside; without it a container that holds something is refused. */
  readonly recursive: boolean
}

/**
 * Soft or hard delete of an entity and what goes with it (docs/contract/verbs.md#delete). Soft-deleting twice changes
 * nothing. Throws 400 for a container that is not empty and for system entities, 403, 404.
 */
export async function remove(
  def: EntityDefinition,
  key: EntityKey,
  options: RemoveOptions,
  ctx: RequestContext,
): Promise<Outcome> {
  return retryStale(async () => {
    const row = await findRow(def, key, ctx)
    const before = await loadState(def, row, 'all', ctx)
    requireRemovable(def, before, ctx)
    if (await isLarge(def, row, ctx)) return removeLarge(def, before, options, ctx)
    const children = await childrenOf(def, [row], options.hardDelete, ctx)
    const blocking = options.hardDelete ? children : children.filter((child) => !child.deleted)
    if (blocking.length > 0 && !options.recursive) throw notEmpty(def, blocking.length)
    const gone = await planBelow(def, [row], children, options.hardDelete, ctx)
    if (options.hardDelete) {
      await commit([...gone, ...planHardDelete(row, ctx)], ctx)
      return { kind: 'entityDeleted', entity: render(def, before, 'all', ctx) }
    }
    const plan = planSoftDelete(def, before, ctx)
    const changes = [...gone, ...plan.changes]
    await commit(changes, ctx)
    return {
      kind: plan.kind === 'entityNoChange' ? 'entityNoChange' : 'entitySoftDeleted',
      entity: render(def, plan.after, 'all', ctx),
    }
  })
}

const notEmpty = (def: EntityDefinition, amount: number) =>
  badRequest(`${def.type} is not empty`, {
    hint: `It holds ${amount} entities. Add recursive=true to delete them too.`,
  })

async function removeLarge(
  def: EntityDefinition,
  before: EntityState,
  { hardDelete, recursive }: RemoveOptions,
  ctx: RequestContext,
): Promise<Outcome> {
  const blocking = await amountInside(before.row, hardDelete ? 'all' : 'non-deleted', ctx)
  if (blocking > 0 && !recursive) throw notEmpty(def, blocking)
  const plan = await removeInSlices(def, before, hardDelete, ctx)
  if (hardDelete) return { kind: 'entityDeleted', entity: render(def, before, 'all', ctx) }
  const kind = plan.kind === 'entityNoChange' ? 'entityNoChange' : 'entitySoftDeleted'
  return { kind, entity: render(def, plan.after, 'all', ctx) }
}

/**
 * A large container is hidden first, so that nothing more can be put into it; what is inside follows, and at last, when
 * removed, itself. Throws 403 when the caller may not delete all that is inside.
 */
export async function removeInSlices(
  def: EntityDefinition,
  before: EntityState,
  hardDelete: boolean,
  ctx: RequestContext,
): Promise<Plan> {
  // Before anything is done, because what is done stays.
  if (!ctx.actor.isAdmin) await lookInside(before.row, (rows) => requireAll(rows, ctx), ctx)
  const plan = planSoftDelete(def, before, ctx)
  await removeContents(await beginWork(before.row, hardDelete ? 'remove' : 'delete', plan.changes, ctx), ctx)
  return plan
}

/** What is left of a deletion once the container has been hidden. */
export async function removeContents(work: Work, ctx: RequestContext): Promise<void> {
  const hardDelete = work.kind === 'remove'
  await retryStale(async () => {
    const plan = (def: EntityDefinition, states: readonly EntityState[]) => planRemoval(def, states, hardDelete, ctx)
    await inSlices(work, hardDelete ? 'all' : 'non-deleted', plan, ctx)
    const [row] = hardDelete ? await ctx.store.findByIds([work.containerId]) : []
    await commit([{ kind: 'endWork', work }, ...(row === undefined ? [] : planHardDelete(row, ctx))], ctx)
  })
}

/** Throws 403, and 400 for what has to stay. */
export function requireRemovable(def: EntityDefinition, state: EntityState, ctx: RequestContext): void {
  requireChange(def, state, ['Delete'], ctx)
  requireMayGrant(def, state, undefined, ctx)
  checkRemovable(state.row)
}

/**
 * Changes that delete the rows with everything that goes with them; whether they may be deleted is the caller's to ask.
 * `others`: what else is leaving, by a commit of its own.
 */
export async function planRemoval(
  def: EntityDefinition,
  states: readonly EntityState[],
  hardDelete: boolean,
  ctx: RequestContext,
  others: ReadonlySet<string> = new Set(),
): Promise<Change[]> {
  const rows = states.map((state) => state.row)
  const leaving = new Set([...others, ...rows.map((row) => row.id)])
  const gone = await planBelow(
    def,
    rows,
    await childrenOf(def, rows, hardDelete, ctx, leaving),
    hardDelete,
    ctx,
    others,
  )
  const own = hardDelete
    ? rows.flatMap((row) => planHardDelete(row, ctx))
    : (await mapInTurns(states, (state) => planSoftDelete(def, state, ctx).changes)).flat()
  return [...gone, ...own]
}

/** Changes that softly delete what goes with the rows, and not the rows. Throws 403 for what the caller may not delete. */
export const planGoingAlong = async (
  def: EntityDefinition,
  rows: readonly StoredEntity[],
  ctx: RequestContext,
): Promise<readonly Change[]> =>
  rows.length === 0 ? [] : planBelow(def, rows, await childrenOf(def, rows, false, ctx), false, ctx)

/** Of the entity alone: what goes with it is another's to plan. */
export const planSoftDelete = (def: EntityDefinition, before: EntityState, ctx: RequestContext): Plan =>
  planUpdate(def, before, { ...before, row: { ...before.row, deleted: true } }, ctx)

const planHardDelete = (row: StoredEntity, ctx: RequestContext): Change[] => [
  { kind: 'remove', id: row.id, ...childRelationOf(row) },
  record(row, 'entityDeleted', row.version, undefined, ctx),
]

/** Who may delete a container need not be allowed to delete what is in it. Administrators need no look. */
async function judge(rows: readonly StoredEntity[], ctx: RequestContext) {
  if (ctx.actor.isAdmin) return rows.map((row) => ({ row, refusal: undefined }))
  const judged = [...Map.groupBy(rows, (row) => row.type)].map(async ([type, group]) => {
    const def = definitionOf(type)
    if (def === undefined) return group.map((row) => ({ row, refusal: undefined }))
    return (await loadStates(def, group, subjectFields, ctx)).map((state) => ({
      row: state.row,
      refusal: changeRefusal(def, state, ['Delete'], ctx),
    }))
  })
  return (await Promise.all(judged)).flat()
}

/** The same rows. Throws 403 when the caller may not delete all of them. */
async function requireAll(rows: readonly StoredEntity[], ctx: RequestContext): Promise<readonly StoredEntity[]> {
  for (const { refusal } of await judge(rows, ctx)) {
    if (refusal === undefined) continue
    const { message, name, denied } = refusal
    const hint = `The ${name} would go too, and you may not delete it.`
    throw new CatalogueError('forbidden', message, { hint, denied })
  }
  return rows
}

const childRelationOf = ({ type }: StoredEntity): { childRelation?: string } => {
  const childRelation = definitionOf(type)?.childRelation
  return childRelation === undefined ? {} : { childRelation }
}

/** What lives inside the rows or hangs below them. `leaving`: what else is deleted with them. */
export async function childrenOf(
  def: EntityDefinition,
  rows: readonly StoredEntity[],
  hardDelete: boolean,
  ctx: RequestContext,
  leaving: ReadonlySet<string> = new Set(rows.map((row) => row.id)),
): Promise<StoredEntity[]> {
  const ids = rows.map((row) => row.id)
  const inside = isContainer(def) ? await ctx.store.contents(ids) : []
  const known = new Set(inside.map((row) => row.id))
  const more = new Set<string>()
  if (def.childRelation !== undefined) {
    for (const { entityType, entityId } of await ctx.store.referrers(ids, [def.childRelation]))
      if (entityType === def.type && !known.has(entityId)) more.add(entityId)
  }
  if (def.dependents !== undefined)
    for (const id of await dependentsOf(def.dependents, ids, leaving, hardDelete, ctx)) more.add(id)
  return more.size === 0 ? inside : [...inside, ...(await ctx.store.findByIds([...more]))]
}

/**
 * What cannot be without the rows: data products of these domains and of none that stays. What is deleted stays in the
 * trash, and keeps from removal for good what belongs to it.
 */
async function dependentsOf(
  { type, relation }: NonNullable<EntityDefinition['dependents']>,
  ids: readonly string[],
  leaving: ReadonlySet<string>,
  hardDelete: boolean,
  ctx: RequestContext,
): Promise<string[]> {
  const referrers = (await ctx.store.referrers(ids, [relation])).filter((link) => link.entityType === type)
  const links = await ctx.store.relations([...new Set(referrers.map((link) => link.entityId))], [relation])
  const staying = links.filter(({ targetId, target }) => !leaving.has(targetId) && (hardDelete || !target.deleted))
  const elsewhere = new Set(staying.map((link) => link.entityId))
  return referrers.map((link) => link.entityId).filter((id) => !elsewhere.has(id))
}

/** Changes for everything that goes with the rows: children at any depth, and charts that no living dashboard shows. */
async function planBelow(
  def: EntityDefinition,
  rows: readonly StoredEntity[],
  children: readonly StoredEntity[],
  hardDelete: boolean,
  ctx: RequestContext,
  others: ReadonlySet<string> = new Set(),
): Promise<Change[]> {
  const doomed = new Map<string, StoredEntity>()
  const own = new Set(rows.map((row) => row.id))
  const leaving = (): ReadonlySet<string> => new Set([...others, ...doomed.keys(), ...own])
  const visit = async (group: readonly StoredEntity[]): Promise<void> => {
    const fresh = group.filter((row) => !doomed.has(row.id) && !own.has(row.id))
    for (const row of fresh) doomed.set(row.id, row)
    for (const [type, members] of Map.groupBy(fresh, (row) => row.type)) {
      const inner = definitionOf(type)
      if (inner === undefined) continue
      await visit(await requireAll(await childrenOf(inner, members, hardDelete, ctx, leaving()), ctx))
      await visit(await unusedTargets(inner, members, ctx))
    }
  }
  /** Targets such as charts that nothing else alive uses. */
  const unusedTargets = async (
    inner: EntityDefinition,
    members: readonly StoredEntity[],
    context: RequestContext,
  ): Promise<StoredEntity[]> => {
    const found: StoredEntity[] = []
    for (const field of inner.cascadesTo) {
      const relation = inner.relations[field]?.relation
      if (relation === undefined) continue
      const links = await context.store.relations(
        members.map((row) => row.id),
        [relation],
      )
      const users = await context.store.referrers([...new Set(links.map((link) => link.targetId))], [relation])
      const going = leaving()
      const used = new Set(
        users.filter((user) => !user.entity.deleted && !going.has(user.entityId)).map((user) => user.targetId),
      )
      const unused = [...new Set(links.map((link) => link.targetId))].filter((id) => !used.has(id))
      found.push(...(await context.store.findByIds(unused)))
    }
    // Nobody asked for these by name: what the caller may not delete stays.
    return (await judge(found, context)).filter(({ refusal }) => refusal === undefined).map(({ row }) => row)
  }
  await visit(await requireAll(children, ctx))
  await visit(await unusedTargets(def, rows, ctx))
  if (hardDelete) return [...doomed.values()].flatMap((row) => planHardDelete(row, ctx))
  const changes: Change[] = []
  for (const [type, group] of Map.groupBy(
    [...doomed.values()].filter((row) => !row.deleted),
    (row) => row.type,
  )) {
    const inner = definitionOf(type)
    if (inner === undefined) continue
    const going = await loadStates(inner, group, 'all', ctx)
    changes.push(...(await mapInTurns(going, (state) => planSoftDelete(inner, state, ctx).changes)).flat())
  }
  return changes
}
