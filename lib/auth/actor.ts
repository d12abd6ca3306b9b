/** Who is asking: a token or a session cookie → the catalogue's user with everything that says what they may do. */
import { hash } from 'node:crypto'
import { getSessionCookie } from 'better-auth/cookies'
import { grantsOf } from '@/lib/auth/grants'
import { findIssuedToken } from '@/lib/auth/issued-tokens'
import { createLru } from '@/lib/auth/lru'
import { cookiePrefix, type People } from '@/lib/auth/people'
import { requireSameOrigin } from '@/lib/auth/same-origin'
import { type Tokens, unauthorized, type VerifiedToken } from '@/lib/auth/tokens'
import type { Actor } from '@/lib/model/access'
import { quoteName } from '@/lib/model/fqn'
import type { Store, StoredEntity } from '@/lib/store/store'

/**
 * How long a resolved actor is taken as it was, in milliseconds. A sign-out, a revoked token or a lost role counts at
 * once in the process that did it (`forget`), in others after this.
 */
const freshMs = 2_000
const actorsMax = 5_000

/** Resolves actors, remembering them for a moment. */
export interface Actors {
  byToken(token: string): Promise<Actor>
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

  async function ofToken(verified: VerifiedToken): Promise<Actor> {
    if (verified.origin === 'own') await requireInForce(verified, people)
    const user = await findUser(verified, store)
    if (user === undefined) throw unauthorized('Invalid token. Its user is not known here.')
    return grantsOf(user, store)
  }

  return {
    byToken: async (token) => {
      const verified = await tokens.verify(token)
      const actor = await remembered(actorKey(verified), () => ofToken(verified))
      if (actor === undefined) throw unauthorized('Invalid token. Its user is not known here.')
      return actor
    },
    bySession: async (headers) => {
      const cookie = getSessionCookie(headers, { cookiePrefix })
      if (cookie === null) return undefined
      return remembered(hash('sha256', `session ${cookie}`, 'base64'), async () => {
        const found = await people.api.getSession({ headers })
        const [user] = found === null ? [] : await store.findByIds([found.user.userId])
        return user === undefined || user.deleted ? undefined : grantsOf(user, store)
      })
    },
    forget: () => known.clear(),
  }
}

/** What `ofToken` looks at: two tokens that say the same are the same caller. */
const actorKey = (token: VerifiedToken): string =>
  token.origin === 'own'
    ? JSON.stringify([token.kind, token.id, token.userName])
    : JSON.stringify(['outside', token.email, token.userName])

/** A token made here counts only as long as what it was made from is there: the session, or the issued token's row. */
async function requireInForce(token: Extract<VerifiedToken, { origin: 'own' }>, people: People): Promise<void> {
  if (token.kind === 'OM_USER') {
    const { adapter } = await people.$context
    const session = await adapter.findOne<{ expiresAt: Date }>({
      model: 'session',
      where: [{ field: 'id', value: token.id }],
    })
    // Typed as null, but undefined is what SQLite gives for no row.
    const expiresAt = session?.expiresAt.getTime() ?? 0
    if (expiresAt <= Date.now()) throw unauthorized('Invalid session.')
    return
  }
  if ((await findIssuedToken(people, token.id)) !== undefined) return
  throw unauthorized(
    token.kind === 'BOT' ? "The given token does not match the current bot's token!" : 'Invalid personal access token!',
  )
}

async function findUser(token: VerifiedToken, store: Store): Promise<StoredEntity | undefined> {
  if (token.origin === 'outside' && token.email !== undefined) return findUserByEmail(token.email, store)
  if (token.userName === undefined) return undefined
  if (token.origin === 'outside' && token.userName.includes('@')) return findUserByEmail(token.userName, store)
  const [user] = await store.findByFqns('user', [quoteName(token.userName)])
  return user === undefined || user.deleted ? undefined : user
}

/** The one living user with that address; undefined when there is none, or when two would fit. */
export async function findUserByEmail(email: string, store: Store): Promise<StoredEntity | undefined> {
  for (const spelling of new Set([email, email.toLowerCase()])) {
    const { rows } = await store.list({
      type: 'user',
      include: 'non-deleted',
      documentEquals: { email: spelling },
      sort: 'name',
      limit: 2,
    })
    if (rows.length > 0) return rows.length === 1 ? rows[0] : undefined
  }
  return undefined
}

/** The caller of an API request. Throws 401, and 403 for a write that another site has made the browser send. */
export async function actorOf(request: Request, { actors }: { readonly actors: Actors }): Promise<Actor> {
  const { headers } = request
  const authorization = headers.get('authorization')
  if (authorization !== null) {
    const token = /^bearer\s+(\S+)\s*$/i.exec(authorization)?.[1]
    if (token === undefined) throw unauthorized('Not Authorized! Token not present')
    return actors.byToken(token)
  }
  const actor = await actors.bySession(headers)
  if (actor === undefined) throw unauthorized('Not Authorized! Token not present')
  requireSameOrigin(request)
  return actor
}
