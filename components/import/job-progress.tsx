'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { JobError } from '@/components/import/job-error'
import { countOf, kindTitle, kindWords, outcomeWords, rowNoun } from '@/components/import/job-outcomes'
import { type Mark, paceText } from '@/components/import/pace'
import { stageId } from '@/components/import/stage'
import { useJobAction } from '@/components/import/use-job-action'
import { StatusBadge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { ProgressBar } from '@/components/ui/progress-bar'
import { planQueries } from '@/lib/client/job-plan'
import { doneOf, jobMutations } from '@/lib/client/jobs'
import { counted } from '@/lib/model/rules/counted'
import { written } from '@/lib/model/rules/row-outcome'
import type { JobView } from '@/lib/model/wire/job'

/** What is under way, whoever looks. It goes on without a window; what is written stays, however it ends. */
export function JobProgress({ job }: { job: JobView }) {
  const pause = useJobAction(() => jobMutations.pause(job.id))
  const resume = useJobAction(() => jobMutations.resume(job.id))
  const cancel = useJobAction(() => jobMutations.cancel(job.id))
  const { heading, label, done, total } = progressOf(job)
  const begun = useBegun(job, done)
  const text = `${done.toLocaleString('en')} of ${counted(total, 'row')}`
  const failed = countOf(job, 'failed', 'held')
  const isPaused = job.state === 'paused'
  const what = kindWords(job).noun
  const problem = pause.error ?? resume.error ?? cancel.error
  return (
    <div className="grid max-w-160 gap-3 px-page pt-6 pb-10">
      {problem === null ? null : <JobError title="That could not be done" error={problem} />}
      <h2 id={stageId} tabIndex={-1} className="font-semibold text-lg focus:outline-none">
        {isPaused ? `${heading}: paused` : heading}
      </h2>
      <ProgressBar label={label} value={done} max={total} valueText={text} />
      <p className="text-muted text-sm tabular-nums">
        {text}
        {failed === 0 ? '' : `, ${failed.toLocaleString('en')} not written`}
        {job.state === 'running' ? paceText(begun, { at: job.updatedAt, done }, total) : ''}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        {isPaused ? (
          <Button variant="primary" pending={resume.isPending} onClick={() => resume.mutate()}>
            {`Resume ${what}`}
          </Button>
        ) : (
          <Button pending={pause.isPending || job.asked === 'pause'} onClick={() => pause.mutate()}>
            {`Pause ${what}`}
          </Button>
        )}
        <Button pending={cancel.isPending || job.asked === 'cancel'} onClick={() => cancel.mutate()}>
          {`Cancel ${what}`}
        </Button>
        <LinkButton href="/jobs">Leave and continue in the background</LinkButton>
      </div>
      <p className="text-muted text-sm">
        {job.phase === 'plan'
          ? 'Nothing is written yet. It goes on when you leave this page or close the window.'
          : `It goes on when you leave this page or close the window. ${keptText(job)}`}
      </p>
      {failed === 0 ? null : <LastFailures job={job} />}
      {job.phase === 'plan' && done > 0 ? <FirstPlanned job={job} /> : null}
      <p role="status" className="sr-only">
        {isPaused ? 'Paused' : quarter(done, total)}
        {failed === 0 ? '' : ' Not all rows could be written.'}
      </p>
    </div>
  )
}

function progressOf(job: JobView) {
  const { done, total } = doneOf(job)
  if (job.phase === 'plan')
    return { heading: 'Finding out what would change', label: 'Asking what would change', done, total }
  const heading = `${kindWords(job).doing} ${counted(total, rowNoun(job))}`
  return { heading, label: `${kindTitle(job)} progress`, done, total }
}

const keptText = (job: JobView): string => {
  if (job.kind === 'export') return 'It changes nothing.'
  const count = countOf(job, ...written)
  const rows = count === 0 ? 'what is written by then' : `the ${counted(count, 'row')} written so far`
  return `If you cancel, ${rows} ${count === 1 || count === 0 ? 'stays' : 'stay'}, and can be undone.`
}

/** Where it stood when this window first saw it at this; after a pause it is measured anew. */
function useBegun({ id, phase, state, updatedAt }: JobView, done: number): Mark {
  const key = `${id} ${phase} ${state}`
  const [begun, setBegun] = useState({ key, at: updatedAt, done })
  if (begun.key !== key) setBegun({ key, at: updatedAt, done })
  return begun
}

const failuresShown = 20

/** What could not be written, as it happens. */
function LastFailures({ job }: { job: JobView }) {
  const outcome = countOf(job, 'failed') > 0 ? 'failed' : 'held'
  const offset = Math.max(0, countOf(job, outcome) - failuresShown)
  const { data } = useQuery({ ...planQueries.rows(job.id, { outcome }, offset), placeholderData: (before) => before })
  return (
    <ul aria-label="Last rows that were not written" className="border-line border-t text-sm">
      {(data?.data ?? []).slice(-failuresShown).map(({ row, rowNumber = row + 1, message }) => (
        <li key={row} dir="auto" className="flex gap-4 border-line border-b py-2 [overflow-wrap:anywhere]">
          <span className="shrink-0 text-faint tabular-nums">{`Row ${rowNumber.toLocaleString('en')}`}</span>
          <span className="min-w-0 flex-1">{message}</span>
        </li>
      ))}
    </ul>
  )
}

/** What is known of the first rows, to look at while the others are planned. */
function FirstPlanned({ job }: { job: JobView }) {
  const { data } = useQuery(planQueries.firstRows(job.id))
  const planned = (data?.data ?? []).filter(({ outcome }) => outcome !== 'pending')
  if (planned.length === 0) return null
  return (
    <ul aria-label="First planned changes" className="border-line border-t text-sm">
      {planned.map((row) => {
        const { badge, tone } = outcomeWords(row.outcome, job)
        return (
          <li key={row.row} className="flex items-center gap-4 border-line border-b py-2">
            <span className="w-24 shrink-0">
              <StatusBadge tone={tone}>{badge}</StatusBadge>
            </span>
            <span dir="auto" className="min-w-0 flex-1 truncate">
              {row.displayName ?? row.name ?? row.fullyQualifiedName ?? row.message}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

/** Changes four times, which is as often as it is worth hearing. */
function quarter(done: number, total: number): string {
  const share = total === 0 ? 0 : Math.floor((done / total) * 4) * 25
  return share === 0 ? '' : `${share} % done`
}
