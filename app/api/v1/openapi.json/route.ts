import { readDescription } from '@/lib/http/openapi/paths'
import { handlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE } = handlers({ GET: readDescription })
