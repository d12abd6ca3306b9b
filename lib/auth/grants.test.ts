/** What reaches a user, along which relations, and what does not. */
import { beforeEach, describe, expect, test } from 'vitest'
import { grantsOf } from '@/lib/auth/grants'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { patch } from '@/lib/entities/patch'
import { remove } from '@/lib/entities/remove'
import { aContext } from '@/lib/entities/testing'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import { domains } from '@/lib/model/entities/domain'
import type { Entity } from '@/lib/model/entities/entity'
import { rootTeam, teams, users } from '@/lib/model/entities/person'
import { policies, roles } from '@/lib/model/entities/role'

let ctx: RequestContext
beforeEach(async () => {
  ctx = await aContext()
})

const make = async (def: EntityDefinition, request: Record<string, unknown>): Promise<Entity> =>
  (await create(def, request as { name: string }, ctx)).entity
const aRole = async (name: string): Promise<Entity> => {
  const rules = [{ name: 'all', effect: 'allow', operations: ['All'], resources: ['all'] }]
  const policy = await make(policies, { name: `${name}-policy`, rules })
  return make(roles, { name, policies: [policy.fullyQualifiedName] })
}
const aTeam = (name: string, more: Record<string, unknown> = {}) =>
  make(teams, { name, teamType: 'Department', ...more })
const aPerson = (more: Record<string, unknown> = {}) => make(users, { name: 'ana', email: 'ana@example.com', ...more })

async function grants({ id }: Entity, store = ctx.store) {
  const [row] = await ctx.store.findByIds([id])
  if (row === undefined) throw new Error('no such user')
  return grantsOf(row, 'session', store)
}
async function queriesFor(user: Entity): Promise<number> {
  let queries = 0
  const relations: typeof ctx.store.relations = (...asked) => {
    queries += 1
    return ctx.store.relations(...asked)
  }
  await grants(user, { ...ctx.store, relations })
  return queries
}
const given = async (user: Entity) => (await grants(user)).policies.map(({ name }) => name).toSorted()

test('somebody with nothing has nothing, and is who they are', async () => {
  const ana = await aPerson({ displayName: 'Ana' })
  expect(await grants(ana)).toEqual({
    id: ana.id,
    name: 'ana',
    displayName: 'Ana',
    isAdmin: false,
    isBot: false,
    caller: 'session',
    roles: [],
    teamIds: [],
    teams: [],
    domainIds: [],
    policies: [],
  })
})

test('rights come by roles of one’s own, by roles and policies of teams, and by the teams above these', async () => {
  const [own, ofTeam, above] = [await aRole('own'), await aRole('of-team'), await aRole('above')]
  const alone = await make(policies, {
    name: 'alone',
    rules: [{ name: 'r', effect: 'deny', operations: ['Delete'], resources: ['chart'], condition: 'noOwner()' }],
  })
  const top = await aTeam('top', { defaultRoles: [above.id] })
  const middle = await aTeam('middle', { parents: [top.id] })
  const team = await aTeam('team', { parents: [middle.id], defaultRoles: [ofTeam.id], policies: [alone.id] })
  const ana = await aPerson({ roles: [own.id], teams: [team.id] })
  const found = await grants(ana)
  expect(found.roles.toSorted()).toEqual(['above', 'of-team', 'own'])
  expect(found.teamIds.toSorted()).toEqual([team.id, middle.id, top.id].toSorted())
  expect(found.teams.toSorted()).toEqual(['middle', 'team', 'top'])
  expect(await given(ana)).toEqual(['above-policy', 'alone', 'of-team-policy', 'own-policy'])
  expect(found.policies.find(({ name }) => name === 'own-policy')).toMatchObject({ role: 'own' })
  expect(found.policies.find(({ name }) => name === 'alone')).toEqual({
    name: 'alone',
    role: undefined,
    rules: [expect.objectContaining({ effect: 'deny', operations: ['Delete'], condition: 'noOwner()' })],
  })
})

test('neither a team below nor one beside gives anything', async () => {
  const [low, aside] = [await aRole('low'), await aRole('aside')]
  const team = await aTeam('team')
  await aTeam('below', { parents: [team.id], defaultRoles: [low.id] })
  await aTeam('beside', { defaultRoles: [aside.id] })
  expect(await given(await aPerson({ teams: [team.id] }))).toEqual([])
})

