import type { Outcome } from '@/lib/entities/context'
import { etagOf } from '@/lib/http/etag'
import { json } from '@/lib/http/json'
import type { Entity } from '@/lib/model/entities/entity'

const tagged = (entity: Entity): Record<string, string> => ({ ETag: etagOf(entity.id, entity.version ?? 0.1) })

/** GET of one entity. */
export const respondEntity = (entity: Entity): Response => json(entity, { headers: tagged(entity) })

/** POST: 201 with the place of the new entity. */
export const respondCreated = ({ entity }: Outcome): Response =>
  json(entity, { status: 201, headers: { Location: entity.href ?? '' } })

/** PUT, DELETE and restore: 201 when it created, else 200; what happened stands in `X-OpenMetadata-Change`. */
export const respondOutcome = ({ kind, entity }: Outcome): Response =>
  json(entity, { status: kind === 'entityCreated' ? 201 : 200, headers: { 'X-OpenMetadata-Change': kind } })

/** PATCH: as `respondOutcome`, with the tag of the new state. */
export const respondPatched = ({ kind, entity }: Outcome): Response =>
  json(entity, { headers: { 'X-OpenMetadata-Change': kind, ...tagged(entity) } })
