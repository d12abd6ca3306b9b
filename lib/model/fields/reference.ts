/** What stands for other entities, one or many. */
import type { EntityReference } from '@/lib/model/entities/entity'
import { jsonIn } from '@/lib/model/fields/cell'
import type { Field } from '@/lib/model/fields/field'
import type { DraftValue, Kind } from '@/lib/model/fields/kind'
import { isRecord } from '@/lib/model/rules/is-record'

/** What names and finds a thing, without the rest; so that one read here and one found by a search are alike. */
export const bareReference = ({ id, type, name, fullyQualifiedName, displayName, deleted }: EntityReference) => ({
  id,
  type,
  ...(name !== undefined && { name }),
  ...(fullyQualifiedName !== undefined && { fullyQualifiedName }),
  ...(displayName !== undefined && { displayName }),
  ...(deleted === true && { deleted }),
})

export const isReference = (value: unknown): value is EntityReference =>
  isRecord(value) && typeof value.id === 'string' && typeof value.type === 'string'

export const referenceIn = (value: DraftValue | undefined): EntityReference | null =>
  isReference(value) ? value : null

export const referencesIn = (value: DraftValue | undefined): EntityReference[] =>
  Array.isArray(value) ? value.filter(isReference) : []

/** A custom property keeps what it was given: nobody looks its names up when it is read. */
const asKept = (value: unknown, { property }: Field): unknown =>
  !isReference(value) ? value : property === undefined ? { id: value.id, type: value.type } : bareReference(value)

function asNamed(value: unknown, field: Field): unknown {
  if (!isReference(value) || field.by === 'reference') return asKept(value, field)
  return field.by === 'id' ? value.id : (value.fullyQualifiedName ?? value.name)
}

/** "Revenue" for a thing that has a name, the id for one that has none. */
const wordOf = (value: unknown): string => {
  if (!isRecord(value)) return String(value)
  const named = [value.displayName, value.name, value.fullyQualifiedName, value.id]
  return String(named.find((name) => typeof name === 'string' && name !== '') ?? '')
}

const keyOf = (value: unknown): string => (isRecord(value) ? String(value.id) : String(value))

export const reference: Kind = {
  blank: null,
  own: (stored) => (isReference(stored) ? bareReference(stored) : null),
  document: asKept,
  request: asNamed,
  told: 'value',
  key: keyOf,
  words: (value) => [wordOf(value)],
  fromCell: jsonIn,
  toCell: JSON.stringify,
}

const each = (draft: DraftValue, as: (value: unknown, field: Field) => unknown, field: Field) =>
  referencesIn(draft).map((item) => as(item, field))

const sorted = (draft: DraftValue): EntityReference[] =>
  referencesIn(draft).toSorted((one, other) => (one.id < other.id ? -1 : 1))

export const references: Kind = {
  blank: [],
  // What a container lends is not the entity's own.
  own: (stored) =>
    (Array.isArray(stored) ? stored : [])
      .filter((item) => isReference(item) && item.inherited !== true)
      .map(bareReference),
  document: (draft, field) => {
    const kept = each(sorted(draft), asKept, field)
    return field.wrappedAs === undefined ? kept : kept.map((item) => ({ [field.wrappedAs ?? '']: item }))
  },
  request: (draft, field) => each(draft, asNamed, field),
  told: 'set',
  key: keyOf,
  words: (value) => (Array.isArray(value) ? value : [value]).map(wordOf),
  fromCell: jsonIn,
  toCell: JSON.stringify,
}
