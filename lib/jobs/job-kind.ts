/** What a kind of job is: given to the runner as types of entities are given to the engine. */
import { randomUUID } from 'node:crypto'
import type { RequestContext } from '@/lib/entities/context'
import type { Change } from '@/lib/store/change'
import type { Job, JobRow, SettledRow } from '@/lib/store/jobs'

export interface JobKind {
  readonly kind: string
  /** Statuses of rows that are planned and that a run has yet to do. */
  readonly todo: readonly string[]
  /** Once for each lease, before the first rows. */
  open(job: Job, ctx: RequestContext): Promise<OpenJob>
}

/** A job of the caller as it begins: its rows are on their way. */
export function newJob(kind: string, input: Job['input'], { actor }: RequestContext): Job {
  const now = Date.now()
  return {
    id: randomUUID(),
    kind,
    phase: 'plan',
    state: 'receiving',
    wish: null,
    actorId: actor.id,
    actorName: actor.name,
    input,
    counts: {},
    problem: null,
    token: null,
    leaseUntil: 0,
    createdAt: now,
    updatedAt: now,
  }
}

export interface OpenJob {
  /** What would become of each row: every one of them, and nothing is written. */
  plan(rows: readonly JobRow[], ctx: RequestContext): Promise<readonly SettledRow[]>
  /**
   * Does it. What is written is committed together with `settle` of the rows it is about; all other rows are what it
   * gives back. Rows that come again, because the process died, have not been written.
   */
  run(rows: readonly JobRow[], settle: Settle, ctx: RequestContext): Promise<readonly SettledRow[]>
  /** Rows that a run does after all others: what they do goes by what has become of those. */
  waits?(row: JobRow): boolean
  /** Once every row is planned: what there is besides, which takes the place of all `gone` rows. */
  gone?(ctx: RequestContext, mayGoOn: MayGoOn): Promise<GoneRows | undefined>
}

/** Keeps the lease meanwhile. False once something else is asked of the job, or it is another's. */
export type MayGoOn = () => Promise<boolean>

/** Of rows that a run does only where that is asked for: what they are about has changed since. */
export const heldStatus = 'held'

/** The same, where what they are about is not in the file. */
export const goneStatus = 'gone'

export interface GoneRows {
  readonly rows: readonly Omit<JobRow, 'status'>[]
  /** What the job is told besides. */
  readonly input: Readonly<Record<string, unknown>>
}

/** The change by which rows come to something, under the lease of whoever works on the job. */
export type Settle = (rows: readonly SettledRow[]) => Change

/** What every kind's input may say about the run. */
export interface RunChoice {
  /** Rows that are not done, by number. */
  readonly withoutRows?: readonly number[]
  /** Planned outcomes whose rows are not done. */
  readonly withoutOutcomes?: readonly string[]
  /** Fields that are left as they are. */
  readonly withoutColumns?: readonly string[]
  /** What is not in the file any more is deleted, softly. */
  readonly deleteGone?: boolean
  /** Of an undo: rows that were edited since are done all the same, all of them or those of these numbers. */
  readonly withHeld?: boolean
  readonly withHeldRows?: readonly number[]
  /** Runs as soon as it is planned. */
  readonly runs?: boolean
  /** Statuses of rows that are planned although they have been already. */
  readonly replan?: readonly string[]
}

/** What follows the name of something: names that go on from it, and how many things it is given to. */
export interface Following {
  readonly below: readonly { readonly type: string; readonly count: number }[]
  readonly carriers: number
  /** Of a merging: what carries it, and how many have the other label already. */
  readonly relabelled?: readonly { readonly type: string; readonly count: number; readonly both: number }[]
}

/** What a row was like when it was planned; null when there was no such entity. */
export interface Basis {
  readonly id: string
  readonly version: number
  readonly updatedAt: number
}
