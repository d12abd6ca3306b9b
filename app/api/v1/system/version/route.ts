import { handlers } from '@/lib/http/route'
import { version } from '@/lib/http/system-routes'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlers({ GET: version })
