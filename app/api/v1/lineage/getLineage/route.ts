import { readLineageByQuery } from '@/lib/http/lineage-routes'
import { handlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlers({ GET: readLineageByQuery })
