import { beforeEach, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { findPeople } from '@/lib/entities/find-people'
import { remove } from '@/lib/entities/remove'
import { aContext, anActor } from '@/lib/entities/testing'
import { type PersonName, teams, users } from '@/lib/model/entities/person'

let ctx: RequestContext
beforeEach(async () => {
  ctx = await aContext()
  for (const [name, email] of [
    ['ana', 'ana@example.com'],
    ['jo.doe', 'jonas@example.com'],
    ['gone', 'gone@example.com'],
    ['sales', 'sales@example.com'],
    ['ben@example.com', 'ben.of@example.com'],
  ] as const)
    await create(users, { name, email }, ctx)
  for (const [name, displayName] of [
    ['alopez', 'Ana López'],
    ['m1', 'Max Twice'],
    ['m2', 'max twice'],
    ['root', 'Administrator'],
  ] as const)
    await create(users, { name, displayName, email: `${name}@example.com` }, ctx)
  await create(teams, { name: 'fin', displayName: 'Finance & Controlling', teamType: 'Group' }, ctx)
  for (const name of ['bi', 'sales', 'gone']) await create(teams, { name, teamType: 'Group' }, ctx)
  await remove(users, { fqn: 'gone' }, { hardDelete: false, recursive: false }, ctx)
})

const people: readonly (readonly [PersonName, string | undefined])[] = [
  [{ type: 'user', name: 'ana' }, 'user ana'],
  [{ type: 'any', name: 'ANA' }, 'user ana'],
  [{ type: 'any', name: 'Jonas@Example.com' }, 'user jo.doe'],
  [{ type: 'user', name: 'ben@example.com' }, 'user ben@example.com'],
  [{ type: 'any', name: 'sales' }, 'user sales'],
  [{ type: 'team', name: 'sales' }, 'team sales'],
  [{ type: 'any', name: 'bi' }, 'team bi'],
  [{ type: 'user', name: 'bi' }, undefined],
  [{ type: 'team', name: 'ana' }, undefined],
  [{ type: 'team', name: 'ana@example.com' }, undefined],
  [{ type: 'user', name: 'gone' }, undefined],
  [{ type: 'user', name: 'gone@example.com' }, undefined],
  [{ type: 'any', name: 'gone' }, 'team gone'],
  [{ type: 'any', name: 'Ana López <ANA@example.com>' }, 'user ana'],
  [{ type: 'any', name: 'mailto:ana@Example.com' }, 'user ana'],
  [{ type: 'any', name: 'administrator' }, 'user root'],
  [{ type: 'any', name: 'López, Ana' }, 'user alopez'],
  [{ type: 'user', name: 'ana lópez' }, 'user alopez'],
  [{ type: 'any', name: 'finance & controlling' }, 'team fin'],
  [{ type: 'user', name: 'Finance & Controlling' }, undefined],
  [{ type: 'any', name: 'Max Twice' }, undefined],
  [{ type: 'any', name: 'Nobody, Here, Now' }, undefined],
  [{ type: 'any', name: '<>' }, undefined],
  [{ type: 'any', name: '' }, undefined],
  [{ type: 'any', name: 'a"b.c' }, undefined],
]

test('finds users by name and address, then teams, as the name asks for', async () => {
  const found = await findPeople(
    people.map(([person]) => person),
    ctx,
  )
  expect(found.map((row) => row && `${row.type} ${row.name}`)).toEqual(people.map(([, expected]) => expected))
})

test('asks the store as often for two hundred names as for one', async () => {
  const counting = (names: readonly PersonName[]) => {
    let calls = 0
    const store = new Proxy(ctx.store, {
      get: (target, member) => {
        calls += 1
        return Reflect.get(target, member)
      },
    })
    return findPeople(names, { ...ctx, store }).then(() => calls)
  }
  const many = Array.from({ length: 200 }, (_, at): PersonName => ({ type: 'any', name: `somebody${at}@example.com` }))
  expect(await counting(many)).toBe(await counting(many.slice(0, 1)))
})

test('finds nobody whom the caller may not see', async () => {
  const nobody = { ...ctx, actor: anActor({ isAdmin: false }) }
  expect(await findPeople([{ type: 'any', name: 'ana' }], nobody)).toEqual([undefined])
})
