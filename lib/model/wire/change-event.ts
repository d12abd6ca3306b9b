import type { ChangeDescription, EntityType } from '@/lib/model/entities/entity'

/** What can happen to an entity, by OpenMetadata's names (docs/contract/entities.md#change-events). */
export const eventTypes = [
  'entityCreated',
  'entityUpdated',
  'entityFieldsChanged',
  'entitySoftDeleted',
  'entityRestored',
  'entityDeleted',
] as const
export type EventType = (typeof eventTypes)[number]

/** A change as it is kept: without the entity itself, which its id and version lead to. */
export interface ChangeEventRecord {
  readonly eventType: EventType
  readonly entityType: EntityType
  readonly entityId: string
  readonly entityFullyQualifiedName: string
  readonly userName: string
  /** Unix epoch milliseconds. */
  readonly timestamp: number
  readonly previousVersion: number
  readonly currentVersion: number
  readonly changeDescription?: ChangeDescription
}
