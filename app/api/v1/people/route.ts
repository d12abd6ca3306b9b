import { namePeople } from '@/lib/http/catalogue-routes'
import { handlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = handlers({ POST: namePeople })
