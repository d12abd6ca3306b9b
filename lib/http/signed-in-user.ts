import { z } from 'zod'
import { parseFields, read } from '@/lib/entities/read'
import { respondEntity } from '@/lib/http/respond'
import type { SignedInCall } from '@/lib/http/route'
import { users } from '@/lib/model/person'

/** The caller as an entity, with `?fields=` like any other. */
export const readSignedInUser = async ({ ctx, query }: SignedInCall): Promise<Response> => {
  const { fields } = query(z.object({ fields: z.string().optional() }))
  return respondEntity(await read(users, { id: ctx.actor.id }, { fields: parseFields(users, fields) }, ctx))
}
