'use client'

import { Table2 } from 'lucide-react'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { type ReactNode, useState } from 'react'
import { wideGrid } from '@/components/import/grid-moves'
import { countOf, shownOutcomes } from '@/components/import/job-outcomes'
import { CellsFilter, OutcomeFilter } from '@/components/import/outcome-filter'
import { PlanFilters, usePlanFilter } from '@/components/import/plan-filters'
import type { RowsToMendProps } from '@/components/import/problem-rows'
import { RowsTable } from '@/components/import/rows-table'
import type { RunChoice } from '@/components/import/use-run-choice'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { later } from '@/components/ui/later'
import { SearchInput } from '@/components/ui/search-input'
import { useMediaQuery } from '@/components/ui/use-media-query'
import { useSettled } from '@/components/ui/use-settled'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import { counted } from '@/lib/model/rules/counted'
import { rowMarks, rowOutcomes } from '@/lib/model/rules/row-outcome'
import type { Importable } from '@/lib/model/wire/import-mapping'
import type { JobSummaryView, JobView } from '@/lib/model/wire/job'

const url = {
  outcome: parseAsStringLiteral(rowOutcomes),
  only: parseAsStringLiteral(rowMarks),
  /** Of the file, in which rows have something wrong, or are edited. */
  column: parseAsString,
  q: parseAsString.withDefault(''),
  view: parseAsStringLiteral(['cells']),
  /** Whose cells, of an export that has both. */
  cells: parseAsStringLiteral(['charts']),
}

/** Most plans are looked at, and not mended. */
const CellsGrid = later<RowsToMendProps>(
  () => import('@/components/import/cells-grid').then((module) => module.CellsGrid),
  <p role="status" className="px-page text-faint">
    Loading
  </p>,
)

interface JobRowsProps {
  job: JobView
  choice?: RunChoice | undefined
  /** Custom properties that columns may be mapped to, where cells can be mended. */
  properties?: readonly CustomProperty[] | undefined
  /** What there is to filter by. */
  summary?: JobSummaryView | undefined
  /** Beside the filters. */
  actions?: ReactNode
  /** Between the counts and the rows; below cells that are mended on a narrow screen. */
  children?: ReactNode
}

