import { listAssetsByName } from '@/lib/http/asset-routes'
import { entityHandlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = entityHandlers({ GET: listAssetsByName })
