// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be virtualised both ways
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and tells which cell is active
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid has the keys
'use client'

import type { VirtualItem } from '@tanstack/react-virtual'
import type { CSSProperties, ReactNode } from 'react'
import type { GridColumn } from '@/components/import/grid-columns'
import { cellId } from '@/components/import/grid-row'
import { cn } from '@/components/ui/cn'

interface SheetRowProps {
  gridId: string
  position: number
  style: CSSProperties
  headWidth: number
  columns: readonly GridColumn[]
  cells: readonly string[]
  /** Columns that are in sight. */
  shown: readonly VirtualItem[]
  /** The column that keys are for, if it is in this row: 0 for the head. */
  active: number | undefined
  isSelected: (column: number) => boolean
  /** In the place of the active cell. */
  editor: ReactNode
  onPress: (column: number, isExtended: boolean) => void
}

/** A row of a sheet: its number, as the import will tell of it, and its cells. */
export function SheetRow(props: SheetRowProps) {
  const { gridId, position, style, headWidth, columns, cells, shown, active, isSelected, editor, onPress } = props
  const number = position + 2
  const state = (column: number) =>
    cn(
      isSelected(column) && active !== column && 'bg-accent-soft',
      active === column && 'outline-2 outline-accent -outline-offset-2',
    )
  return (
    <div role="row" aria-rowindex={number} className="absolute start-0 min-w-full border-line border-b" style={style}>
      <div
        role="rowheader"
        id={cellId(gridId, { row: position, column: 0 })}
        aria-colindex={1}
        aria-selected={isSelected(0)}
        aria-label={`row ${number}`}
        onClick={(event) => onPress(0, event.shiftKey)}
        className={cn(
          'sticky start-0 z-10 flex h-full items-center border-line border-e bg-bg px-3 text-muted text-xs tabular-nums',
          state(0),
        )}
        style={{ width: headWidth }}
      >
        {number.toLocaleString('en')}
      </div>
      {shown.map(({ index, start, size }) => {
        const column = columns[index]
        if (column === undefined) return null
        const at = index + 1
        const isEdited = active === at && editor !== undefined
        return (
          <div
            key={index}
            role="gridcell"
            id={cellId(gridId, { row: position, column: at })}
            aria-colindex={at + 1}
            aria-selected={isSelected(at)}
            onClick={isEdited ? undefined : (event) => onPress(at, event.shiftKey)}
            className={cn(
              'absolute top-0 flex h-full items-center border-line border-e px-2.5 text-fg text-sm',
              state(at),
              isEdited ? 'z-30 overflow-visible outline-none' : 'overflow-hidden',
            )}
            style={{ insetInlineStart: start, width: size }}
          >
            {isEdited ? (
              <div className="absolute top-0 start-0">{editor}</div>
            ) : (
              <span dir="auto" className="truncate">
                {cells[column.place]}
              </span>
            )}
          </div>
        )
      })}
    </div>
  )
}
