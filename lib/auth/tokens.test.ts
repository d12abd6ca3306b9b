import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { openTokens, type TokenGrant, type Tokens } from '@/lib/auth/tokens'
import type { RequestContext } from '@/lib/entities/context'
import { aContext } from '@/lib/entities/testing'

const hour = 3_600_000
const grant: TokenGrant = {
  id: 'row-1',
  kind: 'PERSONAL_ACCESS',
  user: { id: 'ana-id', name: 'ana', email: 'ana@example.com', isBot: false },
  issuedAt: Date.now(),
  expiresAt: null,
}
const refused = (message: string | RegExp) => ({ kind: 'unauthorized', message: expect.stringMatching(message) })

let ctx: RequestContext
let tokens: Tokens
beforeAll(async () => {
  ctx = await aContext()
  tokens = await openTokens(ctx.store, ctx.sealer, { issuer: 'dashcat' })
})
afterEach(() => {
  vi.useRealTimers()
})

const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())

/** The token with other claims under the signature it had. */
const altered = (token: string, claims: Record<string, unknown>): string => {
  const [head, , signature] = token.split('.')
  return [head, Buffer.from(JSON.stringify({ ...claimsOf(token), ...claims })).toString('base64url'), signature].join(
    '.',
  )
}

describe('a token made here', () => {
  test('says whose it is and what it was made from, and is the same text every time', async () => {
    const token = await tokens.issue({ ...grant, expiresAt: grant.issuedAt + hour })
    const iat = Math.floor(grant.issuedAt / 1000)
    expect(claimsOf(token)).toEqual({
      sub: 'ana',
      userId: 'ana-id',
      email: 'ana@example.com',
      isBot: false,
      tokenType: 'PERSONAL_ACCESS',
      jti: 'row-1',
      iss: 'dashcat',
      iat,
      exp: iat + 3600,
    })
    expect(await tokens.issue({ ...grant, expiresAt: grant.issuedAt + hour })).toBe(token)
    expect(await tokens.verify(token)).toEqual({
      origin: 'own',
      id: 'row-1',
      kind: 'PERSONAL_ACCESS',
      userId: 'ana-id',
      expiresAt: (iat + 3600) * 1000,
    })
  })

  test('is good in every process on the same database, whose key set says so and keeps the secret', async () => {
    const other = await openTokens(ctx.store, ctx.sealer, { issuer: 'dashcat' })
    expect(await other.verify(await tokens.issue(grant))).toMatchObject({ id: 'row-1', expiresAt: null })
    expect(other.keySet()).toEqual(tokens.keySet())
    const [key] = tokens.keySet().keys
    expect(Object.keys(key ?? {}).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
  })

  test('lies sealed in the database, its key that is', async () => {
    const key = await ctx.store.setting('auth.tokenKey')
    expect(JSON.parse(ctx.sealer.open(key ?? ''))).toHaveProperty('d')
    expect(key).not.toContain('"d"')
  })

  test('ends when it says, also while it is remembered; one without an end does not', async () => {
    const [ending, endless] = [
      await tokens.issue({ ...grant, expiresAt: Date.now() + hour }),
      await tokens.issue(grant),
    ]
    await tokens.verify(ending)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + hour })
    await expect(tokens.verify(ending)).rejects.toMatchObject(refused('^Expired token!$'))
    vi.setSystemTime(Date.now() + 100 * 365 * 24 * hour)
    expect(await tokens.verify(endless)).toMatchObject({ expiresAt: null })
  })

  test('that says something else under its signature is refused', async () => {
    const token = await tokens.issue(grant)
    for (const claims of [{ userId: 'bob-id' }, { tokenType: 'OM_USER' }, { jti: 'row-2' }, { exp: 9_999_999_999 }])
      await expect(tokens.verify(altered(token, claims))).rejects.toMatchObject(refused('Public key mismatch'))
  })

  test('by another server is refused: of its key, or of its name', async () => {
    const strangers = await aContext()
    const stranger = await openTokens(strangers.store, strangers.sealer, { issuer: 'dashcat' })
    await expect(tokens.verify(await stranger.issue(grant))).rejects.toMatchObject(refused('Public key mismatch'))
    const named = await openTokens(ctx.store, ctx.sealer, { issuer: 'elsewhere' })
    await expect(tokens.verify(await named.issue(grant))).rejects.toMatchObject(refused('cannot be decoded'))
  })

  test('that nobody has signed, or somebody with the public key as a secret, is refused', async () => {
    const [key] = tokens.keySet().keys
    const claims = claimsOf(await tokens.issue(grant))
    await expect(tokens.verify(new UnsecuredJWT(claims).encode())).rejects.toMatchObject({ kind: 'unauthorized' })
    const secret = Buffer.from(key?.n ?? '', 'base64url')
    const kid = key?.kid ?? ''
    const forged = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid }).sign(secret)
    await expect(tokens.verify(forged)).rejects.toMatchObject(refused('Public key mismatch'))
  })

  test.each(['', 'x', 'a.b', 'a.b.c', '..', 'eyJhbGciOiJSUzI1NiJ9.e30.', '☃.☃.☃', 'x'.repeat(8000)])(
    'cannot be told from nonsense: %.20s',
    async (nonsense) => {
      await expect(tokens.verify(nonsense)).rejects.toMatchObject({ kind: 'unauthorized' })
    },
  )
})

