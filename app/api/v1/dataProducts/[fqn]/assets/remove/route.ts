import { changeAssetsOf } from '@/lib/http/asset-routes'
import { handlersFor } from '@/lib/http/route'
import { dataProducts } from '@/lib/model/data-product'

export const { GET, POST, PUT, PATCH, DELETE } = handlersFor(dataProducts, { PUT: changeAssetsOf('remove') })
