import type { z } from 'zod'
import type { RequestContext } from '@/lib/entities/context'
import type { Page } from '@/lib/entities/list'
import { listByQuery } from '@/lib/entities/list-by-query'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity, EntityReference, TagLabel } from '@/lib/model/entities/entity'
import type { Field } from '@/lib/model/fields/field'
import { badRequest } from '@/lib/model/wire/errors'
import type { listQuery } from '@/lib/model/wire/query'

/** What every row has. */
const always = ['id', 'name', 'displayName', 'fullyQualifiedName', 'version', 'updatedAt', 'updatedBy', 'deleted']

/** As much of a longer text as a cell shows. */
const lettersMax = 100

/**
 * A page of a list as screens show it: of each entity the members that are asked for, in short. A page of whole entities
 * is ten times as large. Throws what `listByQuery` throws, and 400 for a member that there is not.
 */
export async function listRows(
  def: EntityDefinition,
  members: readonly string[],
  query: z.output<typeof listQuery>,
  ctx: RequestContext,
): Promise<Page> {
  const unknown = members.find((member) => !def.fields.has(member))
  if (unknown !== undefined)
    throw badRequest(`Invalid member ${unknown}`, {
      hint: `${def.collection} have the members ${[...def.fields].join(', ')}.`,
      fields: [{ path: 'members', message: `there is no member ${unknown}` }],
    })
  const fields = members.filter((member) => isAskedFor(def, member)).join(',')
  const { data, paging } = await listByQuery(def, { ...query, fields }, ctx)
  const shown = [...new Set([...always, ...members])]
  return { data: data.map((entity) => rowOf(def, entity, shown)), paging }
}

/** Does a read show it only when a request names it? A certification comes with the tags. */
const isAskedFor = (def: EntityDefinition, member: string): boolean =>
  member in def.relations ||
  member === 'tags' ||
  member === 'votes' ||
  (member !== 'certification' && def.onRequest.has(member))

function rowOf(def: EntityDefinition, entity: Entity, members: readonly string[]): Entity {
  const row: Entity = { id: entity.id, name: entity.name }
  for (const member of members) {
    const value = entity[member]
    if (value !== undefined) row[member] = inShort(def.members.get(member)?.kind, value)
  }
  return row
}

/** A value of a kind, without what no cell shows. */
function inShort(kind: Field['kind'] | undefined, value: unknown): unknown {
  switch (kind) {
    case 'reference':
      return shortReference(value as EntityReference) // as the engine renders the kind; the others too
    case 'references':
    case 'people':
      return (value as EntityReference[]).map(shortReference)
    case 'tags':
      return (value as TagLabel[]).map(shortLabel)
    case 'certification': {
      const certification = value as { readonly tagLabel: TagLabel }
      return { ...certification, tagLabel: shortLabel(certification.tagLabel) }
    }
    case 'markdown':
    case 'plain':
    case 'code':
      return String(value).trim().slice(0, lettersMax).toWellFormed()
    default:
      return value
  }
}

const shortReference = ({ description: _description, href: _href, ...reference }: EntityReference): EntityReference =>
  reference

const shortLabel = ({ tagFQN, name, displayName, source, labelType, state }: TagLabel): TagLabel => ({
  tagFQN,
  ...(name !== undefined && { name }),
  ...(displayName !== undefined && { displayName }),
  source,
  labelType,
  state,
})
