/**
 * A change as people read it: recorded changes (docs/contract/entities.md#change-descriptions) decoded field by field,
 * with texts to compare word by word and lists as what came and what went.
 */
import { changedFields, type Draft, isEmptyValue } from '@/lib/model/edits/draft'
import type { ChangeDescription, FieldChange } from '@/lib/model/entities/entity'
import { type Field, fieldOf, inSentence, type WithMembers } from '@/lib/model/fields/field'
import type { DraftValue } from '@/lib/model/fields/kind'
import { kindOf } from '@/lib/model/fields/kinds'
import { isRecord } from '@/lib/model/rules/is-record'

interface Told {
  /** Name of the field. */
  readonly field: string
  readonly label: string
}
export type FieldDiff =
  | (Told & { readonly kind: 'text'; readonly before: string; readonly after: string })
  | (Told & { readonly kind: 'value'; readonly before: string | undefined; readonly after: string | undefined })
  | (Told & { readonly kind: 'set'; readonly added: readonly string[]; readonly removed: readonly string[] })

/** The same change of a field, whatever it was read from. Values are as stored; undefined is nothing. */
export function fieldDiff(field: Field, before: unknown, after: unknown): FieldDiff {
  const { told, words, key = String } = kindOf(field)
  const named = { field: field.name, label: field.label }
  const [old, fresh] = [before, after].map((value) => (value === undefined || value === null ? [] : words(value)))
  if (told !== 'set') {
    const [was, becomes] = [old, fresh].map((list) => (list?.length ? list.join(', ') : undefined))
    if (told === 'text') return { kind: 'text', ...named, before: was ?? '', after: becomes ?? '' }
    return { kind: 'value', ...named, before: was, after: becomes }
  }
  const without = (value: unknown, other: unknown): string[] => {
    const [items, others] = [value, other].map((list) => (Array.isArray(list) ? list : []))
    const keys = new Set(others?.map(key))
    return (items ?? []).filter((item) => !keys.has(key(item))).flatMap((item) => words([item]))
  }
  return { kind: 'set', ...named, added: without(after, before), removed: without(before, after) }
}

/** One entry for each field that changed, in the order they were recorded. */
export function fieldDiffs(
  def: WithMembers,
  change: Partial<ChangeDescription> = {},
  unrecorded: readonly FieldChange[] = [],
): FieldDiff[] {
  const values = new Map<Field['name'], { field: Field; before?: unknown; after?: unknown }>()
  const note = (name: string, side: 'before' | 'after', value: unknown): void => {
    if (value === undefined) return
    const field = fieldOf(def, name)
    if (field.kind === 'extension') {
      // What came and went of the custom properties together: `[{"reviewed": "2026-01-01"}]`.
      const entries = [decoded(value)].flat().flatMap((entry) => (isRecord(entry) ? Object.entries(entry) : []))
      for (const [property, one] of entries) note(`extension.${property}`, side, one)
      return
    }
    const known = values.get(field.name) ?? { field }
    values.set(field.name, { ...known, [side]: isText(field) ? value : decoded(value) })
  }
  for (const { name, oldValue, newValue } of [
    ...(change.fieldsAdded ?? []),
    ...(change.fieldsUpdated ?? []),
    ...(change.fieldsDeleted ?? []),
    ...unrecorded,
  ]) {
    note(name, 'before', oldValue)
    note(name, 'after', newValue)
  }
  return [...values.values()].map(({ field, before, after }) => fieldDiff(field, before, after))
}

/** The same between two states of a form. */
export const draftDiffs = (def: WithMembers, before: Draft, after: Draft): FieldDiff[] =>
  changedFields(def, before, after).map((name) =>
    fieldDiff(fieldOf(def, name), filled(before[name]), filled(after[name])),
  )

const filled = (value: DraftValue | undefined): unknown => (isEmptyValue(value) ? undefined : value)

/** A form's value in one line, for comparing; nothing for nothing. */
export const draftText = (def: WithMembers, name: string, value: DraftValue | undefined): string =>
  isEmptyValue(value) ? '' : kindOf(fieldOf(def, name)).words(value).join(', ')

const textKinds: ReadonlySet<string> = new Set(['text', 'plain', 'code', 'markdown', 'url', 'choice', 'fqn'])

/** Texts are taken as they are: a name may look like JSON. Those of custom properties are recorded as JSON. */
const isText = ({ kind, property }: Field): boolean => property === undefined && textKinds.has(kind)

/** Objects and lists travel as text holding JSON. */
function decoded(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

/** "description, +2 tags, −1 chart"; "deleted" and "restored" for what they are. */
export function changeSummary(diffs: readonly FieldDiff[]): string {
  return diffs
    .map((diff) => {
      if (diff.field === 'deleted') return isDeletion(diff) ? 'deleted' : 'restored'
      if (diff.kind !== 'set' || diff.field.startsWith('extension')) return diffWord(diff)
      const parts = [count('+', diff.added.length), count('−', diff.removed.length)].filter(Boolean)
      return `${parts.join(' ')} ${counted(diff, diff.removed.length || diff.added.length)}`
    })
    .join(', ')
}

export const isDeletion = (diff: FieldDiff): boolean =>
  diff.field === 'deleted' && diff.kind === 'value' && diff.after === 'Yes'

/** What changed, inside a sentence. A custom property keeps the name it was given. */
export const diffWord = ({ field, label }: FieldDiff): string =>
  field.startsWith('extension') ? label : inSentence(label)

const count = (sign: string, items: number): string => (items === 0 ? '' : `${sign}${items}`)

const counted = (diff: FieldDiff, items: number): string => {
  const word = diffWord(diff)
  if (diff.field === 'domains') return items === 1 ? 'domain' : 'domains'
  return word.endsWith('s') && items === 1 ? word.slice(0, -1) : word
}
