import { removeAssets } from '@/lib/http/asset-routes'
import { handlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlers({ PUT: removeAssets })
