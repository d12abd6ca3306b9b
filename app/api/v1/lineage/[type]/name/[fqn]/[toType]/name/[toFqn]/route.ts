import { endsByName, patchEdgeOf, putEdge, removeEdgeOf } from '@/lib/http/lineage-routes'
import { handlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE } = handlers({
  PUT: putEdge(endsByName),
  PATCH: patchEdgeOf(endsByName),
  DELETE: removeEdgeOf(endsByName),
})
