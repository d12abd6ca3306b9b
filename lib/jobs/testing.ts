/** Jobs in tests: files received, and a runner that works them off. */
import { beforeEach } from 'vitest'
import { createBackground } from '@/lib/background'
import type { RequestContext } from '@/lib/entities/context'
import { aService, aShippedContext } from '@/lib/entities/testing'
import { exportJob } from '@/lib/jobs/export-job'
import { importJob } from '@/lib/jobs/import-job'
import { mergeJob } from '@/lib/jobs/merge-job'
import { receiveImport } from '@/lib/jobs/receive-import'
import { moveJob, renameJob } from '@/lib/jobs/rename-job'
import { createRunner, type Runner, type RunnerOptions } from '@/lib/jobs/runner'
import { deleteJob, editJob, restoreJob } from '@/lib/jobs/selection-job'
import { undoJob } from '@/lib/jobs/undo-job'
import type { ImportMapping } from '@/lib/model/wire/import-mapping'
import { endedStates, type Job, type JobRow } from '@/lib/store/jobs'

export const aFile = (text: string) => ({ kind: 'file', name: 'a.csv', bytes: new TextEncoder().encode(text) }) as const

export const receive = (text: string, ctx: RequestContext, mapping: ImportMapping = {}): Promise<Job> =>
  receiveImport({ collection: 'dashboards', source: aFile(text), options: {}, mapping, runs: false }, ctx)

export interface RunningRunner extends Pick<Runner, 'wake'> {
  stop(): Promise<void>
}

export function aRunner(ctx: RequestContext, given: Partial<RunnerOptions> = {}): RunningRunner {
  const background = createBackground((_task, error) => {
    throw error
  })
  const runner = createRunner({
    store: ctx.store,
    kinds: [importJob, editJob, deleteJob, restoreJob, renameJob, moveJob, mergeJob, undoJob, exportJob],
    contextOf: async () => ctx,
    lookEveryMs: 10,
    ...given,
  })
  runner.start(background)
  return { wake: runner.wake, stop: background.stop }
}

/**
 * Gives each test of the file a catalogue as it is shipped, a service, what `begin` adds to them, and a runner. What comes
 * back puts another runner in its place.
 */
export function eachWithRunner(begin: (ctx: RequestContext) => unknown) {
  let runner: RunningRunner
  beforeEach(async () => {
    const ctx = await aShippedContext({ now: Date.now() })
    await aService(ctx)
    await begin(ctx)
    runner = aRunner(ctx)
    return async () => {
      await runner.stop()
      await ctx.store.close()
    }
  })
  return async (...given: Parameters<typeof aRunner>): Promise<void> => {
    await runner.stop()
    runner = aRunner(...given)
  }
}

/** The job once it waits for somebody or has ended. */
export async function rested(id: string, { store }: RequestContext): Promise<Job> {
  for (;;) {
    const job = await store.jobs.find(id)
    if (job === undefined) throw new Error(`there is no job ${id}`)
    if (job.state === 'planned' || job.state === 'paused' || endedStates.includes(job.state)) return job
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

export const rowsOf = ({ id }: Job, { store }: RequestContext): Promise<JobRow[]> =>
  store.jobs.rows(id, { limit: 10_000 })

/** How many rows have come to what, by the ledger itself. */
export async function counted(job: Job, ctx: RequestContext): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { status } of await rowsOf(job, ctx)) counts[status] = (counts[status] ?? 0) + 1
  return counts
}
