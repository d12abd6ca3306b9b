/** Whose token it is, or is to be. */
import { z } from 'zod'
import { lookupFqn } from '@/lib/entities/resolve'
import type { SignedInCall } from '@/lib/http/operation'
import type { Services } from '@/lib/http/services'
import { requireAdmin } from '@/lib/model/access'
import { boundedText, textMax } from '@/lib/model/bounds'
import { notFound } from '@/lib/model/errors'
import type { StoredEntity } from '@/lib/store/store'

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
