import { beginWork, inSlices, isLarge, largeAmong, newWork } from '@/lib/entities/cascade'
import { commit } from '@/lib/entities/commit'
import type { Outcome, RequestContext } from '@/lib/entities/context'
import { requireChange } from '@/lib/entities/gate'
import { planUpdate } from '@/lib/entities/plan'
import { findRow } from '@/lib/entities/read'
import { render } from '@/lib/entities/render'
import { retryStale } from '@/lib/entities/retry-stale'
import { type EntityState, loadState, loadStates } from '@/lib/entities/state'
import { mapInTurns, takeTurns } from '@/lib/entities/turns'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { definitionOf, isContainer } from '@/lib/model/entities/registry'
import { CatalogueError } from '@/lib/model/wire/errors'
import type { Change, Work } from '@/lib/store/change'
import type { StoredEntity } from '@/lib/store/rows'

/**
 * Brings a soft-deleted entity back with what went away with it; a living one stays as it is
 * (docs/contract/verbs.md#restore).
 */
export async function restore(def: EntityDefinition, id: string, ctx: RequestContext): Promise<Outcome> {
  return retryStale(async () => {
    const row = await findRow(def, { id }, ctx)
    const before = await loadState(def, row, 'all', ctx)
    requireChange(def, before, ['EditAll'], ctx)
    if (!row.deleted) return { kind: 'entityNoChange', entity: render(def, before, 'all', ctx) }
    const plan = planUpdate(def, before, revived(before), ctx)
    await requireNotGoing(row, ctx)
    if (await isLarge(def, row, ctx)) {
      await restoreContents(await beginWork(row, 'restore', plan.changes, ctx), ctx)
    } else {
      const below = await planRestoreBelow(def, [row], ctx)
      await commit([...(below.get(row.id) ?? []), ...plan.changes], ctx)
    }
    const after = await loadState(def, { ...row, ...plan.after.row }, 'all', ctx)
    return { kind: plan.kind, entity: render(def, after, 'all', ctx) }
  })
}

/**
 * Changes that bring the deleted ones of the entities back with what went with them. `others`: what else is coming back, by
 * a commit of its own.
 */
export async function planRestoration(
  def: EntityDefinition,
  states: readonly EntityState[],
  ctx: RequestContext,
  others: ReadonlySet<string> = new Set(),
): Promise<Change[]> {
  const deleted = states.filter((state) => state.row.deleted)
  const rows = deleted.map((state) => state.row)
  const below = await planRestoreBelow(def, rows, ctx, new Set(rows.map((row) => row.id)), others)
  const back = await mapInTurns(deleted, (state) => [
    ...(below.get(state.row.id) ?? []),
    ...planUpdate(def, state, revived(state), ctx).changes,
  ])
  return back.flat()
}

/** Brings a large container back, and what is inside in slices. Throws 409 for what is being removed for good. */
export async function restoreInSlices(def: EntityDefinition, before: EntityState, ctx: RequestContext): Promise<void> {
  await requireNotGoing(before.row, ctx)
  const { changes } = planUpdate(def, before, revived(before), ctx)
  await restoreContents(await beginWork(before.row, 'restore', changes, ctx), ctx)
}

/** Of what is being removed for good, a part is gone already. */
const beingRemoved = async (ctx: RequestContext): Promise<ReadonlySet<string>> =>
  new Set((await ctx.store.work()).flatMap(({ containerId, kind }) => (kind === 'remove' ? [containerId] : [])))

async function requireNotGoing(row: StoredEntity, ctx: RequestContext): Promise<void> {
  if ((await beingRemoved(ctx)).has(row.id)) throw going(row)
}

const going = ({ fullyQualifiedName }: StoredEntity) =>
  new CatalogueError('conflict', `${fullyQualifiedName} is being deleted for good and can't be restored`)

/**
 * What comes back with each of the deleted rows when the commit that brings it back is made: all of it, or the work on it
 * where that is too much (`finishRestorations`). The function throws 409 for what is being removed for good.
 */
