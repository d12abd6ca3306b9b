'use client'

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import type { ReactNode } from 'react'
import { countOf, shownOutcomes } from '@/components/import/job-outcomes'
import { OutcomeFilter } from '@/components/import/outcome-filter'
import { RowsTable } from '@/components/import/rows-table'
import type { RunChoice } from '@/components/import/use-run-choice'
import { SearchInput } from '@/components/ui/search-input'
import { useSettled } from '@/components/ui/use-settled'
import { counted } from '@/lib/model/rules/counted'
import type { JobView, RowOutcome } from '@/lib/model/wire/job'

const outcomes = [
  'pending',
  'create',
  'update',
  'restore',
  'delete',
  'unchanged',
  'gone',
  'refused',
  'created',
  'updated',
  'restored',
  'deleted',
  'failed',
  'held',
  'excluded',
] as const satisfies readonly RowOutcome[]

const url = { outcome: parseAsStringLiteral(outcomes), q: parseAsString.withDefault('') }

interface JobRowsProps {
  job: JobView
  choice?: RunChoice | undefined
  /** Between the counts and the rows. */
  children?: ReactNode
}

/** The counts, which filter, and the rows: those that change something first. */
export function JobRows({ job, choice, children }: JobRowsProps) {
  const [{ outcome: asked, q }, setUrl] = useQueryStates(url)
  const shown = shownOutcomes(job)
  // What was looked at in the plan may be there no more after the run.
  const outcome = asked !== null && shown.includes(asked) ? asked : null
  const settled = useSettled(q.trim(), 200)
  const quiet = countOf(job, 'unchanged', 'gone', 'excluded')
  return (
    <>
      <div className="grid gap-4 px-page">
        <OutcomeFilter
          job={job}
          outcomes={shown}
          value={outcome ?? undefined}
          onValueChange={(value) => void setUrl({ outcome: value ?? null })}
        />
        {children}
        <div className="flex flex-wrap items-center gap-3">
          <SearchInput
            label="Filter rows by name"
            placeholder="Filter rows by name"
            value={q}
            onValueChange={(value) => void setUrl({ q: value === '' ? null : value })}
            className="w-72 max-w-full"
          />
          {outcome === null && quiet > 0 ? (
            <p className="text-faint text-sm">{`${counted(quiet, 'row')} that ${quiet === 1 ? 'changes' : 'change'} nothing not shown`}</p>
          ) : null}
        </div>
      </div>
      <RowsTable job={job} choice={choice} filter={{ outcome: outcome ?? undefined, q: settled }} />
    </>
  )
}
