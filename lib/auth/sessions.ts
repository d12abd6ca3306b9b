/** Where somebody is signed in: sessions of browsers, and of programs that signed in with a password. */
import { bearerOf } from '@/lib/auth/actor'
import { findAccount, type People } from '@/lib/auth/people'
import type { Tokens } from '@/lib/auth/tokens'

export interface Session {
  readonly id: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly ipAddress?: string | null
  readonly userAgent?: string | null
}

const model = 'session'
const shownMax = 100

/** Those that are in force, the newest first; of a person who has more than can be shown, the newest. */
export async function sessionsOf(people: People, userId: string, now: number): Promise<readonly Session[]> {
  const account = await findAccount(people, userId)
  if (account === undefined) return []
  const { adapter } = await people.$context
  return adapter.findMany<Session>({
    model,
    where: [
      { field: 'userId', value: account.id },
      { field: 'expiresAt', operator: 'gt', value: new Date(now) },
    ],
    sortBy: { field: 'createdAt', direction: 'desc' },
    limit: shownMax,
  })
}

/** Ends all sessions of a person but one, with their access tokens and whatever renews them. */
export async function endSessions(people: People, userId: string, kept: string | undefined): Promise<void> {
  const account = await findAccount(people, userId)
  if (account === undefined) return
  const { adapter } = await people.$context
  await adapter.deleteMany({
    model,
    where: [
      { field: 'userId', value: account.id },
      ...(kept === undefined ? [] : [{ field: 'id', operator: 'ne' as const, value: kept }]),
    ],
  })
}

/** The session that a request belongs to; undefined for one with a token that outlives sessions. */
export async function sessionOf(
  headers: Headers,
  { people, tokens }: { readonly people: People; readonly tokens: Tokens },
): Promise<string | undefined> {
  const token = bearerOf(headers)
  if (token === undefined) return (await people.api.getSession({ headers }))?.session.id
  const verified = await tokens.verify(token)
  return verified.origin === 'own' && verified.kind === 'OM_USER' ? verified.id : undefined
}
