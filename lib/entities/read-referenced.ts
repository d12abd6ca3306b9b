import type { RequestContext } from '@/lib/entities/context'
import { onlyPermitted } from '@/lib/entities/gate'
import { readMany } from '@/lib/entities/read'
import type { FieldSelection } from '@/lib/entities/state'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity, EntityReference } from '@/lib/model/entities/entity'

/** What references point to, whole; in a fixed number of queries. What is gone or may not be seen is left out. */
export async function readReferenced(
  def: EntityDefinition,
  references: readonly EntityReference[],
  fields: FieldSelection,
  ctx: RequestContext,
): Promise<Entity[]> {
  if (references.length === 0) return []
  const rows = await ctx.store.findByIds(references.map((reference) => reference.id))
  const ofType = rows.filter((row) => row.type === def.type)
  return readMany(def, await onlyPermitted(def.type, ofType, ['ViewAll'], ctx), fields, ctx)
}
