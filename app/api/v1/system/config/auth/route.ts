import { handlers } from '@/lib/http/route'
import { authConfig } from '@/lib/http/system-routes'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlers({ GET: authConfig })
