/** References in documents that were rendered long ago, for whoever reads them now. */
import type { RequestContext } from '@/lib/entities/context'
import { seesAll, visibleAmong } from '@/lib/entities/visible'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import {
  type Entity,
  type EntityReference,
  type EntityType,
  entityReference,
  entityTypes,
} from '@/lib/model/entities/entity'

/** The entities without references to what the caller may not see; changes that a version tells of stay as recorded. */
export async function withoutHidden(
  def: EntityDefinition,
  entities: readonly Entity[],
  ctx: RequestContext,
): Promise<Entity[]> {
  if (seesAll(ctx)) return [...entities]
  const found = entities.flatMap((entity) =>
    Object.keys(def.relations).flatMap((name) => itemsOf(entity[name]).flatMap((item) => referenceIn(def, name, item))),
  )
  const isVisible = await visibleAmong(found, ctx)
  return entities.map((entity) => {
    const shown = { ...entity }
    for (const name of Object.keys(def.relations)) {
      const value = entity[name]
      const isShown = (item: unknown) => referenceIn(def, name, item).every(isVisible)
      if (Array.isArray(value)) shown[name] = value.filter(isShown)
      else if (!isShown(value)) delete shown[name]
    }
    return shown
  })
}

const itemsOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value])

const isKnown = (type: string): type is EntityType => entityTypes.some((known) => known === type)

function referenceIn(def: EntityDefinition, name: string, item: unknown): { id: string; type: EntityType }[] {
  const member = def.relations[name]?.wrappedAs
  const wrapped = member !== undefined && typeof item === 'object' && item !== null ? Reflect.get(item, member) : item
  const reference = entityReference.safeParse(wrapped)
  if (!reference.success) return []
  const { id, type }: EntityReference = reference.data
  return isKnown(type) ? [{ id, type }] : []
}
