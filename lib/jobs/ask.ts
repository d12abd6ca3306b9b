/** What people ask of jobs. A job is the business of whoever started it, and of administrators. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { RequestContext } from '@/lib/entities/context'
import { seenJob } from '@/lib/entities/job-rights'
import { takeTurns } from '@/lib/entities/turns'
import { newJob, type RunChoice } from '@/lib/jobs/job-kind'
import { stopReason } from '@/lib/jobs/stop-rule'
import { written } from '@/lib/model/rules/row-outcome'
import { badRequest, CatalogueError, notFound } from '@/lib/model/wire/errors'
import { endedStates, type Job, type JobState } from '@/lib/store/jobs'

/** Jobs of one person that have not ended: more have to wait until some have. */
export const unfinishedMax = 10
/** Jobs of one person that are kept: of more, the oldest that have ended go. */
export const keptMax = 200

/** Throws 404, also for what is none of the caller's business. */
export async function findJob(id: string, ctx: RequestContext): Promise<Job> {
  const job = await seenJob(id, ctx)
  if (job === undefined) throw notFound('job', id)
  return job
}

const unfinished: readonly JobState[] = ['receiving', 'queued', 'running', 'paused', 'planned']

/** Before anything is read of another one. Throws 429 while too many are under way. */
export async function requireRoom({ store: { jobs }, actor }: RequestContext): Promise<void> {
  const open = await jobs.list({ actorId: actor.id, states: unfinished, limit: unfinishedMax })
  if (open.length >= unfinishedMax)
    throw new CatalogueError('tooManyRequests', `You have ${unfinishedMax} jobs that have not ended`, {
      hint: 'Run or cancel some of them, then start another.',
      retryAfterSeconds: 30,
    })
  const ended = await jobs.list({ actorId: actor.id, states: endedStates, limit: keptMax })
  const oldest = ended.length < keptMax ? undefined : ended.at(-1)
  // It goes with the next sweep.
  if (oldest !== undefined) await jobs.move(oldest.id, { states: endedStates }, { updatedAt: 0 })
}

type Ask = (job: Job, ctx: RequestContext) => Promise<boolean>

/** Asks until the job is in no state in between: it may go on while it is asked. */
async function asked(id: string, ctx: RequestContext, ask: Ask): Promise<Job> {
  for (;;) {
    const job = await findJob(id, ctx)
    if (await ask(job, ctx)) return findJob(id, ctx)
  }
}

const now = () => ({ updatedAt: Date.now() })

/** What is running stops after the rows that are under way; what has ended stays as it is. */
export const cancelJob = (id: string, ctx: RequestContext): Promise<Job> =>
  asked(id, ctx, async ({ state }, { store: { jobs } }) => {
    if (endedStates.includes(state)) return true
    if (state === 'running') return jobs.move(id, { states: ['running'] }, { wish: 'cancel' })
    return jobs.move(id, { states: [state] }, { state: 'cancelled', ...now() })
  })

/** Only what is queued or running can be paused; all else stays as it is. */
export const pauseJob = (id: string, ctx: RequestContext): Promise<Job> =>
  asked(id, ctx, async ({ state }, { store: { jobs } }) => {
    if (state === 'running')
      return jobs.move(id, { states: ['running'], unasked: true }, { wish: 'pause' }).then(settled)
    if (state === 'queued') return jobs.move(id, { states: ['queued'] }, { state: 'paused', ...now() })
    return true
  })

/** Something else has been asked already, and counts. */
const settled = (): boolean => true

/** Only what is paused, or asked to pause, goes on; all else stays as it is. */
export const resumeJob = (id: string, ctx: RequestContext): Promise<Job> =>
  asked(id, ctx, async ({ state, wish }, { store: { jobs } }) => {
    if (state === 'paused') return jobs.move(id, { states: ['paused'] }, { state: 'queued', ...now() })
    if (state === 'running' && wish === 'pause') return jobs.move(id, { states: ['running'] }, { wish: null })
    return true
  })

/** Begins what has been planned; what the choice leaves open is as it is kept. Throws 409 for a job that waits for no such word. */
export async function runJob(id: string, choice: RunChoice, ctx: RequestContext): Promise<Job> {
  const said = Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== undefined))
  for (;;) {
    const job = await findJob(id, ctx)
    if (job.state !== 'planned') throw notNow(job, 'run', 'Only what has been planned, and nothing else, can be run.')
    if (job.kind !== 'undo' && (said.withHeld === true || (choice.withHeldRows ?? []).length > 0))
      throw badRequest('Only an undo can be told to take back what was edited since')
    const stopped = stopReason(job)
    if (stopped !== undefined)
      throw new CatalogueError('conflict', stopped, {
        hint: 'Mend the rows, or let it stop later (`stopAfter` of the mapping).',
      })
    const to = { state: 'queued', phase: 'run', input: { ...job.input, ...said }, ...now() } as const
    if (await ctx.store.jobs.move(id, { states: ['planned'], input: job.input }, to)) return findJob(id, ctx)
  }
}

/** What is asked for does not go with where the job stands. */
export const notNow = ({ state }: Job, what: string, hint: string) =>
  new CatalogueError('conflict', `The job is ${state} and can't be ${what}`, { hint })

/** A job that takes back what this one has written; it is planned first. Throws 409 while this one is not at its end. */
export async function undoJob(id: string, runs: boolean, ctx: RequestContext): Promise<Job> {
  const job = await findJob(id, ctx)
  if (job.phase !== 'run' || !endedStates.includes(job.state))
    throw notNow(job, 'undone', 'What has run, to its end or until it was cancelled, can be undone.')
  if (written.every((status) => (job.counts[status] ?? 0) === 0))
    throw badRequest('The job has written nothing that could be undone')
  await requireRoom(ctx)
  const { jobs } = ctx.store
  const { fileName, collection } = job.input
  const input = {
    of: id,
    fileName,
    collection,
    ...(takesAlong(job) && { along: true }),
    ...(job.kind === 'merge' && { merged: job.input.id }),
    ...(runs && { runs }),
  }
  const undo = newJob('undo', input, ctx)
  await jobs.add(undo)
  const turn = takeTurns()
  let pending = 0
  for (let after = -1; ; ) {
    const rows = await jobs.addRowsOf(undo.id, id, written, after, sliceRows)
    const last = rows.at(-1)
    if (last === undefined) break
    pending += rows.length
    after = last
    await turn()
  }
  await jobs.move(undo.id, { states: ['receiving'] }, { state: 'queued', counts: { pending }, ...now() })
  return findJob(undo.id, ctx)
}

/** Does it delete or restore what is below its entities too? */
const takesAlong = ({ kind, input }: Job): boolean => kind === 'delete' || kind === 'restore' || input.along === true

/** Rows that are written at once. */
const sliceRows = 250

const lookAgainMs = 50

/** The job once nothing more becomes of it by itself, or as it is after that time. */
export async function waitForJob(id: string, seconds: number, ctx: RequestContext): Promise<Job> {
  const until = Date.now() + seconds * 1_000
  for (;;) {
    const job = await findJob(id, ctx)
    const moves = job.state === 'queued' || job.state === 'running'
    if (!moves || Date.now() >= until || ctx.signal?.aborted === true) return job
    await sleep(Math.min(lookAgainMs, Math.max(1, until - Date.now())))
  }
}
