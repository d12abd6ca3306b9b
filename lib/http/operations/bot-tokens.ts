/** Tokens of bots (docs/contract/people.md#tokens-of-bots). */
import { z } from 'zod'
import type { Services } from '@/lib/app/services'
import {
  addIssuedToken,
  expiresAtOf,
  type IssuedToken,
  issuedTokens,
  revokeIssuedTokens,
  tokenExpirySchema,
} from '@/lib/auth/issued-tokens'
import { json } from '@/lib/http/json'
import { noted } from '@/lib/http/noted'
import { operation, type SignedInCall } from '@/lib/http/operation'
import { requireSession, requireUser, type TokenUser } from '@/lib/http/operations/token-owner'
import { signToken } from '@/lib/http/sign-token'
import { timestamp } from '@/lib/model/entities/entity'
import { requireAdmin } from '@/lib/model/rules/access'
import { badRequest } from '@/lib/model/wire/errors'

const tag = 'Tokens'
const rights = 'administrators who have signed in; not with a personal token'
const botKey = { id: '$BOT_USER_ID' }

const botToken = z
  .strictObject({
    JWTToken: z.string().optional().describe('Absent when it has been revoked'),
    JWTTokenExpiry: z.string().optional(),
    JWTTokenExpiresAt: timestamp.optional().describe('Absent when it does not end'),
  })
  .meta({ id: 'BotToken' })

async function requireBot(call: SignedInCall, id: string): Promise<TokenUser> {
  const { ctx, services } = call
  requireAdmin(ctx.actor)
  await requireSession(call)
  const user = await requireUser(id, services)
  if (!user.isBot) throw badRequest('Generating JWT token is only supported for bot users')
  return user
}

async function present(user: TokenUser, services: Services): Promise<z.input<typeof botToken>> {
  const [token] = await issuedTokens(services.people, user.id, 'BOT')
  if (token === undefined) return {}
  return {
    JWTToken: await signToken(token, user, services),
    JWTTokenExpiry: expiryName(token),
    ...(token.expiresAt !== null && { JWTTokenExpiresAt: token.expiresAt }),
  }
}

const hours = (token: IssuedToken): number => ((token.expiresAt ?? token.issuedAt) - token.issuedAt) / 3_600_000
const expiryName = (token: IssuedToken): string =>
  token.expiresAt === null ? 'Unlimited' : hours(token) <= 1 ? 'OneHour' : String(Math.round(hours(token) / 24))

const mechanism = z
  .strictObject({ authType: z.enum(['BASIC', 'JWT']), config: z.union([botToken, z.strictObject({})]) })
  .meta({ id: 'AuthenticationMechanism' })

export const readAuthMechanism = operation({
  id: 'getAuthenticationMechanism',
  tag,
  summary: 'Get how a user authenticates',
  notes: 'For a bot with its token.',
  rights: 'administrators, and the user; what a bot has is told to administrators who have signed in',
  responses: { 200: { description: 'Password or token', schema: mechanism } },
  errors: ['notFound'],
  example: { stage: 'use', path: botKey },
  handle: async (call) => {
    const { ctx, services } = call
    const id = call.param('id')
    if (ctx.actor.id !== id) requireAdmin(ctx.actor)
    const user = await requireUser(id, services)
    if (user.isBot && ctx.actor.id !== id) {
      await requireSession(call)
      await noted(call, { kind: 'tokenShown', user: user.name })
    }
    const answer: z.input<typeof mechanism> = user.isBot
      ? { authType: 'JWT', config: await present(user, services) }
      : { authType: 'BASIC', config: {} }
    return json(answer)
  },
})

export const readBotToken = operation({
  id: 'getBotToken',
  tag,
  summary: 'Get the token of a bot',
  rights,
  responses: { 200: { description: 'The token in force', schema: botToken } },
  errors: ['notFound'],
  example: { stage: 'use', path: botKey },
  handle: async (call) => {
    const user = await requireBot(call, call.param('id'))
    await noted(call, { kind: 'tokenShown', user: user.name })
    return json(await present(user, call.services))
  },
})

export const generateBotToken = operation({
  id: 'generateBotToken',
  tag,
  summary: 'Replace the token of a bot',
  notes: 'The one before is refused from then on.',
  rights,
  body: z.object({ JWTTokenExpiry: tokenExpirySchema.default('Unlimited') }).optional(),
  responses: { 200: { description: 'The new token', schema: botToken } },
  errors: ['notFound'],
  example: { stage: 'use', path: botKey, body: { JWTTokenExpiry: '90' } },
  handle: async (call) => {
    const { body, ctx, services } = call
    const user = await requireBot(call, call.param('id'))
    const expiry = body?.JWTTokenExpiry ?? 'Unlimited'
    await revokeIssuedTokens(services.people, user.id, 'BOT')
    const given = { userId: user.id, kind: 'BOT' as const, name: user.name, expiresAt: expiresAtOf(expiry, ctx.now) }
    await addIssuedToken(services.people, given, ctx.now)
    services.actors.forget()
    await noted(call, { kind: 'tokenMade', user: user.name })
    return json(await present(user, services))
  },
})

export const revokeBotToken = operation({
  id: 'revokeBotToken',
  tag,
  summary: 'Revoke the token of a bot',
  rights,
  body: z.object({ id: z.uuid() }),
  responses: { 200: { description: 'It is refused from now on', schema: z.strictObject({}) } },
  errors: ['notFound'],
  example: { stage: 'end', body: botKey },
  handle: async (call) => {
    const { services } = call
    const user = await requireBot(call, call.body.id)
    await revokeIssuedTokens(services.people, user.id, 'BOT')
    services.actors.forget()
    await noted(call, { kind: 'tokenRevoked', user: user.name })
    return json({})
  },
})
