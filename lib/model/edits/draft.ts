/**
 * An entity as a form holds it: texts as typed, references and tags as picked. The way into a form and out of it again,
 * as a create request or as a patch, is here for every entity type; what a value is, its field says.
 */
import { sameValue } from '@/lib/model/edits/change'
import { diffToPatch, type JsonPatch } from '@/lib/model/edits/json-patch'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity, EntityReference } from '@/lib/model/entities/entity'
import { type Field, fieldOf, formFields, storedValue, type WithMembers } from '@/lib/model/fields/field'
import type { DraftValue } from '@/lib/model/fields/kind'
import { kindOf } from '@/lib/model/fields/kinds'
import { bareReference } from '@/lib/model/fields/reference'
import { isRecord } from '@/lib/model/rules/is-record'

export type Draft = Record<string, DraftValue>

type Given = Readonly<Record<string, unknown>>
/** Only what this file reads of a definition, so that definitions of any entity fit. */
export type DraftDefinition = Pick<EntityDefinition, 'relations' | 'members' | 'cascadesTo' | 'defaults'>

export const textIn = (value: DraftValue | undefined): string => (typeof value === 'string' ? value : '')

/** An entity as others refer to it. */
export const referenceTo = (type: string, entity: Entity): EntityReference => bareReference({ ...entity, type })

/** Nothing yet, or what the entity has of its own. */
export const draftOf = (def: WithMembers, names: readonly string[], entity?: Given): Draft =>
  Object.fromEntries(
    names.map((name) => {
      const field = fieldOf(def, name)
      return [name, kindOf(field).own(storedValue(field, entity), field)]
    }),
  )

/** Names of what a form asks for, in its order. */
export const formNames = (def: WithMembers, isNew: boolean): string[] =>
  formFields(def, { isNew }).map(({ name }) => name)

/** The form of a new one that nobody has filled in. */
export const blankDraft = (def: DraftDefinition): Draft => draftOf(def, formNames(def, true), def.defaults)

/**
 * A stored one as a form holds it. Of a living one, deleted things are left out that no request could name; those of a
 * deleted one come back with it.
 */
export function storedDraft(
  def: DraftDefinition,
  entity: Entity,
  names: readonly string[] = formNames(def, false),
): Draft {
  const shown = Object.entries(def.relations).flatMap(([name, { hidesDeleted }]) => {
    const targets = entity[name]
    if (hidesDeleted !== true || !Array.isArray(targets)) return []
    const comeBack = entity.deleted === true && def.cascadesTo.includes(name)
    const list: EntityReference[] = targets // rendered by the entity's schema
    return [[name, list.flatMap((each) => (comeBack ? { ...each, deleted: false } : each.deleted ? [] : each))]]
  })
  return draftOf(def, names, { ...entity, ...Object.fromEntries(shown) })
}

/** Nothing typed or picked. */
export const isEmptyValue = (value: DraftValue | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

/** What is compared of a value. */
function essence(field: Field, value: DraftValue | undefined): unknown {
  const { key, isOrdered } = kindOf(field)
  if (isEmptyValue(value)) return ''
  if (key === undefined || value === undefined) return value
  if (!Array.isArray(value)) return key(value)
  return isOrdered === true ? value.map(key) : value.map(key).toSorted()
}

export function sameDraftValue(
  def: WithMembers,
  name: string,
  one: DraftValue | undefined,
  other: DraftValue | undefined,
): boolean {
  const field = fieldOf(def, name)
  return sameValue(essence(field, one), essence(field, other))
}

/** Fields whose values differ, in the order of the first draft. */
export const changedFields = (def: WithMembers, before: Draft, after: Draft): string[] =>
  Object.keys(before).filter((name) => !sameDraftValue(def, name, before[name], after[name]))

/**
 * A draft put together by member: parts of one make one value; custom properties go into the object that the draft has
 * as it is stored, so that those that no field is known for stay in it.
 */
function byMember(
  def: WithMembers,
  draft: Draft,
  names: readonly string[],
  as: 'document' | 'request',
): Record<string, unknown> {
  const members: Record<string, unknown> = {}
  for (const name of names) {
    const field = fieldOf(def, name)
    const draftValue = draft[name] ?? null
    const known = members[field.member]
    const kind = kindOf(field)
    const convert = (as === 'request' ? kind.request : undefined) ?? kind.document
    const value = convert === undefined ? draftValue : convert(draftValue, field)
    if (field.property !== undefined) {
      const { [field.property.name]: _, ...others } = isRecord(known) ? known : {}
      const all = isEmptyValue(draftValue) ? others : { ...others, [field.property.name]: value }
      if (Object.keys(all).length > 0) members[field.member] = all
      else delete members[field.member]
    } else if (!isEmptyValue(draftValue) || (as === 'document' && Array.isArray(draftValue))) {
      members[field.member] = Array.isArray(known) && Array.isArray(value) ? [...known, ...value] : value
    }
  }
  return members
}

/**
 * The create request that a draft amounts to. An update of `existing` by PUT would clear some of what it leaves out
 * (docs/contract/verbs.md#put): what the form does not show is sent along as it is stored, and an empty text that is
 * stored as one stays one.
 */
export function requestOf(def: DraftDefinition, draft: Draft, existing?: Entity): Record<string, unknown> {
  const names = Object.keys(draft).filter((name) => fieldOf(def, name).isGiven)
  const request = byMember(def, draft, names, 'request')
  if (existing === undefined) return request
  for (const name of names) {
    if (draft[name] === '' && existing[name] === '') request[name] = ''
    // Left out, the properties would stay as they are.
    if (fieldOf(def, name).property !== undefined && isRecord(existing.extension)) request.extension ??= {}
  }
  const unseen = Object.keys(def.relations).filter(
    (name) => def.relations[name]?.omitted === 'clear' && def.relations[name]?.by !== 'none' && !(name in draft),
  )
  Object.assign(request, byMember(def, draftOf(def, unseen, existing), unseen, 'request'))
  if (!('sourceHash' in draft) && existing.sourceHash !== undefined) request.sourceHash = existing.sourceHash
  return request
}

/** The steps from one draft to another; what nobody touched is not in them. */
export function draftPatch(def: WithMembers, before: Draft, after: Draft): JsonPatch {
  const touched = new Set(changedFields(def, before, after).map((name) => fieldOf(def, name).member))
  const names = Object.keys(before).filter((name) => touched.has(fieldOf(def, name).member))
  const [old, fresh] = [byMember(def, before, names, 'document'), byMember(def, after, names, 'document')]
  if (!isRecord(old.extension) || !isRecord(fresh.extension)) return diffToPatch(old, fresh)
  const { extension, ...members } = old
  const inside = diffToPatch(extension as Given, fresh.extension).map((step) => ({
    ...step,
    path: `/extension${step.path}`,
  })) // seen above
  return [...diffToPatch(members, { ...fresh, extension: undefined }), ...inside]
}
