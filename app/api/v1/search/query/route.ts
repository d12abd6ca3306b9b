import { handlers } from '@/lib/http/route'
import { queryIndex } from '@/lib/http/search-routes'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlers({ GET: queryIndex })
