import { handlers } from '@/lib/http/route'
import { readSignedInUser } from '@/lib/http/user-routes'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlers({ GET: readSignedInUser })
