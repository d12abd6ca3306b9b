import { cellText } from '@/lib/model/fields/cell'
import type { Kind } from '@/lib/model/fields/kind'

/** One line: space round it is a slip of whoever filled in the cell. */
export const text: Kind = {
  blank: '',
  own: (stored) => (typeof stored === 'string' ? stored : ''),
  told: 'value',
  words: (value) => [String(value)],
  fromCell: (cell) => cellText(cell).trim(),
  toCell: String,
}

/** As typed, to the last line break. */
export const plain: Kind = { ...text, told: 'text', fromCell: cellText }
