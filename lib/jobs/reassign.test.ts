/** All that somebody owns, of whatever type, goes to somebody else by one job. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { createOrUpdate } from '@/lib/entities/create'
import { read } from '@/lib/entities/read'
import { aDashboard, anActor, aService, aShippedContext } from '@/lib/entities/testing'
import { runJob, undoJob } from '@/lib/jobs/ask'
import { presentJob, presentRow } from '@/lib/jobs/present'
import { askReassignment } from '@/lib/jobs/reassign'
import { aRunner, type RunningRunner, rested, rowsOf } from '@/lib/jobs/testing'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity, EntityReference } from '@/lib/model/entities/entity'
import { teams, users } from '@/lib/model/entities/person'
import { definitionOf, definitions } from '@/lib/model/entities/registry'

let ctx: RequestContext
let runner: RunningRunner
let ana: Entity
let ben: Entity
beforeEach(async () => {
  ctx = await aShippedContext({ now: Date.now() })
  ;[ana, ben] = [await person('ana'), await person('ben')]
  runner = aRunner(ctx)
})
afterEach(async () => {
  await runner.stop()
  await ctx.store.close()
})

const person = async (name: string) => (await createOrUpdate(users, { name, email: `${name}@example.com` }, ctx)).entity
const as = ({ id }: Entity, type: 'user' | 'team' = 'user') => ({ id, type })
const ask = (from: Entity, to: ReturnType<typeof as>, context = ctx) =>
  askReassignment({ kind: 'reassign', from: as(from), to }, false, context)
const ownersOf = async (type: EntityDefinition['type'], fqn: string): Promise<readonly string[]> => {
  const def = definitionOf(type)
  if (def === undefined) throw new Error(`no ${type}`)
  const { owners } = await read(def, { fqn }, { fields: new Set(['owners']) }, ctx)
  return (owners as EntityReference[]).map(({ name = '' }) => name)
}

/** One of every type that can be owned. */
const described = { description: 'Said of it' }
const things: readonly (readonly [EntityDefinition['type'], string, Record<string, unknown>])[] = [
  ['dashboardService', 'superset', { name: 'superset', serviceType: 'Superset' }],
  ['dashboard', 'superset.board', { name: 'board', service: 'superset' }],
  ['chart', 'superset.chart', { name: 'chart', service: 'superset' }],
  [
    'dashboardDataModel',
    'superset.model.model',
    { name: 'model', service: 'superset', dataModelType: 'SupersetDataModel', columns: [] },
  ],
  ['domain', 'Sales', { name: 'Sales', domainType: 'Aggregate', ...described }],
  ['dataProduct', 'Revenue', { name: 'Revenue', domains: ['Sales'], ...described }],
  ['classification', 'Audience', { name: 'Audience', ...described }],
  ['tag', 'Audience.Board', { name: 'Board', classification: 'Audience', ...described }],
  ['glossary', 'Words', { name: 'Words', ...described }],
  ['glossaryTerm', 'Words.Churn', { name: 'Churn', glossary: 'Words', ...described }],
  ['team', 'bi', { name: 'bi', teamType: 'Group' }],
  [
    'policy',
    'Rules',
    { name: 'Rules', rules: [{ name: 'r', effect: 'allow', operations: ['ViewAll'], resources: ['all'] }] },
  ],
]
const makeAll = async () => {
  const fqns: [EntityDefinition['type'], string][] = []
  for (const [type, , request] of things) {
    const def = definitionOf(type)
    if (def === undefined) throw new Error(`no ${type}`)
    const { entity } = await createOrUpdate(def, { ...request, owners: [as(ana)] }, ctx)
    fqns.push([type, entity.fullyQualifiedName ?? entity.name])
  }
  return fqns
}

