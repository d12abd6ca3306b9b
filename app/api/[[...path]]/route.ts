import { publicHandlers } from '@/lib/http/route'
import { unknownPath } from '@/lib/http/system-routes'

export const { GET, POST, PUT, PATCH, DELETE } = publicHandlers({
  GET: unknownPath,
  POST: unknownPath,
  PUT: unknownPath,
  PATCH: unknownPath,
  DELETE: unknownPath,
})
