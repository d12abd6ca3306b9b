import { putProgress, readProgress } from '@/lib/http/pipeline-routes'
import { handlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlers({ GET: readProgress, PUT: putProgress })
