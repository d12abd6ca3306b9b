import { commit } from '@/lib/entities/commit'
import type { Outcome, RequestContext } from '@/lib/entities/context'
import { planUpdate } from '@/lib/entities/plan'
import { findIncluded } from '@/lib/entities/read'
import { render } from '@/lib/entities/render'
import { retryStale } from '@/lib/entities/retry-stale'
import { loadState } from '@/lib/entities/state'
import { type CustomProperty, checkPropertyConfig, propertyTypeNames } from '@/lib/model/entities/custom-property'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { types } from '@/lib/model/entities/type'
import { requireAdmin } from '@/lib/model/rules/access'
import { badRequest, notFound } from '@/lib/model/wire/errors'

/**
 * Adds a custom property to an entity type, or replaces the one of that name
 * (docs/contract/governance.md#custom-properties). Throws 400, 403, 404.
 */
export async function putCustomProperty(
  typeId: string,
  property: CustomProperty,
  ctx: RequestContext,
): Promise<Outcome> {
  requireAdmin(ctx.actor)
  return retryStale(async () => {
    const row = await findIncluded(types, { id: typeId }, 'non-deleted', ctx)
    if (row.document.category !== 'entity')
      throw badRequest("Only entity types can be extended and field types can't be extended")
    const [propertyType] = await ctx.store.findByIds([property.propertyType.id])
    if (propertyType === undefined || propertyType.type !== 'type') throw notFound('type', property.propertyType.id)
    if (!propertyTypeNames.includes(propertyType.name)) throw badRequest(`${propertyType.name} is not a property type`)
    checkPropertyConfig(propertyType.name, property.customPropertyConfig?.config)
    const reference = {
      id: propertyType.id,
      type: 'type',
      name: propertyType.name,
      fullyQualifiedName: propertyType.fullyQualifiedName,
    }
    const known = (row.document.customProperties ?? []) as CustomProperty[] // written below only
    const customProperties = [
      ...known.filter((one) => one.name !== property.name),
      { ...property, propertyType: reference },
    ]
    const before = await loadState(types, row, 'all', ctx)
    const after = { ...before, row: { ...row, document: { ...row.document, customProperties } } }
    const plan = planUpdate(types, before, after, ctx)
    await commit(plan.changes, ctx)
    return { kind: plan.kind, entity: render(types, plan.after, 'all', ctx) }
  })
}

/** How many living entities of the type have something in each of its properties. Throws 403: it is of all there are. */
export async function countFilled(def: EntityDefinition, ctx: RequestContext): Promise<ReadonlyMap<string, number>> {
  requireAdmin(ctx.actor)
  return ctx.store.propertyCounts(def.type)
}
