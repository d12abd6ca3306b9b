import { readLineage } from '@/lib/entities/lineage'
import { handlers } from '@/lib/http/route'
import { lineageQuery } from '@/lib/model/query'

export const { GET, POST, PUT, PATCH, DELETE } = handlers({
  GET: async (call) =>
    Response.json(
      await readLineage({ type: call.param('type'), fqn: call.param('fqn') }, call.query(lineageQuery), call.ctx),
    ),
})
