import { removeById } from '@/lib/http/deletion-routes'
import { patchById, readById } from '@/lib/http/entity-routes'
import { entityHandlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE } = entityHandlers({ GET: readById, PATCH: patchById, DELETE: removeById })
