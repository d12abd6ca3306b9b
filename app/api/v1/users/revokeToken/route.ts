import { handlers } from '@/lib/http/route'
import { revokeBotToken } from '@/lib/http/token-routes'

export const { GET, POST, PUT, PATCH, DELETE } = handlers({ PUT: revokeBotToken })
