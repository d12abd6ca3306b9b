import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { patch } from '@/lib/entities/patch'
import { read } from '@/lib/entities/read'
import { aChart, aContext, aDashboard, anActor, aService } from '@/lib/entities/testing'
import { exampleFiles, packed } from '@/lib/import/formats/testing'
import { runJob, undoJob } from '@/lib/jobs/ask'
import { failuresFile, rowsFile } from '@/lib/jobs/failures'
import { goneMax } from '@/lib/jobs/gone-rows'
import { presentJob, presentRow } from '@/lib/jobs/present'
import { type ImportRequest, receiveImport } from '@/lib/jobs/receive-import'
import { replanImport } from '@/lib/jobs/replan'
import { summariseJob } from '@/lib/jobs/summarise'
import { aFile, aRunner, type RunningRunner, rested, rowsOf } from '@/lib/jobs/testing'
import type { JsonPatch } from '@/lib/model/edits/json-patch'
import { charts } from '@/lib/model/entities/chart'
import { dashboards } from '@/lib/model/entities/dashboard'
import type { Change } from '@/lib/store/change'
import { aRow } from '@/lib/store/testing'

let ctx: RequestContext
let runner: RunningRunner
beforeEach(async () => {
  ctx = await aContext({ now: Date.now() })
  runner = aRunner(ctx)
  await aService(ctx)
})
afterEach(async () => {
  await runner.stop()
  await ctx.store.close()
})

const births = '3a4c13e1-8bed-4f90-a2ac-803da400482e'

/** The export of Superset: one dashboard with three charts. */
async function planned(given: Partial<ImportRequest> = {}) {
  const { id } = await receiveImport(
    {
      collection: 'dashboards',
      source: { kind: 'file', name: 'export.zip', bytes: packed(exampleFiles('superset/export')) },
      options: {},
      mapping: { service: 'sample_superset' },
      runs: false,
      ...given,
    },
    ctx,
  )
  return rested(id, ctx)
}
const rows = (text: string, given: Partial<ImportRequest> = {}) =>
  planned({ source: aFile(text), mapping: {}, ...given })
const isDeleted = async (name: string, service = 'sample_superset'): Promise<boolean> => {
  const def = name.startsWith('c') ? charts : dashboards
  return (await read(def, { fqn: `${service}.${name}` }, { fields: new Set(), include: 'all' }, ctx)).deleted === true
}
const outcomes = async (job: Awaited<ReturnType<typeof planned>>) =>
  (await rowsOf(job, ctx))
    .map((row) => presentRow(job, row))
    .filter(({ rowNumber }) => rowNumber === undefined)
    .map(({ collection, name, outcome }) => [collection, name, outcome])

test('what an export does not have any more is listed, and stays unless somebody says so', async () => {
  await aDashboard(ctx, { name: 'old' })
  await aChart(ctx, 'c_old')
  await aService(ctx, 'other')
  await aDashboard(ctx, { name: 'elsewhere', service: 'other' })
  const plan = await planned()
  expect(plan.counts).toEqual({ create: 4, gone: 2 })
  expect(await outcomes(plan)).toEqual([
    [undefined, 'old', 'gone'],
    ['charts', 'c_old', 'gone'],
  ])
  expect(presentJob(plan)).toMatchObject({
    rows: 4,
    file: {
      gone: [
        { collection: 'dashboards', there: 1, missing: 1, isListed: true },
        { collection: 'charts', there: 1, missing: 1, isListed: true },
      ],
      deletesGone: false,
    },
  })
  await runJob(plan.id, {}, ctx)
  const job = await rested(plan.id, ctx)
  expect(job.counts).toEqual({ created: 4, gone: 2 })
  expect([await isDeleted('old'), await isDeleted('c_old')]).toEqual([false, false])
  for (const file of [failuresFile(job, ctx), rowsFile(job, ctx), rowsFile(job, ctx, { kind: 'charts' })]) {
    let text = ''
    for await (const piece of file) text += piece
    expect(text).not.toContain('old')
  }
})

test('what is certified among it is counted apart: it changes only if it is deleted', async () => {
  const { id } = await aDashboard(ctx, { name: 'old' })
  await aDashboard(ctx, { name: 'other' })
  const tagLabel = { tagFQN: 'Certification.Gold', source: 'Classification', labelType: 'Manual', state: 'Confirmed' }
  const value = { tagLabel, appliedDate: 1, expiryDate: 2 }
  await patch(dashboards, { id }, [{ op: 'add', path: '/certification', value }], undefined, ctx)
  const plan = await planned()
  expect(plan.counts).toEqual({ create: 4, gone: 2 })
  expect(await summariseJob(plan, ctx)).toMatchObject({ certified: 0, certifiedGone: 1 })
})

