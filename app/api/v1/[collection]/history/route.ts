import { readHistory } from '@/lib/http/history-routes'
import { entityHandlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = entityHandlers({ GET: readHistory })
