'use client'

import { useState } from 'react'
import { GridBar } from '@/components/import/grid-bar'
import { columnsOf, fileColumns } from '@/components/import/grid-columns'
import { JobError } from '@/components/import/job-error'
import { outcomeWords, placeWords, rowProblems } from '@/components/import/job-outcomes'
import { RowEditor } from '@/components/import/row-editor'
import { RowsStatus } from '@/components/import/rows-status'
import { useJobRows } from '@/components/import/use-job-rows'
import { useMending } from '@/components/import/use-mending'
import type { RunChoice } from '@/components/import/use-run-choice'
import { StatusBadge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import type { RowFilter } from '@/lib/client/job-plan'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import { counted } from '@/lib/model/rules/counted'
import type { Importable } from '@/lib/model/wire/import-mapping'
import type { JobView } from '@/lib/model/wire/job'

export interface RowsToMendProps {
  job: JobView
  /** What its rows are. */
  kind: Importable
  filter: RowFilter
  choice: RunChoice
  properties: readonly CustomProperty[]
}

/** Rows that are shown at first, and with each press. */
const step = 20

/** On a narrow window: the rows that cannot be written, each with an editor of its own. */
export function ProblemRows({
  job,
  kind,
  filter: { outcome, only, column, q, collection },
  properties,
}: RowsToMendProps) {
  const [isWhole, setIsWhole] = useState(false)
  const [wanted, setWanted] = useState(step)
  const [columns] = useState(() => columnsOf(job, kind, properties))
  const [edited, setEdited] = useState<number>()
  const isAll = isWhole || only !== undefined || column !== undefined
  const filter = {
    outcome: outcome ?? (isAll ? undefined : ('refused' as const)),
    only,
    column,
    q,
    collection,
    cells: true,
  }
  const { total, error, rowAt } = useJobRows(job, filter, 0, wanted - 1)
  const mending = useMending(
    job,
    fileColumns(job, kind !== job.collection).map((one) => one.column),
  )
  const shown = Math.min(wanted, total ?? 0)
  const rows = Array.from({ length: shown }, (_, position) => rowAt(position)).filter((row) => row !== undefined)
  return (
    <section aria-label="Cells" aria-busy={mending.isPending || total === undefined} className="grid gap-3 px-page">
      {error === null ? null : <JobError title="The rows could not be loaded" error={error} />}
      {mending.error === null ? null : <JobError title="That could not be mended" error={mending.error} />}
      <GridBar job={job} kind={kind} mending={mending} columns={columns} />
      <RowsStatus job={job} mending={mending} />
      {total === 0 ? (
        <p className="text-muted">{outcome === undefined && !isAll ? 'No row fails.' : 'No such row.'}</p>
      ) : (
        <ul aria-label="Rows to import" className="border-line border-t">
          {rows.map((row) => {
            const { badge, tone } = outcomeWords(row.outcome, job)
            const place = placeWords(job, row)
            const problems = row.outcome === 'refused' ? rowProblems(row) : []
            return (
              <li key={row.row} className="grid gap-1.5 border-line border-b py-3 text-sm">
                <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  <span dir="auto" className="min-w-0 flex-1 font-medium text-base text-fg [overflow-wrap:anywhere]">
                    {row.displayName ?? row.name ?? '(no name)'}
                  </span>
                  <StatusBadge tone={tone}>{badge}</StatusBadge>
                </div>
                {problems.map(({ message }) => (
                  <p key={message} dir="auto" className="text-danger [overflow-wrap:anywhere]">
                    {message}
                  </p>
                ))}
                <div>
                  <Button size="sm" onClick={() => setEdited(row.row)}>{`Edit ${place}`}</Button>
                </div>
              </li>
            )
          })}
        </ul>
      )}
      <div className="flex flex-wrap gap-2">
        {total !== undefined && total > wanted ? (
          <Button
            onClick={() => setWanted(wanted + step)}
          >{`Show ${counted(Math.min(step, total - wanted), 'more row')}`}</Button>
        ) : null}
        {outcome === undefined && only === undefined && column === undefined ? (
          <Button variant="ghost" onClick={() => setIsWhole(!isWhole)}>
            {isWhole ? 'Show rows that fail' : 'Show all rows'}
          </Button>
        ) : null}
      </div>
      {edited === undefined ? null : (
        <RowEditor job={job} number={edited} columns={columns} mending={mending} onClose={() => setEdited(undefined)} />
      )}
    </section>
  )
}
