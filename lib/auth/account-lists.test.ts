import { expect, test } from 'vitest'
import { newPasswordLink, usePasswordLink } from '@/lib/auth/password-links'
import { setPassword } from '@/lib/auth/people'
import { aSignInWorld, aUser } from '@/lib/auth/testing'
import { create } from '@/lib/entities/create'
import { listByQuery } from '@/lib/entities/list-by-query'
import { remove } from '@/lib/entities/remove'
import { anActor } from '@/lib/entities/testing'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { teams, users } from '@/lib/model/entities/person'
import { listQueryOf } from '@/lib/model/wire/query'

const def = users as unknown as EntityDefinition // a definition like any other

test('users are listed by role, team and how far they have come, and the last is for administrators', async () => {
  const { ctx, people } = await aSignInWorld()
  const [steward] = await ctx.store.findByFqns('role', ['DataSteward'])
  const { entity: sales } = await create(teams, { name: 'sales', teamType: 'Group' }, ctx)
  const ana = await aUser(ctx, 'ana', { isAdmin: true })
  const sten = await aUser(ctx, 'sten', { roles: [steward?.id], teams: [sales.id] })
  const rita = await aUser(ctx, 'rita')
  const gone = await aUser(ctx, 'gone', { roles: [steward?.id] })
  await remove(users, { id: gone.id }, { hardDelete: false, recursive: false }, ctx)
  await setPassword(people, ana, 'Some-password-1')
  const found = async (query: Record<string, string>, by = ctx) => {
    const asked = listQueryOf(def).parse({ isBot: 'false', ...query })
    const { data, paging } = await listByQuery(def, asked, by)
    return [
      data
        .map(({ name }) => name)
        .filter((name) => name !== 'admin')
        .join(),
      paging.total,
    ]
  }
  expect(await found({ role: 'DataSteward' })).toEqual(['sten', 1])
  expect(await found({ role: 'DataSteward', include: 'all' })).toEqual(['gone,sten', 2])
  expect(await found({ role: 'DataSteward', team: 'sales' })).toEqual(['sten', 1])
  expect(await found({ role: 'Nobody' })).toEqual(['', 0])
  expect((await found({ role: 'none', isAdmin: 'false' }))[0]).toBe('rita')
  expect(await found({ account: 'uninvited', role: 'DataSteward' })).toEqual(['sten', 1])
  expect((await found({ account: 'uninvited' }))[0]).toBe('rita,sten')
  expect((await found({ account: 'invited' }))[0]).toBe('')
  await newPasswordLink(people, sten.id, Date.now() - 30 * 24 * 60 * 60 * 1000)
  const { token } = await newPasswordLink(people, rita.id, Date.now())
  expect((await found({ account: 'invited' }))[0]).toBe('rita')
  expect((await found({ account: 'uninvited' }))[0]).toBe('sten')
  await usePasswordLink({ people, store: ctx.store }, { token, password: 'Some-password-2' }, Date.now())
  expect((await found({ account: 'invited' }))[0]).toBe('')
  expect((await found({ account: 'uninvited' }))[0]).toBe('sten')
  expect((await found({ account: 'unseen', team: 'sales' }))[0]).toBe(sten.name)
  const reader = { ...ctx, actor: anActor({ isAdmin: false }) }
  await expect(found({ account: 'invited' }, reader)).rejects.toMatchObject({ kind: 'forbidden' })
  expect(listQueryOf(teams as unknown as EntityDefinition).shape).not.toHaveProperty('account')
})
