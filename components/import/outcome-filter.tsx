'use client'

import { countOf, outcomeWords } from '@/components/import/job-outcomes'
import { cn } from '@/components/ui/cn'
import type { JobView, RowOutcome } from '@/lib/model/wire/job'

interface OutcomeFilterProps {
  job: JobView
  outcomes: readonly RowOutcome[]
  value: RowOutcome | undefined
  onValueChange: (value: RowOutcome | undefined) => void
}

/** The counts are the filter: a second press shows everything again. */
export function OutcomeFilter({ job, outcomes, value, onValueChange }: OutcomeFilterProps) {
  return (
    <fieldset
      aria-label="Filter by outcome"
      className="flex min-w-0 flex-wrap gap-px overflow-hidden rounded-xl border border-line bg-line"
    >
      {outcomes.map((outcome) => {
        const isPressed = outcome === value
        return (
          <button
            key={outcome}
            type="button"
            aria-pressed={isPressed}
            onClick={() => onValueChange(isPressed ? undefined : outcome)}
            className={cn(
              'grid min-w-36 flex-1 gap-0.5 px-4 py-2.5 text-start transition-colors duration-100 focus-visible:-outline-offset-2 max-sm:min-w-[calc(50%-1px)]',
              isPressed ? 'bg-accent-soft' : 'bg-bg hover:bg-hover',
            )}
          >
            <span className={cn('text-xs', isPressed ? 'text-accent-text' : 'text-muted')}>
              {outcomeWords(outcome, job).count}{' '}
            </span>
            <span className="font-semibold text-fg text-xl tabular-nums">
              {countOf(job, outcome).toLocaleString('en')}
            </span>
          </button>
        )
      })}
    </fieldset>
  )
}
