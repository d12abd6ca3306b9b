/** What values of custom properties are found and sorted by. */
import type { Field, KindName } from '@/lib/model/fields/field'
import { isRecord } from '@/lib/model/rules/is-record'

/** Letters of a text that count; of a longer one the beginning is what it is sorted by, and no request can ask for it. */
export const comparedMax = 200

/** Texts in the order of the values, one for each; none for what nobody asks for by its value, such as a table. */
export function propertyKeys(value: unknown): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap(propertyKeys))]
  if (typeof value === 'number') return [`n${orderedNumber(value)}`]
  if (isRecord(value)) return propertyKeys(value.id ?? value.url ?? '')
  const text = typeof value === 'string' ? value.trim().toLowerCase() : ''
  if (text === '') return []
  return [`t${text.length > comparedMax ? `${text.slice(0, comparedMax).toWellFormed()}…` : text}`]
}

/** The keys of all values of the same kind from this one on, or up to it; up to a text is also what begins with it. */
export function keysBeside(
  side: 'from' | 'to',
  value: string | number,
): { readonly from: string; readonly to: string } {
  const [key = ''] = propertyKeys(value)
  const kind = key.slice(0, 1)
  return side === 'from' ? { from: key, to: `${kind}${lastSign}` } : { from: kind, to: `${key}${lastSign}` }
}

const lastSign = '\u{10ffff}'

/** Of the numbers as they are held, as text in their own order: the sign is turned round, and all of a negative one. */
function orderedNumber(value: number): string {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value === 0 ? 0 : value) // -0 is 0
  const bits = view.getBigUint64(0)
  const sign = 1n << 63n
  return (bits & sign ? ~bits & ((1n << 64n) - 1n) : bits | sign).toString(16).padStart(16, '0')
}

/** Nothing is kept of these. */
const unkept: ReadonlySet<KindName> = new Set(['table', 'interval', 'object'])
/** Nobody asks for these by their whole value. */
const uncompared: ReadonlySet<KindName> = new Set([...unkept, 'markdown', 'code'])

/** Can a list be asked for what has any value of the property? */
export const isKept = ({ kind, property }: Pick<Field, 'kind' | 'property'>): boolean =>
  property !== undefined && !unkept.has(kind)

/** Can a list be filtered and sorted by the property? */
export const isCompared = ({ kind, property }: Pick<Field, 'kind' | 'property'>): boolean =>
  property !== undefined && !uncompared.has(kind)