test('everybody is in the root team, whatever else they are in', async () => {
  const role = await aRole('everybody')
  const root = await make(teams, { name: rootTeam, teamType: 'Organization', defaultRoles: [role.id] })
  const team = await aTeam('team')
  for (const more of [{}, { name: 'bob', email: 'bob@example.com', teams: [team.id] }]) {
    const somebody = await aPerson(more)
    expect((await grants(somebody)).teamIds).toContain(root.id)
    expect(await given(somebody)).toEqual(['everybody-policy'])
  }
})

describe('what is taken away gives nothing any more', () => {
  const change = (def: EntityDefinition, { id }: Entity, member: string, value: unknown) =>
    patch(def, { id }, [{ op: 'add', path: `/${member}`, value }], undefined, ctx)
  const softly = (def: EntityDefinition, { id }: Entity) =>
    remove(def, { id }, { hardDelete: false, recursive: true }, ctx)

  test.each<[string, (role: Entity, policy: Entity, team: Entity) => Promise<unknown>]>([
    ['a deleted role', (role) => softly(roles, role)],
    ['a disabled role', (role) => change(roles, role, 'disabled', true)],
    ['a deleted policy', (_role, policy) => softly(policies, policy)],
    ['a disabled policy', (_role, policy) => change(policies, policy, 'enabled', false)],
    ['a deleted team', (_role, _policy, team) => softly(teams, team)],
  ])('%s', async (_what, take) => {
    const role = await aRole('role')
    const team = await aTeam('team', { defaultRoles: [role.id] })
    const ana = await aPerson({ teams: [team.id] })
    expect(await given(ana)).toEqual(['role-policy'])
    const [policy] = await ctx.store.findByFqns('policy', ['role-policy'])
    await take(role, policy as unknown as Entity, team) // its id is all that is looked at
    expect(await given(ana)).toEqual([])
  })
})

test('a policy that comes by two ways counts once', async () => {
  const role = await aRole('role')
  const team = await aTeam('team', { defaultRoles: [role.id] })
  expect(await given(await aPerson({ teams: [team.id], roles: [role.id] }))).toEqual(['role-policy'])
})

test('teams that stand above each other in a ring are gone round once', async () => {
  const role = await aRole('role')
  const [one, other] = [await aTeam('one'), await aTeam('other', { defaultRoles: [role.id] })]
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const)
    await ctx.store.commit([
      {
        kind: 'link',
        link: {
          entityId: from.id,
          entityType: 'team',
          relation: 'parent',
          targetId: to.id,
          targetType: 'team',
          data: null,
        },
      },
    ])
  const ana = await aPerson({ teams: [one.id] })
  expect(await given(ana)).toEqual(['role-policy'])
  expect(await queriesFor(ana)).toBeLessThanOrEqual(5)
})

test('rules that cannot be read deny everything: one of them may have been a denial', async () => {
  const role = await aRole('role')
  const [policy] = await ctx.store.findByFqns('policy', ['role-policy'])
  if (policy === undefined) throw new Error('no such policy')
  const { container: _container, ...row } = policy
  const broken = { ...row, document: { ...row.document, rules: [{ effect: 'maybe' }] } }
  await ctx.store.commit([{ kind: 'update', row: broken, expected: row }])
  const { policies: found } = await grants(await aPerson({ roles: [role.id] }))
  expect(found.map(({ rules }) => rules)).toEqual([
    [{ name: 'unreadable rules', effect: 'deny', operations: ['All'], resources: ['all'] }],
  ])
})

test('domains are one’s own, not those of teams, and not deleted ones', async () => {
  const of = (name: string) => make(domains, { name, description: 'x', domainType: 'Aggregate' })
  const [own, gone] = [await of('own'), await of('gone')]
  await of('of-team')
  const team = await aTeam('team', { domains: ['of-team'] })
  const ana = await aPerson({ domains: ['own', 'gone'], teams: [team.id] })
  await remove(domains, { id: gone.id }, { hardDelete: true, recursive: true }, ctx)
  expect((await grants(ana)).domainIds).toEqual([own.id])
})

test('costs a query for each step, not one for each role', async () => {
  const many = await Promise.all(Array.from({ length: 8 }, (_, at) => aRole(`role-${at}`)))
  const team = await aTeam('team', { defaultRoles: many.map(({ id }) => id) })
  const ana = await aPerson({ teams: [team.id] })
  expect(await given(ana)).toHaveLength(8)
  expect(await queriesFor(ana)).toBeLessThanOrEqual(4)
})
