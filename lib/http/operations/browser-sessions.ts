/** Signing in and out, as pages do it: with a cookie. What better-auth offers besides is not reachable from outside. */
import { z } from 'zod'
import { requireSameOrigin } from '@/lib/auth/same-origin'
import { signOut } from '@/lib/auth/sign-in'
import { unauthorized } from '@/lib/auth/tokens'
import { json } from '@/lib/http/json'
import { notedOf } from '@/lib/http/noted'
import { publicOperation } from '@/lib/http/operation'
import { doneSchema } from '@/lib/http/operations/sessions'
import { signInNoted } from '@/lib/http/operations/signed-in'
import { findUserById } from '@/lib/http/operations/token-owner'
import { boundedText, textMax } from '@/lib/model/rules/bounds'

const tag = 'Sign-in'

const withCookies = (response: Response, cookies: readonly string[]): Response => {
  for (const cookie of cookies) response.headers.append('Set-Cookie', cookie)
  return response
}

/** Another site must not sign anybody in either: they would work in a stranger's account without noticing. */
export const signInBrowser = publicOperation({
  id: 'signInBrowser',
  tag,
  summary: 'Sign in from a page',
  body: z.object({ email: boundedText(textMax.email).min(1), password: boundedText(textMax.secret).min(1) }),
  responses: { 200: { description: 'Signed in', schema: z.object({ user: z.looseObject({}) }) } },
  errors: ['unauthorized', 'forbidden', 'tooManyRequests'],
  handle: async (call) => {
    const { body, request, services } = call
    requireSameOrigin(request)
    const { userId, setCookie } = await signInNoted(call, body)
    const user = await findUserById(userId, services)
    if (user === undefined) throw unauthorized('You have entered an invalid username or password.')
    return withCookies(json({ user }), setCookie)
  },
})

export const signOutBrowser = publicOperation({
  id: 'signOutBrowser',
  tag,
  summary: 'Sign out from a page',
  responses: { 200: { description: 'Signed out', schema: doneSchema } },
  errors: ['forbidden'],
  handle: async (call) => {
    const { request, services } = call
    requireSameOrigin(request)
    const actor = await services.actors.bySession(request.headers)
    const cookies = await signOut(services.people, request.headers)
    services.actors.forget()
    if (actor !== undefined) await notedOf(call, actor.name, { kind: 'signedOut' })
    return withCookies(json({ status: 'done' }), cookies)
  },
})
