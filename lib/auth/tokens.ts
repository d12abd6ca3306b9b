/**
 * The API's tokens: signed here (RS256), or by another issuer whose key set is configured
 * (docs/contract/people.md#tokens).
 */
import {
  type CryptoKey,
  calculateJwkThumbprint,
  compactVerify,
  createRemoteJWKSet,
  decodeProtectedHeader,
  errors,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  SignJWT,
} from 'jose'
import { z } from 'zod'
import type { Sealer } from '@/lib/entities/context'
import { createLru } from '@/lib/lru'
import { CatalogueError } from '@/lib/model/wire/errors'
import type { Store } from '@/lib/store/store'

export type TokenKind = 'OM_USER' | 'BOT' | 'PERSONAL_ACCESS'

/** What a token made here says. Times are Unix epoch milliseconds. */
export interface TokenGrant {
  /** `jti`: of the issued token's row, or of the session. What is not there any more is no longer accepted. */
  readonly id: string
  readonly kind: TokenKind
  readonly user: { readonly id: string; readonly name: string; readonly email: string; readonly isBot: boolean }
  readonly issuedAt: number
  /** Null never expires. */
  readonly expiresAt: number | null
}

/** A token whose signature and dates hold. Whether its user and its row still exist is the caller's to find out. */
export type VerifiedToken =
  | {
      readonly origin: 'own'
      readonly id: string
      readonly kind: TokenKind
      /** Absent in tokens of versions before decision 010: what the token was made from knows whose it is. */
      readonly userId: string | undefined
      readonly expiresAt: number | null
    }
  | {
      readonly origin: 'outside'
      /** Verified by the issuer. */
      readonly email?: string
      /** Where there is no such address. */
      readonly userName?: string
      readonly expiresAt: number
    }

export interface TokenSettings {
  readonly issuer: string
  readonly outside?: {
    readonly keySetUrl: string
    readonly issuer: string
    readonly audience: string
  }
}

export interface Tokens {
  /** The same grant gives the same text every time, so that tokens need not be kept to be shown again. */
  issue(grant: TokenGrant): Promise<string>
  /** Throws 401 in OpenMetadata's words. */
  verify(token: string): Promise<VerifiedToken>
  /** Public keys, for others to verify our tokens. */
  keySet(): { keys: JWK[] }
}

const algorithm = 'RS256'
const outsideAlgorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']
const keySetting = 'auth.tokenKey'
const verifiedMax = 5_000

export const unauthorized = (message: string, cause?: unknown) => new CatalogueError('unauthorized', message, { cause })
const invalid = (cause?: unknown) => unauthorized('Invalid token. The token cannot be decoded.', cause)
const mismatch = (cause?: unknown) =>
  unauthorized('Invalid token. Token verification failed. Public key mismatch.', cause)

/** Makes the key pair at the first start ever; afterwards, and in every other process, it is the same. */
export async function openTokens(store: Store, sealer: Sealer, settings: TokenSettings): Promise<Tokens> {
  const key = await openKey(store, sealer)
  const outside = settings.outside
  const outsideKeys = outside === undefined ? undefined : createRemoteJWKSet(new URL(outside.keySetUrl))
  const verified = createLru<VerifiedToken>(verifiedMax)

  async function check(token: string): Promise<VerifiedToken> {
    const kid = keyIdOf(token)
    if (kid === key.id || (kid === undefined && outsideKeys === undefined)) {
      const { payload } = await compactVerify(token, key.public, { algorithms: [algorithm] }).catch(rethrow)
      const claims = ownClaims.safeParse(parsePayload(payload))
      if (!claims.success || claims.data.iss !== settings.issuer) throw invalid(claims.error)
      const { jti, userId, tokenType, exp } = claims.data
      return { origin: 'own', id: jti, kind: tokenType, userId, expiresAt: milliseconds(exp) }
    }
    if (outside === undefined || outsideKeys === undefined) throw mismatch()
    const { payload } = await compactVerify(token, outsideKeys, { algorithms: outsideAlgorithms }).catch(rethrow)
    const claims = outsideClaims.safeParse(lowerCaseKeys(parsePayload(payload)))
    if (!claims.success) throw invalid(claims.error)
    const { iss, aud, exp, nbf } = claims.data
    if (iss !== outside.issuer) throw unauthorized('Invalid token. The issuer is another.')
    if (!audiences(aud).includes(outside.audience)) throw unauthorized('Invalid token. It is meant for somebody else.')
    if (exp === undefined || exp === null) throw unauthorized('Invalid token. It does not say when it ends.')
    if (nbf !== undefined && nbf * 1000 > Date.now() + clockToleranceMs)
      throw unauthorized('Invalid token. It is not valid yet.')
    return { origin: 'outside', expiresAt: exp * 1000, ...principalOf(claims.data) }
  }

  return {
    issue: ({ id, kind, user, issuedAt, expiresAt }) => {
      const claims = {
        sub: user.name,
        userId: user.id,
        email: user.email,
        isBot: user.isBot,
        tokenType: kind,
        jti: id,
        iss: settings.issuer,
      }
      const dates = { iat: seconds(issuedAt), ...(expiresAt !== null && { exp: seconds(expiresAt) }) }
      return new SignJWT({ ...claims, ...dates })
        .setProtectedHeader({ alg: algorithm, kid: key.id, typ: 'JWT' })
        .sign(key.private)
    },
    verify: async (token) => {
      // Checking a signature costs more than the rest of a small request; a client sends the same token every time.
      let known = verified.get(token)
      if (known === undefined) {
        known = await check(token)
        verified.set(token, known)
      }
      if (known.expiresAt !== null && known.expiresAt <= Date.now()) throw unauthorized('Expired token!')
      return known
    },
    keySet: () => ({ keys: [key.jwk] }),
  }
}

