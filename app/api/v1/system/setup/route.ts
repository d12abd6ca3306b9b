import { publicHandlers } from '@/lib/http/route'
import { setup } from '@/lib/http/system-routes'

export const { GET, POST, PUT, PATCH, DELETE } = publicHandlers({ POST: setup })
