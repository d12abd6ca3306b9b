import { beforeAll, describe, expect, test, vi } from 'vitest'
import { createAttempts } from '@/lib/auth/attempts'
import { clientAddressHeader, findAccount, isPasswordOf, openPeople, setPassword } from '@/lib/auth/people'
import { signIn, signOut } from '@/lib/auth/sign-in'
import { aSignInWorld, aUser, type SignInWorld } from '@/lib/auth/testing'
import { patch } from '@/lib/entities/patch'
import { remove } from '@/lib/entities/remove'
import { aContext } from '@/lib/entities/testing'
import type { Entity } from '@/lib/model/entities/entity'
import { users } from '@/lib/model/entities/person'
import type { Store } from '@/lib/store/store'

const password = 'Some-password-1'
const wrong = { kind: 'unauthorized', message: 'You have entered an invalid username or password.' }

let world: SignInWorld
beforeAll(async () => {
  world = await aSignInWorld()
  // The library tells the log of every failure.
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})

async function somebody(name: string): Promise<Entity> {
  const user = await aUser(world.ctx, name)
  await setPassword(world.people, user, password)
  return user
}

const headersOf = (given: Record<string, string> = {}) => new Headers({ [clientAddressHeader]: '192.0.2.1', ...given })
const enter = (email: string, secret = password, headers = headersOf(), attempts = createAttempts()) =>
  signIn({ store: world.ctx.store, people: world.people, attempts }, { email, password: secret }, headers)
/** As a browser sends back what it was given. */
const cookieOf = (setCookie: readonly string[]): string => setCookie.map((one) => one.split(';')[0]).join('; ')

describe('somebody signs in', () => {
  test('with their address in whatever case, and the session is theirs', async () => {
    const ana = await somebody('ana')
    const first = await enter('ana@example.com')
    const second = await enter('ANA@Example.com')
    expect([first.userId, second.userId]).toEqual([ana.id, ana.id])
    expect(first.sessionId).not.toBe(second.sessionId)
    const headers = new Headers({ cookie: cookieOf(first.setCookie) })
    expect(await world.actors.bySession(headers)).toMatchObject({ id: ana.id, name: 'ana', isAdmin: false })
  })

  test('neither with another password, nor as somebody there is not, and both are told the same', async () => {
    await somebody('ben')
    for (const [email, secret] of [
      ['ben@example.com', 'Some-password-2'],
      ['ben@example.com', ''],
      ['ben@example.com', 'some-password-1'],
      ['nobody@example.com', password],
      ['', password],
      ['ben', password],
      ['nobody@dashcat.invalid', password],
    ] as const)
      await expect(enter(email, secret)).rejects.toMatchObject(wrong)
  })

  test('not without a password of their own, be it a bot', async () => {
    await aUser(world.ctx, 'cai')
    await expect(enter('cai@example.com')).rejects.toMatchObject(wrong)
    await expect(enter('ingestion-bot@open-metadata.org')).rejects.toMatchObject(wrong)
  })

  test('with the address that they have now, and not with the one before', async () => {
    const dan = await somebody('dan')
    const step = { op: 'replace', path: '/email', value: 'daniel@example.com' } as const
    await patch(users, { id: dan.id }, [step], undefined, world.ctx)
    await expect(enter('dan@example.com')).rejects.toMatchObject(wrong)
    expect(await enter('daniel@example.com')).toMatchObject({ userId: dan.id })
  })

  test('not while they are deleted', async () => {
    const eve = await somebody('eve')
    await remove(users, { id: eve.id }, { hardDelete: false, recursive: false }, world.ctx)
    await expect(enter('eve@example.com')).rejects.toMatchObject(wrong)
  })

  test('anew with a new password, which ends every session', async () => {
    const fay = await somebody('fay')
    const { setCookie } = await enter('fay@example.com')
    await setPassword(world.people, fay, 'Some-password-2')
    world.actors.forget()
    expect(await world.actors.bySession(new Headers({ cookie: cookieOf(setCookie) }))).toBeUndefined()
    await expect(enter('fay@example.com')).rejects.toMatchObject(wrong)
    expect(await enter('fay@example.com', 'Some-password-2')).toMatchObject({ userId: fay.id })
  })

  test('no more after too many failures, from where these came, and without being asked', async () => {
    await somebody('gus')
    const attempts = createAttempts()
    for (let at = 0; at < 10; at += 1)
      await expect(enter('gus@example.com', 'x', headersOf(), attempts)).rejects.toMatchObject(wrong)
    const { password: hasher } = await world.people.$context
    const asked = vi.spyOn(hasher, 'verify')
    await expect(enter('gus@example.com', password, headersOf(), attempts)).rejects.toMatchObject({
      kind: 'tooManyRequests',
    })
    expect(asked).not.toHaveBeenCalled()
    const elsewhere = headersOf({ [clientAddressHeader]: '192.0.2.2' })
    expect(await enter('gus@example.com', password, elsewhere, attempts)).toHaveProperty('sessionId')
  })

  test('later, while the database is away: nobody is told that the password is wrong', async () => {
    const away = new Error('away')
    const store: Store = { ...world.ctx.store, claims: () => Promise.reject(away) }
    const attempt = signIn(
      { store, people: world.people, attempts: createAttempts() },
      { email: 'a@example.com', password },
      headersOf(),
    )
    await expect(attempt).rejects.toBe(away)
  })
})

