/** What an import hands back comes in again: with all its columns, read as it was there. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { seed } from '@/lib/entities/seed'
import { aContext, anActor, aService } from '@/lib/entities/testing'
import { isAddedColumn } from '@/lib/import/failures'
import type { ReadOptions } from '@/lib/import/table'
import { failuresFile, rowsFile } from '@/lib/jobs/failures'
import { importInputOf } from '@/lib/jobs/import-input'
import { mendCells } from '@/lib/jobs/mend-cells'
import { presentJob, presentRow } from '@/lib/jobs/present'
import { receiveImport } from '@/lib/jobs/receive-import'
import { retryImport } from '@/lib/jobs/retry-import'
import { requestOfRow } from '@/lib/jobs/row-requests'
import { aRunner, type RunningRunner, receive, rested, rowsOf } from '@/lib/jobs/testing'
import type { ImportMapping } from '@/lib/model/wire/import-mapping'
import type { Job } from '@/lib/store/jobs'

let ctx: RequestContext
let runner: RunningRunner
beforeEach(async () => {
  ctx = await aContext({ now: Date.now() })
  await seed(ctx)
  await aService(ctx)
  runner = aRunner(ctx)
})
afterEach(async () => {
  await runner.stop()
  await ctx.store.close()
})

async function textOf(pieces: AsyncGenerator<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

async function planned(text: string, mapping?: ImportMapping): Promise<Job> {
  return rested((await receive(text, ctx, mapping)).id, ctx)
}

const requestsOf = async (job: Job): Promise<unknown[]> =>
  Promise.all((await rowsOf(job, ctx)).map((row) => requestOfRow(row, importInputOf(job.input), ctx)))

const mapping: ImportMapping = { columns: { Key: 'name', Heading: 'displayName' }, service: 'sample_superset' }
const file = 'Key,Heading,Rest\n1,One,x\n,Two,y\n,Three,z\n'

test('failures name their job and rows, and are read by its mapping', async () => {
  const first = await planned(file, mapping)
  await mendCells(
    first.id,
    () => [{ row: 2, column: 'Heading', value: 'Drei' }],
    ctx,
    async () => ctx,
  )
  const job = await rested(first.id, ctx)
  const text = (await textOf(failuresFile(job, ctx))).replace('\r\n,Two', '\r\n2,Two')
  const again = await planned(text)
  expect(again.counts).toEqual({ create: 1, refused: 1 })
  expect(presentJob(again)).toMatchObject({ retryOf: { id: job.id, title: 'a.csv' } })
  const rows = (await rowsOf(again, ctx)).map((row) => presentRow(again, row))
  expect(rows).toMatchObject([
    { rowNumber: 2, retriedRow: 3, name: '2', displayName: 'Two' },
    { rowNumber: 3, retriedRow: 4, displayName: 'Drei' },
  ])
  expect(importInputOf(again.input)).toMatchObject({
    targets: ['name', 'displayName', null, null, null, null, null, null],
    mapping: { service: 'sample_superset' },
  })
  // Told otherwise, it is read as told, and is still a retry.
  const told = await planned(text, { columns: { Rest: 'name' }, service: 'sample_superset' })
  expect(importInputOf(told.input)).toMatchObject({ targets: [null, null, 'name', null, null, null, null, null] })
  expect(told.input.retryOf).toMatchObject({ id: job.id })
  // What fails again names the last job, once.
  expect((await textOf(failuresFile(again, ctx))).replace('\ufeff', '').split('\r\n')).toEqual([
    'Key,Heading,Rest,_job,_row,_code,_field,_error',
    expect.stringMatching(`^,Drei,z,${again.id},3,invalid,name,`),
    '',
  ])
})

test('rows of several jobs, of another person, or of no job are rows like any other', async () => {
  const job = await planned(file, mapping)
  const text = await textOf(failuresFile(job, ctx))
  const isRetry = async (given: string, by = ctx): Promise<boolean> => {
    const { input } = await receive(given, by, mapping)
    return input.retryOf !== undefined
  }
  expect(await isRetry(text)).toBe(true)
  expect(await isRetry(text.replace(job.id, ''))).toBe(false)
  expect(await isRetry(text.replace(job.id, 'another'))).toBe(false)
  expect(await isRetry(text.replaceAll(job.id, '00000000-0000-4000-8000-000000000000'))).toBe(false)
  const actor = anActor({ id: 'another', isAdmin: false })
  expect(await isRetry(text, { ...ctx, actor })).toBe(false)
})

test('a retry of held rows says whose they are', async () => {
  const job = await planned(file, mapping)
  await ctx.store.jobs.move(job.id, { states: ['planned'] }, { state: 'finished', phase: 'run' })
  const again = await rested((await retryImport(job.id, 'refused', ctx)).id, ctx)
  expect(presentJob(again)).toMatchObject({ retryOf: { id: job.id }, counts: { refused: 2 } })
})

const whole = (requests: unknown[]): unknown[] =>
  JSON.parse(JSON.stringify(requests), (_, value) => (typeof value === 'string' ? value.toWellFormed() : value))

describe('files that people have had trouble with come back as they were', () => {
  const root = 'data/reported'
  const named = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(csv|tsv|txt|json)$/.test(path))
    .toSorted()

  test.each(named)('%s', async (path) => {
    const bytes = new Uint8Array(readFileSync(join(root, path)))
    const from = { kind: 'file', name: path, bytes } as const
    const options: ReadOptions = {}
    const received = await receiveImport(
      { collection: 'dashboards', source: from, options, mapping: { service: 'sample_superset' }, runs: false },
      ctx,
    )
    const job = await rested(received.id, ctx)
    const again = await planned(await textOf(rowsFile(job, ctx, { errors: true })))
    const [was, is] = [importInputOf(job.input), importInputOf(again.input)]
    expect(is.retryOf?.id).toBe(job.id)
    expect(is.columnNames.filter((name) => !isAddedColumn(name))).toEqual(was.columnNames)
    expect(is.targets.slice(0, was.targets.length)).toEqual(was.targets)
    // Half of a character cannot be written in a file; a sign stands for it.
    expect(await requestsOf(again)).toEqual(whole(await requestsOf(job)))
  })
})
