import { handlers } from '@/lib/http/route'
import { readBotToken } from '@/lib/http/token-routes'

export const { GET, POST, PUT, PATCH, DELETE } = handlers({ GET: readBotToken })
