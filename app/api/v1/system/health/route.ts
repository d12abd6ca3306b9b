import { handlers } from '@/lib/http/route'
import { health } from '@/lib/http/system-routes'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlers({ GET: health })
