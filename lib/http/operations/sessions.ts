/** Signing in and out, as programs do it: with tokens (docs/contract/people.md#signing-in). */
import { z } from 'zod'
import { bearerOf } from '@/lib/auth/actor'
import { endSession, type Renewal } from '@/lib/auth/refresh-tokens'
import { unauthorized } from '@/lib/auth/tokens'
import { fewFieldsBytesMax } from '@/lib/http/body'
import { json } from '@/lib/http/json'
import { noted } from '@/lib/http/noted'
import { type Call, operation, publicOperation } from '@/lib/http/operation'
import { signInNoted } from '@/lib/http/operations/signed-in'
import { findUserById } from '@/lib/http/operations/token-owner'
import { boundedText, textMax } from '@/lib/model/rules/bounds'
import { badRequest } from '@/lib/model/wire/errors'

const tag = 'Sign-in'
const accessTokenMs = 60 * 60 * 1000

const tokensSchema = z
  .strictObject({
    accessToken: z.string().describe('For the Authorization header'),
    refreshToken: z.string().describe('For a new access token while the session lasts; works once'),
    tokenType: z.string(),
    expiryDuration: z.number().int().describe('Seconds until the access token ends'),
  })
  .meta({ id: 'AccessTokens' })
const tokens = { 200: { description: 'An access token and what renews it', schema: tokensSchema } }

export const doneSchema = z.strictObject({ status: z.literal('done') })

export const login = publicOperation({
  id: 'login',
  tag,
  summary: 'Sign in with e-mail and password',
  body: z.object({
    email: boundedText(textMax.email).min(1),
    password: boundedText(textMax.secret).min(1).describe("In base 64, as OpenMetadata's clients send it"),
  }),
  responses: tokens,
  errors: ['unauthorized', 'tooManyRequests'],
  example: { body: { email: '$EMAIL', password: '$PASSWORD_BASE64' } },
  handle: async (call) => {
    const { services, body } = call
    const credentials = { email: body.email, password: decode(body.password) }
    const { userId, sessionId } = await signInNoted(call, credentials)
    const token = await services.refreshTokens.issue(sessionId)
    return json(await tokensOf({ userId, sessionId, token }, services))
  },
})

export const refresh = publicOperation({
  id: 'refreshToken',
  tag,
  summary: 'Get a new access token while the session lasts',
  notes: 'A refresh token works once; the answer has the next one. One that is used again ends the session.',
  body: z.object({ refreshToken: boundedText(textMax.token).min(1) }),
  responses: tokens,
  errors: ['unauthorized'],
  example: { stage: 'use', body: { refreshToken: '$REFRESH_TOKEN' } },
  handle: async ({ body: { refreshToken }, services }) => {
    const renewal = await services.refreshTokens.redeem(refreshToken)
    if (renewal === undefined) {
      // One that was made here has ended its session.
      if (services.refreshTokens.sessionOf(refreshToken) !== undefined) services.actors.forget()
      throw unauthorized('Invalid session.')
    }
    return json(await tokensOf(renewal, services))
  },
})

export const logout = operation({
  id: 'logout',
  tag,
  summary: 'Sign out',
  notes: "Ends the session that the caller's token belongs to; the token is refused from then on.",
  body: z
    .object({ refreshToken: boundedText(textMax.token).optional(), token: boundedText(textMax.token).optional() })
    .optional(),
  bodyBytesMax: fewFieldsBytesMax,
  responses: { 200: { description: 'Signed out', schema: doneSchema } },
  example: { stage: 'end', body: { refreshToken: '$REFRESH_TOKEN' } },
  handle: async (call) => {
    const { body, services, request } = call
    const bearer = bearerOf(request.headers)
    const verified = bearer === undefined ? undefined : await services.tokens.verify(bearer)
    const ofAccess = verified?.origin === 'own' && verified.kind === 'OM_USER' ? verified.id : undefined
    const ofRefresh = services.refreshTokens.sessionOf(body?.refreshToken ?? body?.token ?? '')
    for (const sessionId of [ofAccess, ofRefresh])
      if (sessionId !== undefined) await endSession(services.people, sessionId)
    services.actors.forget()
    await noted(call, { kind: 'signedOut' })
    return json({ status: 'done' } satisfies z.input<typeof doneSchema>)
  },
})

async function tokensOf(
  { userId, sessionId, token }: Renewal,
  services: Call['services'],
): Promise<z.input<typeof tokensSchema>> {
  const user = await findUserById(userId, services)
  if (user === undefined) throw unauthorized('You have entered an invalid username or password.')
  const issuedAt = Date.now()
  const accessToken = await services.tokens.issue({
    id: sessionId,
    kind: 'OM_USER',
    user,
    issuedAt,
    expiresAt: issuedAt + accessTokenMs,
  })
  // The space after the type is OpenMetadata's.
  return { accessToken, refreshToken: token, tokenType: 'Bearer ', expiryDuration: accessTokenMs / 1000 }
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

function decode(password: string): string {
  if (!base64.test(password)) throw badRequest('Password needs to be encoded in Base-64.')
  return Buffer.from(password, 'base64').toString('utf8')
}
