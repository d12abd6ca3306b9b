'use client'

import { useEffect, useId, useState } from 'react'
import { Grid } from '@/components/import/grid'
import type { GridColumn } from '@/components/import/grid-columns'
import { type Range, readRange, wideGrid, writeRange } from '@/components/import/grid-moves'
import { sheetOf } from '@/components/import/import-state'
import { cellAt, redone, type Sheet, undone, withValues } from '@/components/import/sheet'
import { SheetRow } from '@/components/import/sheet-row'
import { StepBar } from '@/components/import/step-bar'
import { UndoButtons } from '@/components/import/undo-buttons'
import { useGrid } from '@/components/import/use-grid'
import type { ImportHandle } from '@/components/import/use-import'
import { Button } from '@/components/ui/button'
import { useMediaQuery } from '@/components/ui/use-media-query'
import type { TargetColumn } from '@/lib/import/columns'
import { writeCsv } from '@/lib/import/failures'
import { limits } from '@/lib/import/limits'
import { columnsToFill } from '@/lib/import/template'
import { isListField } from '@/lib/model/fields/kinds'
import { counted } from '@/lib/model/rules/counted'

/** Rows that stand ready below the last that is filled, and at first. */
const [spareRows, firstRows] = [10, 20]

const detailOf = (target: TargetColumn): string =>
  target.isRequired ? 'needed' : isListField(target) ? 'several, with ; between' : (target.example ?? '')

/** An empty table with the catalogue's own columns, to be typed or pasted into; afterwards it is a file like any other. */
export function BlankSheet({ handle: { session, state, targets } }: { handle: ImportHandle }) {
  const sheet = sheetOf(state)
  const isWide = useMediaQuery(wideGrid) !== false
  const [headWidth, columnWidth] = isWide ? [64, 184] : [56, 160]
  const id = useId()
  const [columns] = useState((): readonly GridColumn[] =>
    columnsToFill(targets).map((target, place) => ({ name: target.label, detail: detailOf(target), place, target })),
  )
  const [said, setSaid] = useState('')
  const grid = useGrid({
    rows: Math.min(limits.rowsMax, Math.max(firstRows, sheet.rows.length + spareRows)),
    columns,
    headWidth,
    columnWidth,
  })
  // Once, when the sheet is opened.
  useEffect(grid.focus, [])
  const { here, range } = grid
  /** Cells of the range; the heads of rows hold nothing. */
  const cells: Range = {
    from: { row: range.from.row, column: Math.max(0, range.from.column - 1) },
    to: { row: range.to.row, column: Math.max(0, range.to.column - 1) },
  }
  const write = (where: Range, valueAt: (down: number, right: number) => string | undefined) =>
    session.changeSheet((now) => withValues(now, where, valueAt))
  const paste = (text: string) => {
    const values = readRange(text)
    const width = Math.max(0, ...values.map((row) => row.length))
    if (width === 0) return
    const isOne = values.length === 1 && width === 1
    const { from } = cells
    const to = {
      row: Math.min(limits.rowsMax, from.row + values.length) - 1,
      column: Math.min(columns.length, from.column + width) - 1,
    }
    write(isOne ? cells : { from, to }, (down, right) => (isOne ? values[0]?.[0] : values[down]?.[right]))
    const lost = from.column + width - columns.length
    setSaid(
      lost > 0
        ? `${counted(lost, 'column')} beyond the last were left out: columns are filled from the active cell on`
        : `Pasted: ${counted(values.length, 'row')}`,
    )
  }
  const fillDown = () => {
    const isSingle = cells.from.row === cells.to.row
    const source = isSingle ? cells.from.row - 1 : cells.from.row
    if (source < 0) return
    const rest = { from: { ...cells.from, row: source + 1 }, to: cells.to }
    write(rest, (_, right) => cellAt(sheet, source, cells.from.column + right))
  }
  const history = {
    undo: () => session.changeSheet(undone),
    redo: () => session.changeSheet(redone),
  }
  const filled = sheet.rows.filter((row) => row.some((cell) => cell !== '')).length
  const take = () =>
    void session.takeSheet(
      writeCsv(
        columns.map(({ target }) => target.key),
        sheet.rows.map((row) => columns.map(({ place }) => row[place] ?? '')),
      ),
    )
  return (
    <>
      <section aria-labelledby={`${id}-heading`} className="grid gap-3 px-page pt-2 pb-8">
        <h2 id={`${id}-heading`} className="font-semibold text-lg">
          Blank sheet
        </h2>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <div role="toolbar" aria-label="Sheet" className="flex gap-1.5">
            <UndoButtons {...history} canUndo={sheet.past.length > 0} canRedo={sheet.future.length > 0} />
          </div>
          <p role="status" className="min-w-0 text-muted text-sm [overflow-wrap:anywhere]">
            {said === '' ? 'Type, or paste a range from a spreadsheet. Columns may stay empty.' : said}
          </p>
        </div>
        <Grid
          grid={grid}
          place={`row ${here.row + 2}`}
          row={(line) => <SheetRow line={line} cells={sheet.rows[line.position] ?? []} />}
          deeds={{
            ...history,
            edit: () => {
              if (here.column > 0) grid.beginEdit(cellAt(sheet, here.row, here.column - 1))
            },
            write: (text) => {
              const at = { row: here.row, column: here.column - 1 }
              write({ from: at, to: at }, () => text)
            },
            fillDown,
            clear: () => write(cells, () => ''),
            copy: (clipboard) => clipboard.setData('text/plain', textIn(sheet, cells)),
            paste,
          }}
        />
      </section>
      <StepBar note={`${counted(filled, 'row')}. Nothing is written yet.`}>
        <Button onClick={session.leaveSheet}>Back</Button>
        <Button
          variant="primary"
          disabledReason={filled === 0 ? 'Type or paste a row first.' : undefined}
          onClick={take}
        >
          Preview changes
        </Button>
      </StepBar>
    </>
  )
}

/** As spreadsheets give and take a range. */
const textIn = (sheet: Sheet, { from, to }: Range): string =>
  writeRange(
    Array.from({ length: to.row - from.row + 1 }, (_, down) =>
      Array.from({ length: to.column - from.column + 1 }, (_one, right) =>
        cellAt(sheet, from.row + down, from.column + right),
      ),
    ),
  )
