/** What a new user signs in with, given with the request that creates them: a first password, a bot's token. */
import { z } from 'zod'
import { addIssuedToken, expiresAtOf, tokenExpirySchema } from '@/lib/auth/issued-tokens'
import { findAccount, type People, removeAccounts, setPassword } from '@/lib/auth/people'
import type { Outcome, RequestContext } from '@/lib/entities/context'
import { newId } from '@/lib/entities/new-id'
import { lookupFqn } from '@/lib/entities/resolve'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { CreateEntity } from '@/lib/model/entities/entity'
import { type CreateUser, users } from '@/lib/model/entities/person'
import { requireAdmin } from '@/lib/model/rules/access'
import { requireGoodPassword } from '@/lib/model/rules/password'
import { badRequest } from '@/lib/model/wire/errors'

/**
 * Writes an entity, a new one under the id that `write` is given. A new user has what they sign in with before they are
 * there, so that a failure never leaves one without; an account of nobody opens nothing. A password is never replaced:
 * repeating the request leaves the one that the person has chosen since.
 */
export async function withCredentials(
  def: EntityDefinition,
  request: CreateEntity,
  people: People,
  ctx: RequestContext,
  write: (id: string) => Promise<Outcome>,
): Promise<Outcome> {
  const id = newId()
  // The create schema of users has parsed it.
  const credentials = def.type === users.type ? credentialsOf(request as CreateUser, people, ctx) : undefined
  if (credentials === undefined) return write(id)
  requireAdmin(ctx.actor)
  const known = await ctx.store.findByFqns(users.type, [lookupFqn(users.type, request.name)])
  if (known.length > 0) {
    const outcome = await write(id)
    await credentials.giveIfMissing(outcome.entity)
    return outcome
  }
  await credentials.give({ id, name: request.name })
  let writtenId: string | undefined
  try {
    const outcome = await write(id)
    writtenId = outcome.entity.id
    // Somebody else was faster to create the user.
    if (writtenId !== id) await credentials.giveIfMissing(outcome.entity)
    return outcome
  } finally {
    if (writtenId !== id) await removeAccounts(people, [id])
  }
}

interface NamedUser {
  readonly id: string
  readonly name: string
}

interface Credentials {
  give(user: NamedUser): Promise<void>
  giveIfMissing(user: NamedUser): Promise<void>
}

/** Undefined for somebody who is not to sign in, or not yet. Throws 400 for what cannot be used. */
function credentialsOf(request: CreateUser, people: People, ctx: RequestContext): Credentials | undefined {
  const { password, isBot } = request
  if (password !== undefined) {
    requireUsable(request, password)
    const give = (user: NamedUser) => setPassword(people, user, password)
    return {
      give,
      giveIfMissing: async (user) => {
        if ((await findAccount(people, user.id)) === undefined) await give(user)
      },
    }
  }
  const expiry = isBot === true ? tokenExpiryOf(request) : undefined
  if (expiry === undefined) return undefined
  return {
    give: async ({ id, name }) => {
      const expiresAt = expiresAtOf(expiry, ctx.now)
      await addIssuedToken(people, { userId: id, kind: 'BOT', name, expiresAt }, ctx.now)
    },
    // One that has been revoked stays revoked.
    giveIfMissing: async () => {},
  }
}

const jwtMechanism = z.looseObject({
  authType: z.literal('JWT'),
  config: z.looseObject({ JWTTokenExpiry: z.string().nullish() }).nullish(),
})

/** How long the token of a bot is to last that is created to authenticate by one. */
function tokenExpiryOf({ authenticationMechanism }: CreateUser) {
  const mechanism = jwtMechanism.safeParse(authenticationMechanism)
  if (!mechanism.success) return undefined
  const expiry = tokenExpirySchema.safeParse(mechanism.data.config?.JWTTokenExpiry ?? 'Unlimited')
  if (expiry.success) return expiry.data
  const message = `is none of ${tokenExpirySchema.options.join(', ')}`
  throw badRequest(`JWTTokenExpiry ${message}`, {
    fields: [{ path: '/authenticationMechanism/config/JWTTokenExpiry', message }],
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
