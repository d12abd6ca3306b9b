/** What is kept of long work that people start, leave and come back to: jobs, and a ledger with a row for each thing to do. */

/** `plan` finds out what would be done, `run` does it. */
export type JobPhase = 'plan' | 'run'

/** `receiving`: its rows are still being written. `planned` waits for somebody to say that it may run. */
export const jobStates = [
  'receiving',
  'queued',
  'running',
  'paused',
  'planned',
  'finished',
  'cancelled',
  'failed',
] as const
export type JobState = (typeof jobStates)[number]

/** Nothing more will become of these. */
export const endedStates: readonly JobState[] = ['finished', 'cancelled', 'failed']

/** What may be asked of one that runs. */
export type JobWish = 'pause' | 'cancel'

export interface Job {
  readonly id: string
  /** Which definition does it: `import`, `undo`. */
  readonly kind: string
  readonly phase: JobPhase
  readonly state: JobState
  /** Asked for and not done yet: whoever has the lease looks here between two batches. */
  readonly wish: JobWish | null
  /** In whose name it is done. */
  readonly actorId: string
  readonly actorName: string
  /** What its kind has to know, as JSON. */
  readonly input: Readonly<Record<string, unknown>>
  /** How many rows have come to what; changes with the rows, in one commit. */
  readonly counts: Readonly<Record<string, number>>
  /** Why it failed. */
  readonly problem: string | null
  /** Of whoever works on it; null while nobody does. */
  readonly token: string | null
  /** Until then nobody else takes it over. Unix epoch milliseconds, like the others. */
  readonly leaseUntil: number
  readonly createdAt: number
  readonly updatedAt: number
}

/** One thing to do, in the order of `row`. */
export interface JobRow {
  readonly row: number
  readonly status: string
  /** What is to be done, as JSON. */
  readonly source: unknown
  /** What came of it so far, as JSON; null while nothing has. */
  readonly result: unknown
}

/** A row that has come to something. */
export interface SettledRow {
  readonly row: number
  readonly from: string
  readonly to: string
  readonly result: unknown
}

/** A row of a job that waits, as it is from now on; without a source it says what it has said before. */
export interface MendedRow extends SettledRow {
  readonly source?: unknown
}

export interface JobRowQuery {
  /** Only rows of these; all if left out. */
  readonly statuses?: readonly string[]
  /** Only rows after this one. */
  readonly after?: number
  /** Rows to pass over. */
  readonly offset?: number
  readonly limit: number
}

export interface JobQuery {
  /** Only of this person. */
  readonly actorId?: string
  /** Only of whoever is called so. */
  readonly actorName?: string
  readonly kind?: string
  readonly states?: readonly JobState[]
  readonly limit: number
  readonly after?: { readonly createdAt: number; readonly id: string }
}

/** A mapping that somebody has kept under a name. */
export interface KeptMapping {
  readonly name: string
  readonly ownerId: string
  readonly ownerName: string
  /** As JSON. */
  readonly mapping: Readonly<Record<string, unknown>>
  readonly updatedAt: number
}

/**
 * Every write is one statement, whole by itself. What a job does to the catalogue, and what its rows have come to with it,
 * goes through `Store.commit`: `settle`, `credit`.
 */
export interface JobStore {
  add(job: Job): Promise<void>
  /** Of a job that is `receiving`: whoever adds them counts them, and says so when it is queued. */
  addRows(jobId: string, rows: readonly JobRow[]): Promise<void>
  /**
   * Rows of another job with one of the statuses become pending rows of this one: `source` is `{"of": …, "row": …}`. Gives
   * their numbers, in order.
   */
  addRowsOf(jobId: string, other: string, statuses: readonly string[], after: number, limit: number): Promise<number[]>
  find(id: string): Promise<Job | undefined>
  /** Newest first. */
  list(query: JobQuery): Promise<Job[]>
  /** Jobs that take back one of these, the newest first. */
  undosOf(ids: readonly string[]): Promise<Job[]>
  rows(jobId: string, query: JobRowQuery): Promise<JobRow[]>
  rowsByNumber(jobId: string, rows: readonly number[]): Promise<JobRow[]>
  /** What these rows have come to, in their order. */
  statusesOf(jobId: string, rows: readonly number[]): Promise<Pick<JobRow, 'row' | 'status'>[]>
  /** Changes it where it is in one of the states, and under that token if one is given. False where it is not. */
  move(id: string, from: JobMove, to: Partial<Omit<Job, 'id'>>): Promise<boolean>
  /** Takes the job that has waited longest: one that is queued, or whose worker was not seen until its lease ran out. */
  claim(token: string, now: number, leaseUntil: number): Promise<Job | undefined>
  /**
   * Removes a part of what nobody needs any more: jobs that ended before the one time, and those that were never received
   * and not touched since the other. True while there may be more.
   */
  sweep(endedBefore: number, receivedBefore: number): Promise<boolean>
  /** Which job wrote which version of an entity. */
  credits(entityId: string): Promise<{ version: number; jobId: string }[]>
  mappings(): Promise<KeptMapping[]>
  keepMapping(mapping: KeptMapping): Promise<void>
  removeMapping(name: string): Promise<void>
}

export interface JobMove {
  readonly states: readonly JobState[]
  readonly token?: string
  /** Only while nothing is asked of it. */
  readonly unasked?: boolean
  /** Only while its input is what it was when it was read. */
  readonly input?: Job['input']
}
