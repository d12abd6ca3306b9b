/** State → the JSON that clients see. The only place that decides which member appears when. */

import type { RequestContext } from '@/lib/entities/context'
import type { Target } from '@/lib/entities/inherit'
import { showPartLabels } from '@/lib/entities/part-labels'
import { present } from '@/lib/entities/secrets'
import { type EntityState, type FieldSelection, type LabelTarget, wants } from '@/lib/entities/state'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity, EntityReference, TagLabel } from '@/lib/model/entities/entity'
import { definitionOf } from '@/lib/model/entities/registry'
import type { EntitySummary } from '@/lib/store/rows'

/** Absolute address of an entity in the API. */
export const hrefOf = (type: EntitySummary['type'], id: string, ctx: RequestContext): string =>
  `${ctx.apiUrl}/v1/${definitionOf(type)?.path ?? type}/${id}`

/** What one entity says of another. Empty display names are left out. */
export function toReference({ entity, inherited }: Target, ctx: RequestContext): EntityReference {
  const reference: EntityReference = {
    id: entity.id,
    type: entity.type,
    name: entity.name,
    fullyQualifiedName: entity.fullyQualifiedName,
  }
  if (entity.displayName !== null) reference.displayName = entity.displayName
  reference.deleted = entity.deleted
  if (inherited === true) reference.inherited = true
  reference.href = hrefOf(entity.type, entity.id, ctx)
  return reference
}

/** A label with name, description and style taken from the tag as it is now. */
export function toTagLabel({ entity, document, data }: LabelTarget, ctx: RequestContext): TagLabel {
  const label: Record<string, unknown> = { tagFQN: entity.fullyQualifiedName, name: entity.name }
  if (entity.displayName !== null) label.displayName = entity.displayName
  if (typeof document.description === 'string') label.description = document.description
  if (document.style !== undefined) label.style = document.style
  label.source = entity.type === 'glossaryTerm' ? 'Glossary' : 'Classification'
  label.labelType = data.labelType ?? 'Manual'
  label.state = data.state ?? 'Confirmed'
  for (const member of ['reason', 'appliedAt', 'appliedBy', 'metadata']) {
    if (data[member] !== undefined) label[member] = data[member]
  }
  label.href = hrefOf(entity.type, entity.id, ctx)
  return label as TagLabel // built member by member from the schema's own names
}

export interface RenderOptions {
  /** Which soft-deleted targets a reference list shows: the request's `include`, or one per field. */
  readonly showDeletedIn?: (field: string) => boolean
  /** Of the two names that the last change goes by, a row of a list has one. */
  readonly inList?: boolean
  /** Kept, not shown: with what the caller may not see, and without its address or a second name of the last change. */
  readonly isKept?: boolean
  /** Lists without entries are left out. */
  readonly omitsEmpty?: boolean
}

export function render(
  def: EntityDefinition,
  state: EntityState,
  selection: FieldSelection,
  ctx: RequestContext,
  options: RenderOptions = {},
): Entity {
  const { row } = state
  const entity: Entity = { id: row.id, name: row.name }
  if (row.displayName !== null) entity.displayName = row.displayName
  entity.fullyQualifiedName = row.fullyQualifiedName
  const document = showPartLabels(def, row.document, state.partLabels, (data, tag) =>
    toTagLabel({ entity: tag, document: tag.document, data }, ctx),
  )
  for (const member of Object.keys(document)) {
    const value = document[member]
    if (value === null || value === undefined) continue
    if (
      def.onRequest.has(member) &&
      !wants(selection, member) &&
      !(member === 'certification' && wants(selection, 'tags'))
    )
      continue
    const visible = present(def, member, document, ctx)
    if (visible !== undefined) entity[member] = visible
  }
  entity.version = row.version
  entity.updatedAt = row.updatedAt
  entity.updatedBy = row.updatedBy
  if (options.isKept !== true) entity.href = hrefOf(row.type, row.id, ctx)
  if (def.container !== undefined && row.container !== null) {
    entity[def.container.field] = toReference({ entity: row.container }, ctx)
  }
  const hidden = options.isKept === true ? undefined : state.hidden
  // Rows of most lists have none.
  const loaded = state.relations.size === 0 ? [] : Object.keys(def.relations)
  for (const name of loaded) {
    const [field, targets] = [def.relations[name], state.relations.get(name)]
    if (field === undefined || targets === undefined) continue
    const withoutDeleted = field.hidesDeleted === true && options.showDeletedIn?.(name) !== true
    const visible =
      withoutDeleted || hidden !== undefined
        ? targets.filter(({ entity: { id, deleted } }) => !(withoutDeleted && deleted) && hidden?.has(id) !== true)
        : targets
    if (visible.length === 0 && options.omitsEmpty === true) continue
    if (field.many) {
      const references = visible.map((target) => toReference(target, ctx))
      const { wrappedAs } = field
      entity[name] = wrappedAs === undefined ? references : references.map((reference) => ({ [wrappedAs]: reference }))
    } else if (visible[0] !== undefined) entity[name] = toReference(visible[0], ctx)
  }
  if (
    state.labels !== undefined &&
    wants(selection, 'tags') &&
    !(options.omitsEmpty === true && state.labels.length === 0)
  )
    entity.tags = state.labels.map((label) => toTagLabel(label, ctx))
  if (state.voters !== undefined) entity.votes = renderVotes(state.voters, hidden, ctx)
  for (const [name, count] of Object.entries(state.counts ?? {})) entity[name] = count
  if (entity.changeDescription !== undefined && options.inList !== true && options.isKept !== true)
    entity.incrementalChangeDescription = entity.changeDescription
  if (def.fields.has('deleted')) entity.deleted = row.deleted
  return entity
}

/** A vote counts whoever cast it. */
function renderVotes(
  voters: NonNullable<EntityState['voters']>,
  hidden: ReadonlySet<string> | undefined,
  ctx: RequestContext,
) {
  const up = voters.filter((voter) => voter.up)
  const down = voters.filter((voter) => !voter.up)
  const shown = (list: typeof voters) =>
    list.filter(({ entity }) => hidden?.has(entity.id) !== true).map((voter) => toReference(voter, ctx))
  return {
    upVotes: up.length,
    downVotes: down.length,
    ...(up.length > 0 && { upVoters: shown(up) }),
    ...(down.length > 0 && { downVoters: shown(down) }),
  }
}
