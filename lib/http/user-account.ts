/** What people sign in with, kept in step with the catalogue's users: a first password (supporting APIs 8.3), an address. */
import { changeAddress, findAccount, setPassword, userOfAddress } from '@/lib/auth/people'
import type { Outcome } from '@/lib/entities/context'
import type { EntityKey } from '@/lib/entities/read'
import { lookupFqn } from '@/lib/entities/resolve'
import type { SignedInCall } from '@/lib/http/operation'
import { requireGoodPassword } from '@/lib/http/setup'
import { requireAdmin } from '@/lib/model/access'
import type { EntityDefinition } from '@/lib/model/define-entity'
import type { CreateEntity } from '@/lib/model/entity'
import { badRequest, CatalogueError } from '@/lib/model/errors'
import { quoteName } from '@/lib/model/fqn'
import { type CreateUser, users } from '@/lib/model/person'

/**
 * Writes an entity; for a user with a password, checks it before and sets it afterwards. Never replaces a password:
 * repeating the request leaves the one that the person has chosen since.
 */
export async function withPassword(
  def: EntityDefinition,
  call: SignedInCall & { readonly body: CreateEntity },
  write: () => Promise<Outcome>,
): Promise<Outcome> {
  if (def.type !== users.type) return write()
  const { ctx, services } = call
  const request = call.body as CreateUser // the create schema of users has parsed it
  const { password, email, name } = request
  if (password === undefined) return withAddress(def, { fqn: quoteName(name) }, email, call, write)
  requireAdmin(ctx.actor)
  requireUsable(request, password)
  const { people } = services
  await requireFreeAddress(request, services)
  const outcome = await write()
  const { id } = outcome.entity
  const account = await findAccount(people, id)
  if (account === undefined) await setPassword(people, { id, name, email }, password)
  else await changeAddress(people, account, String(outcome.entity.email))
  return outcome
}

/** Writes a user; somebody who can sign in does it with the new address afterwards. Throws 409 when that is another's. */
export async function withAddress(
  def: EntityDefinition,
  key: EntityKey,
  email: unknown,
  { services }: SignedInCall,
  write: () => Promise<Outcome>,
): Promise<Outcome> {
  if (def.type !== users.type || typeof email !== 'string') return write()
  const { people, store } = services
  const found = await ('id' in key
    ? store.findByIds([key.id])
    : store.findByFqns(users.type, [lookupFqn(users.type, key.fqn)]))
  const user = found.find(({ type }) => type === users.type)
  const account = user === undefined ? undefined : await findAccount(people, user.id)
  if (user === undefined || account === undefined) return write()
  await requireFreeAddress({ name: user.name, email }, services)
  const outcome = await write()
  // As the write has left it: it may keep what is there.
  await changeAddress(people, account, String(outcome.entity.email))
  return outcome
}

/** Two people cannot sign in with one address. */
async function requireFreeAddress(
  { name, email }: Pick<CreateUser, 'name' | 'email'>,
  services: SignedInCall['services'],
): Promise<void> {
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
