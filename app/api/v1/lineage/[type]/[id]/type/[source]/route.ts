import { removeBySource } from '@/lib/entities/lineage'
import { handlers } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE } = handlers({
  DELETE: async (call) => {
    await removeBySource({ type: call.param('type'), id: call.param('id') }, call.param('source'), call.ctx)
    return new Response(null, { status: 200 })
  },
})
