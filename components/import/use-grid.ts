import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Onward } from '@/components/import/cell-editor'
import type { GridColumn } from '@/components/import/grid-columns'
import { moved, type Place, rangeOf } from '@/components/import/grid-moves'

/** Heights of the head and of each row, in pixels. */
const [headHeight, rowHeight] = [44, 36]

interface Given {
  /** How many rows it has. */
  rows: number
  columns: readonly GridColumn[]
  /** Of the heads of the rows, and of each column, in pixels. */
  headWidth: number
  columnWidth: number
  /** Rows that have come into sight. */
  onSight?: (sight: { from: number; to: number }) => void
}

export type GridState = ReturnType<typeof useGrid>

/** Where somebody is in a grid of cells, what is selected, which cell is edited, and which rows and columns are drawn. */
export function useGrid({ rows: total, columns, headWidth, columnWidth, onSight }: Given) {
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const [active, setActive] = useState<Place>({ row: 0, column: 1 })
  const [anchor, setAnchor] = useState<Place>(active)
  /** What the cell says that is edited; undefined while none is. */
  const [editing, setEditing] = useState<string>()
  const isEditing = useRef(false)
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    paddingStart: headHeight,
    scrollPaddingStart: headHeight,
    onChange: (instance) => {
      const items = instance.getVirtualItems()
      onSight?.({ from: items[0]?.index ?? 0, to: items.at(-1)?.index ?? 0 })
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: widths are measured again when they are others
  useEffect(() => across.measure(), [columnWidth])
  const size = {
    rows: total,
    columns: columns.length + 1,
    page: Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 400) - headHeight) / rowHeight) - 1),
  }
  // Rows can become fewer: under a filter, and when something is taken back.
  const here = { row: Math.min(active.row, Math.max(0, total - 1)), column: active.column }
  const range = rangeOf(anchor.row < total ? anchor : here, here)

  const focus = () => scroller.current?.focus({ preventScroll: true })
  const goTo = (next: Place, isExtended = false) => {
    setActive(next)
    if (!isExtended) setAnchor(next)
    rows.scrollToIndex(next.row, { align: 'auto' })
    if (next.column > 0) across.scrollToIndex(next.column - 1, { align: 'auto' })
  }
  return {
    id,
    scroller,
    input,
    columns,
    headHeight,
    headWidth,
    rows,
    across,
    size,
    here,
    range,
    editing,
    focus,
    goTo,
    /** The active cell alone. */
    selectOne: () => setAnchor(here),
    beginEdit: (text: string) => {
      isEditing.current = true
      // At once, and all of it selected: the key that began it is the first one that the control gets.
      flushSync(() => setEditing(text))
      input.current?.focus()
      input.current?.select()
    },
    /** False where it has ended already: the box loses the focus when it goes, too. */
    endEdit: (onward: Onward): boolean => {
      if (!isEditing.current) return false
      isEditing.current = false
      setEditing(undefined)
      if (onward !== 'stay') focus()
      const key = { down: 'ArrowDown', right: 'ArrowRight', left: 'ArrowLeft', stay: '' }[onward]
      const next = moved(here, { key, isFar: false }, size)
      if (next !== undefined) goTo(next)
      return true
    },
    giveUpEdit: () => {
      isEditing.current = false
      setEditing(undefined)
      focus()
    },
  }
}
