/** What people and programs may do with the policies that a catalogue comes with (README, "Use it"). */
import { beforeEach, describe, expect, test } from 'vitest'
import { grantsOf } from '@/lib/auth/grants'
import { aUser } from '@/lib/auth/testing'
import { bulkUpsert } from '@/lib/entities/bulk'
import type { RequestContext } from '@/lib/entities/context'
import { create, createOrUpdate } from '@/lib/entities/create'
import { addLineage } from '@/lib/entities/lineage'
import { list } from '@/lib/entities/list'
import { patch } from '@/lib/entities/patch'
import { follow, vote } from '@/lib/entities/react'
import { read } from '@/lib/entities/read'
import { remove } from '@/lib/entities/remove'
import { restore } from '@/lib/entities/restore'
import { seed } from '@/lib/entities/seed'
import { aChart, aContext, aDashboard, aService } from '@/lib/entities/testing'
import { addUsage } from '@/lib/entities/usage'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity } from '@/lib/model/entities/entity'
import { glossaries } from '@/lib/model/entities/glossary'
import { ingestionPipelines } from '@/lib/model/entities/ingestion-pipeline'
import { teams, users } from '@/lib/model/entities/person'
import { policies, roles } from '@/lib/model/entities/role'
import { classifications } from '@/lib/model/entities/tag'
import { types } from '@/lib/model/entities/type'

let admin: RequestContext
let service: Entity
let board: Entity
let chart: Entity
beforeEach(async () => {
  admin = await aContext()
  await seed(admin)
  service = await aService(admin)
  chart = await aChart(admin, 'orders')
  board = await aDashboard(admin)
})

const idOf = async (type: 'role' | 'user', name: string): Promise<string> => {
  const [row] = await admin.store.findByFqns(type, [name])
  if (row === undefined) throw new Error(`no ${type} ${name}`)
  return row.id
}
const asUser = async (id: string): Promise<RequestContext> => {
  const [row] = await admin.store.findByIds([id])
  if (row === undefined) throw new Error('no such user')
  return { ...admin, actor: await grantsOf(row, row.document.isBot === true ? 'bot' : 'session', admin.store) }
}

type Who = 'reader' | 'steward' | 'bot' | 'administrator'
async function somebody(who: Who): Promise<RequestContext> {
  if (who === 'bot') return asUser(await idOf('user', 'ingestion-bot'))
  const more = {
    reader: {},
    steward: { roles: [await idOf('role', 'DataSteward')] },
    administrator: { isAdmin: true },
  }[who]
  return asUser((await aUser(admin, who, more)).id)
}

/** Whether it is done; anything but a missing right is a failure of the test. */
const may = async (attempt: Promise<unknown>): Promise<boolean> => {
  try {
    await attempt
    return true
  } catch (error) {
    expect(error).toMatchObject({ kind: 'forbidden' })
    return false
  }
}

const set = (def: EntityDefinition, { id }: Entity, path: string, value: unknown, ctx: RequestContext) =>
  patch(def, { id }, [{ op: 'add', path, value }], undefined, ctx)
const own = (entity: Entity, def: EntityDefinition, id: string) =>
  set(def, entity, '/owners', [{ id, type: 'user' }], admin)

const everybody: readonly Who[] = ['reader', 'steward', 'bot', 'administrator']
const keepers: readonly Who[] = ['steward', 'bot', 'administrator']
const nobodyBut: readonly Who[] = ['administrator']

