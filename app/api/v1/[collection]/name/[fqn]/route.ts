import { patchByName, readByName, removeByName } from '@/lib/http/entity-routes'
import { entityHandlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE } = entityHandlers({
  GET: readByName,
  PATCH: patchByName,
  DELETE: removeByName,
})
