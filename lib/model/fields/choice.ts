/** One or several of a few words; and words that nobody has limited. */
import { cellText, parseJson } from '@/lib/model/fields/cell'
import type { Kind } from '@/lib/model/fields/kind'
import { joinList, splitList } from '@/lib/model/fields/list-cell'

/** The choice that a text means, whatever its case. */
export const findChoice = (choices: readonly string[], text: string): string | undefined =>
  choices.find((choice) => choice === text) ??
  choices.find((choice) => choice.trim().toLowerCase() === text.trim().toLowerCase())

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value])

export const choice: Kind = {
  blank: '',
  // A custom property keeps even its only choice in a list.
  own: (stored) => String(listed(stored)[0] ?? ''),
  told: 'value',
  words: (value) => listed(value).map(String),
  fromCell: (cell, { choices = [] }) =>
    typeof cell === 'string' ? (findChoice(choices, cell) ?? cell.trim()) : Array.isArray(cell) ? cell[0] : cell,
  toCell: (value) => String(listed(value)[0] ?? ''),
}

/** The items of a cell: separated by `;`, as JSON, or a list. */
export function itemsOf(cell: unknown): unknown[] {
  const parsed = typeof cell === 'string' && /^\s*[[{]/.test(cell) ? (parseJson(cell) ?? cell) : cell
  if (Array.isArray(parsed)) return parsed
  return typeof parsed === 'string' ? splitList(parsed) : [parsed]
}

export const words: Kind = {
  blank: [],
  own: (stored) => listed(stored).map(String),
  told: 'set',
  key: String,
  isOrdered: true,
  words: (value) => listed(value).map(String),
  fromCell: (cell) => itemsOf(cell).map(cellText),
  toCell: (value) => joinList(listed(value).map(String)),
}

export const choices: Kind = {
  ...words,
  isOrdered: false,
  fromCell: (cell, { choices: known = [] }) => {
    // The words may hold what separates them.
    if (typeof cell === 'string' && known.includes(cell.trim())) return [cell.trim()]
    const found = itemsOf(cell).map(cellText)
    // Some tools write `a|b`.
    const items = found.flatMap((item) => (findChoice(known, item) === undefined ? item.split('|') : item))
    return items.map((item) => findChoice(known, item) ?? item.trim())
  },
}
