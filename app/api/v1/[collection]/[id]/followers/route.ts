import { addFollower } from '@/lib/http/reaction-routes'
import { entityHandlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = entityHandlers({ PUT: addFollower })
