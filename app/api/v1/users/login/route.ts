import { handlers } from '@/lib/http/route'
import { login } from '@/lib/http/session-routes'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlers({ POST: login })
