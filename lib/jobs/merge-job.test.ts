/** Merging one tag or term into another: what the plan says, what the run does, and the way back. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { create } from '@/lib/entities/create'
import { findMerged } from '@/lib/entities/former-names'
import { patch } from '@/lib/entities/patch'
import { read } from '@/lib/entities/read'
import { remove } from '@/lib/entities/remove'
import { restore } from '@/lib/entities/restore'
import { seed } from '@/lib/entities/seed'
import { aContext, aDashboard, anActor, aService } from '@/lib/entities/testing'
import { runJob, undoJob } from '@/lib/jobs/ask'
import { askMerging } from '@/lib/jobs/merge-job'
import { presentJob, presentRow } from '@/lib/jobs/present'
import { aRunner, counted, type RunningRunner, rested, rowsOf } from '@/lib/jobs/testing'
import { dashboards } from '@/lib/model/entities/dashboard'
import { dataModels } from '@/lib/model/entities/data-model'
import type { EntityDefinition } from '@/lib/model/entities/define-entity'
import type { Entity, TagLabel } from '@/lib/model/entities/entity'
import { glossaries, glossaryTerms } from '@/lib/model/entities/glossary'
import { policies } from '@/lib/model/entities/role'
import { classifications, tags } from '@/lib/model/entities/tag'

let ctx: RequestContext
let runner: RunningRunner
let old: Entity
let stays: Entity
const description = 'Of a test'
const label = (tagFQN: string, source = 'Classification') => ({ tagFQN, source })
const aTag = async (name: string, classification = 'Audience', more = {}) =>
  (await create(tags, tags.createSchema.parse({ name, classification, description, ...more }), ctx)).entity

beforeEach(async () => {
  ctx = await aContext({ now: Date.now() })
  await seed(ctx)
  await aService(ctx)
  await create(classifications, classifications.createSchema.parse({ name: 'Audience', description }), ctx)
  old = await aTag('Old')
  stays = await aTag('Stays')
  runner = aRunner(ctx)
})
afterEach(async () => {
  await runner.stop()
  await ctx.store.close()
})

const tagged = (name: string, ...fqns: string[]) =>
  aDashboard(ctx, { name, tags: fqns.map((fqn) => label(fqn)) as never })
const asked = (one = old, other = stays, by = ctx) =>
  askMerging({ kind: 'merge', collection: 'tags', id: one.id, into: other.id }, false, by)
const planned = async (one = old, other = stays) => rested((await asked(one, other)).id, ctx)
const ran = async (id: string) => {
  await runJob(id, {}, ctx)
  return rested(id, ctx)
}
const undone = async (id: string) => rested((await undoJob(id, true, ctx)).id, ctx)
const told = async (id: string) => {
  const job = await rested(id, ctx)
  return (await rowsOf(job, ctx)).map((row) => presentRow(job, row))
}
const fqnsOf = (labels: unknown) => ((labels as TagLabel[] | undefined) ?? []).map(({ tagFQN }) => tagFQN)
const tagsOn = async (name: string) => {
  const { version, tags: on } = await read(
    dashboards,
    { fqn: `sample_superset.${name}` },
    { fields: 'all', include: 'all' },
    ctx,
  )
  return { version, tags: fqnsOf(on) }
}

test('all that carries a tag carries the other one, in a version each, and the tag goes at last', async () => {
  await tagged('only', 'Audience.Old', 'PII.None')
  await tagged('both', 'Audience.Old', 'Audience.Stays')
  await tagged('neither', 'PII.None')
  await tagged('trashed', 'Audience.Old')
  await remove(
    dashboards as unknown as EntityDefinition,
    { fqn: 'sample_superset.trashed' },
    { hardDelete: false, recursive: true },
    ctx,
  )
  const job = await planned()
  expect(presentJob(job)).toMatchObject({
    kind: 'merge',
    title: 'Old into Stays',
    collection: 'tags',
    counts: { delete: 1, update: 3 },
  })
  const [first, ...others] = await told(job.id)
  expect(first).toMatchObject({
    outcome: 'delete',
    fullyQualifiedName: 'Audience.Old',
    follows: { carriers: 3, relabelled: [{ type: 'dashboard', count: 3, both: 1 }] },
  })
  expect(others.find((row) => row.fullyQualifiedName === 'sample_superset.only')).toMatchObject({
    changeDescription: {
      fieldsAdded: [{ name: 'tags', newValue: expect.stringContaining('Audience.Stays') }],
      fieldsDeleted: [{ name: 'tags', oldValue: expect.stringContaining('Audience.Old') }],
    },
  })
  expect(await tagsOn('only')).toEqual({ version: 0.1, tags: ['Audience.Old', 'PII.None'] })

  expect(await ran(job.id)).toMatchObject({ state: 'finished', counts: { deleted: 1, updated: 3 } })
  expect(await tagsOn('only')).toEqual({ version: 0.2, tags: ['Audience.Stays', 'PII.None'] })
  expect(await tagsOn('both')).toEqual({ version: 0.2, tags: ['Audience.Stays'] })
  expect(await tagsOn('neither')).toEqual({ version: 0.1, tags: ['PII.None'] })
  expect((await tagsOn('trashed')).tags).toEqual(['Audience.Stays'])
  expect(await read(tags, { fqn: 'Audience.Old' }, { include: 'all' }, ctx)).toMatchObject({ deleted: true })
  expect(await read(tags, { fqn: 'Audience.Stays' }, { fields: 'all' }, ctx)).toMatchObject({
    usageCount: 3,
    version: 0.1,
  })
  expect(await findMerged(tags as unknown as EntityDefinition, 'Audience.Old', ctx)).toMatchObject({ id: stays.id })
  const { id } = await read(dashboards, { fqn: 'sample_superset.only' }, {}, ctx)
  expect(await ctx.store.jobs.credits(id)).toEqual([{ version: 0.2, jobId: job.id }])
})

test('the undo brings the tag back first, then gives it back to all that had it, but not to what was edited since', async () => {
  for (let at = 0; at < 60; at += 1) await tagged(`d${at}`, 'Audience.Old')
  await tagged('both', 'Audience.Old', 'Audience.Stays')
  const { id } = await planned()
  await ran(id)
  await patch(
    dashboards as unknown as EntityDefinition,
    { fqn: 'sample_superset.d7' },
    [{ op: 'add', path: '/displayName', value: 'Edited' }],
    undefined,
    ctx,
  )
  const undo = await undone(id)
  expect(undo).toMatchObject({ state: 'finished', counts: { restored: 1, updated: 60, held: 1 } })
  expect(await tagsOn('d0')).toEqual({ version: 0.3, tags: ['Audience.Old'] })
  expect(await tagsOn('both')).toEqual({ version: 0.3, tags: ['Audience.Old', 'Audience.Stays'] })
  expect((await tagsOn('d7')).tags).toEqual(['Audience.Stays'])
  expect(await read(tags, { fqn: 'Audience.Old' }, {}, ctx)).toMatchObject({ deleted: false })
  // An undo is undone as any other.
  expect(await undone(undo.id)).toMatchObject({ state: 'finished', counts: { deleted: 1, updated: 60 } })
  expect((await tagsOn('d0')).tags).toEqual(['Audience.Stays'])
  await restore(tags as unknown as EntityDefinition, old.id, ctx)
  // Its address is its own again, whatever becomes of it.
  await remove(
    tags as unknown as EntityDefinition,
    { fqn: 'Audience.Old' },
    { hardDelete: false, recursive: true },
    ctx,
  )
  expect(await findMerged(tags as unknown as EntityDefinition, 'Audience.Old', ctx)).toBeUndefined()
})

test('what may not have the other one keeps this one, which then stays until it is merged once more', async () => {
  await create(
    classifications,
    classifications.createSchema.parse({ name: 'One', description, mutuallyExclusive: true }),
    ctx,
  )
  const into = await aTag('A', 'One')
  await aTag('B', 'One')
  await tagged('clashes', 'Audience.Old', 'One.B')
  await tagged('fits', 'Audience.Old')
  const job = await planned(old, into)
  expect(presentJob(job).counts).toEqual({ delete: 1, update: 1, refused: 1 })
  const clash = (await told(job.id)).find(({ outcome }) => outcome === 'refused')
  expect(clash).toMatchObject({
    fullyQualifiedName: 'sample_superset.clashes',
    message: expect.stringContaining('mutually exclusive'),
  })
  expect(await ran(job.id)).toMatchObject({ state: 'finished', counts: { updated: 1, refused: 1, held: 1 } })
  expect((await told(job.id))[0]).toMatchObject({
    outcome: 'held',
    message: '1 thing still carries Old, so it stays: merge it once more',
  })
  expect((await tagsOn('fits')).tags).toEqual(['One.A'])
  expect((await tagsOn('clashes')).tags).toEqual(['Audience.Old', 'One.B'])
  await patch(
    dashboards as unknown as EntityDefinition,
    { fqn: 'sample_superset.clashes' },
    [{ op: 'add', path: '/tags', value: [label('Audience.Old')] }],
    undefined,
    ctx,
  )
  expect(await ran((await planned(old, into)).id)).toMatchObject({ counts: { updated: 1, deleted: 1 } })
})

test('what has come to carry it since the preview keeps it from going', async () => {
  const { id } = await planned()
  await tagged('late', 'Audience.Old')
  expect(await ran(id)).toMatchObject({ state: 'finished', counts: { held: 1 } })
  expect(await read(tags, { fqn: 'Audience.Old' }, {}, ctx)).toMatchObject({ deleted: false })
  expect((await tagsOn('late')).tags).toEqual(['Audience.Old'])
})

test('labels on columns, certifications and terms of glossaries are given the other one, too', async () => {
  const columns = [
    { name: 'x', dataType: 'INT', tags: [label('Audience.Old'), label('PII.None')] },
    { name: 'y', dataType: 'INT' },
  ]
  const request = { name: 'm', service: 'sample_superset', dataModelType: 'SupersetDataModel', columns }
  await create(dataModels, dataModels.createSchema.parse(request), ctx)
  const gold = await aTag('Best', 'Certification')
  await tagged('certified')
  const certification = { tagLabel: label('Certification.Best'), appliedDate: ctx.now, expiryDate: ctx.now + 1_000 }
  await patch(
    dashboards as unknown as EntityDefinition,
    { fqn: 'sample_superset.certified' },
    [{ op: 'add', path: '/certification', value: certification }],
    undefined,
    ctx,
  )
  const best = await read(tags, { fqn: 'Certification.Gold' }, {}, ctx)
  expect(await ran((await planned()).id)).toMatchObject({ counts: { updated: 1, deleted: 1 } })
  const model = await read(dataModels, { fqn: 'sample_superset.model.m' }, { fields: 'all' }, ctx)
  expect(fqnsOf((model.columns as { tags?: unknown }[])[0]?.tags)).toEqual(['Audience.Stays', 'PII.None'])
  expect(await ran((await planned(gold, best as Entity)).id)).toMatchObject({ counts: { updated: 1, deleted: 1 } })
  expect(await read(dashboards, { fqn: 'sample_superset.certified' }, { fields: 'all' }, ctx)).toMatchObject({
    certification: { tagLabel: { tagFQN: 'Certification.Gold' }, expiryDate: certification.expiryDate },
  })

  await create(glossaries, glossaries.createSchema.parse({ name: 'Words', description }), ctx)
  const [one, other] = await Promise.all(
    ['client', 'customer'].map(
      async (name) =>
        (await create(glossaryTerms, glossaryTerms.createSchema.parse({ name, glossary: 'Words', description }), ctx))
          .entity,
    ),
  )
  await aDashboard(ctx, { name: 'termed', tags: [label('Words.client', 'Glossary')] as never })
  const job = await askMerging(
    { kind: 'merge', collection: 'glossaryTerms', id: one?.id ?? '', into: other?.id ?? '' },
    true,
    ctx,
  )
  expect(await rested(job.id, ctx)).toMatchObject({ state: 'finished', counts: { updated: 1, deleted: 1 } })
  expect((await tagsOn('termed')).tags).toEqual(['Words.customer'])
})

describe('is refused before anything is planned', () => {
  test.each([
    ['into itself', async () => asked(old, old), 'Old cannot be merged into itself'],
    [
      'into a disabled one',
      async () => asked(old, await aTag('Off', 'Audience', { disabled: true })),
      'Off is disabled',
    ],
    [
      'what came with the catalogue',
      async () => asked((await read(tags, { fqn: 'PII.None' }, {}, ctx)) as Entity),
      'System entity [None]',
    ],
    [
      'what something is below',
      async () => {
        await aTag('child', 'Audience', { parent: 'Audience.Old' })
        return asked()
      },
      '1 tag below Old',
    ],
    [
      'what a policy has a rule about',
      async () => {
        const rule = {
          name: 'r',
          resources: ['dashboard'],
          operations: ['EditAll'],
          effect: 'deny',
          condition: "matchAnyTag('Audience.Old')",
        }
        await create(policies, policies.createSchema.parse({ name: 'p', rules: [rule] }), ctx)
        return asked()
      },
      'A policy has a rule about Old',
    ],
    [
      'by who may not delete it',
      async () => asked(old, stays, { ...ctx, actor: anActor({ isAdmin: false }) }),
      'not allow',
    ],
  ])('%s', async (_what, ask, message) => {
    await expect(ask()).rejects.toThrow(message)
    expect(await ctx.store.jobs.list({ states: ['queued', 'planned', 'receiving'], limit: 10 })).toEqual([])
  })
})

test('what its rights keep from somebody stays as it is, and so does the tag', async () => {
  await tagged('one', 'Audience.Old')
  const rule = { resources: ['tag'], operations: ['ViewAll', 'Delete'], effect: 'allow' }
  const view = { resources: ['All'], operations: ['ViewAll'], effect: 'allow' }
  const policy = {
    name: 'TagsAlone',
    rules: [
      { name: 'tags', ...rule },
      { name: 'view', ...view },
    ],
  } as never
  const eve = { ...ctx, actor: anActor({ id: 'eve', name: 'eve', isAdmin: false, policies: [policy] }) }
  await runner.stop()
  runner = aRunner(ctx, { contextOf: async () => eve })
  const job = await rested((await asked(old, stays, eve)).id, ctx)
  expect(await counted(job, ctx)).toEqual({ delete: 1, refused: 1 })
  await runJob(job.id, {}, ctx)
  expect(await rested(job.id, ctx)).toMatchObject({ state: 'finished', counts: { held: 1, refused: 1 } })
  expect((await tagsOn('one')).tags).toEqual(['Audience.Old'])
  expect(await read(tags, { fqn: 'Audience.Old' }, {}, ctx)).toMatchObject({ deleted: false })
})
