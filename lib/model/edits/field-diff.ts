/**
 * A change as people read it: recorded changes (docs/contract/entities.md#change-descriptions) decoded field by field,
 * with texts to compare word by word and lists as what came and what went.
 */
import { changedFields, type Draft, type DraftDefinition, itemKey } from '@/lib/model/edits/draft'
import { fieldWord } from '@/lib/model/edits/field-label'
import type { ChangeDescription, FieldChange } from '@/lib/model/entities/entity'

export type FieldDiff =
  | { readonly kind: 'text'; readonly field: string; readonly before: string; readonly after: string }
  | {
      readonly kind: 'value'
      readonly field: string
      readonly before: string | undefined
      readonly after: string | undefined
    }
  | {
      readonly kind: 'set'
      readonly field: string
      readonly added: readonly string[]
      readonly removed: readonly string[]
    }

/** One entry for each field that changed, in the order they were recorded. */
export function fieldDiffs(def: DraftDefinition, change: ChangeDescription): FieldDiff[] {
  const { fieldsAdded, fieldsUpdated, fieldsDeleted } = change
  const fields = new Set([...fieldsAdded, ...fieldsUpdated, ...fieldsDeleted].map(({ name }) => name))
  return [...fields].map((field): FieldDiff => {
    const of = (changes: readonly FieldChange[]) => changes.find(({ name }) => name === field)
    const [added, updated, deleted] = [of(fieldsAdded), of(fieldsUpdated), of(fieldsDeleted)]
    if (updated === undefined && (field === 'tags' || field === 'extension' || def.relations[field]?.many === true))
      return { kind: 'set', field, added: itemNames(added?.newValue), removed: itemNames(deleted?.oldValue) }
    const before = valueText(updated?.oldValue ?? deleted?.oldValue)
    const after = valueText(updated?.newValue ?? added?.newValue)
    if (field === 'description') return { kind: 'text', field, before: before ?? '', after: after ?? '' }
    return { kind: 'value', field, before, after }
  })
}

/** The same between two states of a form. */
export function draftDiffs(before: Draft, after: Draft): FieldDiff[] {
  return changedFields(before, after).map((field): FieldDiff => {
    const [old, fresh] = [before[field], after[field]]
    if (Array.isArray(old) && Array.isArray(fresh)) {
      const without = (items: typeof old, others: typeof old) => {
        const keys = new Set(others.map(itemKey))
        return items.filter((item) => !keys.has(itemKey(item))).map(itemName)
      }
      return { kind: 'set', field, added: without(fresh, old), removed: without(old, fresh) }
    }
    const [was, becomes] = [old, fresh].map((value) => valueText(value === '' ? undefined : value))
    if (field === 'description') return { kind: 'text', field, before: was ?? '', after: becomes ?? '' }
    return { kind: 'value', field, before: was, after: becomes }
  })
}

/** A form's value in one line, for comparing; nothing for nothing. */
export const draftText = (value: Draft[string] | undefined): string =>
  Array.isArray(value) ? value.map(itemName).join(', ') : (valueText(value) ?? '')

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const decoded = (value: unknown): unknown => {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

/** Names of the items of a list, which travels as text holding JSON. */
function itemNames(value: unknown): string[] {
  const items = decoded(value)
  return Array.isArray(items) ? items.map(itemName) : []
}

function itemName(item: unknown): string {
  if (!isRecord(item)) return String(item)
  if (typeof item.tagFQN === 'string') return item.tagFQN
  for (const member of ['displayName', 'name', 'fullyQualifiedName', 'id']) {
    const name = item[member]
    if (typeof name === 'string' && name !== '') return name
  }
  return Object.entries(item)
    .map(([key, given]) => `${key}: ${isRecord(given) ? JSON.stringify(given) : String(given)}`)
    .join(', ')
}

/** Plain values are taken as they are, never decoded: a name may look like JSON. Objects are named where they can be. */
function valueText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') return isRecord(value) ? itemName(value) : String(value)
  if (!value.startsWith('{')) return value
  const object = decoded(value)
  return isRecord(object) && isRecord(object.tagLabel) ? itemName(object.tagLabel) : value
}

/** "description, +2 tags, −1 chart"; "deleted" and "restored" for what they are. */
export function changeSummary(diffs: readonly FieldDiff[]): string {
  return diffs
    .map((diff) => {
      if (diff.field === 'deleted') return diff.kind === 'value' && diff.after === 'true' ? 'deleted' : 'restored'
      if (diff.kind !== 'set') return fieldWord(diff.field)
      const parts = [count('+', diff.added.length), count('−', diff.removed.length)].filter(Boolean)
      const items = diff.removed.length || diff.added.length
      return `${parts.join(' ')} ${counted(diff.field, items)}`
    })
    .join(', ')
}

const count = (sign: string, items: number): string => (items === 0 ? '' : `${sign}${items}`)

const counted = (field: string, items: number): string => {
  const word = fieldWord(field)
  const isPlural = word.endsWith('s') && field !== 'extension'
  if (field === 'domains') return items === 1 ? 'domain' : 'domains'
  return isPlural && items === 1 ? word.slice(0, -1) : word
}
