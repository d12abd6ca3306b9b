/** What a preview says of a row, as before and after per field. */
import type { CreateRequest } from '@/lib/import/map-rows'
import { cellText } from '@/lib/import/table'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { FieldChange } from '@/lib/model/entities/entity'
import { isRecord } from '@/lib/model/rules/is-record'
import type { PlannedRow } from '@/lib/model/wire/bulk-result'

/** One field of one row. Lists say what comes and goes, everything else stands before and after. */
export type FieldDiff =
  | {
      readonly kind: 'value'
      readonly member: string
      readonly before?: string
      readonly after?: string
    }
  | {
      readonly kind: 'list'
      readonly member: string
      readonly added: readonly string[]
      readonly removed: readonly string[]
    }

const parse = (value: unknown): unknown => {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

/** An item of a list in a word or two. */
function itemText(item: unknown): string {
  if (!isRecord(item)) return cellText(item)
  const name = item.tagFQN ?? item.displayName ?? item.fullyQualifiedName ?? item.name
  if (typeof name === 'string') return name
  // Custom properties travel as `{key: value}`; people by id alone have no name yet.
  const [entry] = Object.entries(item)
  return entry === undefined ? '' : `${entry[0]}: ${cellText(entry[1])}`
}

const listText = (value: unknown): string[] => {
  const parsed = parse(value)
  return Array.isArray(parsed) ? parsed.map(itemText) : parsed === undefined ? [] : [cellText(parsed)]
}

const isList = (def: EntityDefinition, member: string): boolean =>
  def.relations[member]?.many === true || member === 'tags' || member === 'extension'

/** The changes of an existing entity, recorded ones first. */
export function plannedDiffs(def: EntityDefinition, planned: PlannedRow): FieldDiff[] {
  const { fieldsAdded = [], fieldsUpdated = [], fieldsDeleted = [] } = planned.changeDescription ?? {}
  const diffs = new Map<string, FieldDiff>()
  const put = ({ name, oldValue, newValue }: FieldChange): void => {
    if (isList(def, name)) {
      const known = diffs.get(name)
      const { added, removed } = known?.kind === 'list' ? known : { added: [], removed: [] }
      diffs.set(name, {
        kind: 'list',
        member: name,
        added: [...added, ...listText(newValue)],
        removed: [...removed, ...listText(oldValue)],
      })
      return
    }
    diffs.set(name, {
      kind: 'value',
      member: name,
      ...(oldValue !== undefined && oldValue !== null && { before: cellText(oldValue) }),
      ...(newValue !== undefined && newValue !== null && { after: cellText(newValue) }),
    })
  }
  for (const change of [...fieldsUpdated, ...fieldsAdded, ...fieldsDeleted, ...(planned.unrecorded ?? [])]) put(change)
  return [...diffs.values()]
}

/** What a new entity starts with. `peopleNames` gives owners back the names the row has for them. */
export function newDiffs(
  def: EntityDefinition,
  request: CreateRequest,
  peopleNames: ReadonlyMap<string, string>,
): FieldDiff[] {
  const { name: _, ...rest } = request
  return Object.entries(rest).flatMap(([member, value]): FieldDiff[] => {
    if (member === def.container?.field) return []
    if (isRecord(value) && member === 'extension') {
      const added = Object.entries(value).map(([key, one]) => `${key}: ${cellText(one)}`)
      return [{ kind: 'list', member, added, removed: [] }]
    }
    if (!Array.isArray(value)) return [{ kind: 'value', member, after: cellText(value) }]
    const added = value.map((item) => peopleNames.get(String(isRecord(item) ? item.id : '')) ?? itemText(item))
    return [{ kind: 'list', member, added, removed: [] }]
  })
}
