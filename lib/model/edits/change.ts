/**
 * What changed between two renderings of an entity, in OpenMetadata's encoding
 * (docs/contract/entities.md#change-descriptions).
 */
import jsonPatch from 'fast-json-patch'
import type { ChangeDescription, FieldChange } from '@/lib/model/entities/entity'

export interface FieldChanges {
  readonly fieldsAdded: FieldChange[]
  readonly fieldsUpdated: FieldChange[]
  readonly fieldsDeleted: FieldChange[]
}

export const noChanges = (): FieldChanges => ({ fieldsAdded: [], fieldsUpdated: [], fieldsDeleted: [] })

export const isEmpty = (changes: FieldChanges): boolean =>
  changes.fieldsAdded.length + changes.fieldsUpdated.length + changes.fieldsDeleted.length === 0

export const changeDescriptionOf = (changes: FieldChanges, previousVersion: number): ChangeDescription => ({
  ...changes,
  previousVersion,
})

/** Values equal by content; the order of members does not matter. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  return jsonPatch.compare({ value: a }, { value: b }).length === 0
}

const absent = (value: unknown): boolean => value === undefined || value === null

/** Objects and lists travel as text holding JSON; plain values as they are. */
const encode = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : value

/** A scalar or an object as a whole. Empty text is a value; only absence counts as empty. */
export function recordValue(changes: FieldChanges, name: string, before: unknown, after: unknown): void {
  if (absent(before) && absent(after)) return
  if (absent(before)) changes.fieldsAdded.push({ name, newValue: encode(after) })
  else if (absent(after)) changes.fieldsDeleted.push({ name, oldValue: encode(before) })
  else if (!sameValue(before, after))
    changes.fieldsUpdated.push({ name, oldValue: encode(before), newValue: encode(after) })
}

/** A list of things with an identity: what came and what went. */
export function recordList<Item>(
  changes: FieldChanges,
  name: string,
  before: readonly Item[],
  after: readonly Item[],
  identity: (item: Item) => string,
): void {
  const stored = new Set(before.map(identity))
  const wanted = new Set(after.map(identity))
  const added = after.filter((item) => !stored.has(identity(item)))
  const deleted = before.filter((item) => !wanted.has(identity(item)))
  if (added.length > 0) changes.fieldsAdded.push({ name, newValue: JSON.stringify(added) })
  if (deleted.length > 0) changes.fieldsDeleted.push({ name, oldValue: JSON.stringify(deleted) })
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Custom properties: changed ones by key, added and removed ones as lists of `{key: value}`. */
export function recordExtension(changes: FieldChanges, before: unknown, after: unknown): void {
  const stored = isRecord(before) ? before : {}
  const wanted = isRecord(after) ? after : {}
  const added = Object.keys(wanted).filter((key) => absent(stored[key]))
  const deleted = Object.keys(stored).filter((key) => absent(wanted[key]))
  for (const key of Object.keys(wanted)) {
    if (absent(stored[key]) || absent(wanted[key]) || sameValue(stored[key], wanted[key])) continue
    const name = `extension.${key.includes('.') ? `"${key}"` : key}`
    changes.fieldsUpdated.push({ name, oldValue: JSON.stringify(stored[key]), newValue: JSON.stringify(wanted[key]) })
  }
  const list = (keys: readonly string[], values: Record<string, unknown>) =>
    JSON.stringify(keys.map((key) => ({ [key]: values[key] })))
  if (added.length > 0) changes.fieldsAdded.push({ name: 'extension', newValue: list(added, wanted) })
  if (deleted.length > 0) changes.fieldsDeleted.push({ name: 'extension', oldValue: list(deleted, stored) })
}
