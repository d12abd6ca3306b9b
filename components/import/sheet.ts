/** Rows that somebody types or pastes, apart from the grid that shows them. Each change gives another sheet. */
import type { Range } from '@/components/import/grid-moves'
import { limits } from '@/lib/import/limits'

type Rows = readonly (readonly string[])[]

export interface Sheet {
  /** Up to the last that has anything in it. */
  readonly rows: Rows
  /** What they were before each change, the latest last, and what was taken back. */
  readonly past: readonly Rows[]
  readonly future: readonly Rows[]
}

export const emptySheet: Sheet = { rows: [], past: [], future: [] }

/** Changes that can be taken back. */
const pastMax = 100

const changed = (sheet: Sheet, rows: Rows): Sheet => ({
  rows: trimmed(rows),
  past: [...sheet.past.slice(1 - pastMax), sheet.rows],
  future: [],
})

function trimmed(rows: Rows): Rows {
  const last = rows.findLastIndex((cells) => cells.some((cell) => cell !== ''))
  return rows.slice(0, last + 1)
}

export const cellAt = ({ rows }: Sheet, row: number, column: number): string => rows[row]?.[column] ?? ''

/** Other values for the cells of a range; columns count from 0. Undefined leaves what is there. */
export function withValues(
  sheet: Sheet,
  { from, to }: Range,
  valueAt: (down: number, right: number) => string | undefined,
): Sheet {
  const last = Math.min(to.row, limits.rowsMax - 1)
  const rows = [...sheet.rows]
  while (rows.length <= last) rows.push([])
  for (let row = from.row; row <= last; row += 1) {
    const cells = [...(rows[row] ?? [])]
    for (let column = from.column; column <= to.column; column += 1) {
      const value = valueAt(row - from.row, column - from.column)
      if (value === undefined) continue
      while (cells.length < column) cells.push('')
      cells[column] = value
    }
    rows[row] = cells
  }
  return changed(sheet, rows)
}

export function undone(sheet: Sheet): Sheet {
  const rows = sheet.past.at(-1)
  return rows === undefined ? sheet : { rows, past: sheet.past.slice(0, -1), future: [...sheet.future, sheet.rows] }
}

export function redone(sheet: Sheet): Sheet {
  const rows = sheet.future.at(-1)
  return rows === undefined ? sheet : { rows, past: [...sheet.past, sheet.rows], future: sheet.future.slice(0, -1) }
}
