/** One cell of a CSV that spreadsheets may open: values that a spreadsheet would run as a formula are made harmless. */

/** `=`, `+`, `-`, `@`, tab and line ends start a formula in one program or another. */
const formulaStart = /^[=+\-@\t\r\n]/
const plainNumber = /^[+-]?\d+(?:[.,]\d+)?$/
const escaped = /^'(?=[=+\-@\t\r\n'])/

/**
 * Puts an apostrophe before what a spreadsheet would take for a formula, and before a leading apostrophe, so that
 * `unescapeFormula` gives back exactly what was written. Only the first character counts: patterns over the whole cell
 * miss values with line breaks (papaparse's own does). Plain numbers stay numbers.
 */
export function escapeFormula(cell: string): string {
  if (cell.startsWith("'")) return `'${cell}`
  return formulaStart.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell
}

/** Takes the apostrophe away again; also from files that other programs made safe in the same way. */
export const unescapeFormula = (cell: string): string => cell.replace(escaped, '')
