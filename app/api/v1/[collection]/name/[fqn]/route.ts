import { removeByName } from '@/lib/http/deletion-routes'
import { patchByName, readByName } from '@/lib/http/entity-routes'
import { entityHandlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = entityHandlers({
  GET: readByName,
  PATCH: patchByName,
  DELETE: removeByName,
})
