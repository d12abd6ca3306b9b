/** Who is asking: a token or a session cookie → the catalogue's user with everything that says what they may do. */
import { parseCookies } from 'better-auth/cookies'
import { grantsOf } from '@/lib/auth/grants'
import { findIssuedToken, noteUse } from '@/lib/auth/issued-tokens'
import { clientAddressHeader, type People, userOfAccount } from '@/lib/auth/people'
import { requireSameOrigin } from '@/lib/auth/same-origin'
import { type TokenKind, type Tokens, unauthorized, type VerifiedToken } from '@/lib/auth/tokens'
import { findClaimant } from '@/lib/entities/claims'
import { lookupFqn } from '@/lib/entities/resolve'
import { createLru } from '@/lib/lru'
import { users } from '@/lib/model/entities/person'
import type { Actor, CallerKind } from '@/lib/model/rules/access'
import type { StoredEntity } from '@/lib/store/rows'
import type { Store } from '@/lib/store/store'

/**
 * How long a resolved actor is taken as it was, in milliseconds. A sign-out, a revoked token or a lost role counts at
 * once in the process that did it (`forget`), in others after this.
 */
const freshMs = 2_000
const actorsMax = 5_000

/** Resolves actors, remembering them for a moment. */
export interface Actors {
  /** `from` is the address that calls, to be noted with the use of a token. */
  byToken(token: string, from?: string): Promise<Actor>
  /** From the session cookie; undefined without one that is in force. */
  bySession(headers: Headers): Promise<Actor | undefined>
  /** Sign-in, permissions or users have changed. */
  forget(): void
}

export interface ActorSources {
  readonly store: Store
  readonly people: People
  readonly tokens: Tokens
}

export function createActors({ store, people, tokens }: ActorSources): Actors {
  const known = createLru<{ readonly until: number; readonly actor: Promise<Actor | undefined> }>(actorsMax)

  /** Requests that arrive together share one resolution; a failure is not remembered. */
  function remembered(key: string, resolve: () => Promise<Actor | undefined>): Promise<Actor | undefined> {
    const now = Date.now()
    const entry = known.get(key)
    if (entry !== undefined && entry.until > now) return entry.actor
    const actor = resolve()
    known.set(key, { until: now + freshMs, actor })
    actor.then(
      (found) => found === undefined && known.delete(key),
      () => known.delete(key),
    )
    return actor
  }

  async function ofToken(verified: VerifiedToken, from: string | undefined): Promise<Actor> {
    const user =
      verified.origin === 'own'
        ? await findUserById(await ownerOf(verified, people, from), store)
        : await findOutsideUser(verified, store)
    // Bots are this server's own: no issuer elsewhere speaks for them.
    const isForeignBot = verified.origin === 'outside' && user?.document.isBot === true
    if (user === undefined || isForeignBot) throw unauthorized('Invalid token. Its user is not known here.')
    return grantsOf(user, verified.origin === 'own' ? callers[verified.kind] : 'token', store)
  }

  return {
    byToken: async (token, from) => {
      const verified = await tokens.verify(token)
      const actor = await remembered(actorKey(verified), () => ofToken(verified, from))
      if (actor === undefined) throw unauthorized('Invalid token. Its user is not known here.')
      return actor
    },
    bySession: async (headers) => {
      const { authCookies } = await people.$context
      const cookie = parseCookies(headers.get('cookie') ?? '').get(authCookies.sessionToken.name)
      if (cookie === undefined) return undefined
      return remembered(`session ${cookie}`, async () => {
        const found = await people.api.getSession({ headers })
        const user = found === null ? undefined : await findUserById(found.user.userId, store)
        return user === undefined ? undefined : grantsOf(user, 'session', store)
      })
    },
    forget: () => known.clear(),
  }
}

const callers: Readonly<Record<TokenKind, CallerKind>> = { OM_USER: 'session', BOT: 'bot', PERSONAL_ACCESS: 'token' }

/** What `ofToken` looks at: two tokens that say the same are the same caller. */
const actorKey = (token: VerifiedToken): string =>
  token.origin === 'own'
    ? JSON.stringify([token.kind, token.id, token.userId])
    : JSON.stringify(['outside', token.email, token.userName])

/**
 * Whose a token made here is: of the user that it was made for, whoever has the name by now. It counts only as long as
 * what it was made from is there: the session, or the issued token's row.
 */
async function ownerOf(
  token: Extract<VerifiedToken, { origin: 'own' }>,
  people: People,
  from: string | undefined,
): Promise<string> {
  const owner =
    token.kind === 'OM_USER' ? await ownerOfSession(people, token.id) : await ownerOfIssued(people, token.id, from)
  if (owner !== undefined && (token.userId === undefined || token.userId === owner)) return owner
  throw unauthorized(
    token.kind === 'OM_USER'
      ? 'Invalid session.'
      : token.kind === 'BOT'
        ? "The given token does not match the current bot's token!"
        : 'Invalid personal access token!',
  )
}

async function ownerOfSession(people: People, id: string): Promise<string | undefined> {
  const { adapter } = await people.$context
  const session = await adapter.findOne<{ userId: string; expiresAt: Date }>({
    model: 'session',
    where: [{ field: 'id', value: id }],
  })
  // Typed as null, but undefined is what SQLite gives for no row.
  if (!session || session.expiresAt.getTime() <= Date.now()) return undefined
  return userOfAccount(people, session.userId)
}

async function findUserById(id: string, store: Store): Promise<StoredEntity | undefined> {
  const [user] = await store.findByIds([id])
  return user === undefined || user.deleted || user.type !== users.type ? undefined : user
}

async function ownerOfIssued(people: People, id: string, from: string | undefined): Promise<string | undefined> {
  const issued = await findIssuedToken(people, id)
  if (issued !== undefined) noteUse(people, issued, Date.now(), from)
  return issued?.userId
}

type OutsideToken = Extract<VerifiedToken, { origin: 'outside' }>

async function findOutsideUser({ email, userName }: OutsideToken, store: Store): Promise<StoredEntity | undefined> {
  if (email !== undefined) return findUserByEmail(email, store)
  if (userName === undefined) return undefined
  const [user] = await store.findByFqns(users.type, [lookupFqn(users.type, userName)])
  return user === undefined || user.deleted ? undefined : user
}

/** The living user who has that address, in whatever case. */
export async function findUserByEmail(email: string, store: Store): Promise<StoredEntity | undefined> {
  const id = await findClaimant(users, 'email', email, store)
  return id === undefined ? undefined : findUserById(id, store)
}

/** The token of a request; undefined without one. */
export const bearerOf = (headers: Headers): string | undefined =>
  /^bearer\s+(\S+)\s*$/i.exec(headers.get('authorization') ?? '')?.[1]

/** The caller of an API request. Throws 401, and 403 for a write that another site has made the browser send. */
export async function actorOf(request: Request, { actors }: { readonly actors: Actors }): Promise<Actor> {
  const { headers } = request
  const authorization = headers.get('authorization')
  if (authorization !== null) {
    const token = bearerOf(headers)
    if (token === undefined) throw unauthorized('Not Authorized! Token not present')
    return actors.byToken(token, headers.get(clientAddressHeader) ?? undefined)
  }
  const actor = await actors.bySession(headers)
  if (actor === undefined) throw unauthorized('Not Authorized! Token not present')
  requireSameOrigin(request)
  return actor
}
