import { listStatuses, putStatus } from '@/lib/http/pipeline-routes'
import { handlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlers({ GET: listStatuses, PUT: putStatus })
