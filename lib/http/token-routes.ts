/** Personal and bot tokens, and passwords (supporting APIs 8.2). */
import { z } from 'zod'
import {
  addIssuedToken,
  expiresAtOf,
  type IssuedToken,
  issuedTokens,
  revokeIssuedTokens,
  tokenExpirySchema,
} from '@/lib/auth/issued-tokens'
import { findAccount, isPasswordOf, setPassword } from '@/lib/auth/people'
import { lookupFqn } from '@/lib/entities/resolve'
import type { Call, SignedInCall } from '@/lib/http/route'
import { requireGoodPassword } from '@/lib/http/setup'
import { requireAdmin } from '@/lib/model/access'
import { badRequest, CatalogueError, notFound } from '@/lib/model/errors'
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

export async function findUserById(id: string, { store }: Call['services']): Promise<TokenUser | undefined> {
  const [row] = z.uuid().safeParse(id).success ? await store.findByIds([id]) : []
  return row === undefined || row.deleted || row.type !== 'user' ? undefined : toTokenUser(row)
}

async function requireUser(id: string, services: Call['services']): Promise<TokenUser> {
  const user = await findUserById(id, services)
  if (user === undefined) throw notFound('user', id)
  return user
}

async function requireUserByName(name: string, { store }: Call['services']): Promise<TokenUser> {
  const [row] = await store.findByFqns('user', [lookupFqn('user', name)])
  if (row === undefined || row.deleted) throw notFound('user', name)
  return toTokenUser(row)
}

/** The caller, or whom an administrator names with `?username=`. */
async function tokenOwner(call: SignedInCall): Promise<TokenUser> {
  const { username } = call.query(z.object({ username: z.string().optional() }))
  if (username === undefined || username === call.ctx.actor.name) return requireUser(call.ctx.actor.id, call.services)
  requireAdmin(call.ctx.actor)
  return requireUserByName(username, call.services)
}

const presentPersonal = (token: IssuedToken, jwtToken?: string) => ({
  token: token.id,
  tokenName: token.name,
  userId: token.userId,
  tokenType: 'PERSONAL_ACCESS_TOKEN',
  expiryDate: token.expiresAt ?? undefined,
  jwtToken,
})

async function personalTokens(user: TokenUser, services: Call['services']): Promise<Response> {
  const tokens = await issuedTokens(services.people, user.id, 'PERSONAL_ACCESS')
  return Response.json({ data: tokens.map((token) => presentPersonal(token)), paging: { total: tokens.length } })
}

export const listPersonalTokens = async (call: SignedInCall): Promise<Response> =>
  personalTokens(await tokenOwner(call), call.services)

const personalTokenSchema = z.object({ tokenName: z.string().min(1).max(256), JWTTokenExpiry: tokenExpirySchema })
const personalTokensMax = 100

/** The answer is the only one that ever contains the token itself. */
export const createPersonalToken = async ({ body, ctx, services }: SignedInCall): Promise<Response> => {
  const { tokenName, JWTTokenExpiry } = await body(personalTokenSchema)
  const user = await requireUser(ctx.actor.id, services)
  if (user.isBot) throw badRequest('Bots can not have Personal Access Token.')
  const existing = await issuedTokens(services.people, user.id, 'PERSONAL_ACCESS')
  if (existing.length >= personalTokensMax) throw badRequest(`A user may have ${personalTokensMax} personal tokens`)
  const given = { userId: user.id, name: tokenName, kind: 'PERSONAL_ACCESS' as const }
  const expiresAt = expiresAtOf(JWTTokenExpiry, ctx.now)
  const token = await addIssuedToken(services.people, { ...given, expiresAt }, ctx.now)
  return Response.json(presentPersonal(token, await sign(token, user, services)))
}

const revokeSchema = z.object({ tokenIds: z.array(z.string()).default([]) }).optional()

export const revokePersonalTokens = async (call: SignedInCall): Promise<Response> => {
  const { body, query, services } = call
  const user = await tokenOwner(call)
  const { removeAll } = query(z.object({ removeAll: z.enum(['true', 'false']).default('false') }))
  const ids = removeAll === 'true' ? undefined : ((await body(revokeSchema))?.tokenIds ?? [])
  await revokeIssuedTokens(services.people, user.id, 'PERSONAL_ACCESS', ids)
  services.actors.forget()
  return personalTokens(user, services)
}

const sign = (token: IssuedToken, user: TokenUser, { tokens }: Call['services']): Promise<string> =>
  tokens.issue({ id: token.id, kind: token.kind, user, issuedAt: token.issuedAt, expiresAt: token.expiresAt })

