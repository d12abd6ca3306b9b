/** Custom properties of a type: read, put one by one, taken away. */
import { queryOptions } from '@tanstack/react-query'
import { api, send } from '@/lib/client/api'
import type { JsonPatch } from '@/lib/model/edits/json-patch'
import type { CustomProperty, PropertyUse } from '@/lib/model/entities/custom-property'
import type { Entity } from '@/lib/model/entities/entity'

/** A kind of entity with the properties that a site has added to it. */
export interface ExtendedType extends Entity {
  customProperties?: CustomProperty[]
}

const path = 'metadata/types'

export const extendedTypeQuery = (name: string) =>
  queryOptions({
    queryKey: ['types', 'name', name, 'customProperties'] as const,
    queryFn: ({ signal }) =>
      api<ExtendedType>(`${path}/name/${encodeURIComponent(name)}`, { query: { fields: 'customProperties' }, signal }),
  })

/** How many things of the type have something in each property. The key begins with the types, as above. */
export const propertyCountsQuery = (name: string) =>
  queryOptions({
    queryKey: ['types', 'propertyCounts', name] as const,
    queryFn: async ({ signal }) => {
      const { data } = await send<{ data: { name: string; count: number }[] }>(
        `/api/x/entities/${name}/propertyCounts`,
        { signal },
      )
      return new Map(data.map((each) => [each.name, each.count]))
    },
  })

export interface PropertyDraft {
  readonly name: string
  readonly displayName: string
  readonly description: string
  /** Name of the property type: `enum`. */
  readonly type: string
  readonly config: unknown
}

/** Adds it, or replaces the one of its name. */
export async function putProperty(typeId: string, { type, config, ...given }: PropertyDraft): Promise<ExtendedType> {
  const { id } = await api<Entity>(`${path}/name/${encodeURIComponent(type)}`)
  const { name, displayName, description } = given
  return api(`${path}/${typeId}`, {
    method: 'PUT',
    body: {
      name,
      ...(displayName !== '' && { displayName }),
      ...(description !== '' && { description }),
      propertyType: { id, type: 'type' },
      ...(config !== undefined && { customPropertyConfig: { config } }),
    },
  })
}

/** Takes the property away from the type; what things have of it stays with them, and is shown nowhere as a field. */
export async function removeProperty(typeName: string, property: string): Promise<void> {
  const type = await api<ExtendedType>(`${path}/name/${encodeURIComponent(typeName)}`, {
    query: { fields: 'customProperties' },
  })
  const at = (type.customProperties ?? []).findIndex(({ name }) => name === property)
  if (at < 0) return
  const steps: JsonPatch = [
    // Somebody may be changing the others meanwhile.
    { op: 'test', path: `/customProperties/${at}/name`, value: property },
    { op: 'remove', path: `/customProperties/${at}` },
  ]
  await api(`${path}/${type.id}`, { method: 'PATCH', body: steps })
}

/** Says whether lists offer it as a filter, and whether things without a value in it are incomplete. */
export const putPropertyUse = (typeName: string, property: string, use: PropertyUse): Promise<PropertyUse> =>
  send(`/api/x/entities/${typeName}/propertyUses/${encodeURIComponent(property)}`, { method: 'PUT', body: use })
