import { endsById, patchEdgeOf, removeEdgeOf } from '@/lib/http/lineage-routes'
import { handlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE } = handlers({
  PATCH: patchEdgeOf(endsById),
  DELETE: removeEdgeOf(endsById),
})
