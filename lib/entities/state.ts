/**
 * An entity between store and wire: the stored row with its relations as targets, not yet rendered. Verbs compare
 * states; `render.ts` makes JSON of them, `prepare.ts` makes them from requests.
 */

import type { RequestContext } from '@/lib/entities/context'
import { inheritedTargets, type Target } from '@/lib/entities/inherit'
import { loadPartLabels, type NamedLabels } from '@/lib/entities/part-labels'
import { seesAll, seesAllOf, visibleAmong } from '@/lib/entities/visible'
import type { EntityDefinition, RelationField } from '@/lib/model/entities/define-entity'
import type { EntityType } from '@/lib/model/entities/entity'
import type { EntitySummary, StoredEntity } from '@/lib/store/rows'

/** A tag or glossary term on an entity. `document` is the tag's own, for description and style. */
export interface LabelTarget {
  readonly entity: EntitySummary
  readonly document: Record<string, unknown>
  /** `labelType`, `state` and what else the label itself carries. */
  readonly data: Record<string, unknown>
}

export interface Voter {
  readonly entity: EntitySummary
  readonly up: boolean
}

export interface EntityState {
  readonly row: StoredEntity
  /** By field name of the definition; only fields that were loaded. */
  readonly relations: ReadonlyMap<string, readonly Target[]>
  readonly labels: readonly LabelTarget[] | undefined
  readonly voters: readonly Voter[] | undefined
  /** What the labels on its parts name. */
  readonly partLabels?: NamedLabels
  /** Counts that some definitions show (`userCount`, `termCount`). */
  readonly counts?: Readonly<Record<string, number>>
  /** Ids of targets that the caller may not see: they are not shown, and stay where they are. */
  readonly hidden?: ReadonlySet<string>
}

/** `all`, or the names from `?fields=`. */
export type FieldSelection = 'all' | ReadonlySet<string>

export const wants = (selection: FieldSelection, field: string): boolean => selection === 'all' || selection.has(field)

/** The order in which targets are shown, whether they were just written or read. */
export const inOrder = (targets: readonly Target[]): readonly Target[] =>
  targets.length > 1 ? targets.toSorted(byName) : targets

const byName = (a: Target, b: Target): number =>
  a.entity.name < b.entity.name ? -1 : a.entity.name > b.entity.name ? 1 : a.entity.id < b.entity.id ? -1 : 1

