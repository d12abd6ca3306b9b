/** Personal access tokens (docs/contract/people.md#personal-tokens). */
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
import { operation } from '@/lib/http/operation'
import { pageOf } from '@/lib/http/operations/entity-replies'
import { ownerQuery, requireSession, requireUser, type TokenUser, tokenOwner } from '@/lib/http/operations/token-owner'
import { signToken } from '@/lib/http/sign-token'
import { boundedList, boundedText, textMax } from '@/lib/model/rules/bounds'
import { type PersonalToken, personalTokenSchema } from '@/lib/model/wire/account'
import { badRequest } from '@/lib/model/wire/errors'

const tag = 'Tokens'

const tokensPage = pageOf(personalTokenSchema)

const present = (token: IssuedToken, jwtToken?: string): PersonalToken => ({
  token: token.id,
  tokenName: token.name,
  userId: token.userId,
  tokenType: 'PERSONAL_ACCESS_TOKEN',
  ...(token.expiresAt !== null && { expiryDate: token.expiresAt }),
  ...(token.lastUsedAt !== null && { lastUsedAt: token.lastUsedAt }),
  ...(token.lastUsedFrom !== null && { lastUsedFrom: token.lastUsedFrom }),
  ...(jwtToken !== undefined && { jwtToken }),
})

async function personalTokens(user: TokenUser, services: Services): Promise<Response> {
  const tokens = await issuedTokens(services.people, user.id, 'PERSONAL_ACCESS')
  return json({ data: tokens.map((token) => present(token)), paging: { total: tokens.length } })
}

export const listPersonalTokens = operation({
  id: 'listPersonalTokens',
  tag,
  summary: 'List personal access tokens',
  query: ownerQuery,
  responses: { 200: { description: 'Tokens that are in force, without the tokens themselves', schema: tokensPage } },
  errors: ['notFound'],
  example: { stage: 'use' },
  handle: async (call) => personalTokens(await tokenOwner(call, call.query), call.services),
})

const tokensMax = 100

export const createPersonalToken = operation({
  id: 'createPersonalToken',
  tag,
  summary: 'Create a personal access token',
  notes: 'The answer is the only one that ever contains the token itself.',
  rights: 'everybody who has signed in; not with a personal token',
  body: z.object({ tokenName: boundedText(textMax.name).min(1), JWTTokenExpiry: tokenExpirySchema }),
  responses: { 200: { description: 'The new token', schema: personalTokenSchema } },
  errors: ['notFound'],
  example: { body: { tokenName: 'Notebook', JWTTokenExpiry: '30' } },
  handle: async (call) => {
    const { body, ctx, services } = call
    const { tokenName, JWTTokenExpiry } = body
    const user = await requireUser(ctx.actor.id, services)
    if (user.isBot) throw badRequest('Bots can not have Personal Access Token.')
    await requireSession(call)
    const existing = await issuedTokens(services.people, user.id, 'PERSONAL_ACCESS')
    if (existing.length >= tokensMax) throw badRequest(`A user may have ${tokensMax} personal tokens`)
    const given = { userId: user.id, name: tokenName, kind: 'PERSONAL_ACCESS' as const }
    const expiresAt = expiresAtOf(JWTTokenExpiry, ctx.now)
    const token = await addIssuedToken(services.people, { ...given, expiresAt }, ctx.now)
    await noted(call, { kind: 'tokenMade', user: user.name, detail: tokenName })
    return json(present(token, await signToken(token, user, services)))
  },
})

export const revokePersonalTokens = operation({
  id: 'revokePersonalTokens',
  tag,
  summary: 'Revoke personal access tokens',
  query: ownerQuery.extend({
    removeAll: z.enum(['true', 'false']).default('false').describe('All of them, whatever the body names'),
  }),
  body: z.object({ tokenIds: boundedList(boundedText(textMax.name)).default([]) }).optional(),
  responses: { 200: { description: 'Tokens that are still in force', schema: tokensPage } },
  errors: ['notFound'],
  example: { stage: 'end', body: { tokenIds: ['$TOKEN_ID'] } },
  handle: async (call) => {
    const { body, query, services } = call
    const user = await tokenOwner(call, query)
    const ids = query.removeAll === 'true' ? undefined : (body?.tokenIds ?? [])
    await revokeIssuedTokens(services.people, user.id, 'PERSONAL_ACCESS', ids)
    services.actors.forget()
    await noted(call, { kind: 'tokenRevoked', user: user.name, ...(ids === undefined && { detail: 'All of them' }) })
    return personalTokens(user, services)
  },
})
