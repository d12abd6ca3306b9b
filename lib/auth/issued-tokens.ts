/** Tokens that outlive a session: of bots and personal ones. A row is the permission; the text is signed from it anew. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { People } from '@/lib/auth/people'
import type { TokenKind } from '@/lib/auth/tokens'

export type IssuedTokenKind = Exclude<TokenKind, 'OM_USER'>

const timeOrNull = z.coerce
  .number()
  .nullish()
  .transform((value) => value ?? null)

/** Times are Unix epoch milliseconds. `userId` is the catalogue's user. */
const issuedToken = z.object({
  id: z.string(),
  userId: z.string(),
  kind: z.enum(['BOT', 'PERSONAL_ACCESS']),
  name: z.string(),
  issuedAt: z.coerce.number(),
  expiresAt: timeOrNull,
  /** To a few minutes; null before the first use. */
  lastUsedAt: timeOrNull,
  /** From which address; null where that is not known. */
  lastUsedFrom: z
    .string()
    .nullish()
    .transform((value) => value ?? null),
})
export type IssuedToken = z.infer<typeof issuedToken>

const model = 'issuedToken'

/** `JWTTokenExpiry` as OpenMetadata names the choices: an hour, a number of days, or no end. */
export const tokenExpirySchema = z.enum(['OneHour', '1', '7', '30', '60', '90', 'Unlimited'])
export type TokenExpiry = z.infer<typeof tokenExpirySchema>

const hourMs = 60 * 60 * 1000

export const expiresAtOf = (expiry: TokenExpiry, now: number): number | null =>
  expiry === 'Unlimited' ? null : now + (expiry === 'OneHour' ? hourMs : Number(expiry) * 24 * hourMs)

const adapterOf = async (people: People) => (await people.$context).adapter

export async function addIssuedToken(
  people: People,
  given: {
    readonly userId: string
    readonly kind: IssuedTokenKind
    readonly name: string
    readonly expiresAt: number | null
  },
  now: number,
): Promise<IssuedToken> {
  const row = { id: randomUUID(), issuedAt: now, lastUsedAt: null, lastUsedFrom: null, ...given }
  const adapter = await adapterOf(people)
  await adapter.create({ model, data: row, forceAllowId: true })
  return row
}

/** Of one user, newest first. */
export async function issuedTokens(people: People, userId: string, kind: IssuedTokenKind): Promise<IssuedToken[]> {
  const adapter = await adapterOf(people)
  const rows = await adapter.findMany({
    model,
    where: [
      { field: 'userId', value: userId },
      { field: 'kind', value: kind },
    ],
    sortBy: { field: 'issuedAt', direction: 'desc' },
    limit: 1000,
  })
  return z.array(issuedToken).parse(rows)
}

/** The token in force of each bot that has one, by the id of its user. */
export async function tokensOfBots(
  people: People,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, IssuedToken>> {
  const adapter = await adapterOf(people)
  const rows = await adapter.findMany({
    model,
    where: [
      { field: 'userId', operator: 'in', value: [...userIds] },
      { field: 'kind', value: 'BOT' },
    ],
    sortBy: { field: 'issuedAt', direction: 'asc' },
    limit: 1000,
  })
  return new Map(
    z
      .array(issuedToken)
      .parse(rows)
      .map((token) => [token.userId, token]),
  )
}

export async function findIssuedToken(people: People, id: string): Promise<IssuedToken | undefined> {
  const adapter = await adapterOf(people)
  const row = await adapter.findOne({ model, where: [{ field: 'id', value: id }] })
  return issuedToken.optional().parse(row ?? undefined)
}

const useNotedMs = 5 * 60 * 1000

/**
 * Notes that a token is in use, and from where, now and then: nobody waits for it, and a request goes on when it cannot be
 * written.
 */
export function noteUse(people: People, { id, lastUsedAt }: IssuedToken, now: number, from: string | undefined): void {
  if (lastUsedAt !== null && now - lastUsedAt < useNotedMs) return
  const update = { lastUsedAt: now, lastUsedFrom: from ?? null }
  adapterOf(people)
    .then((adapter) => adapter.update({ model, where: [{ field: 'id', value: id }], update }))
    .catch(() => {})
}

/** Without `ids` all of that kind. Tokens of other users are left alone. */
export async function revokeIssuedTokens(
  people: People,
  userId: string,
  kind: IssuedTokenKind,
  ids?: readonly string[],
): Promise<void> {
  const adapter = await adapterOf(people)
  await adapter.deleteMany({
    model,
    where: [
      { field: 'userId', value: userId },
      { field: 'kind', value: kind },
      ...(ids === undefined ? [] : [{ field: 'id', operator: 'in' as const, value: [...ids] }]),
    ],
  })
}
