import { beforeAll, expect, test } from 'vitest'
import { createAttempts } from '@/lib/auth/attempts'
import { setPassword } from '@/lib/auth/people'
import { endSessions, sessionOf, sessionsOf } from '@/lib/auth/sessions'
import { signIn } from '@/lib/auth/sign-in'
import { aSignInWorld, aUser, type SignInWorld } from '@/lib/auth/testing'

const password = 'Some-password-1'
let world: SignInWorld
beforeAll(async () => {
  world = await aSignInWorld()
})

async function signedIn(name: string) {
  const user = await aUser(world.ctx, name)
  await setPassword(world.people, user, password)
  const enter = async (agent: string) => {
    const { ctx, people } = world
    const credentials = { email: `${name}@example.com`, password }
    const headers = new Headers({ 'user-agent': agent })
    const { sessionId, setCookie } = await signIn(
      { store: ctx.store, people, attempts: createAttempts() },
      credentials,
      headers,
    )
    return { sessionId, cookie: setCookie.map((one) => one.split(';')[0]).join('; ') }
  }
  return { user, enter }
}

test('people see where they are signed in and end all of it but here, and nobody else is signed out', async () => {
  const [ana, ben] = [await signedIn('ana'), await signedIn('ben')]
  const here = await ana.enter('Firefox')
  const there = await ana.enter('curl')
  const bens = await ben.enter('Firefox')
  const of = async ({ id }: { readonly id: string }, now = Date.now()) =>
    (await sessionsOf(world.people, id, now)).map((session) => [session.id, session.userAgent])
  expect((await of(ana.user)).toSorted()).toEqual(
    [
      [here.sessionId, 'Firefox'],
      [there.sessionId, 'curl'],
    ].toSorted(),
  )
  expect(await of(ana.user, Date.now() + 15 * 24 * 60 * 60 * 1000)).toEqual([])
  expect(await sessionOf(new Headers({ cookie: here.cookie }), world)).toBe(here.sessionId)

  await endSessions(world.people, ana.user.id, here.sessionId)
  expect(await of(ana.user)).toEqual([[here.sessionId, 'Firefox']])
  expect(await of(ben.user)).toEqual([[bens.sessionId, 'Firefox']])
  expect(await sessionOf(new Headers({ cookie: there.cookie }), world)).toBeUndefined()

  await endSessions(world.people, ana.user.id, undefined)
  expect(await of(ana.user)).toEqual([])
})

test('a token that outlives sessions belongs to none, and somebody without a password has none', async () => {
  const dora = await aUser(world.ctx, 'dora')
  const issuedAt = Date.now()
  const tokenUser = { id: dora.id, name: 'dora', email: 'dora@example.com', isBot: false }
  const token = await world.tokens.issue({
    id: 'f4ad4b1c-98c1-4c3e-8f5f-3a1f6b9f7d10',
    kind: 'PERSONAL_ACCESS',
    user: tokenUser,
    issuedAt,
    expiresAt: issuedAt + 60_000,
  })
  expect(await sessionOf(new Headers({ authorization: `Bearer ${token}` }), world)).toBeUndefined()
  expect(await sessionsOf(world.people, dora.id, Date.now())).toEqual([])
  await endSessions(world.people, dora.id, undefined)
})
