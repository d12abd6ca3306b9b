/** Where a table begins and ends in a file that holds more: titles above it, totals below. */
import { isBlank } from '@/lib/import/table'

export interface NumberedRow {
  readonly row: number
  readonly cells: readonly string[]
}

/** Nothing, `# a comment`, what PowerShell and Excel put first. */
export const isNote = (cells: readonly string[]): boolean =>
  cells.every(isBlank) || (/^(?:#\s|#TYPE\s|sep=.\s*$)/i.test(cells[0] ?? '') && cells.slice(1).every(isBlank))

const filledOf = (cells: readonly unknown[]): number => cells.filter((cell) => !isBlank(cell)).length

/** How many cells most rows of more than one fill. */
function usualFill(rows: readonly (readonly unknown[])[]): number {
  const fills = rows.map(filledOf).filter((filled) => filled > 1)
  return fills.toSorted((a, b) => a - b)[Math.floor(fills.length / 2)] ?? 1
}

const isNumberOrDate = (cell: string): boolean => /^[\d.,:/\s-]*\d[\d.,:/\s-]*$/.test(cell)

/**
 * The number of the row with the names: the first that fills more than half of the cells that rows fill. A narrower one
 * with a number or a date in it ("As of", "2026-03-31") gives way to a row of words.
 */
export function findHeader(top: readonly NumberedRow[]): number {
  const usual = usualFill(top.map(({ cells }) => cells))
  const full = top.slice(0, 10).filter(({ cells }) => filledOf(cells) > usual / 2)
  const [first] = full
  const isTitle = first?.cells.some(isNumberOrDate) === true
  const words = full.find(({ cells }) => filledOf(cells) > filledOf(first?.cells ?? []) && !cells.some(isNumberOrDate))
  return ((isTitle ? words : undefined) ?? first ?? top[0])?.row ?? 1
}

const footersMax = 3
const total = /^(?:(?:grand|sub)?[ -]?totals?|sum|count|summe|gesamt|итого|合计|总计)\s*:?\s*[\d.,\s]*$/i
const remark =
  /^(?:\(?\d+ (?:rows?|records?|dashboards?|reports?|results?)\b|(?:generated|exported|created|printed) (?:by|on|at|from)\b|applied filters|end of (?:report|file|list)|page \d|copyright|©|confidential)/i

/**
 * Positions of the last rows, where they are no rows of the table: totals and remarks, and lines of one cell after a
 * gap. Only rows that fill less than usual.
 */
export function findFooters(rows: readonly (readonly string[])[], numbers: readonly number[]): number[] {
  const usual = usualFill(rows.slice(0, 100))
  const footers: number[] = []
  for (let index = rows.length - 1; index >= 1 && footers.length < footersMax; index -= 1) {
    const cells = rows[index] ?? []
    const first = cells.find((cell) => !isBlank(cell))?.trim() ?? ''
    const filled = filledOf(cells)
    const isApart = (numbers[index] ?? 0) - (numbers[index - 1] ?? 0) > 1
    const isLine = filled === 1 && usual > 2 && isApart
    if (filled >= usual || !(total.test(first) || remark.test(first) || isLine)) break
    footers.unshift(index)
  }
  return footers
}