type Deed = (ctx: RequestContext) => Promise<unknown>
const deeds: readonly [deed: string, who: readonly Who[], Deed][] = [
  ['reads', everybody, (ctx) => read(dashboards, { id: board.id }, { fields: 'all' }, ctx)],
  [
    'lists',
    everybody,
    async (ctx) => {
      const { data } = await list(dashboards, { fields: 'all', include: 'all', limit: 10 }, ctx)
      expect(data.map(({ id }) => id)).toEqual([board.id])
    },
  ],
  ['follows', everybody, (ctx) => follow(dashboards, board.id, ctx.actor.id, ctx)],
  ['votes', everybody, (ctx) => vote(dashboards, board.id, 'votedUp', ctx)],
  ['describes what nobody owns', everybody, (ctx) => set(dashboards, board, '/description', 'said', ctx)],
  ['tags what nobody owns', everybody, (ctx) => set(dashboards, board, '/tags', [{ tagFQN: 'PII.None' }], ctx)],
  ['gives it a tier', everybody, (ctx) => set(dashboards, board, '/tags', [{ tagFQN: 'Tier.Tier1' }], ctx)],
  [
    'makes it their own',
    everybody,
    (ctx) => set(dashboards, board, '/owners', [{ id: ctx.actor.id, type: 'user' }], ctx),
  ],
  [
    'makes a service their own',
    keepers,
    (ctx) => set(dashboardServices, service, '/owners', [{ id: ctx.actor.id, type: 'user' }], ctx),
  ],
  ['renames it for people', ['steward', 'administrator'], (ctx) => set(dashboards, board, '/displayName', 'D', ctx)],
  ['changes its address', keepers, (ctx) => set(dashboards, board, '/sourceUrl', 'https://x.example', ctx)],
  ['deletes it', keepers, (ctx) => remove(dashboards, { id: board.id }, { hardDelete: false, recursive: false }, ctx)],
  ['creates a dashboard', keepers, (ctx) => create(dashboards, { name: 'new', service: 'sample_superset' }, ctx)],
  ['upserts one', keepers, (ctx) => createOrUpdate(dashboards, { name: '10', service: 'sample_superset' }, ctx)],
  ['creates a service', keepers, (ctx) => create(dashboardServices, { name: 'new', serviceType: 'Looker' }, ctx)],
  ['creates a classification', keepers, (ctx) => create(classifications, { name: 'new', description: 'x' }, ctx)],
  ['creates a glossary', keepers, (ctx) => create(glossaries, { name: 'new', description: 'x' }, ctx)],
  ['adds lineage', keepers, (ctx) => addLineage({ id: chart.id }, { id: board.id }, {}, ctx)],
  ['adds use', keepers, (ctx) => addUsage('dashboard', board.id, '2026-11-24', 1, ctx)],
  [
    'creates a pipeline',
    ['bot', 'administrator'],
    (ctx) =>
      create(
        ingestionPipelines,
        {
          name: 'nightly',
          pipelineType: 'metadata',
          service: { id: service.id, type: 'dashboardService' },
          sourceConfig: { config: {} },
          airflowConfig: {},
        },
        ctx,
      ),
  ],
  ['creates a user', nobodyBut, (ctx) => create(users, { name: 'new', email: 'new@example.com' }, ctx)],
  ['creates a team', nobodyBut, (ctx) => create(teams, { name: 'new' }, ctx)],
  [
    'writes a policy',
    nobodyBut,
    (ctx) =>
      create(
        policies,
        { name: 'new', rules: [{ name: 'r', effect: 'allow', operations: ['All'], resources: ['all'] }] },
        ctx,
      ),
  ],
  ['creates a role', nobodyBut, (ctx) => create(roles, { name: 'new', policies: ['DataConsumerPolicy'] }, ctx)],
]

describe.each(everybody)('with the policies as shipped, a %s', (who) => {
  test.each(deeds)('%s: %j', async (_deed, allowed, deed) => {
    expect(await may(deed(await somebody(who)))).toBe(allowed.includes(who))
  })
})

test('whoever has no right is told which one, and who they are', async () => {
  const reader = await somebody('reader')
  const message = (operations: string) =>
    `Principal: CatalogPrincipal{name='reader'} operations [${operations}] not allowed`
  await expect(
    remove(dashboards, { id: board.id }, { hardDelete: true, recursive: true }, reader),
  ).rejects.toMatchObject({ kind: 'forbidden', message: message('Delete') })
  await expect(createOrUpdate(dashboards, { name: 'new', service: 'sample_superset' }, reader)).rejects.toMatchObject({
    message: message('Create'),
  })
  expect(await read(dashboards, { id: board.id }, {}, admin)).toMatchObject({ version: 0.1 })
})

