/** Which jobs have been taken back, and how far. */
import type { RequestContext } from '@/lib/entities/context'
import { presentJob, type UndoState } from '@/lib/jobs/present'
import { endedStates, type Job } from '@/lib/store/jobs'

/** By the id of the job; none for those that nobody has undone. */
export async function undosOf(jobs: readonly Job[], ctx: RequestContext): Promise<ReadonlyMap<string, UndoState>> {
  const undone = await lastUndoOf(
    jobs.filter(({ phase, state }) => phase === 'run' && endedStates.includes(state)),
    ctx,
  )
  const again = await lastUndoOf([...undone.values()], ctx)
  return new Map(
    [...undone].map(([of, { id, state, counts }]) => {
      const left = ['held', 'failed', 'refused'].reduce((sum, status) => sum + (counts[status] ?? 0), 0)
      return [of, { id, state, left, isTakenBack: again.get(id)?.state === 'finished' }]
    }),
  )
}

async function lastUndoOf(jobs: readonly Job[], { store }: RequestContext): Promise<ReadonlyMap<string, Job>> {
  if (jobs.length === 0) return new Map()
  const found = await store.jobs.undosOf(jobs.map(({ id }) => id))
  const counts = found.filter(({ phase, state }) => phase === 'run' || !endedStates.includes(state))
  // The newest comes first, and is put in last.
  return new Map(counts.toReversed().map((job) => [String(job.input.of), job]))
}

/** A job as the API tells of it, with how far it was taken back. */
export const presentWithUndo = async (job: Job, ctx: RequestContext): Promise<ReturnType<typeof presentJob>> =>
  presentJob(job, (await undosOf([job], ctx)).get(job.id))
