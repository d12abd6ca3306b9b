import { signOutBrowser } from '@/lib/http/browser-session-routes'
import { handlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlers({ POST: signOutBrowser })
