/** Which roles teams bring, and by which of them. */
import { expect, test } from 'vitest'
import { teamRoles } from '@/lib/auth/team-roles'
import { create } from '@/lib/entities/create'
import { remove } from '@/lib/entities/remove'
import { aContext } from '@/lib/entities/testing'
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
  const relations: typeof ctx.store.relations = (...asked) => {
    questions += 1
    return ctx.store.relations(...asked)
  }
  const found = await teamRoles([ana.id, ben.id, cem.id], { relations })
  const told = ({ id }: Entity) =>
    found
      .get(id)
      ?.map(({ role, team }) => `${role.name} by ${team.name}`)
      .toSorted()
  expect(told(ana)).toEqual(['above by top', 'both by finance', 'near by finance'])
  // They have the other one themselves.
  expect(told(ben)).toEqual(['above by top'])
  expect(told(cem)).toBeUndefined()
  // One for all users, one for each level of teams.
  expect(questions).toBe(3)
  expect(await teamRoles([], ctx.store)).toEqual(new Map())
})
