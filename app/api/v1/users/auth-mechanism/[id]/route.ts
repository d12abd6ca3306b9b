import { handlers } from '@/lib/http/route'
import { readAuthMechanism } from '@/lib/http/token-routes'

export const { GET, POST, PUT, PATCH, DELETE } = handlers({ GET: readAuthMechanism })
