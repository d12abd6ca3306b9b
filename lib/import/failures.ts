/** Rows back to a file: what could not be imported, as it came, with the reason. */
import Papa from 'papaparse'
import { escapeFormula } from '@/lib/import/csv-cell'
import type { Cell } from '@/lib/import/table'
import { cellText } from '@/lib/model/fields/cell'

/** UTF-8 with a byte order mark, CRLF, quotes where needed; safe to open in a spreadsheet and read back exactly. */
export function writeCsv(headers: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cells = [headers, ...rows].map((row) => row.map((cell) => escapeFormula(cellText(cell))))
  return `\ufeff${Papa.unparse(cells, { newline: '\r\n', escapeFormulae: false })}\r\n`
}

/** Columns an import adds to what it hands back: which job and row it is, and what is wrong, for programs and for people. On the way in they are ours. */
export const jobColumn = '_job'
export const rowColumn = '_row'
const errorColumn = '_error'
const added = [jobColumn, rowColumn, '_code', '_field', errorColumn]

export const isAddedColumn = (name: string): boolean => added.includes(name)

export interface FailedRow {
  /** Its number in the original file. */
  readonly rowNumber: number
  readonly cells: readonly Cell[]
  readonly error: string
  /** What sorts of thing are wrong, in a word each. */
  readonly codes?: readonly string[]
  /** Fields that are wrong, where the row is not as a whole. */
  readonly fields?: readonly string[]
}

/** Failed rows with the original columns in their order, then the job, and of each row its number, codes, fields and reason. */
export function writeFailures(headers: readonly string[], rows: readonly FailedRow[], jobId: string): string {
  // A file of failures that failed again has these columns already; the new reason takes the place of the old.
  const own = headers.flatMap((header, index) => (isAddedColumn(header) ? [] : [index]))
  return writeCsv(
    [...own.map((index) => headers[index] ?? ''), ...added],
    rows.map(({ rowNumber, cells, error, codes = [], fields = [] }) => [
      ...own.map((index) => cells[index]),
      jobId,
      String(rowNumber),
      codes.join('; '),
      fields.join('; '),
      error,
    ]),
  )
}
