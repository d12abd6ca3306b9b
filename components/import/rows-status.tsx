'use client'

import { useQuery } from '@tanstack/react-query'
import { countOf } from '@/components/import/job-outcomes'
import type { useMending } from '@/components/import/use-mending'
import { cn } from '@/components/ui/cn'
import { planQueries } from '@/lib/client/job-plan'
import { counted } from '@/lib/model/rules/counted'
import { todo } from '@/lib/model/rules/row-outcome'
import type { JobView } from '@/lib/model/wire/job'

interface RowsStatusProps {
  job: JobView
  mending: ReturnType<typeof useMending>
  className?: string
}

/** What has just been done, and how the rows stand by now. */
export function RowsStatus({ job, mending, className }: RowsStatusProps) {
  const { data: summary } = useQuery(planQueries.summary(job))
  const warnings = summary?.warned ?? 0
  const parts = [
    `${countOf(job, ...todo, 'unchanged').toLocaleString('en')} ready`,
    warnings > 0 ? counted(warnings, 'warning') : '',
    counted(countOf(job, 'refused'), 'error'),
    countOf(job, 'excluded') > 0 ? `${countOf(job, 'excluded').toLocaleString('en')} left out` : '',
  ].filter((part) => part !== '')
  const said = mending.isPending ? 'Mending…' : mending.said
  return (
    <p role="status" className={cn('text-muted text-sm', className)}>
      {said === '' ? null : `${said} · `}
      {`${counted(job.rows, 'row')}: ${parts.join(', ')}`}
    </p>
  )
}
