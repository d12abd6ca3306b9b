/** Values that have members of their own. */
import { jsonIn } from '@/lib/model/fields/cell'
import type { Kind } from '@/lib/model/fields/kind'
import { splitList } from '@/lib/model/fields/list-cell'
import { text } from '@/lib/model/fields/text'
import { isRecord } from '@/lib/model/rules/is-record'

/** "a: 1, b: 2" rather than JSON. */
function wordOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordOf).join(', ')
  if (!isRecord(value)) return String(value)
  const name = [value.displayName, value.name, value.fullyQualifiedName].find((one) => typeof one === 'string' && one)
  if (name !== undefined) return String(name)
  return Object.entries(value)
    .map(([key, inner]) => `${key}: ${wordOf(inner)}`)
    .join(', ')
}

export const object: Kind = {
  blank: null,
  own: (stored) => (typeof stored === 'object' ? (stored as Kind['blank']) : null), // an object, or null
  told: 'value',
  words: (value) => (Array.isArray(value) ? value : [value]).map(wordOf),
  fromCell: jsonIn,
  toCell: (value) => (typeof value === 'string' ? value : JSON.stringify(value)),
}

/** Rows with named cells. */
export const table: Kind = {
  ...object,
  words: (value) => (isRecord(value) && Array.isArray(value.rows) ? value.rows : []).map(wordOf),
}

/** `key:value; key2:value2`, or an object. */
export const extension: Kind = {
  ...object,
  own: (stored) => (isRecord(stored) ? stored : null),
  fromCell: (cell) => {
    if (typeof cell !== 'string' || /^\s*\{/.test(cell)) {
      const value = jsonIn(cell)
      return isRecord(value) ? value : {}
    }
    const pairs = splitList(cell).map((item) => {
      const colon = item.indexOf(':')
      return colon === -1 ? [item, ''] : [item.slice(0, colon).trim(), item.slice(colon + 1).trim()]
    })
    return Object.fromEntries(pairs)
  },
}

/** Read as the service and the name that it is made of. */
export const fqn: Kind = text
