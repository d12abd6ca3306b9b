import { readBotToken } from '@/lib/http/bot-token-routes'
import { handlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlers({ GET: readBotToken })
