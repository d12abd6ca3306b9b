import { patchEdgeByName, putEdgeByName, removeEdgeByName } from '@/lib/http/lineage-routes'
import { handlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE } = handlers({
  PUT: putEdgeByName,
  PATCH: patchEdgeByName,
  DELETE: removeEdgeByName,
})
