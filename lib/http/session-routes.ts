/** Signing in and out, as programs do it: with tokens (supporting APIs 8.2). */
import { z } from 'zod'
import { signIn } from '@/lib/auth/sign-in'
import { unauthorized } from '@/lib/auth/tokens'
import type { Call, SignedInCall } from '@/lib/http/route'
import { findUserById } from '@/lib/http/token-routes'
import { badRequest } from '@/lib/model/errors'

const accessTokenMs = 60 * 60 * 1000

const loginSchema = z.object({ email: z.string().min(1), password: z.string().min(1) })
const refreshSchema = z.object({ refreshToken: z.string().min(1) })
const logoutSchema = z.object({ refreshToken: z.string().optional(), token: z.string().optional() }).optional()

/** The password comes in base 64, as OpenMetadata's clients send it. */
export const login = async ({ body, services, request }: Call): Promise<Response> => {
  const { email, password } = await body(loginSchema)
  const { userId, session } = await signIn(services, { email, password: decode(password) }, request.headers)
  return Response.json(await tokensOf(userId, session, services))
}

/** A new access token for as long as the session lasts. */
export const refresh = async ({ body, services }: Call): Promise<Response> => {
  const { refreshToken } = await body(refreshSchema)
  const { internalAdapter } = await services.people.$context
  const found = await internalAdapter.findSession(refreshToken)
  const userId = found?.user.userId
  if (found === null || typeof userId !== 'string' || found.session.expiresAt.getTime() <= Date.now()) {
    throw unauthorized('Invalid session.')
  }
  return Response.json(await tokensOf(userId, { id: found.session.id, token: refreshToken }, services))
}

/** Ends the session that the caller's token belongs to; the token is refused from then on. */
export const logout = async ({ body, services, request }: SignedInCall): Promise<Response> => {
  const { adapter, internalAdapter } = await services.people.$context
  const bearer = /^bearer\s+(\S+)/i.exec(request.headers.get('authorization') ?? '')?.[1]
  const verified = bearer === undefined ? undefined : await services.tokens.verify(bearer)
  if (verified?.origin === 'own' && verified.kind === 'OM_USER') {
    await adapter.deleteMany({ model: 'session', where: [{ field: 'id', value: verified.id }] })
  }
  const given = await body(logoutSchema)
  const refreshToken = given?.refreshToken ?? given?.token
  if (refreshToken !== undefined) await internalAdapter.deleteSession(refreshToken)
  services.actors.forget()
  return Response.json({ status: 'done' })
}

async function tokensOf(
  userId: string,
  session: { readonly id: string; readonly token: string },
  services: Call['services'],
): Promise<Record<string, string | number>> {
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