/** The counts, which filter, and the rows: those that change something first. */
export function JobRows({ job, choice, properties, summary, actions, children }: JobRowsProps) {
  const [{ outcome: asked, only, column, q, view, cells }, setUrl] = useQueryStates(url)
  const shown = shownOutcomes(job)
  // What was looked at in the plan may be there no more after the run.
  const outcome = asked !== null && shown.includes(asked) ? asked : null
  const settled = useSettled(q.trim(), 200)
  const quiet = countOf(job, 'unchanged', 'gone', 'excluded', 'skipped')
  const canMend = choice !== undefined && properties !== undefined && job.file !== undefined
  // Charts that come with dashboards have columns of their own, and so a grid of their own.
  const hasBoth = job.file?.charts !== undefined
  const kind = job.collection === 'charts' || (hasBoth && cells === 'charts') ? 'charts' : 'dashboards'
  const isMending = canMend && view === 'cells'
  const isWide = useMediaQuery(wideGrid) !== false
  const isBelow = isMending && !isWide
  const isBeside = useMediaQuery('(min-width: 80rem)') !== false && isMending
  const [isFolded, setFolded] = useState(false)
  const plan = usePlanFilter()
  const { field, change, service } = plan
  const narrowed = {
    outcome: outcome ?? undefined,
    only: (isMending ? only : null) ?? undefined,
    column: (isMending ? column : null) ?? undefined,
  }
  const filter = { ...narrowed, q: settled, field, change, service }
  const facts = isFolded ? null : children
  return (
    <>
      <div className={cn('grid px-page', isMending ? 'gap-3' : 'gap-4')}>
        {isMending ? (
          <CellsFilter
            job={job}
            summary={summary}
            outcomes={shown}
            kind={kind}
            value={narrowed}
            onValueChange={({ outcome: of = null, only: mark = null, column: within = null }) =>
              void setUrl({ outcome: of, only: mark, column: within })
            }
          />
        ) : (
          <OutcomeFilter
            job={job}
            outcomes={shown}
            value={outcome ?? undefined}
            onValueChange={(value) => void setUrl({ outcome: value ?? null })}
          />
        )}
        {isBelow || isBeside ? null : facts}
        <div className="flex flex-wrap items-center gap-3">
          <SearchInput
            label="Filter rows by name"
            placeholder="Filter rows by name"
            value={q}
            onValueChange={(value) => void setUrl({ q: value === '' ? null : value })}
            className="min-w-40 max-w-72 flex-1 max-md:max-w-full max-md:basis-full"
          />
          <PlanFilters {...plan} job={job} summary={summary} />
          {canMend ? (
            <Button onClick={() => void setUrl({ view: isMending ? null : 'cells' })}>
              {isMending ? null : <Table2 aria-hidden strokeWidth={1.75} className="size-4" />}
              {isMending ? 'Show changes' : 'Edit cells'}
            </Button>
          ) : null}
          {isMending && hasFacts(summary) ? (
            <Button aria-expanded={!isFolded} onClick={() => setFolded(!isFolded)}>
              {isFolded ? 'Show problems' : 'Hide problems'}
            </Button>
          ) : null}
          {isMending && hasBoth ? (
            <KindSwitch
              value={kind}
              onChange={(value) => void setUrl({ cells: value === 'charts' ? value : null, column: null })}
            />
          ) : null}
          {actions === undefined ? null : <div className="ms-auto flex flex-wrap gap-2">{actions}</div>}
        </div>
      </div>
      {isMending ? (
        <div className="flex items-start">
          <div className="min-w-0 flex-1">
            <CellsGrid
              key={kind}
              job={job}
              kind={kind}
              choice={choice}
              filter={hasBoth ? { ...filter, collection: kind } : filter}
              properties={properties}
            />
          </div>
          {isBeside && !isFolded ? (
            <div className="-ms-2 grid max-h-[max(20rem,100vh-18rem)] w-88 shrink-0 gap-4 overflow-y-auto pe-page empty:hidden">
              {children}
            </div>
          ) : null}
        </div>
      ) : (
        <>
          <RowsTable job={job} choice={choice} filter={filter} />
          {outcome === null && quiet > 0 && !plan.isFiltered ? (
            <p className="px-page pt-3 text-muted text-sm">
              {`${counted(quiet, 'row')} that ${quiet === 1 ? 'changes' : 'change'} nothing not shown`}
            </p>
          ) : null}
        </>
      )}
      {isBelow ? <div className="grid gap-4 px-page">{facts}</div> : null}
    </>
  )
}

/** Is there something to be told besides the rows? */
const hasFacts = (summary: JobSummaryView | undefined): boolean =>
  summary !== undefined && summary.problems.length + summary.fields.length > 0

/** Charts that come with dashboards have columns of their own, and so a grid of their own. */
const KindSwitch = ({ value, onChange }: { value: Importable; onChange: (kind: Importable) => void }) => (
  <fieldset aria-label="Whose cells" className="flex gap-px overflow-hidden rounded-md border border-line bg-line">
    {(['dashboards', 'charts'] as const).map((kind) => (
      <button
        key={kind}
        type="button"
        aria-pressed={kind === value}
        onClick={() => onChange(kind)}
        className={cn(
          'h-8 px-3 font-medium text-sm transition-colors duration-100 focus-visible:-outline-offset-2',
          kind === value ? 'bg-accent-soft text-accent-text' : 'bg-bg text-muted hover:bg-hover',
        )}
      >
        {kind === 'charts' ? 'Charts' : 'Dashboards'}
      </button>
    ))}
  </fieldset>
)
