import { tagName } from '@/components/entity/tag-badges'
import { fieldLabel, fieldWord, sentenceList } from '@/lib/model/edits/field-label'
import type { ChangeDescription, FieldChange } from '@/lib/model/entities/entity'

/** One field's change between two versions, ready to be written down. */
export interface ChangeLine {
  readonly field: string
  readonly label: string
  /** Texts that are there now, and that were; names for lists, the value itself for the rest. */
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** A recorded change, field by field; what came and what went of one field stand together. */
export function changeLines(change: ChangeDescription | undefined): ChangeLine[] {
  const lines = new Map<string, { added: string[]; removed: string[] }>()
  const note = ({ name, oldValue, newValue }: FieldChange) => {
    const line = lines.get(name) ?? { added: [], removed: [] }
    lines.set(name, line)
    line.removed.push(...texts(oldValue))
    line.added.push(...texts(newValue))
  }
  for (const entry of [
    ...(change?.fieldsAdded ?? []),
    ...(change?.fieldsUpdated ?? []),
    ...(change?.fieldsDeleted ?? []),
  ])
    note(entry)
  return [...lines].map(([field, line]) => ({ field, label: fieldLabel(field), ...line }))
}

/** "Description and tags changed." */
export function changeSummary(lines: readonly ChangeLine[]): string {
  const words = lines.map((line) => fieldWord(line.field))
  if (words.length === 0) return 'Nothing that is recorded changed'
  const text = words.length > 4 ? `${words.slice(0, 3).join(', ')} and ${words.length - 3} more` : sentenceList(words)
  return `${text.charAt(0).toUpperCase()}${text.slice(1)} changed`
}

/**
 * Values travel as text holding JSON where they are objects or lists (docs/contract/entities.md#change-descriptions).
 */
function texts(value: unknown): string[] {
  if (value === undefined || value === null || value === '') return []
  if (typeof value !== 'string') return [typeof value === 'object' ? JSON.stringify(value) : String(value)]
  if (!/^[[{]/.test(value)) return [value]
  try {
    const parsed: unknown = JSON.parse(value)
    return Array.isArray(parsed) ? parsed.map(nameOf) : [nameOf(parsed)]
  } catch {
    return [value] // a text that begins with a bracket
  }
}

function nameOf(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item)
  const { tagFQN, displayName, name, fullyQualifiedName } = item as Readonly<Record<string, unknown>> // any JSON object
  const text = [displayName, name, fullyQualifiedName].find((part) => typeof part === 'string' && part !== '')
  if (typeof tagFQN === 'string') {
    const label = { source: 'Classification', labelType: 'Manual', state: 'Confirmed' } as const
    return tagName({ tagFQN, ...(typeof text === 'string' && { name: text }), ...label })
  }
  return typeof text === 'string' ? text : JSON.stringify(item)
}