/** Puts the selected relations onto rows: a fixed number of queries, however many rows. */
export async function loadStates(
  def: EntityDefinition,
  rows: readonly StoredEntity[],
  selection: FieldSelection,
  ctx: RequestContext,
): Promise<EntityState[]> {
  const fields = Object.entries(def.relations).filter(
    ([name, field]) =>
      field.always === true || (wants(selection, name) && !(selection === 'all' && field.named === true)),
  )
  const withLabels = def.fields.has('tags') && (wants(selection, 'tags') || wants(selection, 'certification'))
  const withVotes = def.fields.has('votes') && wants(selection, 'votes')
  const forward = fields.filter(([, field]) => field.reverse !== true && field.relation !== 'contained')
  const reverse = fields.filter(([, field]) => field.reverse === true)
  const contained = fields.filter(([, field]) => field.relation === 'contained')
  const wanted = [
    ...new Set([
      ...forward.map(([, field]) => field.relation),
      ...(withLabels ? ['tag'] : []),
      ...(withVotes ? ['vote'] : []),
    ]),
  ]
  const ids = rows.map((row) => row.id)
  if (ids.length === 0) return []
  const [carried, referrers, contents] = await Promise.all([
    wanted.length > 0 ? ctx.store.relations(ids, wanted, withLabels ? ['tag'] : []) : [],
    reverse.length > 0 ? ctx.store.referrers(ids, [...new Set(reverse.map(([, field]) => field.relation))]) : [],
    contained.length > 0 ? ctx.store.contents(ids, [...new Set(contained.flatMap(([, field]) => field.types))]) : [],
  ])
  const carriedBy = Map.groupBy(carried, (link) => link.entityId)
  const referrersOf = Map.groupBy(referrers, (link) => link.targetId)
  const contentsOf = Map.groupBy(contents, (row) => row.containerId ?? '')
  const heritable = forward.filter(([, field]) => field.inherited === true)
  // Most reads ask for nothing that could be inherited.
  const heirs = (heritable.length === 0 ? [] : rows).map(({ id, containerId }) => {
    const own = carriedBy.get(id) ?? []
    return {
      id,
      containerId,
      parentId: own.find((link) => link.relation === def.childRelation)?.targetId,
      has: (relation: string) => own.some((link) => link.relation === relation),
    }
  })
  const inherited = await inheritedTargets(def, heirs, heritable, ctx)
  const partLabels = await loadPartLabels(def, rows, ctx)

  const states = rows.map((row): EntityState => {
    const relations = new Map<string, readonly Target[]>()
    const links = carriedBy.get(row.id) ?? []
    for (const [name, field] of forward) {
      const own = links
        .filter((link) => link.relation === field.relation)
        .map((link): Target => ({ entity: link.target }))
      const shown = own.length === 0 ? (inherited(row.id, name) ?? own) : own
      relations.set(name, inOrder(shown))
    }
    for (const [name, field] of reverse) {
      const others = (referrersOf.get(row.id) ?? []).filter(
        (link) => link.relation === field.relation && takes(field.types, link.entity.type),
      )
      relations.set(name, others.map((link): Target => ({ entity: link.entity })).toSorted(byName))
    }
    for (const [name, field] of contained) {
      const inside = (contentsOf.get(row.id) ?? []).filter(
        (entity) => takes(field.types, entity.type) && !entity.deleted,
      )
      relations.set(name, inside.map((entity): Target => ({ entity })).toSorted(byName))
    }
    return {
      row,
      relations,
      labels: withLabels
        ? links
            .filter((link) => link.relation === 'tag')
            .map(toLabel)
            .toSorted(byTagFqn)
        : undefined,
      voters: withVotes
        ? links
            .filter((link) => link.relation === 'vote')
            .map((link) => ({ entity: link.target, up: link.data?.up === true }))
        : undefined,
      ...(partLabels !== undefined && { partLabels }),
    }
  })
  const hidden = await hiddenAmong(states, ctx)
  return hidden.size === 0 ? states : states.map((state) => ({ ...state, hidden }))
}

async function hiddenAmong(states: readonly EntityState[], ctx: RequestContext): Promise<ReadonlySet<string>> {
  if (seesAll(ctx)) return new Set()
  const targets = states
    .flatMap(({ relations, voters = [] }) => [...[...relations.values()].flat(), ...voters])
    .map(({ entity }) => entity)
    .filter(({ type }) => !seesAllOf(type, ctx))
  if (targets.length === 0) return new Set()
  const isVisible = await visibleAmong(targets, ctx)
  return new Set(targets.filter((target) => !isVisible(target)).map(({ id }) => id))
}

/** The targets of a field after a write that names these: what the caller was not shown, it did not leave out. */
export function withHidden(
  { relations, hidden }: EntityState,
  name: string,
  targets: readonly Target[],
  { many }: RelationField,
): readonly Target[] {
  if (hidden === undefined || (!many && targets.length > 0)) return targets
  const named = new Set(targets.map(({ entity }) => entity.id))
  const kept = (relations.get(name) ?? []).filter(
    ({ entity, inherited }) => inherited !== true && hidden.has(entity.id) && !named.has(entity.id),
  )
  return kept.length === 0 ? targets : inOrder([...targets, ...kept])
}

export async function loadState(
  def: EntityDefinition,
  row: StoredEntity,
  selection: FieldSelection,
  ctx: RequestContext,
): Promise<EntityState> {
  const [state] = await loadStates(def, [row], selection, ctx)
  if (state === undefined) throw new Error('one row makes one state')
  return state
}

const takes = (types: readonly EntityType[], type: EntityType): boolean => types.length === 0 || types.includes(type)

const toLabel = (link: {
  target: EntitySummary & { document?: Record<string, unknown> }
  data: Record<string, unknown> | null
}): LabelTarget => ({
  entity: link.target,
  document: link.target.document ?? {},
  data: link.data ?? {},
})

export const byTagFqn = (a: LabelTarget, b: LabelTarget): number =>
  a.entity.fullyQualifiedName < b.entity.fullyQualifiedName
    ? -1
    : a.entity.fullyQualifiedName > b.entity.fullyQualifiedName
      ? 1
      : 0
