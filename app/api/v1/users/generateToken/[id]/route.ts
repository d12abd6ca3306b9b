import { handlers } from '@/lib/http/route'
import { generateBotToken } from '@/lib/http/token-routes'

export const { GET, POST, PUT, PATCH, DELETE } = handlers({ PUT: generateBotToken })
