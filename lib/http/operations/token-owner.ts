/** Whose token it is, or is to be. */
import { z } from 'zod'
import type { Services } from '@/lib/app/services'
import { bearerOf } from '@/lib/auth/actor'
import { lookupFqn } from '@/lib/entities/resolve'
import type { SignedInCall } from '@/lib/http/operation'
import { requireAdmin } from '@/lib/model/rules/access'
import { boundedText, textMax } from '@/lib/model/rules/bounds'
import { CatalogueError, notFound } from '@/lib/model/wire/errors'
import type { StoredEntity } from '@/lib/store/rows'

/** What tokens say of their user. */
export interface TokenUser {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly isBot: boolean
}

const toTokenUser = ({ id, name, document }: StoredEntity): TokenUser => ({
  id,
  name,
  email: typeof document.email === 'string' ? document.email : '',
  isBot: document.isBot === true,
})

export async function findUserById(id: string, { store }: Pick<Services, 'store'>): Promise<TokenUser | undefined> {
  const [row] = z.uuid().safeParse(id).success ? await store.findByIds([id]) : []
  return row === undefined || row.deleted || row.type !== 'user' ? undefined : toTokenUser(row)
}

export async function requireUser(id: string, services: Pick<Services, 'store'>): Promise<TokenUser> {
  const user = await findUserById(id, services)
  if (user === undefined) throw notFound('user', id)
  return user
}

export async function requireUserByName(name: string, { store }: Pick<Services, 'store'>): Promise<TokenUser> {
  const [row] = await store.findByFqns('user', [lookupFqn('user', name)])
  if (row === undefined || row.deleted) throw notFound('user', name)
  return toTokenUser(row)
}

/** Names of users are the same in whatever case. */
export const isNameOf = (name: string, user: { readonly name: string }): boolean =>
  name.toLowerCase() === user.name.toLowerCase()

/**
 * Throws 403 for a call with a token that outlives sessions. Whoever got hold of one could otherwise get others from it,
 * and keep them when it is revoked.
 */
export async function requireSession({ request, services }: SignedInCall): Promise<void> {
  const token = bearerOf(request.headers)
  const verified = token === undefined ? undefined : await services.tokens.verify(token)
  if (verified?.origin !== 'own' || verified.kind === 'OM_USER') return
  throw new CatalogueError('forbidden', 'Tokens are not given to whoever calls with a personal token or a bot’s', {
    hint: 'Sign in with the password (POST /users/login) and call again with that access token.',
  })
}

export const ownerQuery = z.object({
  username: boundedText(textMax.name)
    .optional()
    .describe('Whose tokens, for administrators; the caller’s own if left out'),
})

/** The caller, or whom an administrator names. */
export async function tokenOwner(
  { ctx, services }: SignedInCall,
  { username }: z.output<typeof ownerQuery>,
): Promise<TokenUser> {
  if (username === undefined || isNameOf(username, ctx.actor)) return requireUser(ctx.actor.id, services)
  requireAdmin(ctx.actor)
  return requireUserByName(username, services)
}
