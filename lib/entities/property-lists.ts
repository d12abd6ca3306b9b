/** Lists by custom properties: what our own calls (`/api/x`) take besides the filters and orders of the contract. */
import type { z } from 'zod'
import type { RequestContext } from '@/lib/entities/context'
import { definitionOfSite } from '@/lib/entities/extensions'
import type { ListOptions, Page } from '@/lib/entities/list'
import { listByQuery } from '@/lib/entities/list-by-query'
import { lookupFqn } from '@/lib/entities/resolve'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Field } from '@/lib/model/fields/field'
import { isPropertyName } from '@/lib/model/fields/property-field'
import { comparedMax, isCompared, parsePropertyValues, propertyKeys } from '@/lib/model/fields/property-key'
import { badRequest } from '@/lib/model/wire/errors'
import type { listQuery, siteQuery } from '@/lib/model/wire/query'

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
  const { property } = comparedField(def, [...members.values()], (field) => field.name === name, name, 'sort')
  const sortProperty = { name: property.name, descending }
  return listByQuery(def, { ...query, sort: undefined }, ctx, { properties, sortProperty })
}

/** What a list is asked for that has these values, as `parsePropertyValues` reads them. Throws 400. */
export async function propertyFilters(
  def: EntityDefinition,
  extension: string | undefined,
  ctx: RequestContext,
): Promise<NonNullable<ListOptions['properties']>> {
  if (extension === undefined || extension === '') return []
  const values = parsePropertyValues(extension)
  if (values === undefined)
    throw badRequest(`Invalid extension ${extension.slice(0, 80)}`, {
      hint: 'Use name:value with commas between, such as audience:Board,costCenter:1400. A comma in a name or value is %2C, a colon %3A, a percent sign %25.',
      fields: [{ path: 'extension', message: 'is no list of names and values' }],
    })
  const { members } = await definitionOfSite(def, ctx)
  const fields = [...members.values()]
  return Promise.all(
    Object.entries(values).map(async ([name, value]) => {
      const field = comparedField(def, fields, (each) => each.property?.name === name, name, 'extension')
      return { property: name, keys: await keysFor(field, value, ctx) }
    }),
  )
}

type PropertyField = Field & { readonly property: NonNullable<Field['property']> }

function comparedField(
  def: EntityDefinition,
  fields: readonly Field[],
  isMeant: (field: Field) => boolean,
  name: string,
  path: 'sort' | 'extension',
): PropertyField {
  const field = fields.find(isMeant)
  if (field?.property !== undefined && isCompared(field)) return { ...field, property: field.property }
  const known = fields.filter(isCompared).flatMap(({ property }) => property?.name ?? [])
  const use = known.length === 0 ? `${def.collection} have none.` : `Those that can be used are ${known.join(', ')}.`
  throw badRequest(`${field === undefined ? 'Unknown' : 'Unusable'} custom property ${name}`, {
    hint: field === undefined ? use : `Lists are neither filtered nor sorted by values of its kind. ${use}`,
    fields: [{ path, message: field === undefined ? `there is no property ${name}` : 'has no values to compare' }],
  })
}

/** A name that nothing bears leaves nothing in the list, as an unknown owner does. */
async function keysFor(field: PropertyField, value: string, ctx: RequestContext): Promise<string[]> {
  const { name } = field.property
  const wrong = (message: string) =>
    badRequest(`Invalid value of custom property ${name}: ${message}`, {
      fields: [{ path: 'extension', message: `${name} ${message}` }],
    })
  if (value.length > comparedMax) throw wrong(`has at most ${comparedMax} characters here`)
  if (field.kind === 'number' || field.kind === 'moment') {
    const number = value.trim() === '' ? Number.NaN : Number(value)
    if (!Number.isFinite(number)) throw wrong('is a number')
    return propertyKeys(number)
  }
  if (field.kind !== 'reference' && field.kind !== 'references') return propertyKeys(value)
  const types = field.types ?? []
  const rows = await Promise.all(types.map((type) => ctx.store.findByFqns(type, [lookupFqn(type, value)])))
  return [value, ...rows.flat().map(({ id }) => id)].flatMap(propertyKeys)
}
