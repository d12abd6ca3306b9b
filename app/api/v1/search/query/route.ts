import { z } from 'zod'
import { search } from '@/lib/entities/search'
import { handlers } from '@/lib/http/route'
import { flag, searchQuery } from '@/lib/model/query'

const parameters = searchQuery.extend({
  q: z.string().default('*'),
  query_filter: z.string().optional(),
  sort_field: z.string().optional(),
  track_total_hits: flag.describe('Counts every match; otherwise the total stops at 10,000'),
  sort_order: z.enum(['asc', 'desc']).default('desc'),
})

export const { GET, POST, PUT, PATCH, DELETE } = handlers({
  GET: async (call) => {
    const query = call.query(parameters)
    const searchAfter = new URL(call.request.url).searchParams.getAll('search_after')
    const options = {
      ...query,
      queryFilter: query.query_filter,
      sortField: query.sort_field,
      descending: query.sort_order === 'desc',
      searchAfter,
      countAll: query.track_total_hits,
    }
    return Response.json(await search(options, call.ctx))
  },
})
