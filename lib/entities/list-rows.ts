import type { z } from 'zod'
import type { RequestContext } from '@/lib/entities/context'
import { definitionOfSite } from '@/lib/entities/extensions'
import type { Page } from '@/lib/entities/list'
import { listOfSite } from '@/lib/entities/property-lists'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity, EntityReference, TagLabel } from '@/lib/model/entities/entity'
import { type Field, storedValue } from '@/lib/model/fields/field'
import { isPropertyName } from '@/lib/model/fields/property-field'
import { isReference } from '@/lib/model/fields/reference'
import { isRecord } from '@/lib/model/rules/is-record'
import { badRequest } from '@/lib/model/wire/errors'
import type { listQuery, siteQuery } from '@/lib/model/wire/query'

/** What every row has. */
const always = ['id', 'name', 'displayName', 'fullyQualifiedName', 'version', 'updatedAt', 'updatedBy', 'deleted']

/** As much of a longer text as a cell shows. */
const lettersMax = 100

/** As many rows of a table. */
const rowsMax = 3

/**
 * A page of a list as screens show it: of each entity the members that are asked for, in short. A page of whole entities
 * is ten times as large. Fields that are parts of a member, such as custom properties, can be asked for alone. Throws what
 * `listOfSite` throws, and 400 for a field that there is not.
 */
export async function listRows(
  def: EntityDefinition,
  names: readonly string[],
  query: z.output<typeof listQuery> & z.output<typeof siteQuery>,
  ctx: RequestContext,
): Promise<Page> {
  const { members: known } = names.some(isPropertyName) ? await definitionOfSite(def, ctx) : def
  const fieldFor = (name: string) => (def.fields.has(name) ? undefined : known.get(name))
  const unknown = names.find((name) => !def.fields.has(name) && fieldFor(name) === undefined)
  if (unknown !== undefined)
    throw badRequest(`Invalid member ${unknown}`, {
      hint: `${def.collection} have the members ${[...def.fields].join(', ')}.`,
      fields: [{ path: 'members', message: `there is no member ${unknown}` }],
    })
  const parts = names.flatMap((name) => fieldFor(name) ?? [])
  const properties = parts.filter(({ property }) => property !== undefined)
  const members = names.map((name) => fieldFor(name)?.member ?? name)
  const fields = members.filter((member) => isAskedFor(def, member)).join(',')
  const { data, paging } = await listOfSite(def, { ...query, fields }, ctx)
  const shown = new Set([...always, ...members])
  if (properties.length > 0 && !names.includes('extension')) shown.delete('extension')
  return { data: data.map((entity) => ({ ...rowOf(def, entity, shown), ...valuesOf(properties, entity) })), paging }
}

/** Does a read show it only when a request names it? A certification comes with the tags. */
const isAskedFor = (def: EntityDefinition, member: string): boolean =>
  member in def.relations ||
  member === 'tags' ||
  member === 'votes' ||
  (member !== 'certification' && def.onRequest.has(member))

function rowOf(def: EntityDefinition, entity: Entity, members: Iterable<string>): Entity {
  const row: Entity = { id: entity.id, name: entity.name }
  for (const member of members) {
    const value = entity[member]
    if (value !== undefined) row[member] = inShort(def.members.get(member)?.kind, value)
  }
  return row
}

/** Of the custom properties of an entity those that are asked for. */
function valuesOf(properties: readonly Field[], entity: Entity): { extension?: Record<string, unknown> } {
  const values = properties.flatMap((field) => {
    const value = storedValue(field, entity)
    return value === undefined || field.property === undefined
      ? []
      : [[field.property.name, inShort(field.kind, value)] as const]
  })
  return values.length === 0 ? {} : { extension: Object.fromEntries(values) }
}

/** A value of a kind, without what no cell shows. One that was stored before its property changed its kind stays. */
function inShort(kind: Field['kind'] | undefined, value: unknown): unknown {
  switch (kind) {
    case 'reference':
      return isReference(value) ? shortReference(value) : value
    case 'references':
    case 'people':
      return Array.isArray(value) ? value.map((item) => inShort('reference', item)) : value
    case 'tags':
      return (value as TagLabel[]).map(shortLabel) // as the engine renders the kind
    case 'certification': {
      const certification = value as { readonly tagLabel: TagLabel } // as above
      return { ...certification, tagLabel: shortLabel(certification.tagLabel) }
    }
    case 'markdown':
    case 'plain':
    case 'code':
      return typeof value === 'string' ? value.trim().slice(0, lettersMax).toWellFormed() : value
    case 'table':
      return isRecord(value) && Array.isArray(value.rows) ? { rows: value.rows.slice(0, rowsMax) } : value
    default:
      return value
  }
}

const shortReference = ({ description: _description, href: _href, ...reference }: EntityReference): EntityReference =>
  reference

const shortLabel = ({ tagFQN, name, displayName, style, source, labelType, state }: TagLabel): TagLabel => ({
  tagFQN,
  ...(name !== undefined && { name }),
  ...(displayName !== undefined && { displayName }),
  ...(style?.color !== undefined && { style: { color: style.color } }),
  source,
  labelType,
  state,
})
