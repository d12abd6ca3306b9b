import { z } from 'zod'
import { searchField } from '@/lib/entities/search'
import { handlers } from '@/lib/http/route'
import { searchQuery } from '@/lib/model/query'

const parameters = searchQuery.extend({ fieldName: z.string(), fieldValue: z.string() })

export const { GET, POST, PUT, PATCH, DELETE } = handlers({
  GET: async (call) => Response.json(await searchField(call.query(parameters), call.ctx)),
})
