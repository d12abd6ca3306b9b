import { setTimeout } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  addIssuedToken,
  expiresAtOf,
  findIssuedToken,
  type IssuedTokenKind,
  issuedTokens,
  noteUse,
  revokeIssuedTokens,
  tokenExpirySchema,
} from '@/lib/auth/issued-tokens'
import { openPeople, type People } from '@/lib/auth/people'
import { aContext } from '@/lib/entities/testing'

const now = Date.UTC(2026, 10, 24)
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]

test.each([
  ['OneHour', hour],
  ['1', day],
  ['7', 7 * day],
  ['30', 30 * day],
  ['60', 60 * day],
  ['90', 90 * day],
] as const)('a token for %s ends then', (expiry, ms) => {
  expect(expiresAtOf(expiry, now)).toBe(now + ms)
})

test('one without a limit never ends, and there are no other choices', () => {
  expect(expiresAtOf('Unlimited', now)).toBeNull()
  for (const other of ['', '2', '365', 'unlimited', '-1', 'NaN'])
    expect(tokenExpirySchema.safeParse(other).success).toBe(false)
})

describe('rows of tokens', () => {
  let people: People
  beforeAll(async () => {
    people = await openPeople((await aContext()).store, { secret: 'x'.repeat(32), isHttps: false })
  })
  const add = (userId: string, kind: IssuedTokenKind, name: string, at: number, expiresAt: number | null = null) =>
    addIssuedToken(people, { userId, kind, name, expiresAt }, at)
  const names = async (userId: string, kind: IssuedTokenKind) =>
    (await issuedTokens(people, userId, kind)).map(({ name }) => name)

  test('are one user’s, of one kind, the newest first', async () => {
    await add('ann', 'PERSONAL_ACCESS', 'old', now)
    await add('ann', 'PERSONAL_ACCESS', 'new', now + day)
    await add('ann', 'BOT', 'bot', now)
    await add('bob', 'PERSONAL_ACCESS', 'other', now)
    expect(await names('ann', 'PERSONAL_ACCESS')).toEqual(['new', 'old'])
    expect(await names('ann', 'BOT')).toEqual(['bot'])
    expect(await names('nobody', 'BOT')).toEqual([])
  })

  test('keep their times, to the millisecond, and no end as none', async () => {
    const kept = await add('eve', 'BOT', 'kept', now + 1, now + 90 * day + 7)
    expect(await findIssuedToken(people, kept.id)).toEqual({
      ...kept,
      issuedAt: now + 1,
      expiresAt: now + 90 * day + 7,
    })
    const endless = await add('eve', 'BOT', 'endless', now)
    expect(await findIssuedToken(people, endless.id)).toMatchObject({ expiresAt: null, lastUsedAt: null })
    expect(await findIssuedToken(people, 'nothing')).toBeUndefined()
  })

  test('are revoked by id, all of a kind at once, and never those of somebody else', async () => {
    const [first, second] = [
      await add('dan', 'PERSONAL_ACCESS', 'first', 1),
      await add('dan', 'PERSONAL_ACCESS', 'second', 2),
    ]
    const bots = await add('dan', 'BOT', 'bot', 3)
    const [other] = await issuedTokens(people, 'bob', 'PERSONAL_ACCESS')
    await revokeIssuedTokens(people, 'dan', 'PERSONAL_ACCESS', [first.id, bots.id, other?.id ?? ''])
    expect(await names('dan', 'PERSONAL_ACCESS')).toEqual([second.name])
    expect(await names('dan', 'BOT')).toEqual(['bot'])
    expect(await names('bob', 'PERSONAL_ACCESS')).toEqual(['other'])
    await revokeIssuedTokens(people, 'dan', 'PERSONAL_ACCESS', [])
    expect(await names('dan', 'PERSONAL_ACCESS')).toEqual(['second'])
    await revokeIssuedTokens(people, 'dan', 'PERSONAL_ACCESS')
    expect(await names('dan', 'PERSONAL_ACCESS')).toEqual([])
    expect(await names('dan', 'BOT')).toEqual(['bot'])
  })

  test('note when and from where they were used, to five minutes', async () => {
    const token = await add('fay', 'PERSONAL_ACCESS', 'used', now)
    const used = async () => (await findIssuedToken(people, token.id))?.lastUsedAt
    noteUse(people, token, now, '192.0.2.7')
    await expect.poll(used).toBe(now)
    expect(await findIssuedToken(people, token.id)).toMatchObject({ lastUsedFrom: '192.0.2.7' })
    noteUse(people, { ...token, lastUsedAt: now }, now + 5 * minute - 1, '192.0.2.8')
    await setTimeout(50)
    expect(await used()).toBe(now)
    noteUse(people, { ...token, lastUsedAt: now }, now + 5 * minute, undefined)
    await expect.poll(used).toBe(now + 5 * minute)
    expect(await findIssuedToken(people, token.id)).toMatchObject({ lastUsedFrom: null })
  })
})
