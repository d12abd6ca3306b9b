/** Rows of a job that somebody looks for. */
import type { RequestContext } from '@/lib/entities/context'
import { takeTurns } from '@/lib/entities/turns'
import { presentRow } from '@/lib/jobs/present'
import type { Job, JobRow } from '@/lib/store/jobs'

export interface RowSearch {
  readonly statuses?: readonly string[] | undefined
  /** Part of a name. */
  readonly q?: string | undefined
  /** Only rows after this one. */
  readonly after?: number
  readonly offset: number
  readonly limit: number
}

const rowsAtOnce = 250

export async function findRows(
  job: Job,
  { statuses, q = '', ...place }: RowSearch,
  ctx: RequestContext,
): Promise<{ readonly rows: readonly JobRow[]; readonly total: number }> {
  const { jobs } = ctx.store
  const only = statuses === undefined ? {} : { statuses }
  const wanted = q.trim().toLowerCase()
  if (wanted === '') {
    const counted = Object.entries(job.counts).filter(([status]) => statuses?.includes(status) !== false)
    return {
      rows: await jobs.rows(job.id, { ...only, ...place }),
      total: counted.reduce((sum, [, count]) => sum + count, 0),
    }
  }
  // Names are in what the file says, and in what came of it: no index has them.
  const found: number[] = []
  const turn = takeTurns()
  for (let after = -1; ; ) {
    const rows = await jobs.rows(job.id, { ...only, after, limit: rowsAtOnce })
    const last = rows.at(-1)
    if (last === undefined) break
    after = last.row
    for (const row of rows) {
      const { name = '', displayName = '', fullyQualifiedName = '' } = presentRow(job, row)
      if (`${name} ${displayName} ${fullyQualifiedName}`.toLowerCase().includes(wanted)) found.push(row.row)
    }
    await turn()
  }
  const { after = -1, offset, limit } = place
  const shown = found.filter((row) => row > after).slice(offset, offset + limit)
  return { rows: await jobs.rowsByNumber(job.id, shown), total: found.length }
}
