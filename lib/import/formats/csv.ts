import Papa from 'papaparse'
import { unescapeFormula } from '@/lib/import/csv-cell'
import { createCollector, headOf, tableOf } from '@/lib/import/formats/collect-rows'
import { findHeader, isNote, type NumberedRow } from '@/lib/import/formats/csv-edges'
import { declaredDelimiter, guessDelimiter } from '@/lib/import/formats/delimiter'
import type { Format } from '@/lib/import/formats/format'
import { howToSplit, limits } from '@/lib/import/limits'
import {
  breathe,
  type Delimiter,
  FileProblem,
  type Quotes,
  type ReadOptions,
  type Table,
  type Watch,
} from '@/lib/import/table'
import { counted } from '@/lib/model/rules/counted'

/** Hardly more rows than are read in a moment, if each is a line break alone. */
const chunkSize = 128 * 1024
/** In one row that has not ended: it is read anew with every chunk, and each quote and cell in it takes its time. */
const pendingMax = { quotes: 200_000, cells: 1_000_000 } as const
/** Rows between two turns of others. */
const rowsAtOnce = 20_000
/** How many rows at the top are looked at, for what is guessed, and how far. */
const rowsLooked = 30
const charsLooked = 128 * 1024

/** Any text: the last of the formats. */
export const csv: Format = {
  recognises: () => true,
  read: ({ text }, options, watch) => readCsv(text(), options, watch),
}

/** Text → table; where quotes are broken, read in other ways before that is told. Throws `FileProblem`. */
export async function readCsv(text: string, options: ReadOptions = {}, watch: Watch = {}): Promise<Table> {
  requireFewLines(text)
  const delimiter = options.delimiter ?? declaredDelimiter(text) ?? guessDelimiter(text)
  await breathe()
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
      return await readRows(way.text(), delimiter, { ...options, quotes: way.quotes, untilBroken: false }, watch)
    } catch (error) {
      if (!(error instanceof FileProblem) || error.place.quotes !== true) throw error
      first ??= error
    }
  }
  // Of no other use: a file that reads well in one of these ways is never cut.
  if (options.untilBroken === true) return readRows(text, delimiter, options, watch)
  throw first
}

/** Counted no further than to the bound. */
function hasManyLines(text: string, end: string): boolean {
  let at = -1
  for (let lines = 0; lines <= limits.linesMax; lines += 1) {
    at = text.indexOf(end, at + 1)
    if (at === -1) return false
  }
  return true
}

function requireFewLines(text: string): void {
  if (!['\n', '\r'].some((end) => hasManyLines(text, end))) return
  throw new FileProblem(`The file has more than ${limits.linesMax.toLocaleString('en')} lines.`, {
    hint: `Take out lines that are empty. ${howToSplit}`,
  })
}

const parsed = (text: string, delimiter: Delimiter, quotes: Quotes = 'csv'): string[][] =>
  Papa.parse<string[]>(text.slice(0, charsLooked), { delimiter, preview: rowsLooked, ...quoting(quotes) }).data

const quoting = (quotes: Quotes): { quoteChar?: string; escapeChar?: string } =>
  quotes === 'text' ? { quoteChar: '\u0000' } : quotes === 'backslash' ? { escapeChar: '\\' } : {}

