/** Rows of cells, wherever they come from, as a table: what names the columns, what is too many, what stands below. */
import { findFooters, type NumberedRow } from '@/lib/import/formats/csv-edges'
import { howToSplit, limits } from '@/lib/import/limits'
import {
  emptyFile,
  FileProblem,
  type HeadRow,
  isBlank,
  nameColumns,
  type RaggedRow,
  type Table,
} from '@/lib/import/table'

const headMax = 10

/** The first rows, one of which names the columns. */
export const headOf = (top: readonly NumberedRow[]): HeadRow[] =>
  top.slice(0, headMax).map(({ row, cells }) => ({
    row,
    text: cells
      .filter((cell) => !isBlank(cell))
      .join(', ')
      .slice(0, 100),
  }))

/** Collects rows as they come, from the one with the names on. */
export function createCollector(headerRow: number) {
  let record = 0
  let headers: string[] = []
  const rows: string[][] = []
  const rowNumbers: number[] = []
  return {
    /** The number of the record after those taken so far. */
    get next() {
      return record + 1
    },
    /** `number`: where the file has gaps. */
    take(cells: string[], number = record + 1): void {
      record = number
      if (record < headerRow) return
      if (record === headerRow) {
        headers = cells
        return
      }
      if (cells.every(isBlank)) return
      rows.push(cells)
      rowNumbers.push(record)
      if (rows.length > limits.rowsMax) {
        throw new FileProblem(`The file has more than ${limits.rowsMax.toLocaleString('en')} rows.`, {
          hint: howToSplit,
        })
      }
    },
    done: () => ({ headers, headerRow, rows, rowNumbers }),
  }
}

/** Throws `FileProblem` where there is no table. */
export function tableOf(
  format: 'csv' | 'xlsx',
  { headers, headerRow, rows, rowNumbers }: ReturnType<ReturnType<typeof createCollector>['done']>,
): Table {
  if (rows.length === 0 && headers.every(isBlank)) throw emptyFile()
  if (rows.length === 0) {
    throw new FileProblem('The file has no rows below its header.', {
      hint: `Row ${headerRow} names ${headers.length === 1 ? 'one column' : `${headers.length} columns`}: ${headers.join(', ').slice(0, 200)}.`,
    })
  }
  const width = filledWidth(headers, rows)
  if (width > limits.columnsMax) {
    throw new FileProblem(`The file has ${width} columns; ${limits.columnsMax} are possible.`, {
      hint: 'Take out columns that are not needed.',
    })
  }
  const named = headers.slice(0, width)
  const ragged: RaggedRow[] = []
  for (const [index, row] of rows.entries()) {
    // Programs that pad rows with empty cells do no harm.
    while (row.length > width && isBlank(row.at(-1))) row.pop()
    if (row.length !== width) ragged.push({ index, cells: row.length })
  }
  const footers = findFooters(rows, rowNumbers)
  return { format, columns: nameColumns(named), headers: named, rows, rowNumbers, ragged, headerRow, footers }
}

/** Without the columns at the end that have neither name nor values. */
function filledWidth(headers: readonly string[], rows: readonly (readonly string[])[]): number {
  let width = headers.length
  while (width > 1 && isBlank(headers[width - 1]) && rows.every((row) => isBlank(row[width - 1]))) width -= 1
  return width
}
