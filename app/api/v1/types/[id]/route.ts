import { putCustomProperty } from '@/lib/entities/custom-properties'
import { patchById, readById, removeById } from '@/lib/http/entity-routes'
import { respondOutcome } from '@/lib/http/respond'
import { handlersFor } from '@/lib/http/route'
import { customPropertySchema } from '@/lib/model/custom-property'
import { types } from '@/lib/model/type'

export const { GET, POST, PUT, PATCH, DELETE } = handlersFor(types, {
  GET: readById,
  PUT: async (call) =>
    respondOutcome(await putCustomProperty(call.param('id'), await call.body(customPropertySchema), call.ctx)),
  PATCH: patchById,
  DELETE: removeById,
})
