/** What a plan looks like from outside: found by what it changes, as a file, tried again, taken back. */
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { patch } from '@/lib/entities/patch'
import { read } from '@/lib/entities/read'
import { aDashboard, aService } from '@/lib/entities/testing'
import { cancelJob, runJob, undoJob } from '@/lib/jobs/ask'
import { findRows, type RowSearch } from '@/lib/jobs/find-rows'
import { planCsv, planJson } from '@/lib/jobs/plan-file'
import { replanImport } from '@/lib/jobs/replan'
import { retryImport } from '@/lib/jobs/retry-import'
import { summariseJob } from '@/lib/jobs/summarise'
import { eachWithRunner, receive, rested, rowsOf } from '@/lib/jobs/testing'
import { undosOf } from '@/lib/jobs/undo-state'
import { dashboards } from '@/lib/model/entities/dashboard'
import type { ImportMapping } from '@/lib/model/wire/import-mapping'
import type { Job } from '@/lib/store/jobs'

let ctx: RequestContext
eachWithRunner(async (made) => {
  ctx = made
  await aService(ctx, 'my.looker')
})

const planned = async (text: string, mapping?: ImportMapping): Promise<Job> =>
  rested((await receive(text, ctx, mapping)).id, ctx)
async function run({ id }: Job): Promise<Job> {
  await runJob(id, {}, ctx)
  return rested(id, ctx)
}
const found = async (job: Job, search: Partial<RowSearch>) => {
  const { rows, total } = await findRows(job, { offset: 0, limit: 100, ...search }, ctx)
  return { rows: rows.map(({ row }) => row), total }
}
async function text(pieces: AsyncIterable<string>): Promise<string> {
  let all = ''
  for await (const piece of pieces) all += piece
  return all
}

const header = 'name,service,displayName,description,tags\n'
async function aPlan(): Promise<Job> {
  await aDashboard(ctx, { name: 'a', displayName: '=1+2', description: 'Text', tags: [{ tagFQN: 'PII.None' }] })
  await aDashboard(ctx, { name: 'b', displayName: 'B', service: '"my.looker"' })
  await aDashboard(ctx, { name: 'c', displayName: 'C' })
  const rows = [
    'a,sample_superset,New,__CLEAR__,',
    'b,my.looker,B,Told,PII.Sensitive',
    'c,sample_superset,C,,',
    'd,sample_superset,@new,,No.Such',
    'e,sample_superset,E,,',
  ]
  return planned(`${header}${rows.join('\n')}\n`)
}

test('rows are found by the field that changes, by how it changes, and by their service', async () => {
  const job = await aPlan()
  expect(job.counts).toEqual({ create: 1, update: 2, unchanged: 1, refused: 1 })
  expect(await found(job, { field: 'displayName' })).toEqual({ rows: [0], total: 1 })
  expect(await found(job, { field: 'description' })).toEqual({ rows: [0, 1], total: 2 })
  expect(await found(job, { field: 'description', change: 'cleared' })).toEqual({ rows: [0], total: 1 })
  expect(await found(job, { change: 'added' })).toEqual({ rows: [1], total: 1 })
  expect(await found(job, { change: 'removed' })).toEqual({ rows: [], total: 0 })
  expect((await summariseJob(job, ctx)).services).toEqual([
    { service: 'sample_superset', rows: 3 },
    { service: '"my.looker"', rows: 1 },
  ])
  expect(await found(job, { service: '"my.looker"' })).toEqual({ rows: [1], total: 1 })
  expect(await found(job, { service: 'sample_superset', statuses: ['update'] })).toEqual({ rows: [0], total: 1 })
  expect(await found(job, { field: 'description', offset: 1, limit: 1 })).toEqual({ rows: [1], total: 2 })
  expect(await found(job, { field: 'description', after: 0 })).toMatchObject({ rows: [1] })
})

test('what was found is looked for again once the plan is another', async () => {
  const job = await aPlan()
  expect(await found(job, { field: 'displayName' })).toMatchObject({ total: 1 })
  await replanImport(job.id, { policies: { displayName: 'ignore' } }, ctx)
  expect(await found(await rested(job.id, ctx), { field: 'displayName' })).toMatchObject({ total: 0 })
})

