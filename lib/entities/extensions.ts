import type { RequestContext } from '@/lib/entities/context'
import type { EntityState } from '@/lib/entities/state'
import { sameValue } from '@/lib/model/edits/change'
import { type CustomProperty, checkCustomValue } from '@/lib/model/entities/custom-property'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { withProperties } from '@/lib/model/fields/property-field'
import { isRecord } from '@/lib/model/rules/is-record'
import { badRequest } from '@/lib/model/wire/errors'

/** The properties defined for an entity type, by name. They live in the entity of type `type` that bears its name. */
export async function customPropertiesOf(
  entityType: string,
  ctx: RequestContext,
): Promise<ReadonlyMap<string, CustomProperty>> {
  const [row] = await ctx.store.findByFqns('type', [entityType])
  const list = row?.document.customProperties
  return new Map(Array.isArray(list) ? list.map((property: CustomProperty) => [property.name, property]) : [])
}

/** The definition with the custom properties that the site has given to the type. */
export const definitionOfSite = async (def: EntityDefinition, ctx: RequestContext): Promise<EntityDefinition> =>
  def.members.has('extension') ? withProperties(def, [...(await customPropertiesOf(def.type, ctx)).values()]) : def

/**
 * A check of `extension` for one state after the other; reads the definitions once, and only when a state has values.
 * On an update only keys that changed are looked at (docs/contract/rules.md#extension). The check throws 400.
 */
export async function requireValidExtensions(
  def: EntityDefinition,
  states: readonly EntityState[],
  ctx: RequestContext,
) {
  const used = states.some((state) => isRecord(state.row.document.extension))
  const properties = used ? await customPropertiesOf(def.type, ctx) : new Map<string, CustomProperty>()
  return (state: EntityState, before?: EntityState): void => {
    const values = state.row.document.extension
    if (values === undefined) return
    if (!isRecord(values)) throw badRequest('extension must be an object')
    const stored = before?.row.document.extension
    for (const [key, value] of Object.entries(values)) {
      if (value === null) {
        delete values[key]
        continue
      }
      if (isRecord(stored) && sameValue(stored[key], value)) continue
      const property = properties.get(key)
      if (property === undefined)
        throw badRequest(`Unknown custom field ${key}`, {
          fields: [{ path: `/extension/${key}`, message: 'is not defined' }],
        })
      values[key] = checkCustomValue(property, value)
    }
  }
}
