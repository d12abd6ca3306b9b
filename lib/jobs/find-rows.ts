/** Rows of a job that somebody looks for. */

import type { RequestContext } from '@/lib/entities/context'
import { columnMarker } from '@/lib/jobs/column-marks'
import type { ImportInput } from '@/lib/jobs/import-input'
import type { ImportResult } from '@/lib/jobs/import-result'
import { presentRow } from '@/lib/jobs/present'
import type { ImportSource } from '@/lib/jobs/receive-import'
import { changesIn } from '@/lib/jobs/row-changes'
import { isGone } from '@/lib/jobs/row-marks'
import { causesOf, hasMark, serviceOf } from '@/lib/jobs/summarise'
import { walkRows } from '@/lib/jobs/walk-rows'
import { createLru } from '@/lib/lru'
import type { RowMark } from '@/lib/model/rules/row-outcome'
import type { Importable } from '@/lib/model/wire/import-mapping'
import type { ChangeKind } from '@/lib/model/wire/job'
import type { Job, JobRow } from '@/lib/store/jobs'

export interface RowSearch {
  readonly statuses?: readonly string[] | undefined
  /** Part of a name. */
  readonly q?: string | undefined
  /** What the rows are: of an export that brought charts with its dashboards. What is gone from the file is no row of it. */
  readonly collection?: Importable | undefined
  /** Key of a cause, as the summary has it: only rows that have it. */
  readonly problem?: string | undefined
  readonly only?: RowMark | undefined
  /** Of a file: only rows that have something wrong in it; with `only` edited, only those whose cell in it is. */
  readonly column?: string | undefined
  /** Only rows that change this field, in this way if one is named; in any field if none is. */
  readonly field?: string | undefined
  readonly change?: ChangeKind | undefined
  /** Only rows in this service, as the summary has it. */
  readonly service?: string | undefined
  /** Only rows after this one. */
  readonly after?: number
  readonly offset: number
  readonly limit: number
}

/** Searches whose rows are remembered: a page of a list asks for a few of them, and for the next ones soon. */
const rememberedMax = 16
const remembered = createLru<Promise<Uint32Array>>(rememberedMax)

export async function findRows(
  job: Job,
  { offset, limit, after, ...search }: RowSearch,
  ctx: RequestContext,
): Promise<{ readonly rows: readonly JobRow[]; readonly total: number }> {
  const { jobs } = ctx.store
  const { statuses, ...wanted } = search
  const place = { ...(after !== undefined && { after }), offset, limit }
  if (Object.values({ ...wanted, q: wanted.q?.trim() || undefined }).every((value) => value === undefined)) {
    const counted = Object.entries(job.counts).filter(([status]) => statuses?.includes(status) !== false)
    return {
      rows: await jobs.rows(job.id, { ...(statuses !== undefined && { statuses }), ...place }),
      total: counted.reduce((sum, [, count]) => sum + count, 0),
    }
  }
  const found = await foundIn(job, search, ctx)
  const shown = found.filter((row) => row > (after ?? -1)).subarray(offset, offset + limit)
  return { rows: await jobs.rowsByNumber(job.id, [...shown]), total: found.length }
}

/** Numbers of the rows, in their order. */
function foundIn(job: Job, search: Omit<RowSearch, 'after' | 'offset' | 'limit'>, ctx: RequestContext) {
  const key = JSON.stringify([job.id, job.state, job.updatedAt, job.counts, search])
  const known = remembered.get(key)
  if (known !== undefined) return known
  const made = look(job, search, ctx)
  remembered.set(key, made)
  // What could not be read is asked for again.
  made.catch(() => remembered.delete(key))
  return made
}

/** Names, problems and changes are in what the file says, and in what came of it: no index has them. */
async function look(
  job: Job,
  {
    statuses,
    q = '',
    collection,
    problem,
    only,
    column,
    field,
    change,
    service,
  }: Omit<RowSearch, 'after' | 'offset' | 'limit'>,
  ctx: RequestContext,
): Promise<Uint32Array> {
  const wanted = q.trim().toLowerCase()
  const found: number[] = []
  const marksOf = columnMarker(job)
  for await (const rows of walkRows(ctx.store, job.id, statuses)) {
    for (const row of rows) {
      const told = Object(row.result) as ImportResult // as the job wrote it
      if (problem !== undefined && !causesOf(row).includes(problem)) continue
      if (only !== undefined && !hasMark(row, only)) continue
      if (column !== undefined && !marksOf(row)[only === 'edited' ? 'edited' : 'wrong'].includes(column)) continue
      if (collection !== undefined && kindOfRow(job, row) !== collection) continue
      if (service !== undefined && serviceOf(job, told) !== service) continue
      if ((field !== undefined || change !== undefined) && !changes(told, field, change)) continue
      if (wanted !== '') {
        const { name = '', displayName = '', fullyQualifiedName = '' } = presentRow(job, row)
        if (!`${name} ${displayName} ${fullyQualifiedName}`.toLowerCase().includes(wanted)) continue
      }
      found.push(row.row)
    }
  }
  return Uint32Array.from(found)
}

const changes = (told: ImportResult, field: string | undefined, change: ChangeKind | undefined): boolean =>
  [...changesIn(told)].some(
    ([name, kind]) => (field === undefined || name === field) && (change === undefined || kind === change),
  )

/** Undefined for what is no row of the file. */
function kindOfRow({ input }: Job, { source }: JobRow): Importable | undefined {
  if (isGone(source)) return undefined
  const { of } = Object(source) as ImportSource // as `receiveImport` wrote it
  return of ?? (input as Partial<ImportInput>).collection
}
