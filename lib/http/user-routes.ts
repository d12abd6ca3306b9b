/** Creating people, with the first password of those who sign in with one (supporting APIs 8.3). */
import type { z } from 'zod'
import { findAccount, setPassword, userOfAddress } from '@/lib/auth/people'
import type { Outcome } from '@/lib/entities/context'
import { create, createOrUpdate } from '@/lib/entities/create'
import { respondCreated, respondOutcome } from '@/lib/http/respond'
import type { EntityCall } from '@/lib/http/route'
import { requireGoodPassword } from '@/lib/http/setup'
import { requireAdmin } from '@/lib/model/access'
import { badRequest, CatalogueError } from '@/lib/model/errors'
import { createUserSchema, users } from '@/lib/model/person'

type CreateUser = z.infer<typeof createUserSchema>

export const createUser = async (call: EntityCall): Promise<Response> =>
  respondCreated(await withPassword(call, (request) => create(users, request, call.ctx)))

/** Never replaces a password: repeating the request leaves the one that the person has chosen since. */
export const putUser = async (call: EntityCall): Promise<Response> =>
  respondOutcome(await withPassword(call, (request) => createOrUpdate(users, request, call.ctx)))

async function withPassword(call: EntityCall, write: (request: CreateUser) => Promise<Outcome>): Promise<Outcome> {
  const request = await call.body(createUserSchema)
  const { password } = request
  if (password === undefined) return write(request)
  requireAdmin(call.ctx.actor)
  requireUsable(request, password)
  const { people } = call.services
  await requireFreeAddress(request, call)
  const outcome = await write(request)
  const { id, name } = outcome.entity
  if ((await findAccount(people, id)) === undefined) {
    await setPassword(people, { id, name, email: request.email }, password)
  }
  return outcome
}

/** Two people cannot sign in with one address. */
async function requireFreeAddress({ name, email }: CreateUser, { services }: EntityCall): Promise<void> {
  const holderId = await userOfAddress(services.people, email)
  const [holder] = holderId === undefined ? [] : await services.store.findByIds([holderId])
  if (holder === undefined || holder.name === name) return
  throw new CatalogueError('alreadyExists', `Somebody signs in with ${email} already`, {
    hint: 'Give this person another address.',
    fields: [{ path: '/email', message: 'belongs to somebody else' }],
  })
}

function requireUsable({ isBot, confirmPassword = '' }: CreateUser, password: string): void {
  if (isBot === true) throw badRequest('Bots have tokens instead of a password')
  requireGoodPassword(password)
  if (confirmPassword === '' || confirmPassword === password) return
  throw badRequest('Password and Confirm Password should match', {
    fields: [{ path: '/confirmPassword', message: 'is different from the password' }],
  })
}
