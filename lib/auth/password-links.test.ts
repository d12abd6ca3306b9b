import { beforeAll, expect, test } from 'vitest'
import { accountStates, newPasswordLink, personOfLink, usePasswordLink } from '@/lib/auth/password-links'
import { findAccount, isPasswordOf } from '@/lib/auth/people'
import { aSignInWorld, aUser, type SignInWorld } from '@/lib/auth/testing'
import { remove } from '@/lib/entities/remove'
import { users } from '@/lib/model/entities/person'

const password = 'Some-password-1'
const week = 7 * 24 * 60 * 60 * 1000
const dead = { kind: 'forbidden', message: 'This link has been used or replaced, or has ended' }
let world: SignInWorld
let services: { store: SignInWorld['ctx']['store']; people: SignInWorld['people'] }
beforeAll(async () => {
  world = await aSignInWorld()
  services = { store: world.ctx.store, people: world.people }
})
const now = Date.now()
const link = (userId: string, at = now) => newPasswordLink(world.people, userId, at)
const use = (token: string, at = now, secret = password) => usePasswordLink(services, { token, password: secret }, at)
const opens = async (userId: string, secret: string): Promise<boolean> => {
  const account = await findAccount(world.people, userId)
  return account !== undefined && isPasswordOf(world.people, account.id, secret)
}

test('a link gives its person a password, once', async () => {
  const ana = await aUser(world.ctx, 'ana')
  const { token, expiresAt } = await link(ana.id)
  expect(expiresAt).toBe(now + week)
  expect(await accountStates(world.people, [ana.id], now)).toEqual([
    { userId: ana.id, hasPassword: false, linkEndsAt: expiresAt },
  ])
  expect((await personOfLink(services, token, now))?.id).toBe(ana.id)
  await expect(use(token, now, 'weak')).rejects.toMatchObject({ kind: 'badRequest' })
  const results = await Promise.allSettled([use(token), use(token, now, 'Another-one-2')])
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect([await opens(ana.id, password), await opens(ana.id, 'Another-one-2')].filter(Boolean)).toHaveLength(1)
  await expect(use(token)).rejects.toMatchObject(dead)
  expect(await personOfLink(services, token, now)).toBeUndefined()
  expect(await accountStates(world.people, [ana.id], now)).toEqual([{ userId: ana.id, hasPassword: true }])
})

test('a new link ends the one before of the same person, and only of that person', async () => {
  const [ben, cleo] = [await aUser(world.ctx, 'ben'), await aUser(world.ctx, 'cleo')]
  const [first, hers, second] = [await link(ben.id), await link(cleo.id), await link(ben.id)]
  await expect(use(first.token)).rejects.toMatchObject(dead)
  expect((await use(second.token)).id).toBe(ben.id)
  expect((await use(hers.token)).id).toBe(cleo.id)
})

test('a link ends after a week, and with its person', async () => {
  const [dan, eve] = [await aUser(world.ctx, 'dan'), await aUser(world.ctx, 'eve')]
  const [his, hers] = [await link(dan.id), await link(eve.id)]
  await expect(use(his.token, now + week)).rejects.toMatchObject(dead)
  expect((await accountStates(world.people, [dan.id], now + week))[0]).not.toHaveProperty('linkEndsAt')
  await remove(users, { id: eve.id }, { hardDelete: false, recursive: false }, world.ctx)
  await expect(use(hers.token)).rejects.toMatchObject(dead)
  await expect(use('made-up')).rejects.toMatchObject(dead)
  expect(await opens(dan.id, password)).toBe(false)
})
