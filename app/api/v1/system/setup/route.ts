import { handlers } from '@/lib/http/route'
import { setup } from '@/lib/http/system-routes'

export const { GET, POST, PUT, PATCH, DELETE } = handlers({ POST: setup })
