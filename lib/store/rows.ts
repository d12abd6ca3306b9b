/** What is kept of entities, as rows and relations. Conventions: `store.ts`. */
import type { EntityType } from '@/lib/model/entities/entity'
import type { Origin } from '@/lib/model/wire/change-event'

/** Attributes of an entity that have no column of their own; never a relation, never a name of another entity. */
export type EntityDocument = Record<string, unknown>

/** The little one entity says of another when it refers to it. */
export interface EntitySummary {
  readonly id: string
  readonly type: EntityType
  readonly name: string
  readonly displayName: string | null
  readonly fullyQualifiedName: string
  readonly deleted: boolean
}

/** One entity as it is kept: indexed columns beside a JSON document. */
export interface EntityRow extends EntitySummary {
  /** The entity this one lives in (dashboard → service, tag → classification); null at the top. */
  readonly containerId: string | null
  readonly version: number
  readonly updatedAt: number
  readonly updatedBy: string
  readonly document: EntityDocument
  /** Of what it says now; null where it was written before origins were kept. */
  readonly origin?: Origin | null
}

/** A row as read: with its container summed up, so that a single read or a page needs no second query. */
export interface StoredEntity extends EntityRow {
  readonly container: EntitySummary | null
}

/** A directed relation: `entityId` carries the field, `targetId` is what the field refers to. */
export interface Relation {
  readonly entityId: string
  readonly entityType: EntityType
  /** Singular name of the target's role: `owner`, `chart`, `follower`, `tag`, `domain`, `vote`, `upstream`… */
  readonly relation: string
  readonly targetId: string
  readonly targetType: EntityType
  /** What belongs to the relation itself: label type and state of a tag, the value of a vote, lineage details. */
  readonly data: Record<string, unknown> | null
}

/** A relation seen from the entity that carries it, with its target. `document` only when asked for. */
export interface RelatedTarget extends Relation {
  readonly target: EntitySummary & { readonly document?: EntityDocument }
}

/** A relation seen from its target, with the entity that carries it. */
export interface Referrer extends Relation {
  readonly entity: EntitySummary
}

/** An earlier state: the entity as clients saw it, relations included. */
export interface ArchivedVersion {
  readonly version: number
  readonly updatedAt: number
  readonly updatedBy: string
  readonly snapshot: Record<string, unknown>
  /** As of a row. */
  readonly origin?: Origin | null
}

/** A key that one entity has, and no other in that scope. */
export interface Claim {
  /** What the keys are: `user.email`. */
  readonly scope: string
  readonly key: string
  readonly entityId: string
}

/** What an entity was called before. */
export interface FormerName {
  readonly type: EntityType
  readonly fullyQualifiedName: string
  readonly entityId: string
}