async function requireBot(call: SignedInCall, id: string): Promise<TokenUser> {
  requireAdmin(call.ctx.actor)
  const user = await requireUser(id, call.services)
  if (!user.isBot) throw badRequest('Generating JWT token is only supported for bot users')
  return user
}

async function presentBotToken(user: TokenUser, services: Call['services']): Promise<Record<string, unknown>> {
  const [token] = await issuedTokens(services.people, user.id, 'BOT')
  if (token === undefined) return {}
  return {
    JWTToken: await sign(token, user, services),
    JWTTokenExpiry: expiryName(token),
    JWTTokenExpiresAt: token.expiresAt ?? undefined,
  }
}

const hours = (token: IssuedToken): number => ((token.expiresAt ?? token.issuedAt) - token.issuedAt) / 3_600_000
const expiryName = (token: IssuedToken): string =>
  token.expiresAt === null ? 'Unlimited' : hours(token) <= 1 ? 'OneHour' : String(Math.round(hours(token) / 24))

/** How a user authenticates; for a bot with its token, which is why only administrators and the bot itself may ask. */
export const readAuthMechanism = async (call: SignedInCall): Promise<Response> => {
  const { actor } = call.ctx
  const id = call.param('id')
  if (actor.id !== id) requireAdmin(actor)
  const user = await requireUser(id, call.services)
  if (!user.isBot) return Response.json({ authType: 'BASIC', config: {} })
  return Response.json({ authType: 'JWT', config: await presentBotToken(user, call.services) })
}

export const readBotToken = async (call: SignedInCall): Promise<Response> =>
  Response.json(await presentBotToken(await requireBot(call, call.param('id')), call.services))

const generateSchema = z.object({ JWTTokenExpiry: tokenExpirySchema.default('Unlimited') }).optional()

/** Replaces the bot's token: the one before is refused from then on. */
export const generateBotToken = async (call: SignedInCall): Promise<Response> => {
  const { body, ctx, services } = call
  const user = await requireBot(call, call.param('id'))
  const expiry = (await body(generateSchema))?.JWTTokenExpiry ?? 'Unlimited'
  await revokeIssuedTokens(services.people, user.id, 'BOT')
  const given = { userId: user.id, kind: 'BOT' as const, name: user.name, expiresAt: expiresAtOf(expiry, ctx.now) }
  await addIssuedToken(services.people, given, ctx.now)
  services.actors.forget()
  return Response.json(await presentBotToken(user, services))
}

export const revokeBotToken = async (call: SignedInCall): Promise<Response> => {
  const { id } = await call.body(z.object({ id: z.uuid() }))
  const user = await requireBot(call, id)
  await revokeIssuedTokens(call.services.people, user.id, 'BOT')
  call.services.actors.forget()
  return Response.json({})
}

const changePasswordSchema = z.object({
  requestType: z.enum(['SELF', 'USER']).default('SELF'),
  username: z.string().optional(),
  oldPassword: z.string().optional(),
  newPassword: z.string(),
  confirmPassword: z.string(),
})

/** One's own with the old one, or another's as administrator; that person's sessions end. The answer is plain text. */
export const changePassword = async ({ body, ctx, services }: SignedInCall): Promise<Response> => {
  const { requestType, username, oldPassword = '', newPassword, confirmPassword } = await body(changePasswordSchema)
  if (newPassword !== confirmPassword) {
    throw badRequest('Password and Confirm Password should match', {
      fields: [{ path: '/confirmPassword', message: 'is different from the password' }],
    })
  }
  requireGoodPassword(newPassword, 'newPassword')
  const isOwn = requestType === 'SELF' || username === undefined || username === ctx.actor.name
  if (!isOwn) requireAdmin(ctx.actor)
  const user = isOwn ? await requireUser(ctx.actor.id, services) : await requireUserByName(username, services)
  if (user.isBot) throw badRequest('Bots have tokens instead of a password')
  if (isOwn) await requireOldPassword(user, oldPassword, services)
  await setPassword(services.people, user, newPassword)
  services.actors.forget()
  return new Response('Password Updated Successfully', { headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
}

async function requireOldPassword(
  user: TokenUser,
  oldPassword: string,
  { people, attempts }: Call['services'],
): Promise<void> {
  const account = await findAccount(people, user.id)
  if (account === undefined) throw new CatalogueError('forbidden', 'Only an administrator can give a first password')
  const isRight = await attempts.limit(account.email, () => isPasswordOf(people, account.id, oldPassword))
  if (isRight) return
  throw badRequest('Old Password is not correct', { fields: [{ path: '/oldPassword', message: 'is not correct' }] })
}
