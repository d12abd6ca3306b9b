/** Rows of a job that somebody looks for. */
import type { RequestContext } from '@/lib/entities/context'
import type { ImportInput } from '@/lib/jobs/import-input'
import { presentRow } from '@/lib/jobs/present'
import type { ImportSource } from '@/lib/jobs/receive-import'
import { isGone } from '@/lib/jobs/row-marks'
import { causesOf } from '@/lib/jobs/summarise'
import { walkRows } from '@/lib/jobs/walk-rows'
import type { Importable } from '@/lib/model/wire/import-mapping'
import type { Job, JobRow } from '@/lib/store/jobs'

export interface RowSearch {
  readonly statuses?: readonly string[] | undefined
  /** Part of a name. */
  readonly q?: string | undefined
  /** What the rows are: of an export that brought charts with its dashboards. What is gone from the file is no row of it. */
  readonly collection?: Importable | undefined
  /** Key of a cause, as the summary has it: only rows that have it. */
  readonly problem?: string | undefined
  /** Only rows after this one. */
  readonly after?: number
  readonly offset: number
  readonly limit: number
}

export async function findRows(
  job: Job,
  { statuses, q = '', collection, problem, ...place }: RowSearch,
  ctx: RequestContext,
): Promise<{ readonly rows: readonly JobRow[]; readonly total: number }> {
  const { jobs } = ctx.store
  const wanted = q.trim().toLowerCase()
  if (wanted === '' && problem === undefined && collection === undefined) {
    const counted = Object.entries(job.counts).filter(([status]) => statuses?.includes(status) !== false)
    return {
      rows: await jobs.rows(job.id, { ...(statuses !== undefined && { statuses }), ...place }),
      total: counted.reduce((sum, [, count]) => sum + count, 0),
    }
  }
  // Names and problems are in what the file says, and in what came of it: no index has them.
  const found: number[] = []
  for await (const rows of walkRows(ctx.store, job.id, statuses)) {
    for (const row of rows) {
      if (problem !== undefined && !causesOf(row).includes(problem)) continue
      if (collection !== undefined && kindOfRow(job, row) !== collection) continue
      const { name = '', displayName = '', fullyQualifiedName = '' } = presentRow(job, row)
      if (`${name} ${displayName} ${fullyQualifiedName}`.toLowerCase().includes(wanted)) found.push(row.row)
    }
  }
  const { after = -1, offset, limit } = place
  const shown = found.filter((row) => row > after).slice(offset, offset + limit)
  return { rows: await jobs.rowsByNumber(job.id, shown), total: found.length }
}

/** Undefined for what is no row of the file. */
function kindOfRow({ input }: Job, { source }: JobRow): Importable | undefined {
  if (isGone(source)) return undefined
  const { of } = Object(source) as ImportSource // as `receiveImport` wrote it
  return of ?? (input as Partial<ImportInput>).collection
}
