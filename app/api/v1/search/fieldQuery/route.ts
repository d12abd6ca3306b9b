import { handlers } from '@/lib/http/route'
import { queryField } from '@/lib/http/search-routes'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlers({ GET: queryField })