test('of more than ten thousand no list is made, which is told, and nothing is deleted by that file', async () => {
  const { id } = await aService(ctx, 'crowded')
  const many = goneMax + 2
  const changes = Array.from({ length: many }, (_, at): Change => {
    const name = `d${at}`
    return { kind: 'insert', row: aRow({ name, fullyQualifiedName: `crowded.${name}`, containerId: id }) }
  })
  await ctx.store.commit(changes)
  const plan = await rows('name,service\nd0,crowded\n', { gone: 'delete', runs: true })
  const gone = [{ collection: 'dashboards', there: many, missing: many - 1, isListed: false }]
  expect(presentJob(plan).file).toMatchObject({ gone })
  expect(plan.counts).toEqual({ updated: 1 })
  expect(await isDeleted('d1', 'crowded')).toBe(false)
})

test('asked for, it is deleted softly, and comes back with the undo', async () => {
  await aDashboard(ctx, { name: 'old' })
  await aDashboard(ctx, { name: 'kept' })
  await aChart(ctx, 'c_old')
  const { id } = await planned()
  const kept = (await rowsOf({ id } as Parameters<typeof rowsOf>[0], ctx)).find(
    ({ source }) => Object(source).name === 'kept',
  )
  await runJob(id, { deleteGone: true, withoutRows: [kept?.row ?? -1] }, ctx)
  expect((await rested(id, ctx)).counts).toEqual({ created: 4, deleted: 2, excluded: 1 })
  expect([await isDeleted('old'), await isDeleted('c_old'), await isDeleted('kept')]).toEqual([true, true, false])
  const undo = await undoJob(id, true, ctx).then((job) => rested(job.id, ctx))
  expect(undo.counts).toEqual({ deleted: 4, restored: 2 })
  expect([await isDeleted('old'), await isDeleted('c_old')]).toEqual([false, false])
  await expect(
    read(dashboards, { fqn: `sample_superset.${births}` }, { fields: new Set(), include: 'non-deleted' }, ctx),
  ).rejects.toThrow('not found')
})

test('what was edited since it was listed is held back, and what may not be deleted fails', async () => {
  await aDashboard(ctx, { name: 'old' })
  await aDashboard(ctx, { name: 'other' })
  const { id } = await planned()
  const steps: JsonPatch = [{ op: 'add', path: '/displayName', value: 'New' }]
  await patch(dashboards, { fqn: 'sample_superset.old' }, steps, undefined, ctx)
  await runJob(id, { deleteGone: true }, ctx)
  expect((await rested(id, ctx)).counts).toEqual({ created: 4, deleted: 1, held: 1 })
  expect([await isDeleted('old'), await isDeleted('other')]).toEqual([false, true])
})

test('tables list it where they are asked to, by the services that their rows name', async () => {
  await aDashboard(ctx, { name: 'old' })
  await aDashboard(ctx, { name: 'same' })
  const file = 'name,service,tags\nsame,sample_superset,Not.There\n'
  expect((await rows(file)).counts).toEqual({ refused: 1 })
  const plan = await rows(file, { gone: 'list' })
  // A row that is refused is in the file all the same.
  expect(plan.counts).toEqual({ refused: 1, gone: 1 })
  await replanImport(plan.id, { leaveOut: [{ type: 'tag', name: 'Not.There' }] }, ctx)
  const again = await rested(plan.id, ctx)
  expect(again.counts).toEqual({ unchanged: 1, gone: 1 })
  expect(await outcomes(again)).toEqual([[undefined, 'old', 'gone']])
})

test('a run that was asked for from the first deletes it, and a second one finds nothing', async () => {
  await aDashboard(ctx, { name: 'old' })
  const given = { gone: 'delete', runs: true } as const
  expect((await planned(given)).counts).toEqual({ created: 4, deleted: 1 })
  expect((await planned(given)).counts).toEqual({ unchanged: 4 })
})

test('who may not delete it, does not', async () => {
  await planned({ runs: true })
  await aDashboard(ctx, { name: 'old' })
  const { id } = await planned()
  await runner.stop()
  const eve = anActor({ id: '00000000-0000-4000-8000-000000000009', name: 'eve', isAdmin: false })
  runner = aRunner(ctx, { contextOf: async () => ({ ...ctx, actor: eve }) })
  await runJob(id, { deleteGone: true }, ctx)
  const job = await rested(id, ctx)
  expect(job.counts).toEqual({ unchanged: 4, failed: 1 })
  expect(await isDeleted('old')).toBe(false)
})
