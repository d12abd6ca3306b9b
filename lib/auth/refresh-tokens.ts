/**
 * What renews access tokens while a session lasts. Each works once and gives the next; one that is used again was copied,
 * so its session ends, for the thief and for the person. The database has only the digest of the one that is good.
 */
import { createHmac, hash, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { type People, userOfAccount } from '@/lib/auth/people'

export interface RefreshTokens {
  /** The first of a session. */
  issue(sessionId: string): Promise<string>
  /** The next one, with whose session it is; undefined when the token is not, or no longer, good. */
  redeem(token: string): Promise<Renewal | undefined>
  /** The session that a token was made for, used or not; undefined when it was not made here. */
  sessionOf(token: string): string | undefined
}

export interface Renewal {
  readonly sessionId: string
  /** The catalogue's user. */
  readonly userId: string
  readonly token: string
}

const model = 'session'
/** Session, something that nobody can guess, and our signature: what we have not made ends nobody's session. */
const shape = /^([\w-]{1,64})\.[\w-]{22}\.[\w-]{43}$/

export function createRefreshTokens(people: People, secretKey: string): RefreshTokens {
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', 'dashcat refresh tokens', 32))
  const sign = (text: string): string => createHmac('sha256', key).update(text).digest('base64url')
  const make = (sessionId: string): string => {
    const text = `${sessionId}.${randomBytes(16).toString('base64url')}`
    return `${text}.${sign(text)}`
  }
  const sessionOf = (token: string): string | undefined => {
    const sessionId = shape.exec(token)?.[1]
    const end = token.lastIndexOf('.')
    if (sessionId === undefined) return undefined
    const isOurs = timingSafeEqual(Buffer.from(token.slice(end + 1)), Buffer.from(sign(token.slice(0, end))))
    return isOurs ? sessionId : undefined
  }
  /** Of requests that come with one token, one finds it still good. */
  const replace = async (sessionId: string, current: string | null, next: string): Promise<boolean> => {
    const { adapter } = await people.$context
    const where = [
      { field: 'id', value: sessionId },
      { field: 'refreshHash', value: current },
    ]
    return (await adapter.updateMany({ model, where, update: { refreshHash: digest(next) } })) === 1
  }

  return {
    sessionOf,
    issue: async (sessionId) => {
      const token = make(sessionId)
      await replace(sessionId, null, token)
      return token
    },
    redeem: async (token) => {
      const sessionId = sessionOf(token)
      if (sessionId === undefined) return undefined
      const next = make(sessionId)
      if (!(await replace(sessionId, digest(token), next))) {
        await endSession(people, sessionId)
        return undefined
      }
      const { adapter } = await people.$context
      const where = [{ field: 'id', value: sessionId }]
      const session = await adapter.findOne<{ userId: string; expiresAt: Date }>({ model, where })
      if (!session || session.expiresAt.getTime() <= Date.now()) return undefined
      const userId = await userOfAccount(people, session.userId)
      return userId === undefined ? undefined : { sessionId, userId, token: next }
    },
  }
}

const digest = (token: string): string => hash('sha256', token, 'base64url')

/** Ends a session, with its access tokens and whatever renews them. */
export async function endSession(people: People, sessionId: string): Promise<void> {
  const { adapter } = await people.$context
  await adapter.deleteMany({ model, where: [{ field: 'id', value: sessionId }] })
}
