/** Signing people in: better-auth on the catalogue's own database, closed to sign-up from outside. */
import { setTimeout as sleep } from 'node:timers/promises'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { issuedTokenPlugin } from '@/lib/auth/issued-token-plugin'
import { cookiePrefix, sessionCookie } from '@/lib/cookies'
import { passwordLengthMax } from '@/lib/model/rules/password'
import type { Store } from '@/lib/store/store'

const day = 24 * 60 * 60
/** Set by the server process from the connection, or from a trusted proxy; a client's own is overwritten. */
export const clientAddressHeader = 'x-dashcat-client-ip'
/** Requests to the library are made here (`sign-in.ts`), not passed on, so the address it believes to live at is fixed. */
export const internalUrl = 'http://dashcat.invalid/api/auth'

export interface PeopleSettings {
  /** Signs session cookies. */
  readonly secret: string
  /** People come by https, says `PUBLIC_URL`. */
  readonly isHttps: boolean
}

function options(store: Store, { secret, isHttps }: PeopleSettings) {
  return {
    appName: 'Dashcat',
    secret,
    baseURL: 'http://dashcat.invalid',
    basePath: '/api/auth',
    database: store.authDatabase,
    plugins: [issuedTokenPlugin],
    telemetry: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 1,
      maxPasswordLength: passwordLengthMax,
    },
    user: {
      modelName: 'auth_user',
      // The catalogue's user this account belongs to.
      additionalFields: { userId: { type: 'string', required: true, input: false, unique: true } },
    },
    // Of a fixed length: reading a session never writes, and its cookie and its row end together.
    session: {
      modelName: 'auth_session',
      expiresIn: 14 * day,
      disableSessionRefresh: true,
      // Of the one refresh token that is good (`refresh-tokens.ts`).
      additionalFields: { refreshHash: { type: 'string', required: false, input: false, returned: false } },
    },
    account: { modelName: 'auth_account' },
    verification: { modelName: 'auth_verification' },
    // `attempts.ts` limits, with a bound on what it keeps.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix,
      database: { generateId: 'uuid' as const },
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
      // Without `PUBLIC_URL`, `sign-in.ts` adds `Secure` by the request.
      useSecureCookies: false,
      defaultCookieAttributes: { secure: isHttps },
      cookies: { session_token: { name: sessionCookie(isHttps) } },
      // Our doors have checked the origin (`same-origin.ts`) before they ask.
      disableCSRFCheck: true,
      disableOriginCheck: true,
    },
  } satisfies Parameters<typeof betterAuth>[0]
}

const create = (store: Store, settings: PeopleSettings) => betterAuth(options(store, settings))

/** Sign-in, sessions and accounts of people. */
export type People = ReturnType<typeof create>

/** Opens sign-in and brings its tables up to date. */
export async function openPeople(store: Store, settings: PeopleSettings): Promise<People> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { runMigrations } = await getMigrations(options(store, settings))
      await runMigrations()
      return create(store, settings)
    } catch (error) {
      // Of two processes that make the tables at once, one finds them made. It looks again.
      if (attempt === migrationAttemptsMax) throw error
      await sleep(100 * attempt)
    }
  }
}

const migrationAttemptsMax = 5

/**
 * Gives a user of the catalogue an account with a password, or a new password. Ends their sessions. The user need not be
 * there yet: an account of nobody opens nothing.
 */
export async function setPassword(
  people: People,
  user: { readonly id: string; readonly name: string },
  password: string,
): Promise<void> {
  const { internalAdapter, password: hasher } = await people.$context
  const hashed = await hasher.hash(password)
  const known = await findAccount(people, user.id)
  if (known === undefined) {
    const { name, id: userId } = user
    const account = await internalAdapter.createUser(
      { name, email: accountAddress(userId), emailVerified: true, userId },
      { method: 'email-password' },
    )
    await internalAdapter.linkAccount({
      userId: account.id,
      providerId: 'credential',
      accountId: account.id,
      password: hashed,
    })
    return
  }
  await internalAdapter.updatePassword(known.id, hashed)
  await internalAdapter.deleteUserSessions(known.id)
}

/**
 * What the library knows an account by, which has to be an address. People sign in with the address that the catalogue
 * has of them (`sign-in.ts`), so that it is kept in one place; accounts of earlier versions go by the one they began with.
 */
const accountAddress = (userId: string): string => `${userId}@dashcat.invalid`

/** An account that nobody has. */
export const nobodysAddress = accountAddress('nobody')

/** The account of a catalogue user; undefined for somebody who has never been given a password. */
export async function findAccount(people: People, userId: string): Promise<{ id: string; email: string } | undefined> {
  const { adapter } = await people.$context
  const found = await adapter.findOne<{ id: string; email: string }>({
    model: 'user',
    where: [{ field: 'userId', value: userId }],
  })
  return found ?? undefined
}

/** The catalogue user whose account it is. */
export async function userOfAccount(people: People, accountId: string): Promise<string | undefined> {
  const { adapter } = await people.$context
  const where = [{ field: 'id', value: accountId }]
  return (await adapter.findOne<{ userId: string }>({ model: 'user', where }))?.userId
}

/** Everything by which these catalogue users sign in goes: accounts, sessions, tokens. */
export async function removeAccounts(people: People, userIds: readonly string[]): Promise<void> {
  const { adapter } = await people.$context
  const ofUsers = [{ field: 'userId', operator: 'in' as const, value: [...userIds] }]
  await adapter.deleteMany({ model: 'issuedToken', where: ofUsers })
  const accounts = await adapter.findMany<{ id: string }>({ model: 'user', where: ofUsers, limit: userIds.length })
  if (accounts.length === 0) return
  const ofAccounts = [{ field: 'userId', operator: 'in' as const, value: accounts.map(({ id }) => id) }]
  for (const model of ['session', 'account']) await adapter.deleteMany({ model, where: ofAccounts })
  await adapter.deleteMany({ model: 'user', where: ofUsers })
}

/** Is there anybody who could sign in? */
export async function hasAccounts(people: People): Promise<boolean> {
  const { adapter } = await people.$context
  return (await adapter.count({ model: 'user' })) > 0
}

/** True when it is the user's present password. */
export async function isPasswordOf(people: People, accountId: string, password: string): Promise<boolean> {
  const { internalAdapter, password: hasher } = await people.$context
  const accounts = await internalAdapter.findAccounts(accountId)
  const stored = accounts.find((account) => account.providerId === 'credential')?.password
  return typeof stored === 'string' && hasher.verify({ hash: stored, password })
}
