import { publicHandlers } from '@/lib/http/route'
import { authorizerConfig } from '@/lib/http/system-routes'

export const { GET, POST, PUT, PATCH, DELETE } = publicHandlers({ GET: authorizerConfig })
