import { handlers } from '@/lib/http/route'
import { createPersonalToken, listPersonalTokens } from '@/lib/http/token-routes'

export const { GET, POST, PUT, PATCH, DELETE } = handlers({ GET: listPersonalTokens, PUT: createPersonalToken })