test('every type that has owners is among what the test makes, but pipelines of a service', () => {
  const owned = definitions.filter(({ relations }) => relations.owners !== undefined).map(({ type }) => type)
  expect(new Set(owned)).toEqual(new Set([...things.map(([type]) => type), 'ingestionPipeline']))
})

test('is planned, written and taken back as one', async () => {
  const made = await makeAll()
  await aService(ctx)
  await aDashboard(ctx, { name: 'both', owners: [as(ana), as(ben)] })
  await aDashboard(ctx, { name: 'other', owners: [as(ben)] })
  const job = await rested((await ask(ana, as(ben))).id, ctx)
  expect(presentJob(job)).toMatchObject({
    kind: 'edit',
    title: `Owners of ${things.length + 1} things`,
    note: 'What ana owns',
    state: 'planned',
    counts: { update: things.length + 1 },
  })
  expect(presentJob(job)).not.toHaveProperty('collection')
  const rows = (await rowsOf(job, ctx)).map((row) => presentRow(job, row))
  expect(new Set(rows.map(({ type }) => type))).toEqual(new Set(things.map(([type]) => type)))
  expect(await ownersOf('dashboard', 'superset.board')).toEqual(['ana'])

  await runJob(job.id, {}, ctx)
  expect(presentJob(await rested(job.id, ctx)).counts).toEqual({ updated: things.length + 1 })
  for (const [type, fqn] of made) expect([fqn, await ownersOf(type, fqn)]).toEqual([fqn, ['ben']])
  expect(await ownersOf('dashboard', 'sample_superset.both')).toEqual(['ben'])

  const undo = await rested((await undoJob(job.id, true, ctx)).id, ctx)
  expect(presentJob(undo).counts).toEqual({ updated: things.length + 1 })
  for (const [type, fqn] of made) expect([fqn, await ownersOf(type, fqn)]).toEqual([fqn, ['ana']])
})

test('what would have a team beside somebody is refused, with the reason, and the rest is done', async () => {
  await makeAll()
  await aService(ctx)
  await aDashboard(ctx, { name: 'both', owners: [as(ana), as(ben)] })
  const { entity: team } = await createOrUpdate(teams, { name: 'sales', teamType: 'Group' }, ctx)
  const job = await rested((await ask(ana, as(team, 'team'))).id, ctx)
  expect(job.counts).toEqual({ update: things.length, refused: 1 })
  const refused = (await rowsOf(job, ctx))
    .map((row) => presentRow(job, row))
    .find(({ outcome }) => outcome === 'refused')
  expect(refused).toMatchObject({ fullyQualifiedName: 'sample_superset.both', type: 'dashboard' })
})

test('is refused where there is nothing to give, nobody to give it to, or it is theirs already', async () => {
  await expect(ask(ana, as(ben))).rejects.toMatchObject({ kind: 'badRequest', message: 'ana owns nothing' })
  await makeAll()
  await expect(ask(ana, as(ana))).rejects.toMatchObject({ message: 'They own it already' })
  const nobody = { id: '00000000-0000-4000-8000-00000000dead', type: 'user' } as const
  await expect(ask(ana, nobody)).rejects.toMatchObject({ kind: 'notFound' })
  await expect(ask(ana, { ...as(ben), type: 'team' })).rejects.toMatchObject({ kind: 'notFound' })
})

test('whoever may not change a thing is told so row by row, and nothing is written', async () => {
  await makeAll()
  const view = { name: 'v', effect: 'allow', operations: ['ViewAll'], resources: ['all'] } as const
  const reader = {
    ...ctx,
    actor: anActor({ id: ben.id, name: 'ben', isAdmin: false, policies: [{ name: 'p', rules: [view] }] }),
  }
  await runner.stop()
  runner = aRunner(ctx, { contextOf: async () => reader })
  const job = await rested((await ask(ana, as(ben), reader)).id, ctx)
  expect(job.counts).toEqual({ refused: things.length })
  expect(await ownersOf('domain', 'Sales')).toEqual(['ana'])
})
