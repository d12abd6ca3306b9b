/**
 * Links by which people give themselves a password: an invitation, or another chance for somebody who has forgotten theirs.
 * Each works once and for a week, and of a person only the latest. The database has the digest alone.
 */
import { hash, randomBytes } from 'node:crypto'
import { tokensOfBots } from '@/lib/auth/issued-tokens'
import { type People, setPassword } from '@/lib/auth/people'
import { users } from '@/lib/model/entities/person'
import { linkPurpose, requireGoodPassword } from '@/lib/model/rules/password'
import { CatalogueError } from '@/lib/model/wire/errors'
import type { StoredEntity } from '@/lib/store/rows'
import type { Store } from '@/lib/store/store'

const model = 'verification'
const lifeMs = 7 * 24 * 60 * 60 * 1000

/** Kept as what a link is for, and where those of others are told apart: nothing else is kept there. */
const purpose = (userId: string): string => `${linkPurpose}${userId}`
const digest = (token: string): string => `password link ${hash('sha256', token, 'base64url')}`

export interface PasswordLink {
  readonly token: string
  readonly expiresAt: number
}

/** A new link, which ends any earlier one of the person. */
export async function newPasswordLink(people: People, userId: string, now: number): Promise<PasswordLink> {
  const { adapter } = await people.$context
  const value = purpose(userId)
  await adapter.deleteMany({ model, where: [{ field: 'value', value }] })
  await adapter.deleteMany({ model, where: [{ field: 'expiresAt', operator: 'lt', value: new Date(now) }] })
  const token = randomBytes(32).toString('base64url')
  const [createdAt, expiresAt] = [new Date(now), new Date(now + lifeMs)]
  await adapter.create({
    model,
    data: { identifier: digest(token), value, expiresAt, createdAt, updatedAt: createdAt },
  })
  return { token, expiresAt: expiresAt.getTime() }
}

/** Whose link it is; undefined when it is not, or no longer, good. */
export async function personOfLink(
  { people, store }: { readonly people: People; readonly store: Store },
  token: string,
  now: number,
): Promise<StoredEntity | undefined> {
  const { adapter } = await people.$context
  const where = [{ field: 'identifier', value: digest(token) }]
  const found = await adapter.findOne<{ value: string; expiresAt: Date }>({ model, where })
  if (!found || found.expiresAt.getTime() <= now) return undefined
  const [user] = await store.findByIds([found.value.slice(linkPurpose.length)])
  return user === undefined || user.deleted || user.type !== users.type ? undefined : user
}

/** Gives the person of the link this password. Throws 400 for a weak one, and 403 when the link is not good. */
export async function usePasswordLink(
  services: { readonly people: People; readonly store: Store },
  { token, password }: { readonly token: string; readonly password: string },
  now: number,
): Promise<StoredEntity> {
  requireGoodPassword(password)
  const dead = new CatalogueError('forbidden', 'This link has been used or replaced, or has ended', {
    hint: 'Ask an administrator for another one.',
  })
  const user = await personOfLink(services, token, now)
  if (user === undefined) throw dead
  const { adapter } = await services.people.$context
  // Of requests that arrive together, one takes it away.
  const taken = await adapter.deleteMany({ model, where: [{ field: 'identifier', value: digest(token) }] })
  if (taken !== 1) throw dead
  await setPassword(services.people, user, password)
  return user
}

/** How somebody can sign in. */
export interface AccountState {
  readonly userId: string
  readonly hasPassword: boolean
  /** When their link ends, if there is one that is good. */
  readonly linkEndsAt?: number
  /** How long the token of a bot is good, and when and from where it was used; never the token. */
  readonly botToken?: {
    readonly issuedAt: number
    readonly expiresAt?: number
    readonly lastUsedAt?: number
    readonly lastUsedFrom?: string
  }
}

export async function accountStates(
  people: People,
  userIds: readonly string[],
  now: number,
): Promise<readonly AccountState[]> {
  if (userIds.length === 0) return []
  const { adapter } = await people.$context
  const limit = userIds.length
  const [tokens, accounts, links] = await Promise.all([
    tokensOfBots(people, userIds),
    adapter.findMany<{ userId: string }>({
      model: 'user',
      where: [{ field: 'userId', operator: 'in', value: [...userIds] }],
      limit,
    }),
    adapter.findMany<{ value: string; expiresAt: Date }>({
      model,
      where: [
        { field: 'value', operator: 'in', value: userIds.map(purpose) },
        { field: 'expiresAt', operator: 'gt', value: new Date(now) },
      ],
      limit,
    }),
  ])
  const withPassword = new Set(accounts.map(({ userId }) => userId))
  const ends = new Map(links.map(({ value, expiresAt }) => [value, expiresAt.getTime()]))
  return userIds.map((userId) => {
    const linkEndsAt = ends.get(purpose(userId))
    const token = tokens.get(userId)
    return {
      userId,
      hasPassword: withPassword.has(userId),
      ...(linkEndsAt !== undefined && { linkEndsAt }),
      ...(token !== undefined && {
        botToken: {
          issuedAt: token.issuedAt,
          ...(token.expiresAt !== null && { expiresAt: token.expiresAt }),
          ...(token.lastUsedAt !== null && { lastUsedAt: token.lastUsedAt }),
          ...(token.lastUsedFrom !== null && { lastUsedFrom: token.lastUsedFrom }),
        },
      }),
    }
  })
}
