/**
 * An entity as a form holds it: texts as typed, references and tags as picked. The way into a form and out of it again,
 * as a create request or as a patch, is here for every entity type; a screen only says which fields it shows.
 */
import { sameValue } from '@/lib/model/edits/change'
import { diffToPatch, type JsonPatch } from '@/lib/model/edits/json-patch'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { CreateEntity, Entity, EntityReference, TagLabel } from '@/lib/model/entities/entity'

export type DraftValue = string | EntityReference | null | EntityReference[] | TagLabel[]
export type Draft = Record<string, DraftValue>

type Given = Readonly<Record<string, unknown>>
/** Only what this file reads of a definition, so that definitions of any entity fit. */
export type DraftDefinition = Pick<
  EntityDefinition<Entity, CreateEntity>,
  'container' | 'relations' | 'fields' | 'collection'
>

type DraftKind = 'text' | 'reference' | 'references' | 'tags'

function kindOf(def: DraftDefinition, field: string): DraftKind {
  if (field === 'tags') return 'tags'
  if (field === def.container?.field) return 'reference'
  const relation = def.relations[field]
  return relation === undefined ? 'text' : relation.many ? 'references' : 'reference'
}

// What a value holds, whatever the field: the kind is known to the screen, not to the type.
export const textIn = (value: DraftValue | undefined): string => (typeof value === 'string' ? value : '')

export const referenceIn = (value: DraftValue | undefined): EntityReference | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null

export const referencesIn = (value: DraftValue | undefined): EntityReference[] =>
  Array.isArray(value) ? value.filter((item): item is EntityReference => 'id' in item) : []

export const tagsIn = (value: DraftValue | undefined): TagLabel[] =>
  Array.isArray(value) ? value.filter((item): item is TagLabel => 'tagFQN' in item) : []

/** What names and finds a thing, without the rest; so that one read here and one found by a search are alike. */
export const bareReference = ({ id, type, name, fullyQualifiedName, displayName, deleted }: EntityReference) => ({
  id,
  type,
  ...(name !== undefined && { name }),
  ...(fullyQualifiedName !== undefined && { fullyQualifiedName }),
  ...(displayName !== undefined && { displayName }),
  ...(deleted === true && { deleted }),
})

/** An entity as others refer to it. */
export const referenceTo = (type: string, entity: Entity): EntityReference => bareReference({ ...entity, type })

const list = (value: unknown): Given[] => (Array.isArray(value) ? value : [])

/** Nothing yet, or what the entity has of its own: inherited targets and derived tags are not its to change. */
export function draftOf(def: DraftDefinition, fields: readonly string[], entity?: Given): Draft {
  return Object.fromEntries(fields.map((field) => [field, draftValue(kindOf(def, field), entity?.[field])]))
}

// The casts below name what the entity's own schema has checked.
function draftValue(kind: DraftKind, value: unknown): DraftValue {
  switch (kind) {
    case 'text':
      return typeof value === 'string' ? value : ''
    case 'reference':
      return typeof value === 'object' && value !== null ? bareReference(value as EntityReference) : null
    case 'references':
      return list(value)
        .filter((item) => item.inherited !== true)
        .map((item) => bareReference(item as EntityReference))
    case 'tags':
      return list(value).filter((item) => item.labelType !== 'Derived') as TagLabel[]
  }
}

/** Nothing typed or picked. */
export const isEmptyValue = (value: DraftValue | undefined): boolean =>
  value === undefined || value === null || value.valueOf() === '' || (Array.isArray(value) && value.length === 0)

/** What makes two picked things the same: id, or classification and tag. */
export const itemKey = (item: EntityReference | TagLabel): string =>
  'tagFQN' in item ? `${item.source} ${item.tagFQN}` : item.id

/** What is compared of a value: lists are sets. */
function essence(value: DraftValue | undefined): unknown {
  if (Array.isArray(value)) return value.map(itemKey).toSorted()
  return typeof value === 'object' && value !== null ? value.id : (value ?? '')
}

export const sameDraftValue = (one: DraftValue | undefined, other: DraftValue | undefined): boolean =>
  sameValue(essence(one), essence(other))

/** Fields whose values differ, in the order of the first draft. */
export const changedFields = (before: Draft, after: Draft): string[] =>
  Object.keys(before).filter((field) => !sameDraftValue(before[field], after[field]))

const labelOf = ({ tagFQN, source, labelType, state }: TagLabel) => ({ tagFQN, source, labelType, state })

/** A value as requests carry it. Undefined for nothing. */
function requestValue(def: DraftDefinition, field: string, value: DraftValue): unknown {
  const by = def.relations[field]?.by
  const target = (reference: EntityReference): unknown =>
    by === 'reference'
      ? { id: reference.id, type: reference.type }
      : by === 'id'
        ? reference.id
        : (reference.fullyQualifiedName ?? reference.name)
  if (isEmptyValue(value)) return undefined
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return value === null ? undefined : target(value)
  return value.map((item) => ('tagFQN' in item ? labelOf(item) : target(item)))
}

/**
 * The create request that a draft amounts to. An update of `existing` by PUT would clear some of what it leaves out
 * (docs/contract/verbs.md#put): what the form does not show is sent along as it is stored, and an empty text that is
 * stored as one stays one.
 */
export function requestOf(def: DraftDefinition, draft: Draft, existing?: Entity): Record<string, unknown> {
  const request: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(draft)) {
    const given = requestValue(def, field, value)
    if (given !== undefined) request[field] = given
    else if (value === '' && existing?.[field] === '') request[field] = ''
  }
  if (existing === undefined) return request
  const unseen = Object.keys(def.relations).filter(
    (field) => def.relations[field]?.omitted === 'clear' && def.relations[field]?.by !== 'none' && !(field in draft),
  )
  for (const [field, value] of Object.entries(draftOf(def, unseen, existing))) {
    const kept = requestValue(def, field, value)
    if (kept !== undefined) request[field] = kept
  }
  if (!('sourceHash' in draft) && existing.sourceHash !== undefined) request.sourceHash = existing.sourceHash
  return request
}

/** A draft as the members of an entity's document that a patch writes: references by id, tags as labels. */
function documentOf(draft: Draft): Record<string, unknown> {
  const members = Object.entries(draft).flatMap(([field, value]): [string, unknown][] => {
    if (value === null || value === '') return []
    if (!Array.isArray(value)) return [[field, typeof value === 'string' ? value : { id: value.id, type: value.type }]]
    const items = value.toSorted((one, other) => (itemKey(one) < itemKey(other) ? -1 : 1))
    return [[field, items.map((item) => ('tagFQN' in item ? labelOf(item) : { id: item.id, type: item.type }))]]
  })
  return Object.fromEntries(members)
}

/** The steps from one draft to another; what nobody touched is not in them. */
export function draftPatch(before: Draft, after: Draft): JsonPatch {
  const changed = changedFields(before, after)
  const only = (draft: Draft) => documentOf(Object.fromEntries(changed.map((field) => [field, draft[field] ?? null])))
  return diffToPatch(only(before), only(after))
}
