import Papa from 'papaparse'
import { unescapeFormula } from '@/lib/import/csv-cell'
import { findFooters, findHeader, isNote, type NumberedRow } from '@/lib/import/formats/csv-edges'
import { declaredDelimiter, guessDelimiter } from '@/lib/import/formats/delimiter'
import type { Format } from '@/lib/import/formats/format'
import { limits } from '@/lib/import/limits'
import {
  breathe,
  type Delimiter,
  FileProblem,
  isBlank,
  nameColumns,
  type Quotes,
  type RaggedRow,
  type ReadOptions,
  type Table,
  type Watch,
} from '@/lib/import/table'

const chunkSize = 1024 * 1024
/** How many rows at the top are looked at, for what is guessed. */
const rowsLooked = 30

/** Any text: the last of the formats. */
export const csv: Format = {
  recognises: () => true,
  read: ({ text }, options, watch) => readCsv(text(), options, watch),
}

/** Text → table; where quotes are broken, read in other ways before that is told. Throws `FileProblem`. */
export async function readCsv(text: string, options: ReadOptions = {}, watch: Watch = {}): Promise<Table> {
  const delimiter = options.delimiter ?? declaredDelimiter(text) ?? guessDelimiter(text)
  const { quotes = 'csv' } = options
  const ways: readonly { text: () => string; quotes: Quotes; when: () => boolean }[] = [
    { text: () => text, quotes, when: () => true },
    // Line ends of two kinds look like broken quotes to the parser; one kind may read well.
    { text: () => text.replaceAll('\r\n', '\n'), quotes, when: () => /\r\n/.test(text) && /[^\r]\n/.test(text) },
    { text: () => text, quotes: 'backslash', when: () => options.quotes === undefined && text.includes('\\"') },
  ]
  let first: unknown
  for (const way of ways) {
    if (!way.when()) continue
    try {
      return await readRows(way.text(), delimiter, { ...options, quotes: way.quotes }, watch)
    } catch (error) {
      if (!(error instanceof FileProblem) || error.place.quotes !== true) throw error
      first ??= error
    }
  }
  throw first
}

const parsed = (text: string, delimiter: Delimiter, quotes: Quotes = 'csv'): string[][] =>
  Papa.parse<string[]>(text.slice(0, 256 * 1024), { delimiter, preview: rowsLooked, ...quoting(quotes) }).data

const quoting = (quotes: Quotes): { quoteChar?: string; escapeChar?: string } =>
  quotes === 'text' ? { quoteChar: '\u0000' } : quotes === 'backslash' ? { escapeChar: '\\' } : {}

/** Collects rows as they come out of the parser, from the one with the names on. */
function createCollector(headerRow: number) {
  let record = 0
  let headers: string[] = []
  const rows: string[][] = []
  const rowNumbers: number[] = []
  return {
    /** The number of the record after those taken so far. */
    get next() {
      return record + 1
    },
    take(cells: string[]): void {
      record += 1
      if (record < headerRow) return
      for (const [index, cell] of cells.entries()) cells[index] = unescapeFormula(cell)
      if (record === headerRow) {
        headers = cells
        return
      }
      if (cells.every(isBlank)) return
      rows.push(cells)
      rowNumbers.push(record)
      if (rows.length > limits.rowsMax) {
        throw new FileProblem(`The file has more than ${limits.rowsMax.toLocaleString('en')} rows.`, {
          hint: 'Split it into several files and import one after the other.',
        })
      }
    },
    done: () => ({ headers, headerRow, rows, rowNumbers }),
  }
}

function readRows(
  text: string,
  delimiter: Delimiter,
  { quotes = 'csv', headerRow }: ReadOptions,
  watch: Watch,
): Promise<Table> {
  const top = topOf(text, delimiter, quotes)
  const collector = createCollector(headerRow ?? findHeader(top))
  return new Promise((resolve, reject) => {
    let cursor = 0
    Papa.parse<string[]>(text, {
      delimiter,
      chunkSize,
      ...quoting(quotes),
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
          const table = tableOf(collector.done())
          const head = top
            .slice(0, headMax)
            .map(({ row, cells }) => ({ row, text: cells.filter(isFilled).join(', ').slice(0, 100) }))
          resolve({ ...table, delimiter, quotes, head })
        } catch (error) {
          reject(error)
        }
      },
    })
  })
}

const headMax = 10
const isFilled = (cell: string): boolean => !isBlank(cell)

/** The first rows that hold anything, by number. */
const topOf = (text: string, delimiter: Delimiter, quotes: Quotes): NumberedRow[] =>
  parsed(text, delimiter, quotes)
    .map((cells, index) => ({ row: index + 1, cells }))
    .filter(({ cells }) => !isNote(cells))

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

function tableOf({
  headers,
  headerRow,
  rows,
  rowNumbers,
}: ReturnType<ReturnType<typeof createCollector>['done']>): Table {
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
  const footers = findFooters(rows, rowNumbers)
  return { format: 'csv', columns: nameColumns(named), headers: named, rows, rowNumbers, ragged, headerRow, footers }
}

/** Without the columns at the end that have neither name nor values. */
function filledWidth(headers: readonly string[], rows: readonly (readonly string[])[]): number {
  let width = headers.length
  while (width > 1 && isBlank(headers[width - 1]) && rows.every((row) => isBlank(row[width - 1]))) width -= 1
  return width
}
