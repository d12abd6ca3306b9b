/** Moves in a grid, and ranges of it: rows and columns by their places, column 0 is the head of a row. */

/** From here on there is room for a grid beside what else is on the page. */
export const wideGrid = '(min-width: 48rem)'

export interface Place {
  readonly row: number
  readonly column: number
}

export interface Range {
  readonly from: Place
  readonly to: Place
}

/** Of a grid with so many rows and columns; `page`: rows that are in sight. */
export interface GridSize {
  readonly rows: number
  readonly columns: number
  readonly page: number
}

export interface Keys {
  readonly key: string
  readonly isFar: boolean
}

/** Where a key leads (ARIA's grid pattern); undefined for keys that mean something else. */
export function moved(
  { row, column }: Place,
  { key, isFar }: Keys,
  { rows, columns, page }: GridSize,
): Place | undefined {
  const to = (nextRow: number, nextColumn: number): Place => ({
    row: Math.min(rows - 1, Math.max(0, nextRow)),
    column: Math.min(columns - 1, Math.max(0, nextColumn)),
  })
  switch (key) {
    case 'ArrowDown':
      return to(isFar ? rows - 1 : row + 1, column)
    case 'ArrowUp':
      return to(isFar ? 0 : row - 1, column)
    case 'ArrowRight':
      return to(row, isFar ? columns - 1 : column + 1)
    case 'ArrowLeft':
      return to(row, isFar ? 0 : column - 1)
    case 'PageDown':
      return to(row + page, column)
    case 'PageUp':
      return to(row - page, column)
    case 'Home':
      return to(isFar ? 0 : row, 0)
    case 'End':
      return to(isFar ? rows - 1 : row, columns - 1)
    default:
      return undefined
  }
}

/** Of two corners, whichever they are. */
export const rangeOf = (one: Place, other: Place): Range => ({
  from: { row: Math.min(one.row, other.row), column: Math.min(one.column, other.column) },
  to: { row: Math.max(one.row, other.row), column: Math.max(one.column, other.column) },
})

export const isIn = ({ row, column }: Place, { from, to }: Range): boolean =>
  row >= from.row && row <= to.row && column >= from.column && column <= to.column

/** How many cells that are. Heads of rows hold nothing of a file. */
export const cellsIn = ({ from, to }: Range): number =>
  (to.row - from.row + 1) * (to.column - Math.max(1, from.column) + 1)

/** What a spreadsheet puts on the clipboard, as rows of cells: tabs between cells, quotes where a cell has lines. */
export function readRange(text: string): string[][] {
  const rows: string[][] = [[]]
  const pattern = /("(?:[^"]|"")*"(?=\t|\r?\n|$)|[^\t\r\n]*)(\t|\r?\n|$)/y
  while (pattern.lastIndex < text.length) {
    const [, cell = '', end] = pattern.exec(text) ?? []
    if (end === undefined) break
    rows.at(-1)?.push(cell.startsWith('"') && cell.endsWith('"') && cell.length > 1 ? unquoted(cell) : cell)
    if (end === '\t') {
      if (pattern.lastIndex >= text.length) rows.at(-1)?.push('')
    } else if (pattern.lastIndex < text.length) rows.push([])
  }
  return rows.filter((row) => row.length > 0)
}

const unquoted = (cell: string): string => cell.slice(1, -1).replaceAll('""', '"')

export const writeRange = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((cells) =>
      cells.map((cell) => (/[\t\r\n]|^"/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'),
    )
    .join('\n')
