/** Rows of an import as a file again: those that were not written, to be mended, or all of them. */
import type { RequestContext } from '@/lib/entities/context'
import { writeCsv, writeFailures } from '@/lib/import/failures'
import type { Cell } from '@/lib/import/table'
import { importInputOf, inputOfKind } from '@/lib/jobs/import-input'
import type { ImportResult } from '@/lib/jobs/import-job'
import type { ImportSource } from '@/lib/jobs/receive-import'
import { isGone } from '@/lib/jobs/row-marks'
import { walkRows } from '@/lib/jobs/walk-rows'
import type { Importable } from '@/lib/model/wire/import-mapping'
import type { Job, JobRow } from '@/lib/store/jobs'

/** What kept a row from being written. */
const failed = ['refused', 'failed', 'held']

/** Where an export has brought charts with its dashboards, rows of one kind; those that the job is of if nobody says. */
const isOf =
  ({ input }: Job, kind: Importable | undefined) =>
  ({ source }: JobRow): boolean => {
    const { collection } = importInputOf(input)
    return !isGone(source) && ((source as ImportSource).of ?? collection) === (kind ?? collection) // as `receiveImport` wrote it
  }

/** As the file had them, before anybody mended one. */
const cameCells = ({ cells, came = {} }: ImportSource): readonly Cell[] =>
  cells.map((cell, place) => (place in came ? (came[place] ?? null) : cell))

/** What of the rows is asked for besides the cells that came. */
export interface RowsAsked {
  readonly kind?: Importable | undefined
  /** Cells as they have been mended. */
  readonly mended?: boolean | undefined
  /** With `_row` and `_error`. */
  readonly errors?: boolean | undefined
}

/** The file piece by piece: never more of it is held than is being sent. */
export async function* failuresFile(
  job: Job,
  ctx: RequestContext,
  { kind }: Pick<RowsAsked, 'kind'> = {},
): AsyncGenerator<string> {
  const { headers } = inputOfKind(importInputOf(job.input), kind)
  const head = writeFailures(headers, [])
  yield head
  for await (const rows of walkRows(ctx.store, job.id, failed)) {
    const told = rows.filter(isOf(job, kind)).map(({ source, result }) => {
      const { n, cells } = source as ImportSource // as `receiveImport` wrote it
      const { message = '' } = Object(result) as ImportResult // as the job wrote it
      return { rowNumber: n, cells, error: message }
    })
    yield writeFailures(headers, told).slice(head.length)
  }
}

/** All rows, as they came or as they are now. */
export async function* rowsFile(
  job: Job,
  ctx: RequestContext,
  { kind, mended = false, errors = false }: RowsAsked = {},
): AsyncGenerator<string> {
  const { headers } = inputOfKind(importInputOf(job.input), kind)
  const head = errors ? writeFailures(headers, []) : writeCsv(headers, [])
  yield head
  for await (const rows of walkRows(ctx.store, job.id)) {
    const told = rows.filter(isOf(job, kind)).map(({ status, source, result }) => {
      const came = source as ImportSource // as `receiveImport` wrote it
      const { message = '' } = Object(result) as ImportResult // as the job wrote it
      const cells = mended ? came.cells : cameCells(came)
      return { rowNumber: came.n, cells, error: failed.includes(status) ? message : '' }
    })
    const text = errors
      ? writeFailures(headers, told)
      : writeCsv(
          headers,
          told.map(({ cells }) => cells),
        )
    yield text.slice(head.length)
  }
}
