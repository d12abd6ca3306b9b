import { handlers } from '@/lib/http/route'
import { setup } from '@/lib/http/system-routes'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlers({ POST: setup })
