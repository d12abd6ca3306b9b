import { handlers } from '@/lib/http/route'
import { login } from '@/lib/http/session-routes'

export const { GET, POST, PUT, PATCH, DELETE } = handlers({ POST: login })
