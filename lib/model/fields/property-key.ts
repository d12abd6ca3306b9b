/** What values of custom properties are found and sorted by, and how a request names the values that it asks for. */
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

/** Of the numbers as they are held, as text in their own order: the sign is turned round, and all of a negative one. */
function orderedNumber(value: number): string {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value === 0 ? 0 : value) // -0 is 0
  const bits = view.getBigUint64(0)
  const sign = 1n << 63n
  return (bits & sign ? ~bits & ((1n << 64n) - 1n) : bits | sign).toString(16).padStart(16, '0')
}

const uncompared: ReadonlySet<KindName> = new Set(['markdown', 'code', 'table', 'interval', 'object'])

/** Can a list be filtered and sorted by the property? */
export const isCompared = ({ kind, property }: Pick<Field, 'kind' | 'property'>): boolean =>
  property !== undefined && !uncompared.has(kind)

/** Names of properties and the values that they are to have. */
export type PropertyValues = Readonly<Record<string, string>>

/** `name:value`, with commas between; these signs and `%` in a name or value are encoded. Undefined for what is no such text. */
export function parsePropertyValues(text: string): PropertyValues | undefined {
  const values: Record<string, string> = Object.create(null)
  for (const pair of text.split(',').filter((part) => part !== '')) {
    const [name, value, ...more] = pair.split(':').map(decoded)
    if (!name || !value || more.length > 0) return undefined
    values[name] = value
  }
  return values
}

export const formatPropertyValues = (values: PropertyValues): string =>
  Object.entries(values)
    .map((pair) => pair.map((part) => part.replaceAll(/[%,:]/g, encodeURIComponent)).join(':'))
    .join(',')

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}