export async function comingBack(
  def: EntityDefinition,
  rows: readonly StoredEntity[],
  ctx: RequestContext,
): Promise<(row: StoredEntity) => readonly Change[]> {
  if (rows.length === 0) return () => []
  const [large, removed] = await Promise.all([
    largeAmong(def, rows, ctx),
    isContainer(def) ? beingRemoved(ctx) : new Set<string>(),
  ])
  const staying = rows.filter(({ id }) => !removed.has(id) && !large.has(id))
  const below = await planRestoreBelow(def, staying, ctx)
  return (row) => {
    if (removed.has(row.id)) throw going(row)
    return large.has(row.id) ? [{ kind: 'beginWork', work: newWork(row, 'restore', ctx) }] : (below.get(row.id) ?? [])
  }
}

/** After a commit: goes on with what it has begun. */
export async function finishRestorations(changes: readonly Change[], ctx: RequestContext): Promise<void> {
  for (const change of changes) if (change.kind === 'beginWork') await restoreContents(change.work, ctx)
}

/** What is left of a restoration once the container is there again. */
export async function restoreContents(work: Work, ctx: RequestContext): Promise<void> {
  await inSlices(work, 'deleted', (def, states) => planRestoration(def, states, ctx), ctx)
  await commit([{ kind: 'endWork', work }], ctx)
}

const revived = (state: EntityState): EntityState => ({ ...state, row: { ...state.row, deleted: false } })

/**
 * What comes back with deleted rows: everything inside them, and targets such as charts unless another entity that shows
 * them is still deleted. By row id; a fixed number of queries per level. `planned` holds what comes back already: a chart
 * is inside its service and on its dashboard, but is restored once; `others` what comes back by another commit.
 */
export async function planRestoreBelow(
  def: EntityDefinition,
  rows: readonly StoredEntity[],
  ctx: RequestContext,
  planned: Set<string> = new Set(),
  others: ReadonlySet<string> = new Set(),
): Promise<ReadonlyMap<string, Change[]>> {
  const changes = new Map<string, Change[]>()
  if (rows.length === 0) return changes
  const turn = takeTurns()
  const add = (id: string, more: readonly Change[]) => {
    const list = changes.get(id) ?? []
    changes.set(id, list)
    // One container may hold tens of thousands: the list grows, it is not copied.
    for (const change of more) list.push(change)
  }

  const contents = isContainer(def) ? await ctx.store.contents(rows.map((row) => row.id)) : []
  const inside = contents.filter((row) => row.deleted && !planned.has(row.id))
  for (const row of inside) planned.add(row.id)
  for (const [type, group] of Map.groupBy(inside, (row) => row.type)) {
    const inner = definitionOf(type)
    if (inner === undefined) continue
    const deeper = await planRestoreBelow(inner, group, ctx, planned, others)
    for (const state of await loadStates(inner, group, 'all', ctx)) {
      await turn()
      const changesBelow = [
        ...(deeper.get(state.row.id) ?? []),
        ...planUpdate(inner, state, revived(state), ctx).changes,
      ]
      add(state.row.containerId ?? '', changesBelow)
    }
  }
  for (const field of def.cascadesTo) {
    const relation = def.relations[field]?.relation
    if (relation === undefined) continue
    const links = await ctx.store.relations(
      rows.map((row) => row.id),
      [relation],
    )
    const deletedTargets = links.filter((link) => link.target.deleted && !planned.has(link.target.id))
    const users = await ctx.store.referrers([...new Set(deletedTargets.map((link) => link.target.id))], [relation])
    const back = new Set([...others, ...rows.map((row) => row.id)])
    const stillGone = new Set(
      users.filter((user) => user.entity.deleted && !back.has(user.entity.id)).map((user) => user.targetId),
    )
    const backBy = new Map(
      deletedTargets.filter((link) => !stillGone.has(link.target.id)).map((link) => [link.target.id, link.entityId]),
    )
    for (const id of backBy.keys()) planned.add(id)
    const targets = await ctx.store.findByIds([...backBy.keys()])
    for (const [type, group] of Map.groupBy(targets, (row) => row.type)) {
      const other = definitionOf(type)
      if (other === undefined) continue
      for (const state of await loadStates(other, group, 'all', ctx)) {
        await turn()
        add(backBy.get(state.row.id) ?? '', planUpdate(other, state, revived(state), ctx).changes)
      }
    }
  }
  return changes
}
