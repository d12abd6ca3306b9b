// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be virtualised both ways
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and tells which cell is active
'use client'

import { type ClipboardEvent, Fragment, type ReactNode } from 'react'
import { CellEditor } from '@/components/import/cell-editor'
import { cellId, type GridLine } from '@/components/import/grid-cell'
import { GridHead } from '@/components/import/grid-head'
import { keyHandler } from '@/components/import/grid-keys'
import { isIn } from '@/components/import/grid-moves'
import type { GridState } from '@/components/import/use-grid'

/** What is done with cells; the range is the grid's own. */
export interface CellDeeds {
  /** Begins to edit the active cell, where it can be. */
  edit(): void
  /** What was typed into the active cell, and differs from what it said. */
  write(text: string): void
  undo(): void
  redo(): void
  fillDown(): void
  clear(): void
  copy(clipboard: DataTransfer): void
  paste(text: string): void
  /** Where problems are gone through one after the other. */
  nextProblem?(isBack: boolean): void
  /** Where cells have suggestions. */
  applyFix?(): void
  /** Where rows are ticked. */
  tick?(): void
}

interface GridProps {
  grid: GridState
  deeds: CellDeeds
  isBusy?: boolean
  /** The row of the active cell, in words. */
  place: string
  /** A row, where the grid has placed it. */
  row: (line: GridLine) => ReactNode
}

/** Rows to import as cells, with the keys of a spreadsheet (ARIA's grid pattern). Only cells in sight are on the page. */
export function Grid({ grid, deeds, isBusy, place, row }: GridProps) {
  const { id, columns, headWidth, rows, across, size, here, range, editing, goTo } = grid
  const isEmpty = size.rows === 0
  const isRead = editing === undefined
  const onKeyDown = keyHandler(here, size, { ...deeds, goTo, select: grid.selectOne })
  const onCopy = (event: ClipboardEvent) => {
    event.preventDefault()
    deeds.copy(event.clipboardData)
  }
  const onPaste = (event: ClipboardEvent) => {
    event.preventDefault()
    deeds.paste(event.clipboardData.getData('text/plain'))
  }
  const column = columns[here.column - 1]
  const editor = isRead ? undefined : (
    <CellEditor
      label={`${column?.name} of ${place}`}
      target={column?.target}
      text={editing}
      inputRef={grid.input}
      onCommit={(text, onward) => {
        if (grid.endEdit(onward) && text !== editing) deeds.write(text)
      }}
      onCancel={grid.giveUpEdit}
    />
  )
  const width = across.getTotalSize()
  return (
    <>
      <div
        ref={grid.scroller}
        role="grid"
        tabIndex={0}
        aria-label="Rows to import"
        aria-rowcount={size.rows + 1}
        aria-colcount={size.columns}
        aria-multiselectable
        aria-busy={isBusy || undefined}
        aria-describedby={`${id}-keys`}
        aria-activedescendant={isEmpty || !isRead ? undefined : cellId(id, here)}
        onKeyDown={isEmpty || !isRead ? undefined : onKeyDown}
        onCopy={isRead ? onCopy : undefined}
        onPaste={isRead ? onPaste : undefined}
        className="group/grid relative max-h-[max(20rem,min(60vh,100vh-26rem))] min-h-40 overflow-auto rounded-xl border border-line bg-bg focus-visible:outline-offset-0"
      >
        <div role="presentation" className="relative min-w-full" style={{ height: rows.getTotalSize(), width }}>
          <GridHead columns={columns} shown={across.getVirtualItems()} height={grid.headHeight} width={headWidth} />
          {rows.getVirtualItems().map(({ index, start, size: height }) => {
            const isHere = here.row === index
            const line: GridLine = {
              gridId: id,
              position: index,
              style: { top: start, height, width },
              headWidth,
              columns,
              shown: across.getVirtualItems(),
              active: isHere ? here.column : undefined,
              isSelected: (at) => isIn({ row: index, column: at }, range),
              editor: isHere ? editor : undefined,
              onPress: (at, isExtended) => {
                grid.focus()
                goTo({ row: index, column: at }, isExtended)
                if (isHere && here.column === at && !isExtended && at > 0) deeds.edit()
              },
            }
            return <Fragment key={index}>{row(line)}</Fragment>
          })}
        </div>
      </div>
      <p id={`${id}-keys`} className="text-faint text-xs">
        Arrow keys move, with Shift they select. Enter or F2 edits, Escape gives up. Ctrl Z undoes, Ctrl D fills down,
        Delete clears{deeds.nextProblem === undefined ? '' : ', F8 goes to the next problem'}
        {deeds.applyFix === undefined ? '' : ', Alt Enter applies what is suggested'}. Ranges are copied and pasted as
        in a spreadsheet.
      </p>
    </>
  )
}
