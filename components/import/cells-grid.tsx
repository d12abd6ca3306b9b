'use client'

import { useState } from 'react'
import { Grid } from '@/components/import/grid'
import { GridBar } from '@/components/import/grid-bar'
import { columnsOf, fileColumns, problemsAt } from '@/components/import/grid-columns'
import { wideGrid } from '@/components/import/grid-moves'
import { GridRow } from '@/components/import/grid-row'
import { JobError } from '@/components/import/job-error'
import { placeWords } from '@/components/import/job-outcomes'
import { ProblemRows, type RowsToMendProps } from '@/components/import/problem-rows'
import { RevertButtons } from '@/components/import/revert-buttons'
import { RowsStatus } from '@/components/import/rows-status'
import { suggestionAt, withSuggestion } from '@/components/import/suggested-fix'
import { useGrid } from '@/components/import/use-grid'
import { shownMax, useGridActions } from '@/components/import/use-grid-actions'
import { useJobRows } from '@/components/import/use-job-rows'
import { useMending } from '@/components/import/use-mending'
import { Button } from '@/components/ui/button'
import { useMediaQuery } from '@/components/ui/use-media-query'
import type { RowFilter } from '@/lib/client/job-plan'

/** What rows of a file say, to be mended where they stand: cell by cell, or on a narrow window row by row. */
export function CellsGrid(props: RowsToMendProps) {
  const isWide = useMediaQuery(wideGrid) !== false
  return isWide ? <WideGrid {...props} /> : <ProblemRows {...props} />
}

/** Only cells in sight are on the page. */
function WideGrid({
  job,
  kind,
  filter: { outcome, only, column: narrowed, q, collection },
  choice,
  properties,
}: RowsToMendProps) {
  const [columns] = useState(() => columnsOf(job, kind, properties))
  const [sight, setSight] = useState({ from: 0, to: 30 })
  const filter: RowFilter = { outcome, only, column: narrowed, q, collection, cells: true }
  const { total = 0, error, rowAt } = useJobRows(job, filter, sight.from, sight.to)
  const mending = useMending(
    job,
    fileColumns(job, kind !== job.collection).map((one) => one.column),
  )
  const actions = useGridActions({ job, filter, columns, total, mending })
  const grid = useGrid({
    rows: total,
    columns,
    headWidth: 176,
    columnWidth: 200,
    onSight: (now) => setSight((before) => (before.from === now.from && before.to === now.to ? before : now)),
  })
  const { here, range } = grid
  const row = rowAt(here.row)
  const column = columns[here.column - 1]
  const isMendable =
    row?.cells !== undefined && column !== undefined && column.locked === undefined && job.state === 'planned'
  const problems = row === undefined ? [] : problemsAt(row, column, columns)
  const place = row === undefined ? '' : placeWords(job, row)

  const suggestion = isMendable ? suggestionAt(row, column) : undefined
  const applyFix = () => {
    if (suggestion === undefined || !isMendable) return mending.say('Nothing is suggested for this cell')
    void actions.textAt(row, column).then(
      (text) => actions.write(row, column, withSuggestion(text, column, suggestion)),
      () => mending.say('The cell could not be loaded'),
    )
  }
  const edit = () => {
    if (!isMendable) return
    const text = row.cells?.[column.place] ?? ''
    if (text.length < shownMax) grid.beginEdit(text)
    else void actions.textAt(row, column).then(grid.beginEdit, () => mending.say('The cell could not be loaded'))
  }
  const nextProblem = async (isBack: boolean) => {
    const found = await actions.nextProblem(here, isBack)
    if (found === undefined) mending.say(isBack ? 'No problem above' : 'No problem')
    else grid.goTo(found)
    grid.focus()
  }
  return (
    <section aria-label="Cells" className="grid gap-3 px-page">
      {error === null ? null : <JobError title="The rows could not be loaded" error={error} />}
      {mending.error === null ? null : <JobError title="That could not be mended" error={mending.error} />}
      <div className="flex items-center justify-between gap-x-4">
        <div className="shrink-0">
          <GridBar
            job={job}
            kind={kind}
            mending={mending}
            columns={columns}
            onNextProblem={(isBack) => void nextProblem(isBack)}
          />
        </div>
        <RowsStatus job={job} mending={mending} className="min-w-0 truncate" />
      </div>
      <div className="flex min-h-10 items-start justify-between gap-x-2 text-sm">
        <p id={`${grid.id}-said`} className="max-h-20 min-w-0 flex-1 overflow-y-auto [overflow-wrap:anywhere]">
          <span className="inline-block font-medium text-fg first-letter:uppercase">{place}</span>
          {row === undefined ? null : (
            <span dir="auto" className="text-muted">{` · ${row.displayName ?? row.name ?? '(no name)'}`}</span>
          )}
          {column === undefined ? null : <span className="text-muted">{` · ${column.name}`}</span>}
          {column?.locked === undefined ? null : <span className="text-muted">{` · ${column.locked}`}</span>}
          {problems.length === 0 ? null : <span className="text-danger">{` · ${problems.join('; ')}`}</span>}
        </p>
        {suggestion === undefined ? null : (
          <Button
            size="sm"
            className="max-w-60"
            aria-keyshortcuts="Alt+Enter"
            onClick={() => {
              applyFix()
              grid.focus()
            }}
          >
            <span dir="auto" className="truncate">{`Replace with ${suggestion.near}`}</span>
          </Button>
        )}
        {isMendable ? (
          <Button size="sm" onClick={() => edit()}>
            Edit cell
          </Button>
        ) : null}
        {row === undefined || job.state !== 'planned' ? null : (
          <RevertButtons row={row} column={column} mending={mending} onDone={grid.focus} />
        )}
      </div>
      <Grid
        grid={grid}
        isBusy={mending.isPending}
        place={place}
        row={(line) => <GridRow line={line} job={job} row={rowAt(line.position)} choice={choice} />}
        deeds={{
          edit,
          write: (text) => {
            if (row !== undefined && column !== undefined) actions.write(row, column, text)
          },
          undo: mending.undo,
          redo: mending.redo,
          fillDown: () => actions.fillDown(range),
          clear: () => actions.clear(range),
          copy: () => actions.copy(range),
          paste: (text) => actions.paste(range, text),
          nextProblem: (isBack) => void nextProblem(isBack),
          applyFix,
          tick: () => {
            if (row !== undefined && choice.canTick(row)) choice.tickRow(row, !choice.isTicked(row))
          },
        }}
      />
    </section>
  )
}
