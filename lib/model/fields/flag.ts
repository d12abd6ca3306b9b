import type { Kind } from '@/lib/model/fields/kind'

export const flag: Kind = {
  blank: null,
  own: (stored) => (typeof stored === 'boolean' ? stored : null),
  told: 'value',
  words: (value) => [value === true ? 'Yes' : value === false ? 'No' : String(value)],
  fromCell: (cell) => {
    if (typeof cell !== 'string') return cell
    const text = cell.trim()
    return /^(?:true|yes|1)$/i.test(text) ? true : /^(?:false|no|0)$/i.test(text) ? false : text
  },
  toCell: String,
}
