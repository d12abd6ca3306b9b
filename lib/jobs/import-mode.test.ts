/** What an import leaves alone by its mode, what it does with names of deleted things, and when it stops. */
import { expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { patch } from '@/lib/entities/patch'
import { read } from '@/lib/entities/read'
import { remove } from '@/lib/entities/remove'
import { aDashboard, anActor } from '@/lib/entities/testing'
import { runJob } from '@/lib/jobs/ask'
import { receiveImport } from '@/lib/jobs/receive-import'
import { replanImport } from '@/lib/jobs/replan'
import { aFile, counted, eachWithRunner, receive, rested, rowsOf } from '@/lib/jobs/testing'
import { dashboards } from '@/lib/model/entities/dashboard'
import type { ImportMapping } from '@/lib/model/wire/import-mapping'
import type { Job } from '@/lib/store/jobs'

let ctx: RequestContext
const runAs = eachWithRunner((made) => {
  ctx = made
})

const header = 'name,service,displayName,tags\n'
const file = `${header}there,sample_superset,New title,
gone,sample_superset,Back,
fresh,sample_superset,Fresh,
`
const there = () => aDashboard(ctx, { name: 'there', displayName: 'Old title' })
async function gone(): Promise<void> {
  const { id } = await aDashboard(ctx, { name: 'gone', displayName: 'Gone' })
  await remove(dashboards, { id }, { hardDelete: false, recursive: false }, ctx)
}
const planned = async (text: string, mapping?: ImportMapping): Promise<Job> =>
  rested((await receive(text, ctx, mapping)).id, ctx)
const outcomes = async (job: Job) => (await rowsOf(job, ctx)).map(({ status }) => status)
const messages = async (job: Job) =>
  (await rowsOf(job, ctx)).map(({ result }) => Object(result).message as string | undefined)
const viewing = { name: 'read', effect: 'allow', operations: ['ViewAll'], resources: ['all'] } as const
const reader = () => ({
  ...ctx,
  actor: anActor({ name: 'reader', isAdmin: false, policies: [{ name: 'ReadOnly', rules: [viewing] }] }),
})
const stored = (name: string) =>
  read(dashboards, { fqn: `sample_superset.${name}` }, { fields: 'all', include: 'all' }, ctx)

test('creates and updates, and brings back what is deleted, where nothing is said', async () => {
  await there()
  await gone()
  expect(await outcomes(await planned(file))).toEqual(['update', 'restore', 'create'])
})

test('creates only, and touches nothing that has the name, deleted or not', async () => {
  await there()
  await gone()
  const job = await planned(file, { mode: 'create' })
  expect(await outcomes(job)).toEqual(['skipped', 'skipped', 'create'])
  expect(await messages(job)).toEqual([
    'There is such a one: only new ones are created',
    'There is a deleted one: only new ones are created',
    undefined,
  ])
  await runJob(job.id, {}, ctx)
  expect((await rested(job.id, ctx)).counts).toEqual({ created: 1, skipped: 2 })
  expect(await counted(job, ctx)).toEqual({ created: 1, skipped: 2 })
  expect(await stored('there')).toMatchObject({ displayName: 'Old title', version: 0.1 })
  expect(await stored('gone')).toMatchObject({ deleted: true })
})

test('updates only, also what comes back', async () => {
  await there()
  await gone()
  const job = await planned(file, { mode: 'update' })
  expect(await outcomes(job)).toEqual(['update', 'restore', 'skipped'])
  expect((await messages(job))[2]).toBe('There is no such one: only what is there is updated')
})

test('lets a row fail whose name is among the deleted', async () => {
  await there()
  await gone()
  for (const mode of ['createOrUpdate', 'create', 'update'] as const) {
    const job = await planned(file, { mode, deleted: 'fail' })
    expect((await outcomes(job))[1]).toBe('refused')
    expect((await messages(job))[1]).toMatch(/^A deleted one has this name/)
  }
})

test('skips a row whatever else is wrong with it, but not one of which nobody knows what it is called', async () => {
  await there()
  const text = `${header}there,sample_superset,Title,No.Such\nother,no_such_service,Title,\n,sample_superset,Title,\n`
  expect(await outcomes(await planned(text, { mode: 'create' }))).toEqual(['skipped', 'refused', 'refused'])
  expect(await outcomes(await planned(text, { mode: 'update' }))).toEqual(['refused', 'refused', 'refused'])
})

test('skips what the person may not write, too: it would not be written anyway', async () => {
  await there()
  await runAs(reader())
  const text = `${header}there,sample_superset,New,\nfresh,sample_superset,Fresh,\n`
  expect(await outcomes(await planned(text))).toEqual(['refused', 'refused'])
  expect(await outcomes(await planned(text, { mode: 'update' }))).toEqual(['refused', 'skipped'])
  expect(await outcomes(await planned(text, { mode: 'create' }))).toEqual(['skipped', 'refused'])
})

test('holds back what has come since, and never updates where it was to create', async () => {
  const job = await planned(file, { mode: 'create' })
  await there()
  await runJob(job.id, {}, ctx)
  expect((await rested(job.id, ctx)).counts).toEqual({ created: 2, held: 1 })
  expect(await stored('there')).toMatchObject({ displayName: 'Old title' })
})

test('is planned anew by another mode, every row of it', async () => {
  await there()
  const job = await planned(file, { mode: 'create' })
  await replanImport(job.id, { mode: 'update' }, ctx)
  expect(await outcomes(await rested(job.id, ctx))).toEqual(['update', 'skipped', 'skipped'])
  await replanImport(job.id, { mode: null }, ctx)
  expect(await outcomes(await rested(job.id, ctx))).toEqual(['update', 'create', 'create'])
})

test('writes nothing while more rows would fail than it is to stop after', async () => {
  const bad = `${file}bad,sample_superset,Bad,No.Such\n`
  const job = await planned(bad, { stopAfter: 1 })
  await expect(runJob(job.id, {}, ctx)).rejects.toMatchObject({
    kind: 'conflict',
    message: '1 row failed, and the import stops after 1',
  })
  await replanImport(job.id, { stopAfter: 2 }, ctx)
  await rested(job.id, ctx)
  await runJob(job.id, {}, ctx)
  expect(await rested(job.id, ctx)).toMatchObject({ state: 'finished', counts: { created: 3, refused: 1 } })

  const source = aFile(bad.replaceAll(',Fresh', ',Fresher'))
  const nightly = { collection: 'dashboards', source, options: {}, mapping: { stopAfter: 1 }, runs: true } as const
  const ended = await rested((await receiveImport(nightly, ctx)).id, ctx)
  expect(ended).toMatchObject({ state: 'failed', phase: 'run', counts: { update: 1, refused: 1, unchanged: 2 } })
  expect(ended.problem).toBe('1 row failed, and the import stops after 1')
  expect(await stored('fresh')).toMatchObject({ displayName: 'Fresh' })
})

test('stops in the middle of a run, after the rows that were under way, and counts stay true', async () => {
  const many = Array.from({ length: 120 }, (_, at) => `d${at},sample_superset,Title,\n`).join('')
  const job = await planned(`${header}${many}`, { stopAfter: 1 })
  // Between the preview and the run the right to create is lost.
  await runAs(reader())
  await runJob(job.id, {}, ctx)
  const ended = await rested(job.id, ctx)
  expect(ended).toMatchObject({ state: 'failed', counts: { failed: 50, create: 70 } })
  expect(ended.problem).toBe('50 rows failed, and the import stops after 1')
  expect(await counted(job, ctx)).toEqual({ failed: 50, create: 70 })
})

test('what was edited since is not overwritten because the import updates only', async () => {
  const { id } = await there()
  const job = await planned(file, { mode: 'update' })
  await patch(dashboards, { id }, [{ op: 'add', path: '/displayName', value: 'Since' }], undefined, ctx)
  await runJob(job.id, {}, ctx)
  expect((await rested(job.id, ctx)).counts).toEqual({ held: 1, skipped: 2 })
  expect(await stored('there')).toMatchObject({ displayName: 'Since' })
})
