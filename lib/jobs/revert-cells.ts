/** Cells of an import that waits, as they came: what somebody has mended in them is taken back. */
import type { RequestContext } from '@/lib/entities/context'
import { importInputOf, inputOfKind } from '@/lib/jobs/import-input'
import { type Mended, mendCells } from '@/lib/jobs/mend-cells'
import type { ImportSource } from '@/lib/jobs/receive-import'
import { isGone } from '@/lib/jobs/row-marks'
import { cellText } from '@/lib/model/fields/cell'
import { badRequest } from '@/lib/model/wire/errors'
import type { MendedCell, Reverting } from '@/lib/model/wire/mended-cells'
import type { Job } from '@/lib/store/jobs'

/** One cell of a row, or all of it. Nothing changes where nothing was mended. */
export const revertCells = (
  id: string,
  reverting: Reverting,
  ctx: RequestContext,
  contextOf: (job: Job) => Promise<RequestContext>,
): Promise<Mended> => mendCells(id, (job) => cellsAsTheyCame(job, reverting, ctx), ctx, contextOf)

async function cellsAsTheyCame(
  job: Job,
  { row, column }: Reverting,
  { store }: RequestContext,
): Promise<readonly MendedCell[]> {
  const [found] = await store.jobs.rowsByNumber(job.id, [row])
  if (found === undefined || isGone(found.source)) throw badRequest(`The file has no row ${row}`)
  const { of, came = {} } = found.source as ImportSource // as `receiveImport` wrote it
  const { columnNames } = inputOfKind(importInputOf(job.input), of)
  if (column !== undefined && !columnNames.includes(column)) throw badRequest(`The file has no column ${column}`)
  return Object.entries(came).flatMap(([place, cell]) => {
    const name = columnNames[Number(place)]
    return name === undefined || (column ?? name) !== name ? [] : [{ row, column: name, value: cellText(cell) }]
  })
}
