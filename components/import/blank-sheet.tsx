// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be virtualised both ways
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and tells which cell is active
'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { Redo2, Undo2 } from 'lucide-react'
import { type ClipboardEvent, useEffect, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { CellEditor, type Onward } from '@/components/import/cell-editor'
import type { GridColumn } from '@/components/import/grid-columns'
import { GridHead } from '@/components/import/grid-head'
import { keyHandler } from '@/components/import/grid-keys'
import {
  isIn,
  moved,
  type Place,
  type Range,
  rangeOf,
  readRange,
  wideGrid,
  writeRange,
} from '@/components/import/grid-moves'
import { cellId } from '@/components/import/grid-row'
import { sheetOf } from '@/components/import/import-state'
import { cellAt, redone, undone, withValues } from '@/components/import/sheet'
import { SheetRow } from '@/components/import/sheet-row'
import { StepBar } from '@/components/import/step-bar'
import type { ImportHandle } from '@/components/import/use-import'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { useMediaQuery } from '@/components/ui/use-media-query'
import type { TargetColumn } from '@/lib/import/columns'
import { writeCsv } from '@/lib/import/failures'
import { limits } from '@/lib/import/limits'
import { columnsToFill } from '@/lib/import/template'
import { isListField } from '@/lib/model/fields/kinds'
import { counted } from '@/lib/model/rules/counted'

const headHeight = 44
const rowHeight = 36
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
  const scroller = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const [columns] = useState((): readonly GridColumn[] =>
    columnsToFill(targets).map((target, place) => ({ name: target.label, detail: detailOf(target), place, target })),
  )
  const [active, setActive] = useState<Place>({ row: 0, column: 1 })
  const [anchor, setAnchor] = useState<Place>(active)
  const [editing, setEditing] = useState<string>()
  const isEditing = useRef(false)
  const [said, setSaid] = useState('')
  const count = Math.min(limits.rowsMax, Math.max(firstRows, sheet.rows.length + spareRows))
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    paddingStart: headHeight,
    scrollPaddingStart: headHeight,
  })
  const across = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => columnWidth,
    overscan: 2,
    paddingStart: headWidth,
    scrollPaddingStart: headWidth,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: widths are measured again when they are others
  useEffect(() => across.measure(), [columnWidth])
  useEffect(() => scroller.current?.focus({ preventScroll: true }), [])
  const size = {
    rows: count,
    columns: columns.length + 1,
    page: Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 400) - headHeight) / rowHeight) - 1),
  }
  const range = rangeOf(anchor, active)
  /** Cells of it; the heads of rows hold nothing. */
  const cells: Range = {
    from: { row: range.from.row, column: Math.max(0, range.from.column - 1) },
    to: { row: range.to.row, column: Math.max(0, range.to.column - 1) },
  }
  const column = columns[active.column - 1]

  const goTo = (next: Place, isExtended = false) => {
    setActive(next)
    if (!isExtended) setAnchor(next)
    rows.scrollToIndex(next.row, { align: 'auto' })
    if (next.column > 0) across.scrollToIndex(next.column - 1, { align: 'auto' })
  }
  const edit = () => {
    if (column === undefined) return
    isEditing.current = true
    // At once, and all of it selected: the key that began it is the first one that the control gets.
    flushSync(() => setEditing(cellAt(sheet, active.row, column.place)))
    input.current?.focus()
    input.current?.select()
  }
  const endEdit = (onward: Onward) => {
    isEditing.current = false
    setEditing(undefined)
    if (onward !== 'stay') scroller.current?.focus({ preventScroll: true })
    const key = { down: 'ArrowDown', right: 'ArrowRight', left: 'ArrowLeft', stay: '' }[onward]
    const next = moved(active, { key, isFar: false }, size)
    if (next !== undefined) goTo(next)
  }
  const write = (where: Range, valueAt: (down: number, right: number) => string | undefined) =>
    session.changeSheet((now) => withValues(now, where, valueAt))
  const commit = (text: string, onward: Onward) => {
    // The box loses the focus when it goes, too.
    if (!isEditing.current) return
    endEdit(onward)
    const at = { row: active.row, column: active.column - 1 }
    if (text !== editing) write({ from: at, to: at }, () => text)
  }
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
  const undo = () => session.changeSheet(undone)
  const redo = () => session.changeSheet(redone)
  const onKeyDown = keyHandler(active, size, {
    goTo,
    edit,
    undo,
    redo,
    fillDown,
    clear: () => write(cells, () => ''),
    nextProblem: () => undefined,
    tick: () => undefined,
    select: () => setAnchor(active),
  })
  const onCopy = (event: ClipboardEvent) => {
    if (editing !== undefined) return
    event.preventDefault()
    const texts = Array.from({ length: cells.to.row - cells.from.row + 1 }, (_, down) =>
      Array.from({ length: cells.to.column - cells.from.column + 1 }, (_one, right) =>
        cellAt(sheet, cells.from.row + down, cells.from.column + right),
      ),
    )
    event.clipboardData.setData('text/plain', writeRange(texts))
  }
  const onPaste = (event: ClipboardEvent) => {
    if (editing !== undefined) return
    event.preventDefault()
    paste(event.clipboardData.getData('text/plain'))
  }
  const filled = sheet.rows.filter((row) => row.some((cell) => cell !== '')).length
  const take = () =>
    void session.takeSheet(
      writeCsv(
        columns.map(({ target }) => target.key),
        sheet.rows.map((row) => columns.map(({ place }) => row[place] ?? '')),
      ),
    )
  const width = across.getTotalSize()
  return (
    <>
      <section aria-labelledby={`${id}-heading`} className="grid gap-3 px-page pt-2 pb-8">
        <h2 id={`${id}-heading`} className="font-semibold text-lg">
          Blank sheet
        </h2>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <div role="toolbar" aria-label="Sheet" className="flex gap-1.5">
            <IconButton
              label="Undo"
              keys="Ctrl Z"
              variant="secondary"
              disabled={sheet.past.length === 0}
              onClick={undo}
            >
              <Undo2 aria-hidden strokeWidth={1.75} className="size-4" />
            </IconButton>
            <IconButton
              label="Redo"
              keys="Ctrl Y"
              variant="secondary"
              disabled={sheet.future.length === 0}
              onClick={redo}
            >
              <Redo2 aria-hidden strokeWidth={1.75} className="size-4" />
            </IconButton>
          </div>
          <p role="status" className="min-w-0 text-muted text-sm [overflow-wrap:anywhere]">
            {said === '' ? 'Type, or paste a range from a spreadsheet. Columns may stay empty.' : said}
          </p>
        </div>
        <div
          ref={scroller}
          role="grid"
          tabIndex={0}
          aria-label="Rows to import"
          aria-rowcount={count + 1}
          aria-colcount={columns.length + 1}
          aria-multiselectable
          aria-describedby={`${id}-keys`}
          aria-activedescendant={editing !== undefined ? undefined : cellId(id, active)}
          onKeyDown={editing !== undefined ? undefined : onKeyDown}
          onCopy={onCopy}
          onPaste={onPaste}
          className="group/grid relative max-h-[60vh] min-h-40 overflow-auto rounded-xl border border-line bg-bg focus-visible:outline-offset-0"
        >
          <div role="presentation" className="relative min-w-full" style={{ height: rows.getTotalSize(), width }}>
            <GridHead columns={columns} shown={across.getVirtualItems()} height={headHeight} width={headWidth} />
            {rows.getVirtualItems().map((item) => (
              <SheetRow
                key={item.index}
                gridId={id}
                position={item.index}
                style={{ top: item.start, height: item.size, width }}
                headWidth={headWidth}
                columns={columns}
                cells={sheet.rows[item.index] ?? []}
                shown={across.getVirtualItems()}
                active={active.row === item.index ? active.column : undefined}
                isSelected={(at) => isIn({ row: item.index, column: at }, range)}
                editor={
                  editing === undefined || active.row !== item.index ? undefined : (
                    <CellEditor
                      label={`${column?.name} of row ${item.index + 2}`}
                      target={column?.target}
                      text={editing}
                      inputRef={input}
                      onCommit={commit}
                      onCancel={() => {
                        isEditing.current = false
                        setEditing(undefined)
                        scroller.current?.focus({ preventScroll: true })
                      }}
                    />
                  )
                }
                onPress={(at, isExtended) => {
                  const again = active.row === item.index && active.column === at && !isExtended
                  scroller.current?.focus({ preventScroll: true })
                  goTo({ row: item.index, column: at }, isExtended)
                  if (again && at > 0) edit()
                }}
              />
            ))}
          </div>
        </div>
        <p id={`${id}-keys`} className="text-faint text-xs">
          Arrow keys move, with Shift they select. Enter or F2 edits, Escape gives up. Ctrl Z undoes, Ctrl D fills down,
          Delete clears. Ranges are copied and pasted as in a spreadsheet.
        </p>
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
