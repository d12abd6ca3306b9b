import { beforeEach, describe, expect, test } from 'vitest'
import { bulkUpsert } from '@/lib/entities/bulk'
import type { RequestContext } from '@/lib/entities/context'
import { create, createOrUpdate } from '@/lib/entities/create'
import { patch } from '@/lib/entities/patch'
import { read } from '@/lib/entities/read'
import { remove } from '@/lib/entities/remove'
import { seed } from '@/lib/entities/seed'
import { aContext, anActor, aService } from '@/lib/entities/testing'
import { bots } from '@/lib/model/entities/bot'
import { dashboards } from '@/lib/model/entities/dashboard'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity } from '@/lib/model/entities/entity'
import { teams, users } from '@/lib/model/entities/person'
import { policies, roles } from '@/lib/model/entities/role'

let admin: RequestContext
/** May do everything that a policy can allow, and still is no administrator. */
let mighty: RequestContext
let ada: Entity
let bob: Entity

const everything = { name: 'all', effect: 'allow', operations: ['All'], resources: ['all'] } as const

beforeEach(async () => {
  admin = await aContext()
  await seed(admin)
  ada = (await create(users, { name: 'ada', email: 'ada@example.com', isAdmin: true }, admin)).entity
  bob = (await create(users, { name: 'bob', email: 'bob@example.com' }, admin)).entity
  const actor = anActor({ id: bob.id, name: 'bob', isAdmin: false, policies: [{ name: 'might', rules: [everything] }] })
  mighty = { ...admin, actor }
})

const change = (def: EntityDefinition, entity: Entity, path: string, value: unknown, ctx = mighty) =>
  patch(def, { id: entity.id }, [{ op: 'add', path, value }], undefined, ctx)
const forbidden = { kind: 'forbidden' }
const anId = async (def: EntityDefinition, name: string): Promise<string> =>
  (await admin.store.findByFqns(def.type, [name]))[0]?.id ?? ''

describe('whoever is no administrator, whatever policies allow', () => {
  test.each([
    ['isAdmin', true],
    ['isBot', true],
    ['allowImpersonation', true],
    ['email', 'ada@example.com'],
  ])('does not change %s of a user, the own one neither', async (member, value) => {
    await expect(change(users, bob, `/${member}`, value)).rejects.toMatchObject(forbidden)
  })

  test('gives nobody a role or a team', async () => {
    const role = { id: await anId(roles, 'DataSteward'), type: 'role' }
    const sales = { name: 'sales', teamType: 'Group', defaultRoles: [role.id] }
    const team = { id: (await create(teams, sales, admin)).entity.id, type: 'team' }
    await expect(change(users, bob, '/roles', [role])).rejects.toMatchObject(forbidden)
    await expect(change(users, bob, '/teams', [team])).rejects.toMatchObject(forbidden)
    const request = { name: 'eve', email: 'eve@example.com', roles: [role.id] }
    await expect(create(users, request, mighty)).rejects.toMatchObject(forbidden)
  })

  test('makes no administrator, by POST, PUT or bulk', async () => {
    const eve = { name: 'eve', email: 'eve@example.com', isAdmin: true }
    await expect(create(users, eve, mighty)).rejects.toMatchObject(forbidden)
    await expect(createOrUpdate(users, eve, mighty)).rejects.toMatchObject(forbidden)
    const options = { async: false, overrideMetadata: true, keepOmitted: false, dryRun: false }
    const { result } = await bulkUpsert(users, [eve], options, mighty)
    expect(result).toMatchObject({ numberOfRowsFailed: 1, failedRequest: [{ status: 403 }] })
    expect(await anId(users, 'eve')).toBe('')
  })

  test('neither edits nor deletes an administrator', async () => {
    await expect(change(users, ada, '/displayName', 'Not Ada')).rejects.toMatchObject(forbidden)
    for (const hardDelete of [false, true]) {
      const removing = remove(users, { id: ada.id }, { hardDelete, recursive: true }, mighty)
      await expect(removing).rejects.toMatchObject(forbidden)
    }
  })

  test('does not write policies, roles and bots', async () => {
    const policy = { name: 'mine', rules: [{ ...everything, operations: ['All'], resources: ['all'] }] }
    await expect(create(policies, policy, mighty)).rejects.toMatchObject(forbidden)
    await expect(create(roles, { name: 'mine', policies: ['OrganizationPolicy'] }, mighty)).rejects.toMatchObject(
      forbidden,
    )
    await expect(create(bots, { name: 'mine', botUser: 'ingestion-bot' }, mighty)).rejects.toMatchObject(forbidden)
    const stored = { id: await anId(roles, 'DataConsumer') }
    await expect(
      patch(roles, stored, [{ op: 'remove', path: '/policies/0' }], undefined, mighty),
    ).rejects.toMatchObject(forbidden)
  })

  test('does not take a team over: neither its owners nor its policies, roles and parents', async () => {
    const team = (await create(teams, { name: 'sales', teamType: 'Group' }, admin)).entity
    const owner = { id: bob.id, type: 'user' }
    await expect(change(teams, team, '/owners', [owner])).rejects.toMatchObject(forbidden)
    const role = { id: await anId(roles, 'DataSteward'), type: 'role' }
    await expect(change(teams, team, '/defaultRoles', [role])).rejects.toMatchObject(forbidden)
    const leaders = { name: 'leaders', teamType: 'Group', defaultRoles: [role.id] }
    const parent = { id: (await create(teams, leaders, admin)).entity.id, type: 'team' }
    await expect(change(teams, team, '/parents', [parent])).rejects.toMatchObject(forbidden)
  })

  test('does what the policies allow with everything else', async () => {
    const { entity } = await create(users, { name: 'eve', email: 'eve@example.com' }, mighty)
    expect((await change(users, entity, '/displayName', 'Eve')).entity).toMatchObject({ displayName: 'Eve' })
    const team = (await create(teams, { name: 'sales', teamType: 'Group', users: [entity.id] }, mighty)).entity
    expect((await change(teams, team, '/description', 'Sells.')).entity).toMatchObject({ description: 'Sells.' })
    await remove(users, { id: entity.id }, { hardDelete: true, recursive: false }, mighty)
    await aService(mighty)
    await create(dashboards, { name: '10', service: 'sample_superset' }, mighty)
  })
})

test('an administrator may give rights', async () => {
  const role = { id: await anId(roles, 'DataSteward'), type: 'role' }
  expect((await change(users, bob, '/roles', [role], admin)).entity).toMatchObject({ roles: [{ name: 'DataSteward' }] })
  expect((await change(users, bob, '/isAdmin', true, admin)).entity).toMatchObject({ isAdmin: true })
})

test('policies of a role come in one order, whether they were just written or are read', async () => {
  const names = ['OrganizationPolicy', 'DataStewardPolicy', 'DataConsumerPolicy']
  const { entity } = await create(roles, { name: 'Several', policies: names }, admin)
  const orderIn = ({ policies = [] }: Entity) => (policies as { name: string }[]).map(({ name }) => name) // references
  expect(orderIn(entity)).toEqual(names.toSorted())
  expect(orderIn(await read(roles, { id: entity.id }, { fields: 'all' }, admin))).toEqual(names.toSorted())
  const last = await change(
    roles,
    entity,
    '/policies/-',
    { id: await anId(policies, 'IngestionBotPolicy'), type: 'policy' },
    admin,
  )
  expect(orderIn(last.entity)).toEqual([...names, 'IngestionBotPolicy'].toSorted())
})
