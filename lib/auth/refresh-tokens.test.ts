import { beforeAll, expect, test } from 'vitest'
import { findAccount, openPeople, type People, setPassword } from '@/lib/auth/people'
import { createRefreshTokens, endSession, type RefreshTokens } from '@/lib/auth/refresh-tokens'
import { aContext } from '@/lib/entities/testing'

const key = 'a secret key of thirty-two characters'

let people: People
let refreshTokens: RefreshTokens
let accountId: string
beforeAll(async () => {
  people = await openPeople((await aContext()).store, { secret: key, isHttps: false })
  refreshTokens = createRefreshTokens(people, key)
  await setPassword(people, { id: 'ana-id', name: 'ana' }, 'Some-password-1')
  accountId = (await findAccount(people, 'ana-id'))?.id ?? ''
})

const aSession = async (): Promise<string> => {
  const { internalAdapter } = await people.$context
  return (await internalAdapter.createSession(accountId)).id
}
const isThere = async (id: string): Promise<boolean> => {
  const { adapter } = await people.$context
  return (await adapter.findOne({ model: 'session', where: [{ field: 'id', value: id }] })) !== null
}

test('one gives the next, for the same session and its user, and each works once', async () => {
  const session = await aSession()
  let token = await refreshTokens.issue(session)
  for (let turn = 0; turn < 3; turn += 1) {
    const renewal = await refreshTokens.redeem(token)
    expect(renewal).toMatchObject({ sessionId: session, userId: 'ana-id' })
    expect(renewal?.token).not.toBe(token)
    token = renewal?.token ?? ''
  }
})

test('one that is used again ends its session, for whoever holds the next one too, and no other session', async () => {
  const [session, other] = [await aSession(), await aSession()]
  const first = await refreshTokens.issue(session)
  const kept = await refreshTokens.issue(other)
  const next = await refreshTokens.redeem(first)
  expect(await refreshTokens.redeem(first)).toBeUndefined()
  expect(await refreshTokens.redeem(next?.token ?? '')).toBeUndefined()
  expect(await isThere(session)).toBe(false)
  expect(await refreshTokens.redeem(kept)).toMatchObject({ sessionId: other })
})

test('of many that bring the same one at once, one is served at most', async () => {
  const token = await refreshTokens.issue(await aSession())
  const answers = await Promise.all(Array.from({ length: 10 }, () => refreshTokens.redeem(token)))
  expect(answers.filter((answer) => answer !== undefined).length).toBeLessThanOrEqual(1)
})

test('a second first one of a session is good for nothing: the first stays', async () => {
  const session = await aSession()
  const first = await refreshTokens.issue(session)
  await refreshTokens.issue(session)
  expect(await refreshTokens.redeem(first)).toMatchObject({ sessionId: session })
})

test('one that was not made here is nobody’s, and ends nobody’s session', async () => {
  const session = await aSession()
  const token = await refreshTokens.issue(session)
  const [id = '', random = '', signature = ''] = token.split('.')
  const elsewhere = await createRefreshTokens(people, `${key}!`).issue(await aSession())
  const forged = [
    '',
    id,
    `${id}.${random}`,
    `${id}.${random}.`,
    `${id}.${'A'.repeat(22)}.${signature}`,
    `${id}.${random}.${'A'.repeat(43)}`,
    `${id}.${random}.${signature}.`,
    `${id}.${random}.${signature}\n`,
    elsewhere,
  ]
  for (const one of forged) {
    expect(refreshTokens.sessionOf(one)).toBeUndefined()
    expect(await refreshTokens.redeem(one)).toBeUndefined()
  }
  expect(refreshTokens.sessionOf(token)).toBe(session)
  expect(await refreshTokens.redeem(token)).toMatchObject({ sessionId: session })
  expect(refreshTokens.sessionOf(token)).toBe(session)
})

test('one of a session that has ended, or is over, is good for nothing', async () => {
  const [ended, over] = [await aSession(), await aSession()]
  const [ofEnded, ofOver] = [await refreshTokens.issue(ended), await refreshTokens.issue(over)]
  await endSession(people, ended)
  const { adapter } = await people.$context
  const where = [{ field: 'id', value: over }]
  await adapter.update({ model: 'session', where, update: { expiresAt: new Date(Date.now() - 1) } })
  expect(await refreshTokens.redeem(ofEnded)).toBeUndefined()
  expect(await refreshTokens.redeem(ofOver)).toBeUndefined()
})

test('the database has a digest of the good one, and none of the tokens', async () => {
  const session = await aSession()
  const token = await refreshTokens.issue(session)
  const { adapter } = await people.$context
  const row = await adapter.findOne<Record<string, unknown>>({
    model: 'session',
    where: [{ field: 'id', value: session }],
  })
  expect(row?.refreshHash).toMatch(/^[\w-]{43}$/)
  for (const part of token.split('.').slice(1)) expect(JSON.stringify(row)).not.toContain(part)
})
