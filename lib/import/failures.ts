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

/** Columns an import adds to what it hands back; on the way in they are ignored. */
export const rowColumn = '_row'
export const errorColumn = '_error'

export interface FailedRow {
  /** Its number in the original file. */
  readonly rowNumber: number
  readonly cells: readonly Cell[]
  readonly error: string
}

/** Failed rows with the original columns in their order, then `_row` and `_error`. */
export function writeFailures(headers: readonly string[], rows: readonly FailedRow[]): string {
  // A file of failures that failed again has the two columns already; the new reason takes the place of the old.
  const own = headers.flatMap((header, index) => (header === rowColumn || header === errorColumn ? [] : [index]))
  return writeCsv(
    [...own.map((index) => headers[index] ?? ''), rowColumn, errorColumn],
    rows.map(({ rowNumber, cells, error }) => [...own.map((index) => cells[index]), String(rowNumber), error]),
  )
}
