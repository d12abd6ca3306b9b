/** Rights given round the corner: by every side of a relation, and by deleting and restoring what it hangs on. */
import { beforeEach, describe, expect, test } from 'vitest'
import { grantsOf } from '@/lib/auth/grants'
import { bulkUpsert } from '@/lib/entities/bulk'
import type { RequestContext } from '@/lib/entities/context'
import { create, createOrUpdate } from '@/lib/entities/create'
import { patch } from '@/lib/entities/patch'
import { remove } from '@/lib/entities/remove'
import { removeMany, restoreMany } from '@/lib/entities/remove-many'
import { restore } from '@/lib/entities/restore'
import { seed } from '@/lib/entities/seed'
import { aContext, anActor } from '@/lib/entities/testing'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { domains } from '@/lib/model/entities/domain'
import type { Entity } from '@/lib/model/entities/entity'
import { teams, users } from '@/lib/model/entities/person'
import { policies, roles } from '@/lib/model/entities/role'

let admin: RequestContext
/** May do everything that a policy can allow, and still is no administrator. */
let mighty: RequestContext
let bob: Entity
let steward: Entity
let policy: Entity
/** Gives its people the role of a steward. */
let privileged: Entity
/** Stands below it. */
let below: Entity
/** Gives nothing. */
let ordinary: Entity
let finance: Entity

const everything = { name: 'all', effect: 'allow', operations: ['All'], resources: ['all'] } as const
const aTeam = async (name: string, more: Record<string, unknown> = {}, ctx = admin): Promise<Entity> =>
  (await create(teams, { name, teamType: 'Group', ...more }, ctx)).entity

beforeEach(async () => {
  admin = await aContext()
  await seed(admin)
  bob = (await create(users, { name: 'bob', email: 'bob@example.com' }, admin)).entity
  const actor = anActor({ id: bob.id, name: 'bob', isAdmin: false, policies: [{ name: 'might', rules: [everything] }] })
  mighty = { ...admin, actor }
  const given = { name: 'mine', rules: [{ ...everything, operations: ['All'], resources: ['all'] }] }
  policy = (await create(policies, given as never, admin)).entity // a readonly rule
  steward = (await create(roles, { name: 'mine', policies: ['mine'] }, admin)).entity
  privileged = await aTeam('privileged', { defaultRoles: [steward.id] })
  below = await aTeam('below', { parents: [privileged.id] })
  const [root] = await admin.store.findByFqns('team', ['Organization'])
  ordinary = await aTeam('ordinary', { parents: [root?.id] })
  finance = (await create(domains, { name: 'finance', description: 'x', domainType: 'Aggregate' }, admin)).entity
})

const forbidden = { kind: 'forbidden' }
const ref = ({ id }: Entity, type: string) => ({ id, type })
const change = (def: EntityDefinition, entity: Entity, path: string, value: unknown, ctx = mighty) =>
  patch(def, { id: entity.id }, [{ op: 'add', path, value }], undefined, ctx)
const bulk = async (def: EntityDefinition, row: Record<string, unknown>, dryRun = false) => {
  const options = { overrideMetadata: false, keepOmitted: false, dryRun }
  return (await bulkUpsert(def, [row], options, mighty)).result
}
const rightsOf = async ({ id }: Entity) => {
  const [row] = await admin.store.findByIds([id])
  if (row === undefined) throw new Error('is gone')
  const { roles: names, domainIds } = await grantsOf(row, 'session', admin.store)
  return { names: [...names].sort(), domainIds }
}
/** Refuses, and leaves everybody with the rights they had. */
async function refuses(attempt: () => Promise<unknown>): Promise<void> {
  const before = await rightsOf(bob)
  await expect(attempt()).rejects.toMatchObject(forbidden)
  expect(await rightsOf(bob)).toEqual(before)
}
const softly = { hardDelete: false, recursive: true }
const forGood = { hardDelete: true, recursive: true }

