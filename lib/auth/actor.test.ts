/** Who is asking, by what a request brings. */
import { beforeAll, describe, expect, test } from 'vitest'
import { type Actors, actorOf, bearerOf, createActors } from '@/lib/auth/actor'
import { createAttempts } from '@/lib/auth/attempts'
import { addIssuedToken, revokeIssuedTokens } from '@/lib/auth/issued-tokens'
import { clientAddressHeader, setPassword } from '@/lib/auth/people'
import { signIn } from '@/lib/auth/sign-in'
import { aSignInWorld, aUser, type SignInWorld } from '@/lib/auth/testing'
import type { Tokens } from '@/lib/auth/tokens'
import { findClaimant } from '@/lib/entities/claims'
import type { Entity } from '@/lib/model/entities/entity'
import { users } from '@/lib/model/entities/person'

const nobody = { kind: 'unauthorized', message: 'Not Authorized! Token not present' }

let world: SignInWorld
let ana: Entity
let token: string
let cookie: string
beforeAll(async () => {
  world = await aSignInWorld()
  ana = await aUser(world.ctx, 'ana')
  token = await aToken(ana)
  await setPassword(world.people, ana, 'Some-password-1')
  const { setCookie } = await signIn(
    { store: world.ctx.store, people: world.people, attempts: createAttempts() },
    { email: 'ana@example.com', password: 'Some-password-1' },
    new Headers({ [clientAddressHeader]: '192.0.2.1' }),
  )
  cookie = setCookie.map((one) => one.split(';')[0]).join('; ')
})

async function aToken({ id, name, email }: Entity): Promise<string> {
  const row = await addIssuedToken(world.people, { userId: id, kind: 'PERSONAL_ACCESS', name: 'x', expiresAt: null }, 1)
  const user = { id, name, email: String(email), isBot: false }
  return world.tokens.issue({ id: row.id, kind: 'PERSONAL_ACCESS', user, issuedAt: 1, expiresAt: null })
}

const asked = (headers: Record<string, string>, method = 'GET', actors: Actors = world.actors) =>
  actorOf(new Request('http://cat.example/api/v1/dashboards', { method, headers }), { actors })

describe('a request', () => {
  test('without a sign-in is nobody’s', async () => {
    await expect(asked({})).rejects.toMatchObject(nobody)
    await expect(asked({ cookie: 'dashcat_theme=dark' })).rejects.toMatchObject(nobody)
  })

  test.each(['Bearer', 'bearer', 'BEARER', 'Bearer  '])('with a token after %j is its user’s', async (scheme) => {
    expect(await asked({ authorization: `${scheme} ${token}` })).toMatchObject({
      id: ana.id,
      name: 'ana',
      caller: 'token',
    })
  })

  test.each(['', 'Bearer', 'Bearer ', 'Basic YTpi', 'Token x', 'x', 'Bearer a b'])(
    'with %j for a token is nobody’s, whatever cookie is beside it',
    async (authorization) => {
      await expect(asked({ authorization, cookie })).rejects.toMatchObject(nobody)
    },
  )

  test('with a cookie is its user’s, but a write only from our own pages', async () => {
    expect(await asked({ cookie })).toMatchObject({ id: ana.id, caller: 'session' })
    expect(await asked({ cookie, 'sec-fetch-site': 'cross-site' })).toMatchObject({ id: ana.id })
    expect(await asked({ cookie, 'sec-fetch-site': 'same-origin' }, 'POST')).toMatchObject({ id: ana.id })
    for (const site of ['cross-site', 'same-site', 'none'])
      await expect(asked({ cookie, 'sec-fetch-site': site }, 'POST')).rejects.toMatchObject({ kind: 'forbidden' })
  })

  test('with a token may write from anywhere, and is the token’s user, not the cookie’s', async () => {
    const bob = await aUser(world.ctx, 'bob')
    const authorization = `Bearer ${await aToken(bob)}`
    const elsewhere = { authorization, cookie, 'sec-fetch-site': 'cross-site' }
    expect(await asked(elsewhere, 'DELETE')).toMatchObject({ id: bob.id })
  })
})

test('the token of a request is what stands after the scheme', () => {
  expect(bearerOf(new Headers({ authorization: 'Bearer abc' }))).toBe('abc')
  expect(bearerOf(new Headers({ authorization: 'Basic abc' }))).toBeUndefined()
  expect(bearerOf(new Headers())).toBeUndefined()
})

test('a revoked token is refused in the process that revoked it at once', async () => {
  const cai = await aUser(world.ctx, 'cai')
  const authorization = `Bearer ${await aToken(cai)}`
  expect(await asked({ authorization })).toMatchObject({ id: cai.id })
  await revokeIssuedTokens(world.people, cai.id, 'PERSONAL_ACCESS')
  world.actors.forget()
  await expect(asked({ authorization })).rejects.toMatchObject({ message: 'Invalid personal access token!' })
})

describe('a token from outside', () => {
  /** Stands for whoever its text names: what is verified is looked at elsewhere. */
  const outside: Tokens = {
    ...({} as Tokens),
    verify: async (text) => ({
      origin: 'outside',
      expiresAt: Date.now() + 60_000,
      ...(text.includes('@') ? { email: text } : { userName: text }),
    }),
  }
  const from = (text: string) => {
    const actors = createActors({ store: world.ctx.store, people: world.people, tokens: outside })
    return asked({ authorization: `Bearer ${text}` }, 'GET', actors)
  }

  test('is the user’s with that address or name, in whatever case', async () => {
    for (const text of ['ana@example.com', 'Ana@Example.com', 'ana', 'ANA'])
      expect(await from(text)).toMatchObject({ id: ana.id, caller: 'token' })
  })

  test('is nobody’s where nobody is called so, and no bot’s: none elsewhere speaks for these', async () => {
    expect(await findClaimant(users, 'email', 'ingestion-bot@open-metadata.org', world.ctx.store)).toBeDefined()
    for (const text of ['zoe', 'zoe@example.com', 'ana@example.co', 'ingestion-bot', 'ingestion-bot@open-metadata.org'])
      await expect(from(text)).rejects.toMatchObject({
        kind: 'unauthorized',
        message: 'Invalid token. Its user is not known here.',
      })
  })
})

describe('what is remembered of a caller', () => {
  test('is looked up once for requests that arrive together', async () => {
    let reads = 0
    const store = {
      ...world.ctx.store,
      findByIds: (ids: readonly string[]) => {
        reads += 1
        return world.ctx.store.findByIds(ids)
      },
    }
    const actors = createActors({ store, people: world.people, tokens: world.tokens })
    const found = await Promise.all(Array.from({ length: 20 }, () => actors.byToken(token)))
    expect(new Set(found).size).toBe(1)
    expect(reads).toBe(1)
  })

  test('is no failure: whoever could not be looked up is looked up again', async () => {
    let isAway = true
    const store = {
      ...world.ctx.store,
      findByIds: (ids: readonly string[]) =>
        isAway ? Promise.reject(new Error('away')) : world.ctx.store.findByIds(ids),
    }
    const actors = createActors({ store, people: world.people, tokens: world.tokens })
    await expect(actors.byToken(token)).rejects.toThrow('away')
    isAway = false
    expect(await actors.byToken(token)).toMatchObject({ id: ana.id })
  })
})
