import { handlers } from '@/lib/http/route'
import { revokePersonalTokens } from '@/lib/http/token-routes'

export const { GET, POST, PUT, PATCH, DELETE } = handlers({ PUT: revokePersonalTokens })