describe('whoever is no administrator, whatever policies allow', () => {
  test.each(['privileged', 'below'] as const)(
    'takes nobody into a team that gives something, or out of it: %s',
    async (name) => {
      const team = name === 'below' ? below : privileged
      const request = { name, teamType: 'Group', users: [bob.id] }
      await refuses(() => change(teams, team, '/users', [ref(bob, 'user')]))
      await refuses(() => createOrUpdate(teams, request, mighty))
      for (const dryRun of [true, false])
        expect(await bulk(teams, request, dryRun)).toMatchObject({ failedRequest: [{ status: 403 }] })
      await refuses(() => change(users, bob, '/teams', [ref(team, 'team')]))
      const user = { name: 'bob', email: 'bob@example.com', teams: [team.id] }
      await refuses(() => createOrUpdate(users, user, mighty))
      expect(await bulk(users, user)).toMatchObject({ failedRequest: [{ status: 403 }] })
      await refuses(() => create(users, { ...user, name: 'eve', email: 'eve@example.com' }, mighty))
      expect(await rightsOf(bob)).toMatchObject({ names: ['DataConsumer'] })

      await change(teams, team, '/users', [ref(bob, 'user')], admin)
      expect((await rightsOf(bob)).names).toContain('mine')
      await refuses(() => change(teams, team, '/users', []))
      await refuses(() => change(users, bob, '/teams', []))
    },
  )

  test('puts no team below one that gives something, nor that above it', async () => {
    await change(teams, ordinary, '/users', [ref(bob, 'user')], admin)
    for (const team of [privileged, below]) {
      await refuses(() => change(teams, ordinary, '/parents', [ref(team, 'team')]))
      await refuses(() => change(teams, team, '/children', [ref(ordinary, 'team')]))
      await refuses(() => createOrUpdate(teams, { name: 'ordinary', teamType: 'Group', parents: [team.id] }, mighty))
      await refuses(() => aTeam('new', { parents: [team.id], users: [bob.id] }, mighty))
      await refuses(() => aTeam('above', { children: [ordinary.id], parents: [team.id] }, mighty))
    }
    await refuses(() => change(teams, below, '/parents', []))
  })

  test('gives a team neither roles nor policies, nor takes them', async () => {
    await refuses(() => change(teams, ordinary, '/defaultRoles', [ref(steward, 'role')]))
    await refuses(() => change(teams, ordinary, '/policies', [ref(policy, 'policy')]))
    await refuses(() => aTeam('new', { defaultRoles: [steward.id] }, mighty))
    await refuses(() => aTeam('new', { policies: [policy.id] }, mighty))
    await refuses(() => change(teams, privileged, '/defaultRoles', []))
  })

  test('deletes and restores no team that gives something, nor what is above it', async () => {
    await change(teams, below, '/users', [ref(bob, 'user')], admin)
    const above = await aTeam('above', { children: [privileged.id] })
    for (const team of [privileged, below, above])
      for (const options of [softly, forGood]) await refuses(() => remove(teams, { id: team.id }, options, mighty))
    await remove(teams, { id: privileged.id }, softly, admin)
    await refuses(() => restore(teams, privileged.id, mighty))
    await refuses(() => createOrUpdate(teams, { name: 'privileged', teamType: 'Group' }, mighty))
    expect(await bulk(teams, { name: 'privileged', teamType: 'Group' })).toMatchObject({
      failedRequest: [{ status: 403 }],
    })
    await restore(teams, privileged.id, admin)
  })

  test('deletes and restores many at once but for such teams, which keep no other back', async () => {
    const ids = [privileged.id, ordinary.id]
    const partly = { status: 'partialSuccess', failedRequest: [{ request: privileged.id, status: 403 }] }
    for (const dryRun of [true, false]) {
      const removed = await removeMany(teams, { ids, recursive: false, hardDelete: false, dryRun }, mighty)
      expect(removed).toMatchObject({ ...partly, totals: { team: 1 } })
    }
    await remove(teams, { id: privileged.id }, softly, admin)
    expect(await restoreMany(teams, { ids, dryRun: false }, mighty)).toMatchObject(partly)
    expect(await restoreMany(teams, { ids, dryRun: false }, admin)).toMatchObject({ status: 'success' })
  })

  test('deletes and restores no role, no policy, and nobody who has rights', async () => {
    const eve = (await create(users, { name: 'eve', email: 'eve@example.com', roles: [steward.id] }, admin)).entity
    const uma = (await create(users, { name: 'uma', email: 'uma@example.com', teams: [below.id] }, admin)).entity
    for (const [def, entity] of [
      [users, eve],
      [users, uma],
      [roles, steward],
      [policies, policy],
    ] as const) {
      for (const options of [softly, forGood]) await refuses(() => remove(def, { id: entity.id }, options, mighty))
      await remove(def, { id: entity.id }, softly, admin)
      await refuses(() => restore(def, entity.id, mighty))
      await restore(def, entity.id, admin)
    }
    await remove(users, { id: eve.id }, softly, admin)
    await refuses(() => createOrUpdate(users, { name: 'eve', email: 'eve@example.com' }, mighty))
  })

  test('puts nobody into a domain, nor takes it away from somebody: conditions ask for it', async () => {
    await refuses(() => change(users, bob, '/domains', [ref(finance, 'domain')]))
    await refuses(() => createOrUpdate(users, { name: 'bob', email: 'bob@example.com', domains: ['finance'] }, mighty))
    await change(users, bob, '/domains', [ref(finance, 'domain')], admin)
    await refuses(() => remove(domains, { id: finance.id }, softly, mighty))
    await refuses(() => remove(domains, { id: finance.id }, forGood, mighty))
    await remove(domains, { id: finance.id }, softly, admin)
    await refuses(() => restore(domains, finance.id, mighty))
  })

  test('takes nobody into a team that a condition names, be it a new one of that name', async () => {
    const rule = {
      name: 'r',
      effect: 'allow',
      operations: ['EditAll'],
      resources: ['all'],
      condition: "inAnyTeam('ordinary')",
    }
    await create(policies, { name: 'conditional', rules: [rule as never] }, admin) // as above
    await refuses(() => change(teams, ordinary, '/users', [ref(bob, 'user')]))
    await refuses(async () => aTeam('under_it', { parents: [ordinary.id] }, mighty))
    await remove(teams, { id: ordinary.id }, forGood, admin)
    await refuses(() => aTeam('ordinary', { users: [bob.id] }, mighty))
  })
})

