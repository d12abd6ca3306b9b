import { handlers } from '@/lib/http/route'
import { unknownPath } from '@/lib/http/system-routes'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlers({
  GET: unknownPath,
  POST: unknownPath,
  PUT: unknownPath,
  PATCH: unknownPath,
  DELETE: unknownPath,
})
