/**
 * The one runner of all jobs. Any number of instances may share a database: a job belongs to whoever has its lease, every
 * commit of its rows is made under that lease, and what a process leaves behind another one finishes.
 */
import { randomUUID } from 'node:crypto'
import type { Background, Task } from '@/lib/background'
import { commit } from '@/lib/entities/commit'
import type { RequestContext } from '@/lib/entities/context'
import { takeTurns } from '@/lib/entities/turns'
import {
  goneStatus,
  heldStatus,
  type JobKind,
  type MayGoOn,
  type OpenJob,
  type RunChoice,
  type Settle,
} from '@/lib/jobs/job-kind'
import { stopReason } from '@/lib/jobs/stop-rule'
import { detailOf, log } from '@/lib/log'
import { CatalogueError } from '@/lib/model/wire/errors'
import { JobLost, StoreConflict, StoreUnavailable } from '@/lib/store/errors'
import type { Job, JobRow, SettledRow } from '@/lib/store/jobs'
import type { Store } from '@/lib/store/store'

/** Whose worker was not seen for so long is taken over. A batch takes a fraction of it. */
const leaseMs = 5_000
/** How often the lease is renewed, and somebody's wish is looked for, where nothing is committed meanwhile. */
const keepEveryMs = 250
/** How often a process looks for jobs that another one was asked for, or has left. */
const lookEveryMs = 1_000
/** Rows between two looks at what is asked of the job: a slice of the engine's (`upsert.ts`), one commit. */
const batchRows = 50
/** Jobs that a process works on side by side. */
const atOnceMax = 4
const sweepEveryMs = 10 * 60_000
/** How long a job that has ended can be looked at and undone. */
const keptMs = 30 * 24 * 3_600_000
/** Rows of a file arrive within a request; what is not there by then never will be. */
const receivingMs = 3_600_000

export interface RunnerOptions {
  readonly store: Store
  readonly kinds: readonly JobKind[]
  /** In the name of whoever the job is of, with the rights they have now. Throws when there is nobody any more. */
  contextOf(job: Job): Promise<RequestContext>
  readonly leaseMs?: number
  readonly lookEveryMs?: number
}

export interface Runner extends Pick<RunnerOptions, 'contextOf'> {
  /** Works from now on. At the end what it works on is given back, after the batch that is under way. */
  start(background: Background): void
  /** There may be something to do now. */
  wake(): void
}

/** Everything is written down, so that a look that fails loses nothing: it is looked again. */
export function createRunner(options: RunnerOptions): Runner {
  const { store } = options
  const kinds = new Map(options.kinds.map((kind) => [kind.kind, kind]))
  let wakes: readonly (() => void)[] = []

  const worker = (): Task => {
    let hadWork = false
    return {
      name: 'working on jobs',
      wait: () => (hadWork ? 0 : (options.lookEveryMs ?? lookEveryMs)),
      run: async (signal) => {
        hadWork = false
        const token = randomUUID()
        const now = Date.now()
        const job = await store.jobs.claim(token, now, now + (options.leaseMs ?? leaseMs))
        if (job === undefined) return
        hadWork = true
        await work(job, token, kinds.get(job.kind), options, signal)
      },
    }
  }
  const sweeping: Task = {
    name: 'clearing away jobs that have ended long ago',
    wait: () => sweepEveryMs,
    run: async (signal) => {
      const turn = takeTurns()
      while (!signal.aborted && (await store.jobs.sweep(Date.now() - keptMs, Date.now() - receivingMs))) await turn()
    },
  }
  return {
    contextOf: options.contextOf,
    start: (background) => {
      background.add(sweeping)()
      wakes = Array.from({ length: atOnceMax }, () => background.add(worker()))
      for (const wake of wakes) wake()
    },
    wake: () => {
      for (const wake of wakes) wake()
    },
  }
}

/** Never throws. */
async function work(
  job: Job,
  token: string,
  kind: JobKind | undefined,
  options: RunnerOptions,
  signal: AbortSignal,
): Promise<void> {
  const { jobs } = options.store
  try {
    if (kind === undefined) throw new CatalogueError('conflict', `This server knows no jobs of the kind ${job.kind}`)
    await batches(job, token, kind, options, signal)
  } catch (error) {
    if (error instanceof JobLost) return
    // The lease runs out, and somebody takes it up again.
    if (error instanceof StoreUnavailable || error instanceof StoreConflict) return
    const told = error instanceof CatalogueError
    if (!told) log().error({ job: job.id, detail: detailOf(error) }, 'A job has failed')
    const problem = told ? error.message : 'Something went wrong in the server. Its log says more.'
    const failed = { state: 'failed', problem, token: null, wish: null, updatedAt: Date.now() } as const
    await jobs.move(job.id, { states: ['running'], token }, failed).catch(() => false)
  }
}