test('as CSV has a line for each field that changes, and nothing that a spreadsheet would run', async () => {
  const csv = await text(planCsv(await aPlan(), undefined, ctx))
  const lines = Papa.parse<string[]>(csv.replace('\ufeff', '').trimEnd()).data
  expect(lines[0]).toEqual(
    'row,rowNumber,outcome,fullyQualifiedName,displayName,fromVersion,toVersion,field,change,before,after,message'.split(
      ',',
    ),
  )
  const about = (name: string) => lines.filter((line) => line[3] === name).map((line) => line.slice(5, 11))
  expect(about('sample_superset.a').toSorted()).toEqual([
    ['0.1', '0.2', 'description', 'cleared', 'Text', ''],
    ['0.1', '0.2', 'displayName', 'changed', "'=1+2", 'New'],
  ])
  expect(
    about('"my.looker".b')
      .map((line) => line.slice(2, 4))
      .toSorted(),
  ).toEqual([
    ['description', 'added'],
    ['tags', 'added'],
  ])
  // A row that changes nothing, is new or cannot be written is a line of its own.
  expect(lines.filter((line) => ['unchanged', 'create', 'refused'].includes(line[2] ?? ''))).toHaveLength(3)
  expect(lines.find((line) => line[2] === 'refused')).toMatchObject({
    4: "'@new",
    11: expect.stringContaining('No.Such'),
  })
  const some = await text(planCsv(await rested((await aPlanAgain()).id, ctx), ['update'], ctx))
  expect(some).not.toContain('unchanged')
})
const aPlanAgain = () => planned(`${header}a,sample_superset,Newer,,\nc,sample_superset,C,,\n`)

test('as JSON is one array of rows, and of no row an empty one', async () => {
  const job = await aPlan()
  const rows = JSON.parse(await text(planJson(job, undefined, ctx)))
  expect(rows).toHaveLength(5)
  expect(rows[0]).toMatchObject({ outcome: 'update', changeDescription: { fieldsUpdated: [{ oldValue: '=1+2' }] } })
  expect(JSON.parse(await text(planJson(job, ['deleted'], ctx)))).toEqual([])
})

async function edit(name: string): Promise<void> {
  const { id } = await read(dashboards, { fqn: `sample_superset.${name}` }, { fields: 'all' }, ctx)
  await patch(dashboards, { id }, [{ op: 'add', path: '/displayName', value: 'Since' }], undefined, ctx)
}

test('rows that were held back are tried again by the same mapping, against what there is now', async () => {
  for (const name of ['a', 'b']) await aDashboard(ctx, { name, displayName: 'Before' })
  const text = 'Key,Title\na,After\nb,After\n'
  const mapping = {
    columns: { Key: 'name', Title: 'displayName' },
    service: 'sample_superset',
    mode: 'update',
  } as const
  const job = await planned(text, mapping)
  await expect(retryImport(job.id, 'held', ctx)).rejects.toMatchObject({ kind: 'conflict' })
  await edit('b')
  const ended = await run(job)
  expect(ended.counts).toEqual({ updated: 1, held: 1 })
  await expect(retryImport(job.id, 'failed', ctx)).rejects.toMatchObject({ kind: 'badRequest' })
  const again = await rested((await retryImport(job.id, 'held', ctx)).id, ctx)
  expect(again).toMatchObject({ state: 'planned', counts: { update: 1 }, input: { mapping: { mode: 'update' } } })
  const [row] = await rowsOf(again, ctx)
  expect(row).toMatchObject({
    row: 0,
    source: { n: 3, cells: ['b', 'After'] },
    result: { changeDescription: { fieldsUpdated: [{ oldValue: 'Since', newValue: 'After' }] } },
  })
  expect((await run(again)).counts).toEqual({ updated: 1 })
})

test('a job tells how far it was taken back', async () => {
  for (const name of ['a', 'b']) await aDashboard(ctx, { name, displayName: 'Before' })
  const job = await run(await planned('name,service,displayName\na,sample_superset,New\nb,sample_superset,New\n'))
  const state = async (of: Job) => (await undosOf([of], ctx)).get(of.id)
  expect(await state(job)).toBeUndefined()
  await edit('b')
  const discarded = await rested((await undoJob(job.id, false, ctx)).id, ctx)
  expect(await state(job)).toMatchObject({ id: discarded.id, state: 'planned' })
  await cancelJob(discarded.id, ctx)
  expect(await state(job)).toBeUndefined()
  const undo = await rested((await undoJob(job.id, true, ctx)).id, ctx)
  expect(await state(job)).toEqual({ id: undo.id, state: 'finished', left: 1, isTakenBack: false })
  const back = await rested((await undoJob(undo.id, true, ctx)).id, ctx)
  expect(await state(undo)).toEqual({ id: back.id, state: 'finished', left: 0, isTakenBack: false })
  expect(await state(job)).toMatchObject({ isTakenBack: true })
})