test('a reader describes what is catalogued and nobody owns, and neither people nor teams nor types', async () => {
  const reader = await somebody('reader')
  const other = await aUser(admin, 'other')
  const { entity: team } = await create(teams, { name: 'crew' }, admin)
  const [kind] = await admin.store.findByFqns('type', ['dashboard'])
  if (kind === undefined) throw new Error('no type')
  expect(await may(set(dashboards, board, '/description', 'Said', reader))).toBe(true)
  expect(await may(set(users, other, '/description', 'Said of them', reader))).toBe(false)
  expect(await may(set(teams, team, '/description', 'Said of them', reader))).toBe(false)
  expect(await may(set(types, { id: kind.id, name: 'dashboard' }, '/description', 'Said of it', reader))).toBe(false)
})

test('an owner does with what is theirs what they like, and with its service: they create in it', async () => {
  const reader = await somebody('reader')
  await own(board, dashboards, reader.actor.id)
  await set(dashboards, board, '/displayName', 'Mine', reader)
  await createOrUpdate(dashboards, { name: '10', service: 'sample_superset', description: 'mine' }, reader)
  await remove(dashboards, { id: board.id }, { hardDelete: false, recursive: false }, reader)
  await restore(dashboards, board.id, reader)
  expect(await may(create(charts, { name: 'new', service: 'sample_superset' }, reader))).toBe(false)
  await own(service, dashboardServices, reader.actor.id)
  expect(await may(create(charts, { name: 'new', service: 'sample_superset' }, reader))).toBe(true)
})

test('a member of the owning team is an owner', async () => {
  const reader = await somebody('reader')
  const { entity: team } = await create(teams, { name: 'sales', users: [reader.actor.id] }, admin)
  await set(dashboards, board, '/owners', [{ id: team.id, type: 'team' }], admin)
  const member = await asUser(reader.actor.id)
  expect(await may(set(dashboards, board, '/displayName', 'Ours', member))).toBe(true)
  expect(await may(set(dashboards, board, '/displayName', 'Theirs', await somebody('bot')))).toBe(false)
})

test('what somebody else owns is left alone by readers, and not by stewards', async () => {
  await own(board, dashboards, (await aUser(admin, 'owner')).id)
  const [reader, steward] = [await somebody('reader'), await somebody('steward')]
  for (const [path, value] of [
    ['/description', 'said'],
    ['/tags', [{ tagFQN: 'PII.None' }]],
    ['/owners', []],
  ] as const) {
    expect(await may(set(dashboards, board, path, value, reader))).toBe(false)
  }
  expect(await read(dashboards, { id: board.id }, { fields: new Set(['tags']) }, admin)).toMatchObject({ tags: [] })
  expect(await may(set(dashboards, board, '/description', 'said', steward))).toBe(true)
})

test('a role gives what its policies allow, and no more', async () => {
  const rules = [{ name: 'r', effect: 'allow', operations: ['Create', 'EditAll'], resources: ['dashboard'] }]
  await create(policies, { name: 'makers', rules }, admin)
  const { entity: role } = await create(roles, { name: 'maker', policies: ['makers'] }, admin)
  const maker = await asUser((await aUser(admin, 'maker', { roles: [role.id] })).id)
  const { entity } = await createOrUpdate(dashboards, { name: 'made', service: 'sample_superset' }, maker)
  expect(entity.updatedBy).toBe('maker')
  expect(await may(set(dashboards, entity, '/displayName', 'Made', maker))).toBe(true)
  const options = { hardDelete: false, recursive: false }
  expect(await may(remove(dashboards, { id: entity.id }, options, maker))).toBe(false)
  expect(await may(create(charts, { name: 'made', service: 'sample_superset' }, maker))).toBe(false)
})

test('a bot fills gaps, and overwrites only on request', async () => {
  const bot = await somebody('bot')
  await set(dashboards, board, '/description', 'people wrote this', admin)
  const sent = { name: '10', service: 'sample_superset', description: 'the bot wrote this', project: 'Sales' }
  const description = async () => (await read(dashboards, { id: board.id }, {}, admin)).description
  const { entity } = await createOrUpdate(dashboards, sent, bot)
  expect(entity).toMatchObject({ description: 'people wrote this', displayName: 'deck.gl Demo', project: 'Sales' })
  await bulkUpsert(dashboards, [sent], {}, bot)
  expect(await description()).toBe('people wrote this')
  const { result } = await bulkUpsert(dashboards, [sent], { overrideMetadata: true }, bot)
  expect(result).toMatchObject({ status: 'success', numberOfRowsFailed: 0 })
  expect(await description()).toBe('the bot wrote this')
})
