// biome-ignore-all lint/a11y/useSemanticElements: a table cannot be virtualised both ways
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and tells which cell is active
'use client'

import { cellId, GridCells, type GridLine, GridLineBox, RowHead } from '@/components/import/grid-cell'
import { problemsAt } from '@/components/import/grid-columns'
import { outcomeWords, placeWords } from '@/components/import/job-outcomes'
import type { RunChoice } from '@/components/import/use-run-choice'
import { StatusBadge } from '@/components/ui/badge'
import { Checkbox } from '@/components/ui/checkbox'
import type { JobRowView, JobView } from '@/lib/model/wire/job'

interface GridRowProps {
  line: GridLine
  job: JobView
  /** Undefined while it is on its way. */
  row: JobRowView | undefined
  choice: RunChoice
}

/** A row of the grid: its head with number, outcome and tick, and its cells. */
export function GridRow({ line, job, row, choice }: GridRowProps) {
  if (row === undefined)
    return (
      <GridLineBox line={line}>
        <div
          role="rowheader"
          id={cellId(line.gridId, { row: line.position, column: 0 })}
          aria-label="Loading"
          className="flex h-full items-center px-3"
        >
          <span className="block h-3 w-24 rounded-sm bg-active" />
        </div>
      </GridLineBox>
    )
  const { badge, tone } = outcomeWords(row.outcome, job)
  const place = placeWords(job, row)
  const headProblems = problemsAt(row, undefined, line.columns)
  return (
    <GridLineBox line={line}>
      <RowHead line={line} label={[place, badge, ...headProblems].join(', ')} className="gap-2">
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
      </RowHead>
      <GridCells
        line={line}
        cellOf={(column) => ({
          text: row.cells?.[column.place] ?? '',
          className: column.locked === undefined ? 'text-fg' : 'text-muted',
          isReadOnly: row.cells === undefined || column.locked !== undefined,
          isMended: row.mended?.includes(column.place),
          problems: problemsAt(row, column, line.columns),
          hint: column.locked,
        })}
      />
    </GridLineBox>
  )
}
