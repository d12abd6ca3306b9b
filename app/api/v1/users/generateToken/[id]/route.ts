import { generateBotToken } from '@/lib/http/bot-token-routes'
import { handlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlers({ PUT: generateBotToken })
