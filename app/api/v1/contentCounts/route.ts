import { z } from 'zod'
import { handlers } from '@/lib/http/route'
import { requireAccess } from '@/lib/model/access'

const query = z.object({
  ids: z
    .string()
    .transform((text) => [...new Set(text.split(',').filter((id) => id !== ''))])
    .pipe(z.array(z.uuid()).max(1000))
    .describe('Ids of services, comma-separated'),
})

/** How many living dashboards and charts services hold (ours): `{data: [{id, dashboards, charts}]}`, one entry per id. */
export const { GET, POST, PUT, PATCH, DELETE } = handlers({
  GET: async (call) => {
    const { ids } = call.query(query)
    requireAccess(call.ctx.actor, ['ViewBasic'], 'dashboardService', {})
    const counts = await call.ctx.store.contentCounts(ids)
    const of = (id: string, type: string) =>
      counts.find((entry) => entry.containerId === id && entry.type === type)?.count ?? 0
    return Response.json({
      data: ids.map((id) => ({ id, dashboards: of(id, 'dashboard'), charts: of(id, 'chart') })),
    })
  },
})
