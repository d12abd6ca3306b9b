import { z } from 'zod'
import { addUsage } from '@/lib/entities/usage'
import { handlers, type SignedInCall } from '@/lib/http/route'

const usageSchema = z.strictObject({ date: z.iso.date(), count: z.number().int().min(0) })

const add = async (call: SignedInCall) => {
  const { date, count } = await call.body(usageSchema)
  return Response.json(await addUsage(call.param('type'), call.param('id'), date, count, call.ctx))
}

export const { GET, POST, PUT, PATCH, DELETE } = handlers({ POST: add, PUT: add })
