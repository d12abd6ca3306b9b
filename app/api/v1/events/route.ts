import { listEvents } from '@/lib/entities/events'
import { handlers } from '@/lib/http/route'
import { eventsQuery } from '@/lib/model/query'

export const { GET, POST, PUT, PATCH, DELETE } = handlers({
  GET: async (call) => Response.json(await listEvents(call.query(eventsQuery), call.ctx)),
})
