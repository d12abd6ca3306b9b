import { listEntities } from '@/lib/http/entity-routes'
import { handlersFor } from '@/lib/http/route'
import { createUser, putUser } from '@/lib/http/user-routes'
import { users } from '@/lib/model/person'

export const { GET, POST, PUT, PATCH, DELETE } = handlersFor(users, {
  GET: listEntities,
  POST: createUser,
  PUT: putUser,
})
