import { readDescription } from '@/lib/http/openapi/paths'
import { handlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlers({ GET: readDescription })
