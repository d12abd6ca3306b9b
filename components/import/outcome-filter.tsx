'use client'

import { SquareArrowOutUpRight } from 'lucide-react'
import { ColumnFilter, type Narrowed } from '@/components/import/column-filter'
import { countOf, outcomeWords, writtenLists } from '@/components/import/job-outcomes'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import type { RowMark, RowOutcome } from '@/lib/model/rules/row-outcome'
import type { Importable } from '@/lib/model/wire/import-mapping'
import type { JobSummaryView, JobView } from '@/lib/model/wire/job'

interface OutcomeFilterProps {
  job: JobView
  outcomes: readonly RowOutcome[]
  value: RowOutcome | undefined
  onValueChange: (value: RowOutcome | undefined) => void
}

/** The counts are the filter: a second press shows everything again. */
export function OutcomeFilter({ job, outcomes, value, onValueChange }: OutcomeFilterProps) {
  const [list] = writtenLists(job)
  return (
    <fieldset
      aria-label="Filter by outcome"
      className="flex min-w-0 flex-wrap gap-px overflow-hidden rounded-xl border border-line bg-line"
    >
      {outcomes.map((outcome) => {
        const isPressed = outcome === value
        const words = outcomeWords(outcome, job).count
        return (
          <div key={outcome} className="relative flex min-w-36 flex-1 max-sm:min-w-[calc(50%-1px)]">
            <button
              type="button"
              aria-pressed={isPressed}
              onClick={() => onValueChange(isPressed ? undefined : outcome)}
              className={cn(
                'grid min-w-0 flex-1 gap-0.5 px-4 py-2.5 text-start transition-colors duration-100 focus-visible:-outline-offset-2',
                isPressed ? 'bg-accent-soft' : 'bg-bg hover:bg-hover',
              )}
            >
              <span className={cn('text-xs', isPressed ? 'text-accent-text' : 'text-muted')}>{words} </span>
              <span className="font-semibold text-fg text-xl tabular-nums">
                {countOf(job, outcome).toLocaleString('en')}
              </span>
            </button>
            {list !== undefined && listed.includes(outcome) && countOf(job, outcome) > 0 ? (
              <Link
                href={list.href}
                aria-label={`${words}: open in the catalogue`}
                title="Open in the catalogue"
                className="absolute end-1.5 top-1.5 grid size-6 place-items-center rounded-sm text-faint hover:bg-active hover:text-fg"
              >
                <SquareArrowOutUpRight aria-hidden strokeWidth={1.75} className="size-3.5" />
              </Link>
            ) : null}
          </div>
        )
      })}
    </fieldset>
  )
}

/** What of a job is in the lists of the catalogue afterwards. */
const listed: readonly RowOutcome[] = ['created', 'updated', 'restored']

interface CellsFilterProps extends Pick<OutcomeFilterProps, 'job' | 'outcomes'> {
  summary: JobSummaryView | undefined
  /** Whose cells are shown. */
  kind: Importable
  value: Narrowed
  onValueChange: (value: Narrowed) => void
}

const marks = { warned: 'Warnings', edited: 'Edited' } as const satisfies Readonly<Record<RowMark, string>>
const markNames = Object.keys(marks) as RowMark[] // keys of a constant

/** The same above cells, where rows need the room; and what rows have, whatever they come to. */
export function CellsFilter({ job, summary, outcomes, kind, value, onValueChange }: CellsFilterProps) {
  const { outcome: shown, only, column } = value
  const mark = column === undefined ? only : undefined
  return (
    <fieldset aria-label="Filter rows" className="flex min-w-0 flex-wrap gap-1.5">
      <Chip
        isPressed={(shown ?? only ?? column) === undefined}
        words="All"
        count={job.rows}
        onPress={() => onValueChange({})}
      />
      {outcomes.map((outcome) => (
        <Chip
          key={outcome}
          isPressed={outcome === shown}
          words={outcomeWords(outcome, job).count}
          count={countOf(job, outcome)}
          onPress={() => onValueChange(outcome === shown ? {} : { outcome })}
        />
      ))}
      {markNames.map((one) => (
        <Chip
          key={one}
          isPressed={one === mark}
          words={marks[one]}
          count={summary?.[one]}
          onPress={() => onValueChange(one === mark ? {} : { only: one })}
        />
      ))}
      <ColumnFilter summary={summary} kind={kind} value={value} onValueChange={onValueChange} />
    </fieldset>
  )
}

interface ChipProps {
  isPressed: boolean
  words: string
  /** Undefined while it is being counted. */
  count: number | undefined
  onPress: () => void
}

const Chip = ({ isPressed, words, count, onPress }: ChipProps) => (
  <button
    type="button"
    aria-pressed={isPressed}
    onClick={onPress}
    className={cn(
      'h-8 whitespace-nowrap rounded-md border px-2.5 font-medium text-sm transition-colors duration-100',
      isPressed ? 'border-accent bg-accent-soft text-accent-text' : 'border-line bg-bg text-muted hover:bg-hover',
    )}
  >
    {words} <span className="text-fg tabular-nums">{count?.toLocaleString('en')}</span>
  </button>
)