describe('a token of another issuer', () => {
  const [issuer, audience] = ['https://sso.example', 'dashcat-app']
  let server: Server
  let keySetUrl: string
  let key: CryptoKey
  let withOutside: Tokens
  beforeAll(async () => {
    const pair = await generateKeyPair('ES256')
    key = pair.privateKey
    const published: JWK = { ...(await exportJWK(pair.publicKey)), kid: 'theirs', alg: 'ES256' }
    server = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [published] }))
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    keySetUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`
    withOutside = await openTokens(ctx.store, ctx.sealer, {
      issuer: 'dashcat',
      outside: { keySetUrl, issuer, audience },
    })
  })
  afterAll(() => {
    server.close()
  })

  const exp = Math.floor(Date.now() / 1000) + 3600
  const good = { iss: issuer, aud: audience, exp, email: 'ana@example.com', email_verified: true }
  const sign = (claims: object, header: object = {}) =>
    new SignJWT({ ...claims }).setProtectedHeader({ alg: 'ES256', kid: 'theirs', ...header }).sign(key)

  test.each<[string, object, object]>([
    ['its verified address', {}, { email: 'ana@example.com' }],
    ['one verified in a text', { email_verified: 'true' }, { email: 'ana@example.com' }],
    [
      'the name beside an address that is not',
      { email_verified: false, preferred_username: 'ana' },
      { userName: 'ana' },
    ],
    ['the name where there is no address', { email: undefined, sub: 'ana' }, { userName: 'ana' }],
    [
      'the name people know rather than the subject',
      { email: undefined, preferred_username: 'ana', sub: '7' },
      { userName: 'ana' },
    ],
    [
      'an address for a name, if it is verified',
      { email: undefined, sub: 'ana@example.com' },
      { email: 'ana@example.com' },
    ],
    ['claims in any case', { email: undefined, Preferred_Username: 'ana' }, { userName: 'ana' }],
    ['one of several audiences', { aud: ['other', audience] }, { email: 'ana@example.com' }],
    ['what begins within a minute', { nbf: Math.floor(Date.now() / 1000) + 30 }, { email: 'ana@example.com' }],
  ])('stands for somebody by %s', async (_by, claims, principal) => {
    const verified = await withOutside.verify(await sign({ ...good, ...claims }))
    expect(verified).toEqual({ origin: 'outside', expiresAt: exp * 1000, ...principal })
  })

  test.each<[string, object, string]>([
    ['of somebody else', { iss: 'https://other.example' }, 'The issuer is another'],
    ['of nobody', { iss: undefined }, 'The issuer is another'],
    ['for somebody else', { aud: 'other' }, 'meant for somebody else'],
    ['for nobody', { aud: undefined }, 'meant for somebody else'],
    ['without an end', { exp: undefined }, 'does not say when it ends'],
    ['with null for an end', { exp: null }, 'does not say when it ends'],
    ['that has ended', { exp: 1_000_000_000 }, 'Expired token!'],
    ['that has not begun', { nbf: Math.floor(Date.now() / 1000) + 120 }, 'not valid yet'],
    ['with an address that nobody has verified', { email_verified: false }, 'has not verified the e-mail address'],
    [
      'with an address for a name',
      { email: undefined, email_verified: undefined, sub: 'ana@example.com' },
      'has not verified',
    ],
    ['that names nobody', { email: undefined }, 'names nobody'],
    ['with a name that is nobody’s', { email: undefined, sub: 'x'.repeat(257) }, 'cannot be decoded'],
  ])('%s is refused', async (_which, claims, message) => {
    await expect(withOutside.verify(await sign({ ...good, ...claims }))).rejects.toMatchObject(refused(message))
  })

  test('with a key that its issuer does not have, or under an algorithm with a shared secret, is refused', async () => {
    const { privateKey } = await generateKeyPair('ES256')
    const stranger = new SignJWT(good).setProtectedHeader({ alg: 'ES256', kid: 'theirs' }).sign(privateKey)
    await expect(withOutside.verify(await stranger)).rejects.toMatchObject(refused('Public key mismatch'))
    await expect(withOutside.verify(await sign(good, { kid: 'unknown' }))).rejects.toMatchObject(refused('mismatch'))
    const shared = new SignJWT(good)
      .setProtectedHeader({ alg: 'HS256', kid: 'theirs' })
      .sign(Buffer.from('x'.repeat(32)))
    await expect(withOutside.verify(await shared)).rejects.toMatchObject({ kind: 'unauthorized' })
  })

  test('is nothing where no issuer is configured, and speaks for no token of ours', async () => {
    await expect(tokens.verify(await sign(good))).rejects.toMatchObject(refused('Public key mismatch'))
    const posing = sign({ ...claimsOf(await tokens.issue(grant)) }, { kid: tokens.keySet().keys[0]?.kid })
    await expect(withOutside.verify(await posing)).rejects.toMatchObject({ kind: 'unauthorized' })
  })

  test('waits for its issuer to be there: that is no fault of the token', async () => {
    const outside = { keySetUrl: 'http://127.0.0.1:9/keys', issuer, audience }
    const cutOff = await openTokens(ctx.store, ctx.sealer, { issuer: 'dashcat', outside })
    await expect(cutOff.verify(await sign(good))).rejects.toMatchObject({ kind: 'unavailable' })
    expect(await cutOff.verify(await tokens.issue(grant))).toMatchObject({ origin: 'own' })
  })
})
