/** Rows of an import by the column that they are wrong, or were edited, in. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { findRows } from '@/lib/jobs/find-rows'
import { mendCells } from '@/lib/jobs/mend-cells'
import { receiveImport } from '@/lib/jobs/receive-import'
import { summariseJob } from '@/lib/jobs/summarise'
import { eachWithRunner, receive, rested } from '@/lib/jobs/testing'
import type { MendedCell } from '@/lib/model/wire/mended-cells'
import type { Job } from '@/lib/store/jobs'

let ctx: RequestContext
eachWithRunner((made) => {
  ctx = made
})

const found = async (job: Job, column: string, only?: 'edited' | 'warned') =>
  (await findRows(job, { column, only, offset: 0, limit: 100 }, ctx)).rows.map(({ row }) => row)
const mend = async ({ id }: Job, ...cells: readonly MendedCell[]): Promise<Job> =>
  (
    await mendCells(
      id,
      () => cells,
      ctx,
      async () => ctx,
    )
  ).job

const columns = { Key: 'name', Tool: 'service', Heading: 'displayName', Marks: 'tags' }

test('rows are found by the column that stands in their way, and by the one that was edited', async () => {
  const rows = ['a,elsewhere,A,', 'b,sample_superset,B,No.Such', 'c,elsewhere,C,No.Such', 'd,sample_superset,D,']
  const job = await rested((await receive(`Key,Tool,Heading,Marks\n${rows.join('\n')}\n`, ctx, { columns })).id, ctx)
  expect(await found(job, 'Tool')).toEqual([0, 2])
  expect(await found(job, 'Marks')).toEqual([1, 2])
  expect(await found(job, 'Heading')).toEqual([])
  expect((await summariseJob(job, ctx)).columns).toEqual([
    { collection: 'dashboards', column: 'Tool', wrong: 2, edited: 0 },
    { collection: 'dashboards', column: 'Marks', wrong: 2, edited: 0 },
  ])

  const mended = await mend(
    job,
    { row: 0, column: 'Tool', value: 'sample_superset' },
    { row: 2, column: 'Tool', value: 'nowhere' },
    { row: 3, column: 'Heading', value: 'Four' },
  )
  expect(await found(mended, 'Tool')).toEqual([2])
  expect(await found(mended, 'Tool', 'edited')).toEqual([0, 2])
  expect(await found(mended, 'Heading', 'edited')).toEqual([3])
  expect(await found(mended, 'Marks', 'edited')).toEqual([])
  expect((await summariseJob(mended, ctx)).columns).toEqual([
    { collection: 'dashboards', column: 'Tool', wrong: 1, edited: 2 },
    { collection: 'dashboards', column: 'Heading', wrong: 0, edited: 1 },
    { collection: 'dashboards', column: 'Marks', wrong: 2, edited: 0 },
  ])
})

test('charts that come along have columns of their own', async () => {
  const text = readFileSync('data/exports/grafana/classic.json', 'utf8')
  const given = { collection: 'dashboards', options: {}, mapping: { service: 'sample_superset' }, runs: false } as const
  const received = await receiveImport({ ...given, source: { kind: 'text', text } }, ctx)
  const job = await rested(received.id, ctx)
  const mended = await rested((await mend(job, { row: 0, column: 'displayName', value: 'Mended' })).id, ctx)
  expect((await summariseJob(mended, ctx)).columns).toEqual([
    { collection: 'charts', column: 'displayName', wrong: 0, edited: 1 },
  ])
  expect(await found(mended, 'displayName', 'edited')).toEqual([0])
})