describe('what gives nobody anything stays possible', () => {
  test('people come and go in an ordinary team, from both sides', async () => {
    const { entity } = await change(teams, ordinary, '/users', [ref(bob, 'user')])
    expect(entity.users).toMatchObject([{ name: 'bob' }])
    await change(teams, ordinary, '/users', [])
    await change(users, bob, '/teams', [ref(ordinary, 'team')])
    await createOrUpdate(teams, { name: 'ordinary', teamType: 'Group', users: [bob.id] }, mighty)
    expect(await bulk(teams, { name: 'ordinary', teamType: 'Group', users: [bob.id] })).toMatchObject({
      status: 'success',
    })
  })

  test('whoever may edit the users of a team takes people in, and no more', async () => {
    const rule = { name: 'r', effect: 'allow', operations: ['EditUsers', 'ViewAll'], resources: ['team'] } as const
    // Whom one may not see, one does not take in.
    const rules = [rule, { ...rule, operations: ['ViewAll'], resources: ['user'] }]
    const actor = anActor({ id: bob.id, name: 'bob', isAdmin: false, policies: [{ name: 'p', rules }] })
    const ctx = { ...admin, actor }
    await change(teams, ordinary, '/users', [ref(bob, 'user')], ctx)
    await expect(change(teams, ordinary, '/description', 'x', ctx)).rejects.toMatchObject(forbidden)
    await expect(change(teams, privileged, '/users', [ref(bob, 'user')], ctx)).rejects.toMatchObject(forbidden)
  })

  test('ordinary teams are made, moved, deleted and restored, with the people in them', async () => {
    const group = await aTeam('group', { parents: [ordinary.id], users: [bob.id] }, mighty)
    await change(teams, group, '/parents', [], mighty)
    await remove(teams, { id: group.id }, softly, mighty)
    await restore(teams, group.id, mighty)
    await remove(teams, { id: ordinary.id }, forGood, mighty)
  })

  test('of teams that give something, all else is edited', async () => {
    await change(teams, privileged, '/users', [ref(bob, 'user')], admin)
    expect((await change(teams, privileged, '/description', 'Sells.')).entity).toMatchObject({ description: 'Sells.' })
    await createOrUpdate(teams, { name: 'privileged', teamType: 'Group', displayName: 'P' }, mighty)
  })

  test('domains without people in them are deleted and restored', async () => {
    await remove(domains, { id: finance.id }, softly, mighty)
    await restore(domains, finance.id, mighty)
    await remove(domains, { id: finance.id }, forGood, mighty)
  })
})
