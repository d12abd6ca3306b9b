import type { z } from 'zod'
import type { CreateEntity, Entity, EntityType } from '@/lib/model/entities/entity'

/** Where entities of a type are found, and what they are called. Every definition is one; its schemas tell the types. */
export interface EntityAddress<E extends Entity = Entity, C extends CreateEntity = CreateEntity> {
  readonly type: EntityType
  /** URL segment below `/api/v1`, and the name in messages to people (`label` is its singular in prose). */
  readonly collection: string
  /** Public path below `/api/v1` when it is not the collection: `services/dashboardServices`. */
  readonly path: string
  readonly label: string
  readonly schema?: z.ZodType<E>
  readonly createSchema?: z.ZodType<C>
}
