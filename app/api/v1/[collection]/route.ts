import { createEntity, listEntities, putEntity } from '@/lib/http/entity-routes'
import { entityHandlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = entityHandlers({
  GET: listEntities,
  POST: createEntity,
  PUT: putEntity,
})
