/** Renaming as a job: what the plan says, what the run does, and the way back. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { findFormer } from '@/lib/entities/former-names'
import { addLineage, readEdge } from '@/lib/entities/lineage'
import { patch } from '@/lib/entities/patch'
import { read } from '@/lib/entities/read'
import { seed } from '@/lib/entities/seed'
import { aChart, aContext, aDashboard, aService } from '@/lib/entities/testing'
import { runJob, undoJob } from '@/lib/jobs/ask'
import { presentJob, presentRow } from '@/lib/jobs/present'
import { askMoving, askRenaming } from '@/lib/jobs/rename-job'
import { aRunner, type RunningRunner, rested, rowsOf } from '@/lib/jobs/testing'
import { dashboards } from '@/lib/model/entities/dashboard'
import { dashboardServices } from '@/lib/model/entities/dashboard-service'
import { dataModels } from '@/lib/model/entities/data-model'
import { domains } from '@/lib/model/entities/domain'
import type { Entity } from '@/lib/model/entities/entity'
import { glossaries, glossaryTerms } from '@/lib/model/entities/glossary'
import { teams } from '@/lib/model/entities/person'
import { definitions } from '@/lib/model/entities/registry'
import { policies } from '@/lib/model/entities/role'
import { movableTypes, renamableTypes } from '@/lib/model/rules/renamable'

let ctx: RequestContext
let runner: RunningRunner
let service: Entity
beforeEach(async () => {
  ctx = await aContext({ now: Date.now() })
  await seed(ctx)
  service = await aService(ctx)
  runner = aRunner(ctx)
})
afterEach(async () => {
  await runner.stop()
  await ctx.store.close()
})

type Renamed = Parameters<typeof askRenaming>[0]
const planned = async (collection: Renamed['collection'], { id }: Entity, name: string, by = ctx) =>
  rested((await askRenaming({ kind: 'rename', collection, id, name }, false, by)).id, ctx)
const ran = async (id: string) => {
  await runJob(id, {}, ctx)
  return rested(id, ctx)
}
const rowOf = async (id: string) => {
  const job = await rested(id, ctx)
  const [row] = await rowsOf(job, ctx)
  return row === undefined ? undefined : presentRow(job, row)
}

describe('a service', () => {
  test('says what follows, takes it along, and is found by its old name', async () => {
    await aChart(ctx, 'c')
    for (const name of ['1', '2']) await aDashboard(ctx, { name })
    const columns = [{ name: 'x', dataType: 'INT' }]
    const model = { name: 'm', service: service.name, dataModelType: 'SupersetDataModel', columns }
    const { entity: made } = await create(dataModels, dataModels.createSchema.parse(model), ctx)
    const edge = [{ type: 'chart', fqn: 'sample_superset.c' }, { id: made.id }] as const
    const columnsLineage = [{ fromColumns: ['db.t.x'], toColumn: 'sample_superset.model.m.x' }]
    await addLineage(...edge, { columnsLineage }, ctx)
    const job = await planned('dashboardServices', service, 'b.i')
    expect(presentJob(job)).toMatchObject({
      kind: 'rename',
      title: 'sample_superset to b.i',
      collection: 'dashboardServices',
      state: 'planned',
      counts: { update: 1 },
    })
    const plan = await rowOf(job.id)
    expect(plan).toMatchObject({
      fullyQualifiedName: 'sample_superset',
      version: 0.2,
      changeDescription: { fieldsUpdated: [{ name: 'name', oldValue: 'sample_superset', newValue: 'b.i' }] },
      follows: { carriers: 0 },
    })
    expect(plan?.follows?.below.toSorted((a, b) => (a.type < b.type ? -1 : 1))).toEqual([
      { type: 'chart', count: 1 },
      { type: 'dashboard', count: 2 },
      { type: 'dashboardDataModel', count: 1 },
    ])
    expect(await read(dashboardServices, { id: service.id }, {}, ctx)).toMatchObject({ version: 0.1 })
    expect(await ran(job.id)).toMatchObject({ state: 'finished', counts: { updated: 1 } })
    expect(await read(dashboards, { fqn: '"b.i".2' }, {}, ctx)).toMatchObject({
      version: 0.1,
      service: { name: 'b.i', fullyQualifiedName: '"b.i"' },
    })
    expect(await read(dataModels, { fqn: '"b.i".model.m' }, {}, ctx)).toMatchObject({
      version: 0.1,
      columns: [{ fullyQualifiedName: '"b.i".model.m.x' }],
    })
    expect(await readEdge({ type: 'chart', fqn: '"b.i".c' }, { id: made.id }, ctx)).toMatchObject({
      columnsLineage: [{ fromColumns: ['db.t.x'], toColumn: '"b.i".model.m.x' }],
    })
    expect(await findFormer(dashboards, 'sample_superset.1', ctx)).toMatchObject({ fullyQualifiedName: '"b.i".1' })
  })

  test('gets its name back by the undo, and everything in it', async () => {
    await aDashboard(ctx)
    const { id } = await planned('dashboardServices', service, 'other')
    await ran(id)
    const undo = await rested((await undoJob(id, true, ctx)).id, ctx)
    expect(undo).toMatchObject({ state: 'finished', counts: { updated: 1 } })
    expect(await read(dashboards, { fqn: 'sample_superset.10' }, {}, ctx)).toMatchObject({ version: 0.1 })
    expect(await read(dashboardServices, { fqn: 'sample_superset' }, {}, ctx)).toMatchObject({ version: 0.3 })
  })

  test('that has changed since the preview is held back', async () => {
    const { id } = await planned('dashboardServices', service, 'other')
    await patch(dashboardServices, service, [{ op: 'add', path: '/displayName', value: 'BI' }], undefined, ctx)
    expect(await ran(id)).toMatchObject({ state: 'finished', counts: { held: 1 } })
    expect(await read(dashboardServices, service, {}, ctx)).toMatchObject({ name: 'sample_superset' })
  })
})

test('a domain says how many things carry it', async () => {
  const { entity } = await create(domains, { name: 'a', description: 'd', domainType: 'Aggregate' }, ctx)
  await aDashboard(ctx, { domains: ['a'] })
  await aChart(ctx, 'without')
  const job = await planned('domains', entity, 'b')
  expect(await rowOf(job.id)).toMatchObject({ outcome: 'update', follows: { below: [], carriers: 1 } })
  await ran(job.id)
  expect(await read(dashboards, { fqn: 'sample_superset.10' }, { fields: 'all' }, ctx)).toMatchObject({
    version: 0.1,
    domains: [{ name: 'b', fullyQualifiedName: 'b' }],
  })
})

test('a team is named anew in the policies that name it', async () => {
  const { entity } = await create(teams, teams.createSchema.parse({ name: 'bi' }), ctx)
  const condition = "inAnyTeam('bi', 'bi2')"
  const rule = { name: 'r', resources: ['dashboard'], operations: ['EditAll'], effect: 'allow', condition }
  await create(policies, policies.createSchema.parse({ name: 'p', rules: [rule] }), ctx)
  await ran((await planned('teams', entity, "bi's")).id)
  expect(await read(policies, { fqn: 'p' }, {}, ctx)).toMatchObject({
    version: 0.2,
    rules: [{ condition: "inAnyTeam('bi''s', 'bi2')" }],
  })
})

describe('a move', () => {
  const description = 'Of a test'
  const moved = async (collection: 'glossaryTerms' | 'domains', { id }: Entity, to: string | null) =>
    rested((await askMoving({ kind: 'move', collection, id, to }, false, ctx)).id, ctx)
  let words: Entity
  let others: Entity
  let term: Entity
  beforeEach(async () => {
    words = (await create(glossaries, { name: 'Words', description }, ctx)).entity
    others = (await create(glossaries, { name: 'Others', description }, ctx)).entity
    term = (await create(glossaryTerms, { name: 'a', glossary: 'Words', description }, ctx)).entity
    await create(glossaryTerms, { name: 'b', glossary: 'Words', parent: 'Words.a', description }, ctx)
  })

  test('says what goes along, takes it there, and brings it back', async () => {
    const label = { tagFQN: 'Words.a', source: 'Glossary', labelType: 'Manual', state: 'Confirmed' } as const
    await aDashboard(ctx, { tags: [label] })
    const job = await moved('glossaryTerms', term, others.id)
    expect(presentJob(job)).toMatchObject({ kind: 'move', title: 'a to Others', counts: { update: 1 } })
    expect(await rowOf(job.id)).toMatchObject({
      fullyQualifiedName: 'Words.a',
      follows: { below: [{ type: 'glossaryTerm', count: 1 }], carriers: 1 },
    })
    expect(await ran(job.id)).toMatchObject({ state: 'finished', counts: { updated: 1 } })
    expect(await read(glossaryTerms, { fqn: 'Others.a.b' }, {}, ctx)).toMatchObject({ version: 0.1 })
    const undo = await rested((await undoJob(job.id, true, ctx)).id, ctx)
    expect(undo).toMatchObject({ state: 'finished', counts: { updated: 1 } })
    expect(await read(glossaryTerms, { fqn: 'Words.a.b' }, {}, ctx)).toMatchObject({ glossary: { id: words.id } })
    expect(await read(dashboards, { fqn: 'sample_superset.10' }, { fields: 'all' }, ctx)).toMatchObject({
      tags: [{ tagFQN: 'Words.a' }],
    })
  })

  test('below another one, and back to the top by its undo', async () => {
    const { entity: root } = await create(glossaryTerms, { name: 'root', glossary: 'Others', description }, ctx)
    const job = await moved('glossaryTerms', term, root.id)
    await ran(job.id)
    expect(await read(glossaryTerms, { fqn: 'Others.root.a.b' }, {}, ctx)).toMatchObject({ version: 0.1 })
    await rested((await undoJob(job.id, true, ctx)).id, ctx)
    const back = await read(glossaryTerms, { fqn: 'Words.a' }, { fields: 'all' }, ctx)
    expect(back).toMatchObject({ glossary: { name: 'Words' } })
    expect(back.parent).toBeUndefined()
  })

  test('a domain goes to the top; to where it is, nothing changes', async () => {
    const given = { description, domainType: 'Aggregate' as const }
    await create(domains, { name: 'root', ...given }, ctx)
    const { entity } = await create(domains, { name: 'a', parent: 'root', ...given }, ctx)
    await ran((await moved('domains', entity, null)).id)
    expect(await read(domains, { fqn: 'a' }, {}, ctx)).toMatchObject({ version: 0.2 })
    expect(await moved('domains', entity, null)).toMatchObject({ counts: { unchanged: 1 } })
  })

  test('to a thing of another kind is refused at once, below itself by the plan', async () => {
    await expect(moved('domains', term, null)).rejects.toMatchObject({ kind: 'notFound' })
    await expect(moved('glossaryTerms', term, service.id)).rejects.toMatchObject({ kind: 'badRequest' })
    const { id } = await read(glossaryTerms, { fqn: 'Words.a.b' }, {}, ctx)
    const job = await moved('glossaryTerms', term, id)
    expect(await rowOf(job.id)).toMatchObject({
      outcome: 'refused',
      message: expect.stringMatching(/^Can't move .* a to its child .* b$/),
    })
  })
})

describe('what cannot be is said by the plan, and nothing is renamed', () => {
  test.each([
    ['a name that is taken', 'taken', 'Entity already exists'],
    ['what came with the catalogue', 'Organisation', 'System entity [Organization] of type team can not be renamed.'],
  ])('%s', async (what, name, message) => {
    await create(teams, teams.createSchema.parse({ name: 'taken' }), ctx)
    const own = await create(teams, teams.createSchema.parse({ name: 'own' }), ctx)
    const root = await read(teams, { fqn: 'Organization' }, {}, ctx)
    const job = await planned('teams', what.startsWith('a name') ? own.entity : root, name)
    expect(job).toMatchObject({ state: 'planned', counts: { refused: 1 } })
    expect(await rowOf(job.id)).toMatchObject({ outcome: 'refused', message })
    expect(await ctx.store.formerNames(['own', 'Organization'])).toEqual([])
  })

  test('what is another type, or not there', async () => {
    await expect(planned('teams', service, 'x')).rejects.toMatchObject({ kind: 'notFound' })
  })
})

test('a job takes every collection that can be renamed, and no other', () => {
  const renamable = definitions.filter(({ renaming }) => renaming !== undefined)
  expect(new Map(Object.entries(renamableTypes))).toEqual(
    new Map(renamable.map(({ collection, type }) => [collection, type])),
  )
})

test('and moves every collection that has places, and no other', () => {
  const movable = definitions.filter(({ movedBy }) => movedBy.size > 0)
  expect(new Map(Object.entries(movableTypes))).toEqual(
    new Map(movable.map(({ collection, type }) => [collection, type])),
  )
})
