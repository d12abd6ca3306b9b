import { removeBySource } from '@/lib/entities/lineage'
import { handlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE } = handlers({
  DELETE: async (call) => {
    await removeBySource({ type: call.param('type'), fqn: call.param('fqn') }, call.param('source'), call.ctx)
    return new Response(null, { status: 200 })
  },
})
