import { removeStaleEntities } from '@/lib/http/entity-routes'
import { entityHandlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE } = entityHandlers({ DELETE: removeStaleEntities })
