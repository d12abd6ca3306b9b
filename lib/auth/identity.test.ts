/** Who somebody is: by the id of the catalogue's user, whatever the name, and for as long as that user is there. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actors } from '@/lib/auth/actor'
import { addIssuedToken, issuedTokens } from '@/lib/auth/issued-tokens'
import { findAccount, hasAccounts, type People, setPassword } from '@/lib/auth/people'
import { sweepAccounts } from '@/lib/auth/sweep'
import { aSignInWorld, aUser as aUserIn } from '@/lib/auth/testing'
import type { TokenKind, Tokens } from '@/lib/auth/tokens'
import type { RequestContext } from '@/lib/entities/context'
import { createOrUpdate } from '@/lib/entities/create'
import { patch } from '@/lib/entities/patch'
import { remove } from '@/lib/entities/remove'
import { restore } from '@/lib/entities/restore'
import type { Entity } from '@/lib/model/entities/entity'
import { users } from '@/lib/model/entities/person'
import type { Store } from '@/lib/store/store'

let ctx: RequestContext
let bareStore: Store
let people: People
let tokens: Tokens
let actors: Actors

beforeEach(async () => {
  ;({ ctx, bareStore, people, tokens, actors } = await aSignInWorld())
})

const aUser = (name: string, more: Record<string, unknown> = {}): Promise<Entity> => aUserIn(ctx, name, more)

const always = { hardDelete: true, recursive: true }

/** A token of each kind that a user may have. */
async function tokensOf(user: Entity): Promise<Record<TokenKind, string>> {
  const of = { id: user.id, name: user.name, email: String(user.email), isBot: false }
  const issue = async (kind: TokenKind, id: string) =>
    tokens.issue({ id, kind, user: of, issuedAt: Date.now(), expiresAt: null })
  const issued = async (kind: 'BOT' | 'PERSONAL_ACCESS') =>
    issue(kind, (await addIssuedToken(people, { userId: user.id, kind, name: kind, expiresAt: null }, Date.now())).id)
  await setPassword(people, user, 'Some-password-1')
  const { internalAdapter } = await people.$context
  const session = await internalAdapter.createSession((await findAccount(people, user.id))?.id ?? '')
  return {
    OM_USER: await issue('OM_USER', session.id),
    BOT: await issued('BOT'),
    PERSONAL_ACCESS: await issued('PERSONAL_ACCESS'),
  }
}

const kinds = ['OM_USER', 'BOT', 'PERSONAL_ACCESS'] as const

describe.each(kinds)('a token of the kind %s', (kind) => {
  test('is of one user, and dies with them, whoever has the name next', async () => {
    const ann = await aUser('ann')
    const token = (await tokensOf(ann))[kind]
    expect(await actors.byToken(token)).toMatchObject({ id: ann.id })
    await remove(users, { id: ann.id }, always, ctx)
    await expect(actors.byToken(token)).rejects.toMatchObject({ kind: 'unauthorized' })
    const heir = await aUser('ann', { isAdmin: true })
    await tokensOf(heir)
    await expect(actors.byToken(token)).rejects.toMatchObject({ kind: 'unauthorized' })
  })

  test('does nothing while its user is deleted, and works again afterwards', async () => {
    const ann = await aUser('ann')
    const token = (await tokensOf(ann))[kind]
    await actors.byToken(token)
    await remove(users, { id: ann.id }, { ...always, hardDelete: false }, ctx)
    await expect(actors.byToken(token)).rejects.toMatchObject({ kind: 'unauthorized' })
    await restore(users, ann.id, ctx)
    expect(await actors.byToken(token)).toMatchObject({ id: ann.id })
  })

  test('that says it is another user’s is refused', async () => {
    const [ann, bob] = [await aUser('ann'), await aUser('bob')]
    await tokensOf(ann)
    const [row] = await issuedTokens(people, ann.id, 'BOT')
    const user = { id: bob.id, name: 'bob', email: 'bob@example.com', isBot: false }
    const token = await tokens.issue({ id: row?.id ?? '', kind: 'BOT', user, issuedAt: 1, expiresAt: null })
    await expect(actors.byToken(token)).rejects.toMatchObject({ kind: 'unauthorized' })
  })
})

test('a token of an earlier version, without an id of its user, is of whom it was made for', async () => {
  const ann = await aUser('ann')
  const row = await addIssuedToken(people, { userId: ann.id, kind: 'BOT', name: 'x', expiresAt: null }, 1)
  const nameless = { name: 'bob', email: 'bob@example.com', isBot: true } as Parameters<Tokens['issue']>[0]['user'] // as then
  const token = await tokens.issue({ id: row.id, kind: 'BOT', user: nameless, issuedAt: 1, expiresAt: null })
  expect(await actors.byToken(token)).toMatchObject({ id: ann.id, name: 'ann' })
})

test('what somebody signs in with goes with them', async () => {
  const ann = await aUser('ann')
  await tokensOf(ann)
  await remove(users, { id: ann.id }, always, ctx)
  expect(await findAccount(people, ann.id)).toBeUndefined()
  expect(await hasAccounts(people)).toBe(false)
  const { adapter } = await people.$context
  for (const model of ['session', 'account', 'issuedToken']) expect(await adapter.count({ model })).toBe(0)
})

test('what earlier versions left of deleted users is cleared away at the start, and of nobody else', async () => {
  const [ann, bob] = [await aUser('ann'), await aUser('bob')]
  await tokensOf(ann)
  await tokensOf(bob)
  await bareStore.commit([{ kind: 'remove', id: ann.id }])
  await sweepAccounts(people, ctx.store, Date.now())
  expect(await findAccount(people, ann.id)).toBeDefined()
  await sweepAccounts(people, ctx.store, Date.now() + 2 * 60 * 60 * 1000)
  expect(await findAccount(people, ann.id)).toBeUndefined()
  expect(await issuedTokens(people, ann.id, 'BOT')).toEqual([])
  expect(await findAccount(people, bob.id)).toBeDefined()
  expect(await issuedTokens(people, bob.id, 'BOT')).toHaveLength(1)
})

test('a right that is given or taken counts from the next look on, by whatever verb', async () => {
  const ann = await aUser('ann')
  const token = (await tokensOf(ann)).PERSONAL_ACCESS
  const isAdmin = async () => (await actors.byToken(token)).isAdmin
  expect(await isAdmin()).toBe(false)
  await patch(users, { id: ann.id }, [{ op: 'add', path: '/isAdmin', value: true }], undefined, ctx)
  expect(await isAdmin()).toBe(true)
  await createOrUpdate(users, { name: 'ann', email: 'ann@example.com', isAdmin: false }, ctx)
  expect(await isAdmin()).toBe(false)
})
