/** Rows of an import that were not written, as an import of its own: by the same mapping, against what there is now. */
import type { RequestContext } from '@/lib/entities/context'
import { findJob, notNow, requireRoom } from '@/lib/jobs/ask'
import { importInputOf } from '@/lib/jobs/import-input'
import { newJob } from '@/lib/jobs/job-kind'
import { retryOf } from '@/lib/jobs/retried'
import { isGone, marksOf } from '@/lib/jobs/row-marks'
import { walkRows } from '@/lib/jobs/walk-rows'
import { badRequest, notFound } from '@/lib/model/wire/errors'
import { endedStates, type Job } from '@/lib/store/jobs'

/** Gives the job, queued. Throws 409 for an import that is not at its end, and 400 where there are no such rows. */
export async function retryImport(id: string, outcome: string, ctx: RequestContext): Promise<Job> {
  const job = await findJob(id, ctx)
  if (job.kind !== 'import') throw notFound('import', id)
  if (!endedStates.includes(job.state))
    throw notNow(job, 'tried again', 'What has run, to its end or until it was cancelled, can be tried again.')
  if ((job.counts[outcome] ?? 0) === 0) throw badRequest(`No row of the import is ${outcome}`)
  await requireRoom(ctx)
  const {
    withoutRows: _rows,
    withoutOutcomes: _outcomes,
    runs: _runs,
    replan: _replan,
    deleteGone: _deletes,
    listsGone: _lists,
    gone: _gone,
    ...input
  } = importInputOf(job.input)
  const again = newJob('import', { ...input, retryOf: retryOf(job) }, ctx)
  const { jobs } = ctx.store
  await jobs.add(again)
  let pending = 0
  for await (const rows of walkRows(ctx.store, id, [outcome])) {
    const fresh = rows
      .filter(({ source }) => !isGone(source))
      .map(({ source, result }, at) => ({ row: pending + at, status: 'pending', source, result: marksOf(result) }))
    await jobs.addRows(again.id, fresh)
    pending += fresh.length
  }
  const queued = { state: 'queued', counts: { pending }, updatedAt: Date.now() } as const
  await jobs.move(again.id, { states: ['receiving'] }, queued)
  return findJob(again.id, ctx)
}
