// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be virtualised both ways
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and tells which cell is active
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid has the keys
'use client'

import type { VirtualItem } from '@tanstack/react-virtual'
import { Pencil } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import type { GridColumn } from '@/components/import/grid-columns'
import type { Place } from '@/components/import/grid-moves'
import { cn } from '@/components/ui/cn'

export const cellId = (gridId: string, { row, column }: Place): string => `${gridId}-${row}-${column}`

/** A row as the grid places it; only columns in sight are drawn. */
export interface GridLine {
  readonly gridId: string
  readonly position: number
  readonly style: CSSProperties
  readonly headWidth: number
  readonly columns: readonly GridColumn[]
  readonly shown: readonly VirtualItem[]
  /** The column that keys are for, if it is in this row: 0 for the head. */
  readonly active: number | undefined
  readonly isSelected: (column: number) => boolean
  /** In the place of the active cell. */
  readonly editor: ReactNode
  readonly onPress: (column: number, isExtended: boolean) => void
}

const state = ({ isSelected, active }: GridLine, column: number) =>
  cn(
    isSelected(column) && active !== column && 'bg-accent-soft',
    active === column && 'outline-2 outline-accent -outline-offset-2',
  )

/** `children`: its head and its cells. Row 1 of the grid is that of the columns' names. */
export const GridLineBox = ({ line, children }: { line: GridLine; children: ReactNode }) => (
  <div
    role="row"
    aria-rowindex={line.position + 2}
    className="absolute start-0 min-w-full border-line border-b"
    style={line.style}
  >
    {children}
  </div>
)

interface RowHeadProps {
  line: GridLine
  label: string
  className: string
  children: ReactNode
}

export const RowHead = ({ line, label, className, children }: RowHeadProps) => (
  <div
    role="rowheader"
    id={cellId(line.gridId, { row: line.position, column: 0 })}
    aria-colindex={1}
    aria-selected={line.isSelected(0)}
    aria-label={label}
    onClick={(event) => line.onPress(0, event.shiftKey)}
    className={cn(
      'sticky start-0 z-10 flex h-full items-center border-line border-e bg-bg px-3',
      className,
      state(line, 0),
    )}
    style={{ width: line.headWidth }}
  >
    {children}
  </div>
)

/** What one cell is, besides its place. */
interface Cell {
  readonly text: string | undefined
  readonly className: string
  readonly isReadOnly?: boolean
  /** It says something else than it came with, or nothing any more. */
  readonly isMended?: boolean | undefined
  /** What is wrong with it. */
  readonly problems?: readonly string[]
  /** Told where nothing is wrong. */
  readonly hint?: string | undefined
}

/** The cells of a row that are in sight. */
export function GridCells({ line, cellOf }: { line: GridLine; cellOf: (column: GridColumn) => Cell }) {
  const { gridId, position, columns, shown, active, isSelected, editor, onPress } = line
  return shown.map(({ index, start, size }) => {
    const column = columns[index]
    if (column === undefined) return null
    const at = index + 1
    const { text, className, isReadOnly = false, isMended = false, problems = [], hint } = cellOf(column)
    const isEdited = active === at && editor !== undefined
    return (
      <div
        key={index}
        role="gridcell"
        id={cellId(gridId, { row: position, column: at })}
        aria-colindex={at + 1}
        aria-selected={isSelected(at)}
        aria-readonly={isReadOnly || undefined}
        aria-invalid={problems.length > 0 || undefined}
        title={problems.length > 0 ? problems.join('; ') : hint}
        onClick={isEdited ? undefined : (event) => onPress(at, event.shiftKey)}
        className={cn(
          'absolute top-0 flex h-full items-center px-2.5 text-sm',
          className,
          problems.length > 0 && 'bg-danger-soft text-danger',
          state(line, at),
          isEdited ? 'z-30 overflow-visible outline-none' : 'overflow-hidden',
        )}
        style={{ insetInlineStart: start, width: size }}
      >
        {isEdited ? (
          <div className="absolute top-0 start-0">{editor}</div>
        ) : (
          <>
            <span dir="auto" className="truncate">
              {text}
            </span>
            {isMended ? (
              <>
                <span className="sr-only"> (edited)</span>
                <Pencil aria-hidden strokeWidth={1.75} className="ms-auto size-3 shrink-0 text-accent-text" />
              </>
            ) : null}
          </>
        )}
      </div>
    )
  })
}
