import Papa from 'papaparse'
import { unescapeFormula } from '@/lib/import/csv-cell'
import { limits } from '@/lib/import/limits'
import {
  breathe,
  type Delimiter,
  delimiters,
  FileProblem,
  isBlank,
  nameColumns,
  type RaggedRow,
  type ReadOptions,
  type Table,
  type Watch,
} from '@/lib/import/table'

const chunkSize = 1024 * 1024

/** Text → table. The first row that is neither blank nor a `# comment` holds the names. Throws `FileProblem`. */
export async function readCsv(text: string, options: ReadOptions = {}, watch: Watch = {}): Promise<Table> {
  const delimiter = options.delimiter ?? guessDelimiter(text)
  try {
    return await readRows(text, delimiter, options, watch)
  } catch (error) {
    // Line ends of two kinds look like broken quotes to the parser; one kind may read well.
    const isMixed = /\r\n/.test(text) && /[^\r]\n/.test(text)
    if (!(error instanceof FileProblem) || error.place.quotes !== true || !isMixed) throw error
    return readRows(text.replaceAll('\r\n', '\n'), delimiter, options, watch)
  }
}

/** The one that splits the first rows most evenly; of equals, into the most cells. */
export function guessDelimiter(text: string): Delimiter {
  let best: { delimiter: Delimiter; evenness: number; cells: number } = { delimiter: ',', evenness: 0, cells: 1 }
  for (const delimiter of delimiters) {
    const { data } = Papa.parse<string[]>(text.slice(0, 256 * 1024), { delimiter, preview: 30 })
    const widths = data.filter((row) => !isComment(row) && !row.every(isBlank)).map((row) => row.length)
    const cells = widths[0] ?? 1
    if (cells < 2) continue
    const evenness = widths.filter((width) => width === cells).length / widths.length
    if (evenness > best.evenness || (evenness === best.evenness && cells > best.cells))
      best = { delimiter, evenness, cells }
  }
  return best.delimiter
}

const isComment = (row: readonly string[]): boolean =>
  row[0]?.startsWith('# ') === true && row.slice(1).every((cell) => cell === '')

/** Collects rows as they come out of the parser. */
function createCollector() {
  let record = 0
  let headers: string[] | undefined
  let headerRow = 0
  const rows: string[][] = []
  const rowNumbers: number[] = []
  return {
    /** The number of the record after those taken so far. */
    get next() {
      return record + 1
    },
    take(cells: string[]): void {
      record += 1
      for (const [index, cell] of cells.entries()) cells[index] = unescapeFormula(cell)
      if (cells.every(isBlank) || (headers === undefined && isComment(cells))) return
      if (headers === undefined) {
        headers = cells
        headerRow = record
        return
      }
      rows.push(cells)
      rowNumbers.push(record)
      if (rows.length > limits.rowsMax) {
        throw new FileProblem(`The file has more than ${limits.rowsMax.toLocaleString('en')} rows.`, {
          hint: 'Split it into several files and import one after the other.',
        })
      }
    },
    done: () => ({ headers: headers ?? [], headerRow, rows, rowNumbers }),
  }
}

function readRows(text: string, delimiter: Delimiter, options: ReadOptions, watch: Watch): Promise<Table> {
  const collector = createCollector()
  return new Promise((resolve, reject) => {
    let cursor = 0
    Papa.parse<string[]>(text, {
      delimiter,
      chunkSize,
      ...(options.quotes === 'text' && { quoteChar: '\u0000' }),
      chunk: (results: Papa.ParseResult<string[]>, parser: Papa.Parser) => {
        try {
          watch.check?.()
          const broken = results.errors.find((error) => error.type === 'Quotes')
          if (broken !== undefined) {
            const row = collector.next + (broken.row ?? 0)
            const place = cursor + (broken.index ?? 0)
            throw brokenQuote(broken.code, row, text, place)
          }
          // Among lines that end in a line feed alone, some may have a return before it; that is no part of the cell.
          const hasStrayReturns = results.meta.linebreak === '\n'
          for (const cells of results.data) {
            const last = cells.at(-1)
            if (hasStrayReturns && last?.endsWith('\r')) cells[cells.length - 1] = last.slice(0, -1)
            collector.take(cells)
          }
        } catch (error) {
          reject(error) // before `abort`, which completes
          parser.abort()
          return
        }
        cursor = results.meta.cursor
        watch.progress?.(Math.min(cursor, text.length), text.length)
        parser.pause()
        void breathe().then(() => parser.resume())
      },
      complete: () => {
        try {
          resolve(tableOf(collector.done(), delimiter))
        } catch (error) {
          reject(error)
        }
      },
    })
  })
}

function brokenQuote(code: string, row: number, text: string, place: number): FileProblem {
  const near = text.slice(Math.max(0, place - 30), place + 50)
  const message =
    code === 'MissingQuotes'
      ? `Row ${row}: a quote is opened and never closed.`
      : `Row ${row}: a quote stands in the middle of a quoted cell.`
  return new FileProblem(message, {
    row,
    near,
    quotes: true,
    hint: 'Inside a quoted cell a quote has to be written twice. Correct the file, or read quotes as plain text.',
  })
}

function tableOf(
  { headers, headerRow, rows, rowNumbers }: ReturnType<ReturnType<typeof createCollector>['done']>,
  delimiter: Delimiter,
): Table {
  if (headers.length === 0)
    throw new FileProblem('The file is empty.', { hint: 'Its first row has to name the columns.' })
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
  return { format: 'csv', columns: nameColumns(named), headers: named, rows, rowNumbers, ragged, delimiter, headerRow }
}

/** Without the columns at the end that have neither name nor values. */
function filledWidth(headers: readonly string[], rows: readonly (readonly string[])[]): number {
  let width = headers.length
  while (width > 1 && isBlank(headers[width - 1]) && rows.every((row) => isBlank(row[width - 1]))) width -= 1
  return width
}
