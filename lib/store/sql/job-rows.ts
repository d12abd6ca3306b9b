/** Between the tables of jobs and the store's own types, and what both engines work out the same way. */

import { JobLost } from '@/lib/store/errors'
import type { Job, JobPhase, JobRow, JobState, JobWish, SettledRow } from '@/lib/store/jobs'
import type { JobRowTable, JobTable } from '@/lib/store/sql/tables'

export const toJob = (row: JobTable): Job => ({
  id: row.id,
  kind: row.kind,
  // Only known ones are ever written.
  phase: row.phase as JobPhase,
  state: row.state as JobState,
  wish: row.wish as JobWish | null,
  actorId: row.actor_id,
  actorName: row.actor_name,
  input: JSON.parse(row.input),
  counts: JSON.parse(row.counts),
  problem: row.problem,
  token: row.token,
  leaseUntil: Number(row.lease_until),
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
})

/** Which job it takes back; null for what is no undo. */
export const undoneBy = ({ kind, input }: Pick<Job, 'kind' | 'input'>): string | null =>
  kind === 'undo' && typeof input.of === 'string' ? input.of : null

/** The columns of what is given. */
export const jobColumns = (job: Partial<Job>): Partial<JobTable> => ({
  ...(job.kind !== undefined && { kind: job.kind }),
  ...(job.phase !== undefined && { phase: job.phase }),
  ...(job.state !== undefined && { state: job.state }),
  ...(job.wish !== undefined && { wish: job.wish }),
  ...(job.actorId !== undefined && { actor_id: job.actorId }),
  ...(job.actorName !== undefined && { actor_name: job.actorName }),
  ...(job.input !== undefined && { input: JSON.stringify(job.input) }),
  ...(job.counts !== undefined && { counts: JSON.stringify(job.counts) }),
  ...(job.problem !== undefined && { problem: job.problem }),
  ...(job.token !== undefined && { token: job.token }),
  ...(job.leaseUntil !== undefined && { lease_until: job.leaseUntil }),
  ...(job.createdAt !== undefined && { created_at: job.createdAt }),
  ...(job.updatedAt !== undefined && { updated_at: job.updatedAt }),
})

export const toJobRow = (row: Omit<JobRowTable, 'job_id'>): JobRow => ({
  row: Number(row.row_number),
  status: row.status,
  source: JSON.parse(row.source),
  result: row.result === null ? null : JSON.parse(row.result),
})

/** Absent as null, which is how it is kept. */
export const resultText = (result: unknown): string | null =>
  result === undefined || result === null ? null : JSON.stringify(result)

/** The counts once the rows have come to something. */
export function countedAfter(counts: Readonly<Record<string, number>>, rows: readonly SettledRow[]): string {
  const after: Record<string, number> = { ...counts }
  for (const { from, to } of rows) {
    after[from] = (after[from] ?? 0) - 1
    after[to] = (after[to] ?? 0) + 1
  }
  return JSON.stringify(Object.fromEntries(Object.entries(after).filter(([, count]) => count > 0)))
}

/** The counts once that many rows have the status. */
export const countedAs = (counts: Readonly<Record<string, number>>, status: string, count: number): string =>
  JSON.stringify(Object.fromEntries(Object.entries({ ...counts, [status]: count }).filter(([, many]) => many > 0)))

/** Two changes within one millisecond are told apart all the same. */
export const laterThan = (seenAt: number): number => Math.max(Date.now(), seenAt + 1)

export const lost = (jobId: string): JobLost =>
  new JobLost('lost', `job ${jobId} is somebody else's by now, or has ended`)
