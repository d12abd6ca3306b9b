import { handlers } from '@/lib/http/route'
import { requireAccess } from '@/lib/model/access'

export const { GET, POST, PUT, PATCH, DELETE } = handlers({
  // Ranks are worked out when a summary is read, so there is nothing to prepare.
  POST: async (call) => {
    requireAccess(call.ctx.actor, ['EditUsage'], call.param('type'), {})
    return new Response(null, { status: 201 })
  },
})