const clockToleranceMs = 60_000
const seconds = (ms: number): number => Math.floor(ms / 1000)
const milliseconds = (exp: number | null | undefined): number | null =>
  exp === undefined || exp === null ? null : exp * 1000
const audiences = (aud: string | string[] | undefined): string[] =>
  Array.isArray(aud) ? aud : aud === undefined ? [] : [aud]

/** Missing or null in a token without an end; from outside such a token is refused. */
const expiry = z.number().nullish()
/** Names and addresses of people; what is longer is nobody's. */
const principal = z.string().min(1).max(256)
const ownClaims = z.object({
  iss: z.string(),
  jti: z.string().min(1),
  userId: z.string().min(1).optional(),
  tokenType: z.enum(['OM_USER', 'BOT', 'PERSONAL_ACCESS']),
  exp: expiry,
})
const outsideClaims = z.object({
  iss: z.string().optional(),
  aud: z.union([z.string(), z.array(z.string())]).optional(),
  email: principal.optional(),
  // Some issuers write it as a text.
  email_verified: z.union([z.boolean(), z.enum(['true', 'false'])]).optional(),
  preferred_username: principal.optional(),
  sub: principal.optional(),
  exp: expiry,
  nbf: z.number().optional(),
})

/** Whom an outside token stands for. An address counts only where the issuer has verified that it is theirs. */
function principalOf(claims: z.infer<typeof outsideClaims>): { email: string } | { userName: string } {
  const name = claims.preferred_username ?? claims.sub
  const isAddress = name?.includes('@') === true
  const email = claims.email ?? (isAddress ? name : undefined)
  if (email !== undefined && String(claims.email_verified) === 'true') return { email }
  if (name !== undefined && !isAddress) return { userName: name }
  throw unauthorized(
    email === undefined
      ? 'Invalid token. It names nobody.'
      : 'Invalid token. Its issuer has not verified the e-mail address (email_verified).',
  )
}

function keyIdOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).kid
  } catch (cause) {
    throw invalid(cause)
  }
}

function parsePayload(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(payload))
  } catch (cause) {
    throw invalid(cause)
  }
}

const lowerCaseKeys = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name.toLowerCase(), member]))
    : value

function rethrow(cause: unknown): never {
  if (cause instanceof errors.JWSInvalid) throw invalid(cause)
  if (cause instanceof errors.JWSSignatureVerificationFailed || cause instanceof errors.JWKSNoMatchingKey)
    throw mismatch(cause)
  if (cause instanceof errors.JOSEAlgNotAllowed || cause instanceof errors.JOSENotSupported) throw mismatch(cause)
  throw new CatalogueError('unavailable', 'The key set of the token issuer cannot be read', { cause })
}

interface SigningKey {
  readonly id: string
  readonly jwk: JWK
  readonly private: CryptoKey
  readonly public: CryptoKey
}

async function openKey(store: Store, sealer: Sealer): Promise<SigningKey> {
  const sealed =
    (await store.setting(keySetting)) ?? (await store.settleSetting(keySetting, sealer.seal(await newPrivateKey())))
  const jwk: JWK = JSON.parse(sealer.open(sealed))
  const { kty, n, e } = jwk
  const publicJwk = { kty, n, e } as JWK // of an RSA key, made below
  const id = await calculateJwkThumbprint(publicJwk)
  return {
    id,
    jwk: { ...publicJwk, kid: id, alg: algorithm, use: 'sig' },
    private: await importRsa(jwk),
    public: await importRsa(publicJwk),
  }
}

async function newPrivateKey(): Promise<string> {
  const { privateKey } = await generateKeyPair(algorithm, { modulusLength: 2048, extractable: true })
  return JSON.stringify(await exportJWK(privateKey))
}

async function importRsa(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, algorithm)
  if (key instanceof Uint8Array) throw new Error('the token key is not an RSA key')
  return key
}
