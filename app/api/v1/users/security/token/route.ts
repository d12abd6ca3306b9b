import { createPersonalToken, listPersonalTokens } from '@/lib/http/personal-token-routes'
import { handlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlers({
  GET: listPersonalTokens,
  PUT: createPersonalToken,
})