async function readRows(
  text: string,
  delimiter: Delimiter,
  { quotes = 'csv', headerRow, untilBroken = false }: ReadOptions,
  watch: Watch,
): Promise<Table> {
  const top = topOf(text, delimiter, quotes)
  await breathe()
  const collector = createCollector(headerRow ?? findHeader(top))
  const take = async ({ data, meta }: Papa.ParseResult<string[]>): Promise<void> => {
    // Among lines that end in a line feed alone, some may have a return before it; that is no part of the cell.
    const hasStrayReturns = meta.linebreak === '\n'
    await breathe()
    for (const [at, cells] of data.entries()) {
      const last = cells.at(-1)
      if (hasStrayReturns && last?.endsWith('\r')) cells[cells.length - 1] = last.slice(0, -1)
      for (const [index, cell] of cells.entries()) cells[index] = unescapeFormula(cell)
      collector.take(cells)
      if ((at + 1) % rowsAtOnce === 0) await breathe()
    }
  }
  return new Promise((resolve, reject) => {
    let cursor = 0
    let taken = 0
    let pending = noneYet
    const finish = (brokenAt?: number) => {
      try {
        const table = { ...tableOf('csv', collector.done()), delimiter, quotes, head: headOf(top) }
        resolve(brokenAt === undefined ? table : { ...table, brokenAt })
      } catch (error) {
        reject(error)
      }
    }
    Papa.parse<string[]>(text, {
      delimiter,
      chunkSize,
      ...quoting(quotes),
      chunk: (results: Papa.ParseResult<string[]>, parser: Papa.Parser) => {
        const fail = (error: unknown) => {
          reject(error) // before `abort`, which completes
          parser.abort()
        }
        try {
          watch.check?.()
          const chunk = text.slice(taken, taken + chunkSize)
          taken += chunk.length
          pending = results.data.length > 0 ? noneYet : more(pending, chunk, delimiter)
          const broken =
            pending.quotes > pendingMax.quotes ? neverClosed : results.errors.find((error) => error.type === 'Quotes')
          if (broken !== undefined) {
            const { code, row: good = 0, index = 0 } = broken
            const row = collector.next + good
            const place = cursor + index
            const before = Papa.parse<string[]>(text.slice(cursor, place), {
              delimiter,
              newline: results.meta.linebreak as Papa.ParseConfig['newline'], // one of these
              ...quoting(quotes),
            })
            parser.pause()
            take({ ...results, data: results.data.slice(0, good) }).then(() => {
              const { headers, rows } = collector.done()
              const above = rows.length
              const column = before.data.at(-1)?.length ?? 0
              const where =
                column === 0 ? `Row ${row}` : `Row ${row}, column ${headers[column - 1]?.trim().slice(0, 60) || column}`
              if (untilBroken && above > 0) finish(row)
              else reject(brokenQuote(code, { text, place, row, where, above }))
              parser.abort() // completes, which changes nothing any more
            }, fail)
            return
          }
          if (pending.cells > pendingMax.cells) throw tooManyCells(collector.next)
        } catch (error) {
          fail(error)
          return
        }
        cursor = results.meta.cursor
        watch.progress?.(Math.min(cursor, text.length), text.length)
        parser.pause()
        take(results).then(() => parser.resume(), fail)
      },
      complete: () => finish(),
    })
  })
}

const more = ({ quotes, cells }: typeof noneYet, chunk: string, delimiter: string): typeof noneYet => ({
  quotes: quotes + chunk.split('"').length - 1,
  cells: cells + chunk.split(delimiter).length - 1,
})
const noneYet = { quotes: 0, cells: 0 }
/** A row with so many quotes, and no end. */
const neverClosed = { code: 'MissingQuotes', row: 0, index: 0 } as const

const tooManyCells = (row: number): FileProblem =>
  new FileProblem(
    `Row ${row} has more than ${pendingMax.cells.toLocaleString('en')} cells; ${limits.columnsMax} are possible.`,
    { row, hint: 'Take out columns that are not needed, or choose another sign between the cells.' },
  )

/** The first rows that hold anything, by number. */
const topOf = (text: string, delimiter: Delimiter, quotes: Quotes): NumberedRow[] =>
  parsed(text, delimiter, quotes)
    .map((cells, index) => ({ row: index + 1, cells }))
    .filter(({ cells }) => !isNote(cells))

interface BrokenQuote {
  readonly text: string
  readonly place: number
  readonly row: number
  /** Row and column, in words. */
  readonly where: string
  /** How many rows stand above it. */
  readonly above: number
}

function brokenQuote(code: string, { text, place, row, where, above }: BrokenQuote): FileProblem {
  const near = text.slice(Math.max(0, place - 30), place + 50)
  const message =
    code === 'MissingQuotes'
      ? `${where}: a quote is opened and never closed.`
      : `${where}: a quote stands in the middle of a quoted cell.`
  return new FileProblem(message, {
    row,
    near,
    quotes: true,
    ...(above > 0 && { above }),
    hint: `Inside a quoted cell a quote has to be written twice. Correct the file, or read quotes as plain text${above > 0 ? `, or take only the ${counted(above, 'row')} above it` : ''}.`,
  })
}