describe('the cookie', () => {
  const attributes = (setCookie: readonly string[]) =>
    (setCookie.find((one) => one.startsWith('dashcat.session_token=')) ?? '').split('; ').slice(1).toSorted()

  test('is for pages of this site alone, no script, and https where it came by it', async () => {
    await somebody('hal')
    const plain = attributes((await enter('hal@example.com')).setCookie)
    expect(plain).toEqual(expect.arrayContaining(['HttpOnly', 'Path=/', 'SameSite=Lax']))
    expect(plain).not.toContain('Secure')
    expect(plain.some((one) => one.startsWith('Domain='))).toBe(false)
    const secure = await enter('hal@example.com', password, headersOf({ 'x-forwarded-proto': 'https' }))
    expect(attributes(secure.setCookie)).toContain('Secure')
  })

  test('of whoever signs out opens nothing any more, and the browser forgets it', async () => {
    await somebody('ida')
    const { setCookie } = await enter('ida@example.com')
    const headers = new Headers({ cookie: cookieOf(setCookie) })
    expect(await world.actors.bySession(headers)).toBeDefined()
    const gone = await signOut(world.people, headers)
    expect(attributes(gone)).toContain('Max-Age=0')
    world.actors.forget()
    expect(await world.actors.bySession(headers)).toBeUndefined()
  })

  test('that nobody has signed is nobody’s', async () => {
    await somebody('jon')
    const { setCookie } = await enter('jon@example.com')
    const cookie = cookieOf(setCookie)
    for (const forged of [
      cookie.replace(/\.[^.]*$/, ''),
      `${cookie}x`,
      cookie.replace('=', '=x'),
      'dashcat.session_token=',
    ])
      expect(await world.actors.bySession(new Headers({ cookie: forged }))).toBeUndefined()
  })
})

test('a password is kept as a hash, salted and slow to guess', async () => {
  const people = await openPeople((await aContext()).store, { secret: 'x'.repeat(32), isHttps: false })
  for (const id of ['kim-id', 'lea-id']) await setPassword(people, { id, name: id }, password)
  const { internalAdapter } = await people.$context
  const accounts = await Promise.all(['kim-id', 'lea-id'].map((id) => findAccount(people, id)))
  const ids = accounts.map((account) => account?.id ?? '')
  const [hash, other] = await Promise.all(ids.map(async (id) => (await internalAdapter.findAccounts(id))[0]?.password))
  expect(hash).not.toBe(other)
  expect(hash).not.toContain(password)
  const [kim = ''] = ids
  const started = performance.now()
  expect(await isPasswordOf(people, kim, password)).toBe(true)
  expect(performance.now() - started).toBeGreaterThan(10)
  expect(await isPasswordOf(people, kim, `${password}!`)).toBe(false)
})
