'use client'

import { cn } from '@/components/ui/cn'
import type { Category, SheetCounts } from '@/lib/import/sheet-types'

const always: readonly Category[] = ['create', 'update', 'unchanged', 'fail']
const labels: Readonly<Record<Category, string>> = {
  create: 'Will create',
  update: 'Will update',
  restore: 'Will restore',
  unchanged: 'Unchanged',
  fail: 'Will fail',
  excluded: 'Excluded',
  pending: 'Not known yet',
}
const order: readonly Category[] = ['create', 'update', 'restore', 'unchanged', 'fail', 'excluded', 'pending']

interface OutcomeFilterProps {
  counts: SheetCounts
  value: Category | undefined
  onValueChange: (value: Category | undefined) => void
}

/** The counts are the filter: a second press shows everything again. */
export function OutcomeFilter({ counts, value, onValueChange }: OutcomeFilterProps) {
  const shown = order.filter((category) => always.includes(category) || counts[category] > 0 || category === value)
  return (
    <fieldset
      aria-label="Filter by outcome"
      className="flex min-w-0 flex-wrap gap-px overflow-hidden rounded-xl border border-line bg-line"
    >
      {shown.map((category) => {
        const isPressed = category === value
        return (
          <button
            key={category}
            type="button"
            aria-pressed={isPressed}
            onClick={() => onValueChange(isPressed ? undefined : category)}
            className={cn(
              'grid min-w-36 flex-1 gap-0.5 px-4 py-2.5 text-start transition-colors duration-100 focus-visible:-outline-offset-2 max-sm:min-w-[calc(50%-1px)]',
              isPressed ? 'bg-accent-soft' : 'bg-bg hover:bg-hover',
            )}
          >
            <span className={cn('text-xs', isPressed ? 'text-accent-text' : 'text-muted')}>{labels[category]} </span>
            <span className="font-semibold text-fg text-xl tabular-nums">{counts[category].toLocaleString('en')}</span>
          </button>
        )
      })}
    </fieldset>
  )
}
