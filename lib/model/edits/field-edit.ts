/** Edits of single fields, the same for many entities: what they say, and what becomes of a value. */
import { type Draft, draftPatch, isEmptyValue, storedDraft } from '@/lib/model/edits/draft'
import type { JsonPatch } from '@/lib/model/edits/json-patch'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity } from '@/lib/model/entities/entity'
import { type Field, formFields, type WithMembers } from '@/lib/model/fields/field'
import type { DraftObject, DraftValue } from '@/lib/model/fields/kind'
import { isListField, kindOf } from '@/lib/model/fields/kinds'
import type { EditWay, FieldEdit } from '@/lib/model/wire/selection'

/** Fields that can be edited in many things at once. */
export const editableFields = (def: WithMembers): Field[] =>
  formFields(def, { isNew: false }).filter(({ kind }) => kind !== 'extension' && kind !== 'fqn')

/** What can be done with a field. */
export const waysOf = (field: Field): readonly EditWay[] => [
  ...(isListField(field) ? (['add', 'remove'] as const) : []),
  'set',
  ...(field.isRequired ? [] : (['clear'] as const)),
]

/** An edit that has been understood. */
export interface KnownEdit {
  readonly field: Field
  readonly how: EditWay
  /** As a form holds it. */
  readonly value: DraftValue
}

/** The edit as it is carried out, or in words what is wrong with it. */
export function understood(def: WithMembers, { field: name, how, value }: FieldEdit): KnownEdit | string {
  const field = editableFields(def).find((one) => one.name === name || one.key === name)
  if (field === undefined) return `${name} is no field that can be edited`
  if (!waysOf(field).includes(how))
    return how === 'clear' ? `${field.label} can't be empty` : `${field.label} is no list: use set`
  const kind = kindOf(field)
  if (how === 'clear') return value === undefined ? { field, how, value: kind.blank } : 'clear takes no value'
  const given = value === undefined || value === null ? kind.blank : kind.own(kind.fromCell(value, field), field)
  if (isEmptyValue(given)) return `what ${field.label} is to be is missing, or is not as a PATCH has it`
  // Of a list, what is no item of it would be dropped without a word.
  if (Array.isArray(value) && Array.isArray(given) && given.length !== value.length)
    return `${field.label}: not every item is as a PATCH has it`
  const problem = kind.problem?.(given, field)
  return problem === undefined ? { field, how, value: given } : `${field.label}: ${problem}`
}

/** The steps of a patch that carry out the edits. */
export function editPatch(def: EntityDefinition, entity: Entity, edits: readonly KnownEdit[]): JsonPatch {
  const before = storedDraft(def, entity)
  const after: Draft = { ...before }
  for (const { field, how, value } of edits) {
    const stored = after[field.name] ?? kindOf(field).blank
    after[field.name] = how === 'add' || how === 'remove' ? joined(field, how, stored, value) : value
  }
  return draftPatch(def, before, after)
}

type Items = readonly (DraftObject | string)[]
const itemsOf = (value: DraftValue): Items => (Array.isArray(value) ? (value as Items) : [])

function joined(field: Field, how: 'add' | 'remove', stored: DraftValue, given: DraftValue): DraftValue {
  const { key = String } = kindOf(field)
  const [there, wanted] = [itemsOf(stored), itemsOf(given)]
  const keys = new Set((how === 'add' ? there : wanted).map(key))
  const items =
    how === 'add'
      ? [...there, ...wanted.filter((item) => !keys.has(key(item)))]
      : there.filter((item) => !keys.has(key(item)))
  return items as DraftValue // items of the two lists
}
