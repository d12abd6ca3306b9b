// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be virtualised both ways
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and tells which cell is active
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid has the keys
'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type ClipboardEvent, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { CellEditor, type Onward } from '@/components/import/cell-editor'
import { GridBar } from '@/components/import/grid-bar'
import { columnsOf, fileColumns, problemsAt } from '@/components/import/grid-columns'
import { GridHead } from '@/components/import/grid-head'
import { keyHandler } from '@/components/import/grid-keys'
import { isIn, moved, type Place, rangeOf, wideGrid } from '@/components/import/grid-moves'
import { cellId, GridRow } from '@/components/import/grid-row'
import { JobError } from '@/components/import/job-error'
import { placeWords } from '@/components/import/job-outcomes'
import { ProblemRows } from '@/components/import/problem-rows'
import { RowsStatus } from '@/components/import/rows-status'
import { shownMax, useGridActions } from '@/components/import/use-grid-actions'
import { useJobRows } from '@/components/import/use-job-rows'
import { useMending } from '@/components/import/use-mending'
import type { RunChoice } from '@/components/import/use-run-choice'
import { Button } from '@/components/ui/button'
import { useMediaQuery } from '@/components/ui/use-media-query'
import type { RowFilter } from '@/lib/client/jobs'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import type { Importable } from '@/lib/model/wire/import-mapping'
import type { JobView } from '@/lib/model/wire/job'

export interface CellsGridProps {
  job: JobView
  /** What its rows are. */
  kind: Importable
  filter: RowFilter
  choice: RunChoice
  properties: readonly CustomProperty[]
}

const headHeight = 44
const rowHeight = 36

/** What rows of a file say, to be mended where they stand: cell by cell, or on a narrow window row by row. */
export function CellsGrid(props: CellsGridProps) {
  const isWide = useMediaQuery(wideGrid) !== false
  return isWide ? <WideGrid {...props} /> : <ProblemRows {...props} />
}

const [headWidth, columnWidth] = [176, 200]

