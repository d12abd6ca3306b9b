/** Lists by custom properties: what our own calls (`/api/x`) take besides the filters and orders of the contract. */
import type { z } from 'zod'
import type { RequestContext } from '@/lib/entities/context'
import { definitionOfSite } from '@/lib/entities/extensions'
import type { Page } from '@/lib/entities/list'
import { listByQuery } from '@/lib/entities/list-by-query'
import { requiredProperties } from '@/lib/entities/property-uses'
import { lookupFqn } from '@/lib/entities/resolve'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Field } from '@/lib/model/fields/field'
import { momentIn } from '@/lib/model/fields/moment'
import { isPropertyName } from '@/lib/model/fields/property-field'
import {
  beginsAs,
  type PropertyFilter,
  type PropertyWay,
  parsePropertyFilters,
  propertyFiltersMax,
  setOrEmpty,
  waysOf,
} from '@/lib/model/fields/property-filter'
import { comparedMax, isCompared, keysBeside, propertyKeys } from '@/lib/model/fields/property-key'
import { comparedTime, type TimeOrder, timeOrderOf } from '@/lib/model/fields/time-order'
import { badRequest } from '@/lib/model/wire/errors'
import type { listQuery, siteQuery } from '@/lib/model/wire/query'
import type { PropertyTest } from '@/lib/store/queries'

/** A page of a list. Throws what `listByQuery` throws, and 400 for properties that there are not. */
export async function listOfSite(
  def: EntityDefinition,
  { extension, ...query }: z.output<typeof listQuery> & z.output<typeof siteQuery>,
  ctx: RequestContext,
): Promise<Page> {
  const properties = await propertyFilters(def, extension, ctx)
  const descending = query.sort?.startsWith('-') === true
  const name = descending ? query.sort?.slice(1) : query.sort
  if (name === undefined || !isPropertyName(name)) return listByQuery(def, query, ctx, { properties })
  const { members } = await definitionOfSite(def, ctx)
  const { property, format } = usableField(def, [...members.values()], name, 'sort')
  const order = format === undefined ? undefined : reordering(format)
  const sortProperty = { name: property.name, descending, order }
  return listByQuery(def, { ...query, sort: undefined }, ctx, { properties, sortProperty })
}

/** What a list is asked for that a request says so, as `parsePropertyFilters` reads it. Throws 400. */
export async function propertyFilters(
  def: EntityDefinition,
  extension: string | undefined,
  ctx: RequestContext,
): Promise<readonly PropertyTest[]> {
  if (extension === undefined || extension === '') return []
  const filters = parsePropertyFilters(extension)
  if (filters === undefined)
    throw badRequest(`Invalid extension ${extension.slice(0, 80)}`, {
      hint: 'Use name:value with commas between, such as audience:Board,costCenter:1400, and for more than one value cost:from:1000,cost:to:2000, note:contains:board, audience:is:empty or audience:is:set. A comma in a name or value is %2C, a colon %3A, a percent sign %25.',
      fields: [{ path: 'extension', message: 'is no list of names and values' }],
    })
  // The two ends of a range are one.
  if (filters.filter(({ how }) => how !== 'to').length > propertyFiltersMax)
    throw badRequest(`At most ${propertyFiltersMax} conditions on custom properties can be set at once`, {
      fields: [{ path: 'extension', message: `has at most ${propertyFiltersMax} conditions` }],
    })
  const { members } = await definitionOfSite(def, ctx)
  const fields = [...members.values()]
  const tests = filters.map(async (filter) =>
    filter.name === ''
      ? completeness(def, filter.value, ctx)
      : [await testFor(usableField(def, fields, filter.name, filter.how), filter, ctx)],
  )
  return joined((await Promise.all(tests)).flat())
}

/** What lacks something that is required, or nothing of it. Where nothing is required, nothing is incomplete. */
async function completeness(def: EntityDefinition, value: string, ctx: RequestContext): Promise<PropertyTest[]> {
  if (!isSetOrEmpty(value))
    throw badRequest(`Invalid extension :is:${value.slice(0, 80)}`, {
      hint: `Use ${setOrEmpty.map((state) => `:is:${state}`).join(' or ')}.`,
      fields: [{ path: 'extension', message: `is ${setOrEmpty.join(' or ')}` }],
    })
  const names = await requiredProperties(def, ctx)
  if (value === 'set') return names.map((property) => ({ property, isSet: true }))
  return names.length === 0 ? [{ property: '', keys: [] }] : [{ anyEmpty: names }]
}

const isSetOrEmpty = (value: string): boolean => setOrEmpty.some((state) => state === value)

/** From and to of the same property are one range, so that the index leads to it. */
function joined(tests: readonly PropertyTest[]): PropertyTest[] {
  const ranges = Map.groupBy(
    tests.filter((test) => 'from' in test),
    ({ property }) => property,
  )
  const innermost = [...ranges].map(([property, parts]) => ({
    ...parts[0],
    property,
    from:
      parts
        .map(({ from }) => from)
        .toSorted()
        .at(-1) ?? '',
    to:
      parts
        .map(({ to }) => to)
        .toSorted()
        .at(0) ?? '',
  }))
  return [...tests.filter((test) => !('from' in test)), ...innermost]
}

