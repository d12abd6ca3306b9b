/** Signing in and out, as pages do it: with a cookie. */
import { z } from 'zod'
import { requireSameOrigin } from '@/lib/auth/same-origin'
import { signIn, signOut } from '@/lib/auth/sign-in'
import { unauthorized } from '@/lib/auth/tokens'
import type { Call } from '@/lib/http/route'
import { findUserById } from '@/lib/http/token-routes'
import { notFound } from '@/lib/model/errors'

const credentials = z.object({ email: z.string().min(1), password: z.string().min(1) })

const withCookies = (response: Response, cookies: readonly string[]): Response => {
  for (const cookie of cookies) response.headers.append('Set-Cookie', cookie)
  return response
}

/** Another site must not sign anybody in either: they would work in a stranger's account without noticing. */
const signInBrowser = async ({ body, request, services }: Call): Promise<Response> => {
  requireSameOrigin(request)
  const { userId, setCookie } = await signIn(services, await body(credentials), request.headers)
  const user = await findUserById(userId, services)
  if (user === undefined) throw unauthorized('You have entered an invalid username or password.')
  return withCookies(Response.json({ user }), setCookie)
}

const signOutBrowser = async ({ request, services }: Call): Promise<Response> => {
  requireSameOrigin(request)
  const cookies = await signOut(services.people, request.headers)
  services.actors.forget()
  return withCookies(Response.json({ status: 'done' }), cookies)
}

const endpoints = new Map([
  ['sign-in/email', signInBrowser],
  ['sign-out', signOutBrowser],
])

/** The few of better-auth's paths that pages need; what it offers besides is not reachable from outside. */
export const browserSession = async (call: Call): Promise<Response> => {
  const endpoint = endpoints.get(call.param('all'))
  if (endpoint === undefined) throw notFound('path', `/api/auth/${call.param('all')}`)
  return endpoint(call)
}
