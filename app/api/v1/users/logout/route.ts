import { handlers } from '@/lib/http/route'
import { logout } from '@/lib/http/session-routes'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlers({ POST: logout })
