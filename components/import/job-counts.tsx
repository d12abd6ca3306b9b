'use client'

import { Fragment } from 'react'
import { countOf, writtenLists } from '@/components/import/job-outcomes'
import { Link } from '@/components/ui/link'
import { isMoving, jobHref } from '@/lib/client/jobs'
import { type RowOutcome, todo, written } from '@/lib/model/rules/row-outcome'
import type { JobView } from '@/lib/model/wire/job'

interface Told {
  readonly count: number
  readonly words: string
  /** Where these rows are. */
  readonly href?: string | undefined
}

/** How many rows of a job have come to what; each count leads to these rows, and what was written to the catalogue. */
export function JobCounts({ job }: { job: JobView }) {
  const told = countsOf(job).filter(({ count }) => count > 0)
  return (
    <span className="tabular-nums">
      {told.length === 0 ? job.rows.toLocaleString('en') : null}
      {told.map(({ count, words, href }, index) => (
        <Fragment key={words}>
          {index === 0 ? null : ', '}
          {href === undefined ? (
            `${count.toLocaleString('en')} ${words}`
          ) : (
            <Link
              href={href}
              className="rounded-sm underline decoration-line-strong underline-offset-4 hover:decoration-current"
            >
              {`${count.toLocaleString('en')} ${words}`}
            </Link>
          )}
        </Fragment>
      ))}
    </span>
  )
}

function countsOf(job: JobView): readonly Told[] {
  if (isMoving(job)) return [{ count: countOf(job, 'pending', ...(job.phase === 'run' ? todo : [])), words: 'to go' }]
  /** Rows of several outcomes are looked at one after the other. */
  const rows = (words: string, ...outcomes: readonly RowOutcome[]): Told => {
    const first = outcomes.find((outcome) => countOf(job, outcome) > 0)
    return {
      count: countOf(job, ...outcomes),
      words,
      href: first === undefined ? undefined : `${jobHref(job.id)}?outcome=${first}`,
    }
  }
  const [list] = writtenLists(job)
  const done = rows('written', ...written)
  return [
    list === undefined ? done : { ...done, href: list.href },
    ...(job.phase === 'plan' ? [rows('to write', ...todo)] : []),
    rows(job.kind === 'export' ? 'in the file' : 'unchanged', 'unchanged'),
    rows('failed', 'failed', 'refused'),
    rows('skipped', 'skipped'),
    rows('held back', 'held'),
  ]
}