type PropertyField = Field & { readonly property: NonNullable<Field['property']> }

/** The property that is meant, where lists can be asked so by it. Throws 400. */
function usableField(
  def: EntityDefinition,
  fields: readonly Field[],
  name: string,
  how: PropertyWay | 'sort',
): PropertyField {
  const isUsable = (field: Field) => (how === 'sort' ? isCompared(field) : waysOf(field).has(how))
  const field = fields.find((each) => name === (how === 'sort' ? each.name : each.property?.name))
  if (field?.property !== undefined && isUsable(field)) return { ...field, property: field.property }
  const known = fields.filter(isUsable).flatMap(({ property }) => property?.name ?? [])
  const use = known.length === 0 ? `${def.collection} have none.` : `Those that can be used are ${known.join(', ')}.`
  throw badRequest(`${field === undefined ? 'Unknown' : 'Unusable'} custom property ${name}`, {
    hint: field === undefined ? use : `${unusable[how]} ${use}`,
    fields: [
      {
        path: how === 'sort' ? 'sort' : 'extension',
        message: field === undefined ? `there is no property ${name}` : 'has no values to compare so',
      },
    ],
  })
}

const noOrder =
  'Only numbers, moments, and dates and times lie between others whose format has all parts from the year or the hour on, in digits, as yyyy, MM, dd, HH, mm, ss.'
const unusable: Readonly<Record<PropertyWay | 'sort', string>> = {
  sort: 'Lists are not sorted by values of its kind.',
  value: 'Lists are not filtered by whole values of its kind.',
  from: noOrder,
  to: noOrder,
  contains: 'Only texts are looked for by a part.',
  is: 'Lists cannot tell whether values of its kind are there.',
}

/** A name that nothing bears leaves nothing in the list, as an unknown owner does. */
async function testFor(
  field: PropertyField,
  { how, value }: PropertyFilter,
  ctx: RequestContext,
): Promise<PropertyTest> {
  const { kind } = field
  const property = field.property.name
  const wrong = (message: string) =>
    badRequest(`Invalid value of custom property ${property}: ${message}`, {
      fields: [{ path: 'extension', message: `${property} ${message}` }],
    })
  if (value.length > comparedMax) throw wrong(`has at most ${comparedMax} characters here`)
  if (how === 'is') {
    if (!isSetOrEmpty(value)) throw wrong(`is ${setOrEmpty.join(' or ')}`)
    return { property, isSet: value === 'set' }
  }
  if (how === 'contains') {
    if (value.trim() === '') throw wrong('contains some letters')
    return { property, contains: value.toLowerCase() }
  }
  if (how === 'from' || how === 'to') return { property, ...rangeFor(field, how, value.trim(), wrong) }
  if (kind === 'number' || kind === 'moment') return { property, keys: propertyKeys(numberIn(value, wrong)) }
  if (kind !== 'reference' && kind !== 'references') return { property, keys: propertyKeys(value) }
  const types = field.types ?? []
  const rows = await Promise.all(types.map((type) => ctx.store.findByFqns(type, [lookupFqn(type, value)])))
  return { property, keys: [value, ...rows.flat().map(({ id }) => id)].flatMap(propertyKeys) }
}

function numberIn(value: string, wrong: (message: string) => Error): number {
  const number = value.trim() === '' ? Number.NaN : Number(value)
  if (!Number.isFinite(number)) throw wrong('is a number')
  return number
}

/** A day goes to its end, and where a date is kept as text, so does a month or year. */
function rangeFor(
  { kind, format = '' }: PropertyField,
  side: 'from' | 'to',
  value: string,
  wrong: (message: string) => Error,
): { from: string; to: string; order?: TimeOrder } {
  const order = kind === 'text' ? reordering(format) : undefined
  if (order !== undefined) {
    const time = comparedTime(order, value)
    if (time === undefined)
      throw wrong(`is written as ${format}${order.hasYear ? ', or as 2026, 2026-01 or 2026-01-31' : ''}`)
    return side === 'from' ? { from: time, to: behindDigits, order } : { from: '', to: `${time}${behindDigits}`, order }
  }
  if (kind === 'text') {
    if (value === '' || !beginsAs(format, value)) throw wrong(`is written as ${format}, or as the beginning of it`)
    return keysBeside(side, value)
  }
  if (kind === 'number') return keysBeside(side, numberIn(value, wrong))
  const moment = momentIn(value)
  if (moment === undefined) throw wrong('is a day, such as 2026-01-31, or a moment')
  return keysBeside(side, side === 'to' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? moment + dayMs - 1 : moment)
}

const dayMs = 86_400_000

/** Comes after all that begins with digits, and before texts. */
const behindDigits = ':'

/** What texts in the format compare by, where it is not themselves. */
function reordering(format: string): TimeOrder | undefined {
  const order = timeOrderOf(format)
  return order?.isInOrder === true ? undefined : order
}
