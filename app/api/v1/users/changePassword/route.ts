import { handlers } from '@/lib/http/route'
import { changePassword } from '@/lib/http/user-routes'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlers({ PUT: changePassword })
