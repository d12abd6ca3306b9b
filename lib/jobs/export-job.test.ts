import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RequestContext } from '@/lib/entities/context'
import { remove } from '@/lib/entities/remove'
import { aContext, aDashboard, anActor, aService } from '@/lib/entities/testing'
import { cancelJob, undoJob } from '@/lib/jobs/ask'
import { exportedFile, exportSelection, exportService } from '@/lib/jobs/export-job'
import { aRunner, type RunningRunner, rested, rowsOf } from '@/lib/jobs/testing'
import { dashboards } from '@/lib/model/entities/dashboard'
import type { Job } from '@/lib/store/jobs'

let ctx: RequestContext
let runner: RunningRunner | undefined
beforeEach(async () => {
  ctx = await aContext({ now: Date.now() })
  await aService(ctx)
  await aService(ctx, 'other')
  await aDashboard(ctx, { name: 'not-in-it', service: 'other' })
})
afterEach(async () => {
  await runner?.stop()
  runner = undefined
  await ctx.store.close()
})

const textOf = async (job: Job) => {
  const pieces: Uint8Array[] = []
  for await (const piece of exportedFile(job, ctx).pieces) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}
const finished = async ({ id }: Job) => {
  runner ??= aRunner(ctx)
  return rested(id, ctx)
}

test('a line for every dashboard of the service, in the order of a list; nothing to undo', async () => {
  const names = Array.from({ length: 120 }, (_, at) => `d-${String(at).padStart(3, '0')}`)
  for (const name of names) await aDashboard(ctx, { name, displayName: 'Says "so"' })
  const job = await finished(await exportService('sample_superset', ctx))
  expect(job).toMatchObject({ kind: 'export', state: 'finished', counts: { unchanged: 120 } })
  const [head, ...lines] = (await textOf(job)).trimEnd().split('\r\n')
  expect(head).toMatch(/^name\*,displayName,/)
  expect(lines.map((line) => line.split(',')[0])).toEqual(names)
  expect(lines[0]).toContain('"Says ""so"""')
  await expect(undoJob(job.id, false, ctx)).rejects.toThrow('nothing that could be undone')
})

test('what goes in between is told, and the rest comes', async () => {
  const { id } = await aDashboard(ctx, { name: 'goes' })
  await aDashboard(ctx, { name: 'stays' })
  const job = await exportService('sample_superset', ctx)
  await remove(dashboards, { id }, { hardDelete: false, recursive: false }, ctx)
  const done = await finished(job)
  expect(done.counts).toEqual({ unchanged: 1, failed: 1 })
  expect((await rowsOf(done, ctx)).map(({ result }) => Object(result).message)).toContain('It is not there any more')
  expect(await textOf(done)).toMatch(/^name\*,.*\r\nstays,/)
})

test('of an empty service it is the header, and one that was cancelled is no file', async () => {
  const empty = await finished(await exportService('sample_superset', ctx))
  expect([empty.state, (await textOf(empty)).split('\r\n')]).toEqual(['finished', [expect.any(String), '']])
  await runner?.stop()
  runner = undefined
  const cancelled = await exportService('other', ctx)
  await cancelJob(cancelled.id, ctx)
  expect((await finished(cancelled)).state).toBe('cancelled')
})

test('it is done by the rights that the person has then', async () => {
  await aDashboard(ctx, { name: 'a' })
  const job = await exportService('sample_superset', ctx)
  runner = aRunner(ctx, { contextOf: async () => ({ ...ctx, actor: anActor({ isAdmin: false }) }) })
  expect(await finished(job)).toMatchObject({ state: 'failed', problem: expect.stringContaining('not allowed') })
})

const selected = { kind: 'export', collection: 'dashboards', byteOrderMark: true, comment: false } as const

test('what a filter finds is a file of the kind that was asked for, with every field', async () => {
  for (const name of ['b', 'a', 'c']) await aDashboard(ctx, { name, displayName: `=${name}` })
  const filter = { service: 'sample_superset' }
  const csv = await finished(await exportSelection({ ...selected, format: 'csv', filter }, ctx))
  expect(csv.input).toMatchObject({ fileName: '3 dashboards' })
  const [head, ...lines] = (await textOf(csv)).trimEnd().split('\r\n')
  expect(head).toContain('name')
  expect(lines.map((line) => line.match(/'=./)?.[0])).toEqual(["'=a", "'=b", "'=c"])
  const json = await finished(await exportSelection({ ...selected, format: 'json', filter }, ctx))
  const told: { name: string }[] = JSON.parse(await textOf(json))
  expect(told.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  const plain = { ...selected, format: 'csv', byteOrderMark: false, comment: true } as const
  const commented = await textOf(await finished(await exportSelection({ ...plain, filter }, ctx)))
  expect(commented.split('\r\n')[0]).toBe(
    `# dashboards of http://localhost:3000 on ${new Date(ctx.now).toISOString().slice(0, 10)} - filter service=sample_superset - schema 1`,
  )
  expect(commented.slice(commented.indexOf('\n') + 1)).toBe((await textOf(csv)).slice(1))
  const { name, mediaType } = exportedFile(json, ctx)
  expect([name, mediaType]).toEqual([expect.stringMatching(/^dashboards-.*\.json$/), 'application/json'])
})

test('what is named by id comes in that order, and a list stays a list where some of it has gone', async () => {
  const [a, b, c] = [await aDashboard(ctx, { name: 'a' }), await aDashboard(ctx, { name: 'b' }), await aDashboard(ctx)]
  const job = await exportSelection({ ...selected, format: 'json', ids: [c.id, a.id, b.id] }, ctx)
  await remove(dashboards, { id: c.id }, { hardDelete: false, recursive: false }, ctx)
  const told: { name: string }[] = JSON.parse(await textOf(await finished(job)))
  expect(told.map(({ name }) => name)).toEqual(['a', 'b'])
  await expect(exportSelection({ ...selected, format: 'csv' }, ctx)).rejects.toThrow('either ids or a filter')
})