/** Only cells in sight are on the page. */
function WideGrid({ job, kind, filter: { outcome, q, collection }, choice, properties }: CellsGridProps) {
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const [columns] = useState(() => columnsOf(job, kind, properties))
  const [active, setActive] = useState<Place>({ row: 0, column: 1 })
  const [anchor, setAnchor] = useState<Place>(active)
  /** What the cell says that is edited; undefined while none is. */
  const [editing, setEditing] = useState<string>()
  const isEditing = useRef(false)
  const [sight, setSight] = useState({ from: 0, to: 30 })
  const filter: RowFilter = { outcome, q, collection, cells: true }
  const { total = 0, error, rowAt } = useJobRows(job, filter, sight.from, sight.to)
  const mending = useMending(
    job,
    fileColumns(job, kind !== job.collection).map((one) => one.column),
  )
  const actions = useGridActions({ job, filter, columns, total, mending })
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    paddingStart: headHeight,
    scrollPaddingStart: headHeight,
    onChange: (instance) => {
      const items = instance.getVirtualItems()
      const [from, to] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0]
      setSight((before) => (before.from === from && before.to === to ? before : { from, to }))
    },
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
  const size = {
    rows: total,
    columns: columns.length + 1,
    page: Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 400) - headHeight) / rowHeight) - 1),
  }
  // Under a filter a row that is mended may be there no more.
  const here = { row: Math.min(active.row, Math.max(0, total - 1)), column: active.column }
  const range = rangeOf(anchor.row < total ? anchor : here, here)
  const row = rowAt(here.row)
  const column = columns[here.column - 1]
  const isMendable =
    row?.cells !== undefined && column !== undefined && column.locked === undefined && job.state === 'planned'
  const problems = row === undefined ? [] : problemsAt(row, column, columns)
  const place = row === undefined ? '' : placeWords(job, row)

  const goTo = (next: Place, extends_ = false) => {
    setActive(next)
    if (!extends_) setAnchor(next)
    rows.scrollToIndex(next.row, { align: 'auto' })
    if (next.column > 0) across.scrollToIndex(next.column - 1, { align: 'auto' })
  }
  const beginEdit = (text: string) => {
    isEditing.current = true
    // At once, and all of it selected: the key that began it is the first one that the control gets.
    flushSync(() => setEditing(text))
    input.current?.focus()
    input.current?.select()
  }
  const edit = () => {
    if (!isMendable) return
    const text = row.cells?.[column.place] ?? ''
    if (text.length < shownMax) beginEdit(text)
    else void actions.textAt(row, column).then(beginEdit, () => mending.say('The cell could not be loaded'))
  }
  const endEdit = (onward: Onward) => {
    isEditing.current = false
    setEditing(undefined)
    if (onward !== 'stay') scroller.current?.focus({ preventScroll: true })
    const key = { down: 'ArrowDown', right: 'ArrowRight', left: 'ArrowLeft', stay: '' }[onward]
    const next = moved(here, { key, isFar: false }, size)
    if (next !== undefined) goTo(next)
  }
  const commit = (text: string, onward: Onward) => {
    // The box loses the focus when it goes, too.
    if (!isEditing.current) return
    endEdit(onward)
    if (row !== undefined && column !== undefined && text !== editing) actions.write(row, column, text)
  }
  const nextProblem = async (isBack: boolean) => {
    const found = await actions.nextProblem(here, isBack)
    if (found === undefined) mending.say(isBack ? 'No problem above' : 'No problem')
    else goTo(found)
    scroller.current?.focus({ preventScroll: true })
  }

  const onKeyDown = keyHandler(here, size, {
    goTo,
    edit,
    undo: mending.undo,
    redo: mending.redo,
    fillDown: () => actions.fillDown(range),
    clear: () => actions.clear(range),
    nextProblem: (isBack) => void nextProblem(isBack),
    tick: () => {
      if (row !== undefined && choice.canTick(row)) choice.tickRow(row, !choice.isTicked(row))
    },
    select: () => setAnchor(here),
  })
  const onCopy = (event: ClipboardEvent) => {
    if (editing !== undefined) return
    event.preventDefault()
    actions.copy(range)
  }
  const onPaste = (event: ClipboardEvent) => {
    if (editing !== undefined) return
    event.preventDefault()
    actions.paste(range, event.clipboardData.getData('text/plain'))
  }
  const shownColumns = across.getVirtualItems()
  const width = across.getTotalSize()
  return (
    <section aria-label="Cells" className="grid gap-3 px-page">
      {error === null ? null : <JobError title="The rows could not be loaded" error={error} />}
      {mending.error === null ? null : <JobError title="That could not be mended" error={mending.error} />}
      <GridBar
        job={job}
        kind={kind}
        mending={mending}
        columns={columns}
        onNextProblem={(isBack) => void nextProblem(isBack)}
      />
      <div className="flex min-h-8 flex-wrap items-start justify-between gap-x-4 gap-y-2 text-sm">
        <p id={`${id}-said`} className="min-w-0 flex-1 basis-64 [overflow-wrap:anywhere]">
          <span className="font-medium text-fg first-letter:uppercase">{place}</span>
          {row === undefined ? null : (
            <span dir="auto" className="text-muted">{` · ${row.displayName ?? row.name ?? '(no name)'}`}</span>
          )}
          {column === undefined ? null : <span className="text-muted">{` · ${column.name}`}</span>}
          {column?.locked === undefined ? null : <span className="text-muted">{` · ${column.locked}`}</span>}
          {problems.length === 0 ? null : <span className="text-danger">{` · ${problems.join('; ')}`}</span>}
        </p>
        <RowsStatus job={job} mending={mending} />
        {isMendable ? (
          <Button size="sm" onClick={() => edit()}>
            Edit cell
          </Button>
        ) : null}
      </div>
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label="Rows to import"
        aria-rowcount={total + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable
        aria-busy={mending.isPending || undefined}
        aria-describedby={`${id}-keys`}
        aria-activedescendant={total === 0 || editing !== undefined ? undefined : cellId(id, here)}
        onKeyDown={editing !== undefined || total === 0 ? undefined : onKeyDown}
        onCopy={onCopy}
        onPaste={onPaste}
        className="group/grid relative max-h-[60vh] min-h-40 overflow-auto rounded-xl border border-line bg-bg focus-visible:outline-offset-0"
      >
        <div role="presentation" className="relative min-w-full" style={{ height: rows.getTotalSize(), width }}>
          <GridHead columns={columns} shown={shownColumns} height={headHeight} width={headWidth} />
          {rows.getVirtualItems().map((item) => (
            <GridRow
              key={item.index}
              gridId={id}
              job={job}
              row={rowAt(item.index)}
              position={item.index}
              style={{ top: item.start, height: item.size, width }}
              headWidth={headWidth}
              columns={columns}
              shown={shownColumns}
              choice={choice}
              active={here.row === item.index ? here.column : undefined}
              isSelected={(at) => isIn({ row: item.index, column: at }, range)}
              editor={
                editing === undefined || here.row !== item.index ? undefined : (
                  <CellEditor
                    label={`${column?.name} of ${place}`}
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
                const again = here.row === item.index && here.column === at && !isExtended
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
        Delete clears, F8 goes to the next problem. Ranges are copied and pasted as in a spreadsheet.
      </p>
    </section>
  )
}
