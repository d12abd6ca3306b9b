/** What a list can ask of custom properties, and how an address and a request say it. */
import type { Field, KindName } from '@/lib/model/fields/field'
import { isCompared, isKept } from '@/lib/model/fields/property-key'
import { timeOrderOf } from '@/lib/model/fields/time-order'

/** `value`: has it. `from`, `to`: lies there, both ends included. `contains`: as part of a text. `is`: `set` or `empty`. */
const propertyWays = ['value', 'from', 'to', 'contains', 'is'] as const
export type PropertyWay = (typeof propertyWays)[number]

export interface PropertyFilter {
  /** Empty where it `is` asked of all properties together that are required. */
  readonly name: string
  readonly how: PropertyWay
  readonly value: string
}

/** What is set and what is empty are asked for by these. */
export const setOrEmpty = ['set', 'empty'] as const

/** For each part of a text all values of its property are gone through, while others may wait. */
export const propertyFiltersMax = 10

/**
 * `name:value`, or `name:way:value` for other ways, with commas between; a comma, colon or percent sign in a name or value
 * is encoded. `:is:empty` is what lacks something that is required. Undefined for what is no such text.
 */
export function parsePropertyFilters(text: string): PropertyFilter[] | undefined {
  const filters = text.split(',').flatMap((part) => (part === '' ? [] : [parseOne(part)]))
  const given = filters.filter((filter) => filter !== undefined)
  return given.length < filters.length ? undefined : given
}

function parseOne(text: string): PropertyFilter | undefined {
  const parts = text.split(':').map(decoded)
  const [name, way = 'value', value] = parts.length === 2 ? [parts[0], 'value', parts[1]] : parts
  const how = propertyWays.find((each) => each === way)
  if (name === undefined || !value || how === undefined || parts.length > 3) return undefined
  return name === '' && how !== 'is' ? undefined : { name, how, value }
}

export const formatPropertyFilters = (filters: readonly PropertyFilter[]): string =>
  filters
    .map(({ name, how, value }) => (how === 'value' ? [name, value] : [name, how, value]))
    .map((parts) => parts.map((part) => part.replaceAll(/[%,:]/g, encodeURIComponent)).join(':'))
    .join(',')

/** U+0000 is what PostgreSQL has no texts with; encoded twice, it comes past whoever looks at the address. */
function decoded(part: string): string | undefined {
  try {
    const text = decodeURIComponent(part)
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}

const withParts: ReadonlySet<KindName> = new Set(['text', 'plain', 'link', 'choice', 'choices'])

/** How a list can be asked by a property; by none at all for what is no property or of which nothing is kept. */
export function waysOf(field: Pick<Field, 'kind' | 'property' | 'format'>): ReadonlySet<PropertyWay> {
  if (!isKept(field)) return new Set()
  if (!isCompared(field)) return new Set(['is'])
  const { kind, format } = field
  const hasRange = kind === 'number' || kind === 'moment' || (format !== undefined && timeOrderOf(format) !== undefined)
  return new Set([
    'value',
    'is',
    ...(withParts.has(kind) ? (['contains'] as const) : []),
    ...(hasRange ? (['from', 'to'] as const) : []),
  ])
}

const quoted = /'[^']*'/g

/** Is it how a text in the format begins? `2026-06` of `yyyy-MM-dd`. */
export function beginsAs(format: string, text: string): boolean {
  const signs = [...format.replaceAll(quoted, (run) => '\0'.repeat(run.length - 2))]
  const literal = [...format.replaceAll("'", '')]
  return [...text].every((sign, at) => (/[a-zA-Z]/.test(signs[at] ?? '') ? /\d/.test(sign) : sign === literal[at]))
}
