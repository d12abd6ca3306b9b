import { removeById } from '@/lib/http/deletion-routes'
import { patchById, readById } from '@/lib/http/entity-routes'
import { handlers } from '@/lib/http/route'
import { putProperty } from '@/lib/http/type-routes'
import { types } from '@/lib/model/type'

export const { GET, POST, PUT, PATCH, DELETE } = handlers({
  GET: readById(types),
  PUT: putProperty,
  PATCH: patchById(types),
  DELETE: removeById(types),
})
