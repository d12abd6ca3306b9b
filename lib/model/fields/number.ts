import type { Kind } from '@/lib/model/fields/kind'

const numberIn = (text: string): number | undefined =>
  text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined

export const number: Kind = {
  blank: null,
  own: (stored) => (typeof stored === 'number' ? stored : null),
  // A form holds what was typed, half a number too.
  document: (draft) => (typeof draft === 'string' ? (numberIn(draft) ?? draft) : draft),
  key: String,
  told: 'value',
  words: (value) => [typeof value === 'number' ? value.toLocaleString('en') : String(value)],
  problem: (draft, { label }) =>
    typeof draft === 'string' && draft !== '' && numberIn(draft) === undefined
      ? `${label} has to be a number.`
      : undefined,
  fromCell: (cell) => (typeof cell === 'string' ? (numberIn(cell) ?? cell.trim()) : cell),
  toCell: String,
}
