/** Rows of an import as a file again: those that were not written, to be mended, or all of them. */
import type { RequestContext } from '@/lib/entities/context'
import { type FailedRow, writeCsv, writeFailures } from '@/lib/import/failures'
import { memberAt } from '@/lib/import/row-problem'
import type { Cell } from '@/lib/import/table'
import { importInputOf, inputOfKind } from '@/lib/jobs/import-input'
import type { ImportResult } from '@/lib/jobs/import-result'
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
  /** With the job, the number of each row, and what is wrong with it. */
  readonly errors?: boolean | undefined
}

/** With its reason, where it is not written. */
function failedRow({ status, source, result }: JobRow, cells?: readonly Cell[]): FailedRow {
  const came = source as ImportSource // as `receiveImport` wrote it
  const { message = '', fields = [], problems = [] } = Object(result) as ImportResult // as the job wrote it
  const row = { rowNumber: came.n, cells: cells ?? came.cells }
  if (!failed.includes(status)) return { ...row, error: '' }
  return {
    ...row,
    error: message,
    codes: status === 'held' ? ['held'] : [...new Set(problems.map(({ cause }) => cause.kind))],
    fields: [...new Set(fields.map(memberAt))].filter((member) => member !== ''),
  }
}

/** The file piece by piece: never more of it is held than is being sent. */
export async function* failuresFile(
  job: Job,
  ctx: RequestContext,
  { kind }: Pick<RowsAsked, 'kind'> = {},
): AsyncGenerator<string> {
  const { headers } = inputOfKind(importInputOf(job.input), kind)
  const head = writeFailures(headers, [], job.id)
  yield head
  for await (const rows of walkRows(ctx.store, job.id, failed)) {
    const told = rows.filter(isOf(job, kind)).map((row) => failedRow(row))
    yield writeFailures(headers, told, job.id).slice(head.length)
  }
}

/** All rows, as they came or as they are now. */
export async function* rowsFile(
  job: Job,
  ctx: RequestContext,
  { kind, mended = false, errors = false }: RowsAsked = {},
): AsyncGenerator<string> {
  const { headers } = inputOfKind(importInputOf(job.input), kind)
  const head = errors ? writeFailures(headers, [], job.id) : writeCsv(headers, [])
  yield head
  for await (const rows of walkRows(ctx.store, job.id)) {
    const told = rows.filter(isOf(job, kind)).map((row) => {
      const came = row.source as ImportSource // as `receiveImport` wrote it
      return failedRow(row, mended ? came.cells : cameCells(came))
    })
    const text = errors
      ? writeFailures(headers, told, job.id)
      : writeCsv(
          headers,
          told.map(({ cells }) => cells),
        )
    yield text.slice(head.length)
  }
}
