/** Changes that make no version: followers, votes, use (docs/contract/verbs.md#changes-without-a-version). */
import { commit } from '@/lib/entities/commit'
import type { RequestContext } from '@/lib/entities/context'
import { newId } from '@/lib/entities/new-id'
import { record } from '@/lib/entities/plan'
import { read } from '@/lib/entities/read'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { ChangeDescription, Entity } from '@/lib/model/entities/entity'
import type { Change } from '@/lib/store/change'
import type { StoredEntity } from '@/lib/store/rows'

/** The answer to these calls. */
export interface ChangeEvent {
  readonly id: string
  readonly eventType: 'entityUpdated'
  readonly entityType: string
  readonly entityId: string
  readonly entityFullyQualifiedName: string
  readonly userName: string
  readonly timestamp: number
  readonly currentVersion: number
  readonly previousVersion: number
  readonly changeDescription: ChangeDescription
  readonly incrementalChangeDescription: ChangeDescription
  readonly entity: Entity
}

/** Commits the changes with an event that tells of them, and answers with the entity as `field` shows it then. */
export async function commitFieldsChanged(
  def: EntityDefinition,
  row: StoredEntity,
  field: string,
  changes: readonly Change[],
  told: Partial<Pick<ChangeDescription, 'fieldsAdded' | 'fieldsUpdated' | 'fieldsDeleted'>>,
  ctx: RequestContext,
): Promise<ChangeEvent> {
  const changeDescription = {
    fieldsAdded: [],
    fieldsUpdated: [],
    fieldsDeleted: [],
    ...told,
    previousVersion: row.version,
  }
  await commit([...changes, record(row, 'entityFieldsChanged', row.version, changeDescription, ctx)], ctx)
  return {
    id: newId(),
    eventType: 'entityUpdated',
    entityType: def.type,
    entityId: row.id,
    entityFullyQualifiedName: row.fullyQualifiedName,
    userName: ctx.actor.name,
    timestamp: ctx.now,
    currentVersion: row.version,
    previousVersion: row.version,
    changeDescription,
    incrementalChangeDescription: changeDescription,
    entity: await read(def, { id: row.id }, { fields: new Set([field]) }, ctx),
  }
}
