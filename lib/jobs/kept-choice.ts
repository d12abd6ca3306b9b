/** What of a plan somebody leaves out, kept with the job until it is run: every window shows the same. */
import type { RequestContext } from '@/lib/entities/context'
import { findJob, notNow } from '@/lib/jobs/ask'
import { goneStatus, type RunChoice } from '@/lib/jobs/job-kind'
import { badRequest } from '@/lib/model/wire/errors'
import type { ChoiceChange } from '@/lib/model/wire/run-choice'
import type { Job } from '@/lib/store/jobs'

/** Rows that are unticked one by one: of more, all of an outcome are. */
const untickedMax = 100_000

/** Ticks and unticks; what others have ticked meanwhile stays. Throws 409 for a job that does not wait for its run. */
export async function keepChoice(id: string, change: ChoiceChange, ctx: RequestContext): Promise<Job> {
  const { jobs } = ctx.store
  for (;;) {
    const job = await findJob(id, ctx)
    if (job.state !== 'planned') throw notNow(job, 'chosen from', 'Rows are ticked while a plan waits for its run.')
    const { withoutRows, withoutOutcomes, withoutColumns, withHeldRows }: RunChoice = job.input
    if (job.kind !== 'undo' && (change.held === true || (change.heldRows?.tick?.length ?? 0) > 0))
      throw badRequest('Only an undo can be told to take back what was edited since', {
        hint: 'Import the rows again to see what they would do now.',
      })
    const rows = changed(withoutRows, change.rows)
    // What is ticked here is in, in contrast to the lists of what is left out.
    const heldRows = changed(withHeldRows, { tick: change.heldRows?.untick, untick: change.heldRows?.tick })
    if (Math.max(rows.length, heldRows.length) > untickedMax)
      throw badRequest(`More than ${untickedMax.toLocaleString('en')} rows are unticked one by one`, {
        hint: 'Untick all rows of an outcome instead.',
      })
    const choice: RunChoice = {
      withoutRows: rows,
      withoutOutcomes: changed(withoutOutcomes, change.outcomes).filter((outcome) => outcome !== goneStatus),
      withoutColumns: changed(withoutColumns, change.columns),
      ...(change.deleteGone !== undefined && { deleteGone: change.deleteGone }),
      ...(change.held !== undefined && { withHeld: change.held }),
      ...(change.heldRows !== undefined && { withHeldRows: heldRows }),
    }
    const input = { ...job.input, ...choice }
    // Not a change of the plan, which is what `updatedAt` tells.
    if (await jobs.move(id, { states: ['planned'], input: job.input }, { input })) return findJob(id, ctx)
  }
}

interface Ticks<T> {
  readonly tick?: readonly T[] | undefined
  readonly untick?: readonly T[] | undefined
}

/** Without those that are ticked, with those that are unticked. */
const changed = <T>(known: readonly T[] = [], { tick = [], untick = [] }: Ticks<T> = {}): T[] => {
  const ticked = new Set(tick)
  return [...new Set([...known.filter((one) => !ticked.has(one)), ...untick])]
}

/** As it is kept, with what would become of the rows that are left out. */
export async function readChoice(job: Job, { store }: RequestContext) {
  const { withoutRows = [], withoutOutcomes = [], withoutColumns = [], deleteGone = false }: RunChoice = job.input
  const { withHeld = false, withHeldRows = [] }: RunChoice = job.input
  const rows = await store.jobs.statusesOf(job.id, withoutRows)
  return { rows, withoutOutcomes, withoutColumns, deleteGone, withHeld, withHeldRows }
}
