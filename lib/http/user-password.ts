/** The first password of people who sign in with one, given when they are created (supporting APIs 8.3). */
import { findAccount, setPassword, userOfAddress } from '@/lib/auth/people'
import type { Outcome } from '@/lib/entities/context'
import type { SignedInCall } from '@/lib/http/operation'
import { requireGoodPassword } from '@/lib/http/setup'
import { requireAdmin } from '@/lib/model/access'
import type { EntityDefinition } from '@/lib/model/define-entity'
import type { CreateEntity } from '@/lib/model/entity'
import { badRequest, CatalogueError } from '@/lib/model/errors'
import { type CreateUser, users } from '@/lib/model/person'

/**
 * Writes an entity; for a user with a password, checks it before and sets it afterwards. Never replaces a password:
 * repeating the request leaves the one that the person has chosen since.
 */
export async function withPassword(
  def: EntityDefinition,
  { body, ctx, services }: SignedInCall & { readonly body: CreateEntity },
  write: () => Promise<Outcome>,
): Promise<Outcome> {
  if (def.type !== users.type) return write()
  const request = body as CreateUser // the create schema of users has parsed it
  const { password } = request
  if (password === undefined) return write()
  requireAdmin(ctx.actor)
  requireUsable(request, password)
  const { people } = services
  await requireFreeAddress(request, services)
  const outcome = await write()
  const { id, name } = outcome.entity
  if ((await findAccount(people, id)) === undefined) {
    await setPassword(people, { id, name, email: request.email }, password)
  }
  return outcome
}

/** Two people cannot sign in with one address. */
async function requireFreeAddress({ name, email }: CreateUser, services: SignedInCall['services']): Promise<void> {
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
