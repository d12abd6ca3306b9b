/** What lists and pages make of custom properties: which are filters, which are required (decision 055). */
import type { RequestContext } from '@/lib/entities/context'
import { customPropertiesOf } from '@/lib/entities/extensions'
import { ordinaryUse, type PropertyUse, propertyUseSchema } from '@/lib/model/entities/custom-property'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { propertyField, withProperties } from '@/lib/model/fields/property-field'
import { isKept } from '@/lib/model/fields/property-key'
import { requireAdmin } from '@/lib/model/rules/access'
import { badRequest, notFound } from '@/lib/model/wire/errors'

/** One for each, so that two administrators do not undo what the other says of another property. */
const keyOf = (type: string, property: string): string => `propertyUse:${type}:${property}`

/** The definition with the custom properties of the site, and what is made of each. */
export async function definitionWithUses(def: EntityDefinition, ctx: RequestContext): Promise<EntityDefinition> {
  if (!def.members.has('extension')) return def
  const properties = [...(await customPropertiesOf(def.type, ctx)).values()]
  const stored = await ctx.store.settings(properties.map(({ name }) => keyOf(def.type, name)))
  const inUse = properties.map((property) => {
    const use = useIn(stored.get(keyOf(def.type, property.name)))
    // It may have come again with another type since.
    return { ...property, use: isKept(propertyField(property)) ? use : { ...use, isRequired: false } }
  })
  return withProperties(def, inUse)
}

function useIn(stored: string | undefined): PropertyUse {
  if (stored === undefined) return ordinaryUse
  // One that another release has written, and this one does not know, is none.
  const known = propertyUseSchema.safeParse(JSON.parse(stored))
  return known.success ? known.data : ordinaryUse
}

/** The names of those without which a thing of the type is incomplete. */
export async function requiredProperties(def: EntityDefinition, ctx: RequestContext): Promise<string[]> {
  const { members } = await definitionWithUses(def, ctx)
  return [...members.values()].flatMap(({ use, property }) =>
    use?.isRequired === true && property !== undefined ? property.name : [],
  )
}

/** Says what is made of a property. Throws 400 for what nobody can tell whether it is there, 403, and 404. */
export async function keepPropertyUse(
  def: EntityDefinition,
  name: string,
  use: PropertyUse,
  ctx: RequestContext,
): Promise<void> {
  requireAdmin(ctx.actor)
  const property = (await customPropertiesOf(def.type, ctx)).get(name)
  if (property === undefined || !def.members.has('extension')) throw notFound('custom property', name)
  if (use.isRequired && !isKept(propertyField(property)))
    throw badRequest(
      `Custom property ${name} cannot be required: lists cannot tell whether values of its kind are there`,
      {
        fields: [{ path: 'isRequired', message: 'is not for tables and time intervals' }],
      },
    )
  await ctx.store.putSetting(keyOf(def.type, name), JSON.stringify(use))
}
