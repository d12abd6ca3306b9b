import { bulk } from '@/lib/http/bulk-routes'
import { removeManyEntities } from '@/lib/http/deletion-routes'
import { entityHandlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = entityHandlers({ PUT: bulk, DELETE: removeManyEntities })
