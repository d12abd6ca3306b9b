// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be virtualised both ways
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and tells which cell is active
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid has the keys
'use client'

import type { VirtualItem } from '@tanstack/react-virtual'
import type { CSSProperties, ReactNode } from 'react'
import { type GridColumn, problemsAt } from '@/components/import/grid-columns'
import type { Place } from '@/components/import/grid-moves'
import { outcomeWords, placeWords } from '@/components/import/job-outcomes'
import type { RunChoice } from '@/components/import/use-run-choice'
import { StatusBadge } from '@/components/ui/badge'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import type { JobRowView, JobView } from '@/lib/model/wire/job'

export const cellId = (gridId: string, { row, column }: Place): string => `${gridId}-${row}-${column}`

interface GridRowProps {
  gridId: string
  job: JobView
  /** Undefined while it is on its way. */
  row: JobRowView | undefined
  position: number
  style: CSSProperties
  headWidth: number
  columns: readonly GridColumn[]
  /** Columns that are in sight. */
  shown: readonly VirtualItem[]
  choice: RunChoice
  /** The column that keys are for, if it is in this row: 0 for the head. */
  active: number | undefined
  isSelected: (column: number) => boolean
  /** In the place of the active cell. */
  editor: ReactNode
  onPress: (column: number, isExtended: boolean) => void
}

/** A row of the grid: its head with number, outcome and tick, and its cells. */
export function GridRow(props: GridRowProps) {
  const { gridId, job, row, position, style, headWidth, columns, shown, choice, active, isSelected, editor } = props
  const idOf = (column: number) => cellId(gridId, { row: position, column })
  const state = (column: number) =>
    cn(
      isSelected(column) && active !== column && 'bg-accent-soft',
      active === column && 'outline-2 outline-accent -outline-offset-2',
    )
  if (row === undefined)
    return (
      <div
        role="row"
        aria-rowindex={position + 2}
        className="absolute start-0 min-w-full border-line border-b"
        style={style}
      >
        <div role="rowheader" id={idOf(0)} aria-label="Loading" className="flex h-full items-center px-3">
          <span className="block h-3 w-24 rounded-sm bg-active" />
        </div>
      </div>
    )
  const { badge, tone } = outcomeWords(row.outcome, job)
  const place = placeWords(job, row)
  const headProblems = problemsAt(row, undefined, columns)
  return (
    <div
      role="row"
      aria-rowindex={position + 2}
      className="absolute start-0 min-w-full border-line border-b"
      style={style}
    >
      <div
        role="rowheader"
        id={idOf(0)}
        aria-colindex={1}
        aria-selected={isSelected(0)}
        aria-label={[place, badge, ...headProblems].join(', ')}
        onClick={(event) => props.onPress(0, event.shiftKey)}
        className={cn('sticky start-0 z-10 flex h-full items-center gap-2 border-line border-e bg-bg px-3', state(0))}
        style={{ width: headWidth }}
      >
        <Checkbox
          tabIndex={-1}
          aria-label={`Include ${place}`}
          checked={choice.isTicked(row)}
          disabled={!choice.canTick(row)}
          onClick={(event) => event.stopPropagation()}
          onChange={(event) => choice.tickRow(row, event.target.checked)}
        />
        <span className="text-muted text-xs tabular-nums max-md:hidden">{row.rowNumber?.toLocaleString('en')}</span>
        <span className="min-w-0 truncate">
          <StatusBadge tone={tone}>{badge}</StatusBadge>
        </span>
      </div>
      {shown.map(({ index, start, size }) => {
        const column = columns[index]
        if (column === undefined) return null
        const at = index + 1
        const text = row.cells?.[column.place] ?? ''
        const problems = problemsAt(row, column, columns)
        const isEdited = active === at && editor !== undefined
        return (
          <div
            key={index}
            role="gridcell"
            id={idOf(at)}
            aria-colindex={at + 1}
            aria-selected={isSelected(at)}
            aria-readonly={row.cells === undefined || column.locked !== undefined || undefined}
            aria-invalid={problems.length > 0 || undefined}
            title={problems.length > 0 ? problems.join('; ') : column.locked}
            onClick={isEdited ? undefined : (event) => props.onPress(at, event.shiftKey)}
            className={cn(
              'absolute top-0 flex h-full items-center px-2.5 text-sm',
              column.locked === undefined ? 'text-fg' : 'text-muted',
              problems.length > 0 && 'bg-danger-soft text-danger',
              row.mended?.includes(column.place) && 'font-medium',
              state(at),
              isEdited ? 'z-30 overflow-visible outline-none' : 'overflow-hidden',
            )}
            style={{ insetInlineStart: start, width: size }}
          >
            {isEdited ? (
              <div className="absolute top-0 start-0">{editor}</div>
            ) : (
              <span dir="auto" className="truncate">
                {text}
              </span>
            )}
          </div>
        )
      })}
    </div>
  )
}
