import { handlers } from '@/lib/http/route'
import { readSignedInUser } from '@/lib/http/signed-in-user'

export const { GET, POST, PUT, PATCH, DELETE } = handlers({ GET: readSignedInUser })
