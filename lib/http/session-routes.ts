/** Signing in and out, as programs do it: with tokens (supporting APIs 8.2). */
import { z } from 'zod'
import { signIn } from '@/lib/auth/sign-in'
import { unauthorized } from '@/lib/auth/tokens'
import { json } from '@/lib/http/json'
import { type Call, operation, publicOperation } from '@/lib/http/operation'
import { findUserById } from '@/lib/http/token-owner'
import { boundedText, textMax } from '@/lib/model/bounds'
import { badRequest } from '@/lib/model/errors'

const tag = 'Sign-in'
const accessTokenMs = 60 * 60 * 1000

const tokensSchema = z
  .strictObject({
    accessToken: z.string().describe('For the Authorization header'),
    refreshToken: z.string().describe('For new access tokens while the session lasts'),
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
  handle: async ({ body: { email, password }, services, request }) => {
    const { userId, session } = await signIn(services, { email, password: decode(password) }, request.headers)
    return json(await tokensOf(userId, session, services))
  },
})

export const refresh = publicOperation({
  id: 'refreshToken',
  tag,
  summary: 'Get a new access token while the session lasts',
  body: z.object({ refreshToken: boundedText(textMax.token).min(1) }),
  responses: tokens,
  errors: ['unauthorized'],
  example: { stage: 'use', body: { refreshToken: '$REFRESH_TOKEN' } },
  handle: async ({ body: { refreshToken }, services }) => {
    const { internalAdapter } = await services.people.$context
    const found = await internalAdapter.findSession(refreshToken)
    const userId = found?.user.userId
    if (found === null || typeof userId !== 'string' || found.session.expiresAt.getTime() <= Date.now()) {
      throw unauthorized('Invalid session.')
    }
    return json(await tokensOf(userId, { id: found.session.id, token: refreshToken }, services))
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
  responses: { 200: { description: 'Signed out', schema: doneSchema } },
  example: { stage: 'end', body: { refreshToken: '$REFRESH_TOKEN' } },
  handle: async ({ body, services, request }) => {
    const { adapter, internalAdapter } = await services.people.$context
    const bearer = /^bearer\s+(\S+)/i.exec(request.headers.get('authorization') ?? '')?.[1]
    const verified = bearer === undefined ? undefined : await services.tokens.verify(bearer)
    if (verified?.origin === 'own' && verified.kind === 'OM_USER') {
      await adapter.deleteMany({ model: 'session', where: [{ field: 'id', value: verified.id }] })
    }
    const refreshToken = body?.refreshToken ?? body?.token
    if (refreshToken !== undefined) await internalAdapter.deleteSession(refreshToken)
    services.actors.forget()
    return json({ status: 'done' } satisfies z.input<typeof doneSchema>)
  },
})

async function tokensOf(
  userId: string,
  session: { readonly id: string; readonly token: string },
  services: Call['services'],
): Promise<z.input<typeof tokensSchema>> {
  const user = await findUserById(userId, services)
  if (user === undefined) throw unauthorized('You have entered an invalid username or password.')
  const issuedAt = Date.now()
  const accessToken = await services.tokens.issue({
    id: session.id,
    kind: 'OM_USER',
    user,
    issuedAt,
    expiresAt: issuedAt + accessTokenMs,
  })
  // The space after the type is OpenMetadata's.
  return { accessToken, refreshToken: session.token, tokenType: 'Bearer ', expiryDuration: accessTokenMs / 1000 }
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

function decode(password: string): string {
  if (!base64.test(password)) throw badRequest('Password needs to be encoded in Base-64.')
  return Buffer.from(password, 'base64').toString('utf8')
}
