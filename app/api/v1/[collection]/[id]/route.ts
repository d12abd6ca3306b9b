import { removeById } from '@/lib/http/deletion-routes'
import { patchById, readById } from '@/lib/http/entity-routes'
import { entityHandlers } from '@/lib/http/route'
import { putProperty } from '@/lib/http/type-routes'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = entityHandlers({
  GET: readById,
  PUT: putProperty,
  PATCH: patchById,
  DELETE: removeById,
})
