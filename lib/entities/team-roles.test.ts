/** Which roles teams bring, and by which of them. */
import { expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { remove } from '@/lib/entities/remove'
import { teamRoles } from '@/lib/entities/team-roles'
import { aContext, anActor } from '@/lib/entities/testing'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity } from '@/lib/model/entities/entity'
import { rootTeam, teams, users } from '@/lib/model/entities/person'
import { policies, roles } from '@/lib/model/entities/role'

test('people have the roles of their teams and of those above, each by the nearest; what is deleted brings nothing, nor what everybody has', async () => {
  const ctx = await aContext()
  const make = async (def: EntityDefinition, request: Record<string, unknown>): Promise<Entity> =>
    (await create(def, request as { name: string }, ctx)).entity
  const rules = [{ name: 'all', effect: 'allow', operations: ['All'], resources: ['all'] }]
  await make(policies, { name: 'p', rules })
  const aRole = (name: string) => make(roles, { name, policies: ['p'] })
  const [own, near, both, above, gone, common] = await Promise.all(
    ['own', 'near', 'both', 'above', 'gone', 'common'].map(aRole),
  )
  const aTeam = (name: string, defaultRoles: readonly (Entity | undefined)[], parents: readonly Entity[] = []) =>
    make(teams, {
      name,
      teamType: 'Department',
      defaultRoles: defaultRoles.map((role) => role?.id),
      parents: parents.map(({ id }) => id),
    })
  const root = await aTeam(rootTeam, [common])
  const top = await aTeam('top', [above, both], [root])
  const middle = await aTeam('middle', [], [top])
  const [finance, closed] = [await aTeam('finance', [near, both, gone], [middle]), await aTeam('closed', [above])]
  const aPerson = (name: string, of: readonly Entity[], more: Record<string, unknown> = {}) =>
    make(users, { name, email: `${name}@example.com`, teams: of.map(({ id }) => id), ...more })
  const ana = await aPerson('ana', [finance, closed], { roles: [own?.id] })
  const ben = await aPerson('ben', [top], { roles: [both?.id] })
  const cem = await aPerson('cem', [])
  for (const [def, { id }] of [
    [teams, closed],
    [roles, gone ?? closed],
  ] as const)
    await remove(def, { id }, { hardDelete: false, recursive: false }, ctx)

  let questions = 0
  const store = new Proxy(ctx.store, {
    get: (target, name, receiver) => {
      if (name === 'relations') questions += 1
      return Reflect.get(target, name, receiver)
    },
  })
  const ids = [ana.id, ben.id, cem.id]
  const toldTo = async (asking: RequestContext) => {
    const found = await teamRoles(ids, asking)
    return ids.map((id) =>
      found
        .get(id)
        ?.map(({ role, team }) => `${role.name} by ${team.name}`)
        .toSorted(),
    )
  }
  const all = ['above by top', 'both by finance', 'near by finance']
  // Ben has the other one himself.
  expect(await toldTo({ ...ctx, store })).toEqual([all, ['above by top'], undefined])
  // One for all users, one for each level of teams.
  expect(questions).toBe(3)
  expect(await teamRoles([], ctx)).toEqual(new Map())

  const allow = (operation: string, resource: string, condition?: string) => ({
    ...{ name: `${operation} ${resource}`, effect: 'allow' as const, operations: [operation], resources: [resource] },
    ...(condition !== undefined && { condition }),
  })
  const reading = (...rules: ReturnType<typeof allow>[]) =>
    toldTo({ ...ctx, actor: anActor({ isAdmin: false, policies: [{ name: 'some', rules }] }) })
  const [seesUsers, seesTeams, seesRoles] = [
    allow('ViewAll', 'user'),
    allow('ViewAll', 'team'),
    allow('ViewBasic', 'role'),
  ]
  expect(await reading(seesUsers, seesTeams, seesRoles)).toEqual([all, ['above by top'], undefined])
  const nothing = [undefined, undefined, undefined]
  for (const seen of [
    [allow('ViewBasic', 'user'), seesTeams, seesRoles],
    [seesUsers, allow('ViewBasic', 'team'), seesRoles],
  ])
    expect(await reading(...seen)).toEqual(nothing)
  expect(await reading(seesUsers, seesTeams)).toEqual([[], [], undefined])
})