async function batches(
  { id, actorName, ...claimed }: Job,
  token: string,
  kind: JobKind,
  { store, contextOf, ...options }: RunnerOptions,
  signal: AbortSignal,
): Promise<void> {
  const { jobs } = store
  const mine = { states: ['running'], token } as const
  const rest = (state: Job['state'], more: Partial<Job> = {}) => ({
    state,
    token: null,
    wish: null,
    updatedAt: Date.now(),
    ...more,
  })
  const lease = () => ({ jobId: id, token, leaseUntil: Date.now() + (options.leaseMs ?? leaseMs) })
  const settle: Settle = (rows) => ({ kind: 'settle', ...lease(), rows })
  let keptAt = 0
  const mayGoOn: MayGoOn = async () => {
    if (Date.now() - keptAt < keepEveryMs) return true
    keptAt = Date.now()
    return jobs.move(id, { ...mine, unasked: true }, { leaseUntil: lease().leaseUntil })
  }
  let opened: OpenJob | undefined
  let after = -1
  /** Rows have been passed by that wait for others; then it is their turn. */
  let waiting: 'none' | 'some' | 'now' = 'none'
  let phase = claimed.phase
  const turn = takeTurns()
  for (;;) {
    const job = await jobs.find(id)
    if (job === undefined || job.token !== token || job.state !== 'running') return
    if (job.wish !== null) {
      await jobs.move(id, mine, rest(job.wish === 'cancel' ? 'cancelled' : 'paused'))
      return
    }
    if (signal.aborted) {
      await jobs.move(id, mine, rest('queued'))
      return
    }
    const choice: RunChoice = job.input
    const todo = [
      ...kind.todo,
      ...(choice.deleteGone === true ? [goneStatus] : []),
      ...(takesHeld(choice) ? [heldStatus] : []),
    ]
    const statuses = phase === 'plan' ? ['pending', ...(choice.replan ?? [])] : todo
    const rows = await jobs.rows(id, { statuses, after, limit: batchRows })
    const ctx: RequestContext = { ...(await contextOf(job)), now: Date.now(), jobId: id }
    opened ??= await kind.open(job, ctx)
    if (rows.length === 0 && waiting === 'some') {
      waiting = 'now'
      after = -1
      continue
    }
    if (rows.length === 0) {
      const goesOn = phase === 'plan' && choice.runs === true
      const gone = phase === 'plan' ? await opened.gone?.(ctx, mayGoOn) : undefined
      if (gone !== undefined) await commit([{ kind: 'relist', ...lease(), status: goneStatus, rows: gone.rows }], ctx)
      const told = gone === undefined ? {} : { input: { ...job.input, ...gone.input } }
      const to = { ...told, ...(goesOn ? { phase: 'run' as const } : rest(phase === 'plan' ? 'planned' : 'finished')) }
      // Asked to stop at the last moment, it has not come to its end.
      if (!(await jobs.move(id, { ...mine, unasked: true }, to))) continue
      if (!goesOn) return
      phase = 'run'
      after = -1
      opened = undefined
      continue
    }
    const stopped = phase === 'run' ? stopReason(job) : undefined
    if (stopped !== undefined) {
      if (await jobs.move(id, { ...mine, unasked: true }, rest('failed', { phase, problem: stopped }))) return
      continue
    }
    const doing = phase === 'plan' || waiting === 'now' ? rows : rows.filter((row) => opened?.waits?.(row) !== true)
    if (doing.length < rows.length) waiting = 'some'
    const settled =
      phase === 'plan' ? await opened.plan(doing, ctx) : await runBatch(opened, doing, choice, settle, ctx)
    if (settled.length > 0) await commit([settle(settled)], ctx)
    after = rows.at(-1)?.row ?? after
    await turn()
  }
}

const takesHeld = ({ withHeld = false, withHeldRows = [] }: RunChoice): boolean => withHeld || withHeldRows.length > 0

async function runBatch(
  opened: OpenJob,
  rows: readonly JobRow[],
  { withoutRows = [], withoutOutcomes = [], withHeld = false, withHeldRows = [] }: RunChoice,
  settle: Settle,
  ctx: RequestContext,
): Promise<readonly SettledRow[]> {
  const [unticked, ticked] = [new Set(withoutRows), new Set(withHeldRows)]
  // Nobody has to leave out what nobody has asked for: it stays held.
  const isHeld = ({ row, status }: JobRow): boolean =>
    status === heldStatus && !ticked.has(row) && !(withHeld && !unticked.has(row))
  const isUnticked = ({ row, status }: JobRow): boolean =>
    unticked.has(row) || withoutOutcomes.some((outcome) => outcome === status)
  const asked = rows.filter((row) => !isHeld(row))
  const excluded = asked
    .filter(isUnticked)
    .map(({ row, status, result }) => ({ row, from: status, to: 'excluded', result }))
  const wanted = asked.filter((row) => !isUnticked(row))
  return [...excluded, ...(wanted.length === 0 ? [] : await opened.run(wanted, settle, ctx))]
}
