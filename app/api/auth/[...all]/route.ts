import { browserSession } from '@/lib/http/browser-session-routes'
import { publicHandlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE } = publicHandlers({ POST: browserSession })
