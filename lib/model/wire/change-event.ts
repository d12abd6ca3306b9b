import type { ChangeDescription, EntityType } from '@/lib/model/entities/entity'
import type { CallerKind } from '@/lib/model/rules/access'

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

/**
 * By what something came to be as it is, as it is kept: the kind of caller and the id of the request (`token 3f1c…`). Beside
 * the contract's answers, which do not show it: with it, a change is found in the log of the server.
 */
export type Origin = `${CallerKind} ${string}`

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
  /** Absent in events from before it was kept. */
  readonly origin?: Origin
}
