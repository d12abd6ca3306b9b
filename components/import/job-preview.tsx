'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { ChangeMapping } from '@/components/import/change-mapping'
import { JobCalls } from '@/components/import/job-calls'
import { JobError } from '@/components/import/job-error'
import { JobFields } from '@/components/import/job-fields'
import { JobGone } from '@/components/import/job-gone'
import { JobHeld } from '@/components/import/job-held'
import { countOf, kindWords, nounOf, rowNoun } from '@/components/import/job-outcomes'
import { JobProblems } from '@/components/import/job-problems'
import { JobRows } from '@/components/import/job-rows'
import { PlanDownload } from '@/components/import/plan-download'
import { PlanNote } from '@/components/import/plan-note'
import { stageId } from '@/components/import/stage'
import { StepBar } from '@/components/import/step-bar'
import { useJobAction } from '@/components/import/use-job-action'
import { planScope, useIsPlanning } from '@/components/import/use-plan-again'
import { type RunChoice, useRunChoice } from '@/components/import/use-run-choice'
import { Button } from '@/components/ui/button'
import { CheckboxField } from '@/components/ui/checkbox'
import { Spinner } from '@/components/ui/spinner'
import { planQueries } from '@/lib/client/job-plan'
import { jobMutations } from '@/lib/client/jobs'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import { counted } from '@/lib/model/rules/counted'
import { todo } from '@/lib/model/rules/row-outcome'
import type { JobView } from '@/lib/model/wire/job'

interface JobPreviewProps {
  /** As it was when it was planned last. */
  job: JobView
  isPlannedAgain: boolean
  properties: readonly CustomProperty[]
}

/** What would happen, row by row, and what stands in the way. Nothing is written yet. */
export function JobPreview({ job, isPlannedAgain, properties }: JobPreviewProps) {
  const { data: summary, error, refetch } = useQuery({ ...planQueries.summary(job), placeholderData: keepPreviousData })
  const choice = useRunChoice(job)
  const [mayTouchCertified, setTouchCertified] = useState(false)
  const isPlanning = useIsPlanning(job) || isPlannedAgain
  const run = useJobAction(() => jobMutations.run(job.id, choice.asked()), planScope(job))
  const discard = useJobAction(() => jobMutations.cancel(job.id))
  const certified =
    (summary?.certified ?? 0) +
    (choice.deleted > 0 ? (summary?.certifiedGone ?? 0) : 0) +
    (choice.held > 0 ? (summary?.certifiedHeld ?? 0) : 0)
  const isUndo = job.kind === 'undo'
  const isCounted = (summary !== undefined || error !== null) && choice.isKnown
  const blocked =
    choice.included + choice.deleted === 0
      ? reasonOf(job)
      : stopsAtOnce(job)
        ? 'So many rows would fail that the run would stop at once: mend them, or let it stop later (Change mapping).'
        : !isCounted
          ? 'A moment: the changes are being counted.'
          : certified > 0 && !mayTouchCertified
            ? `Say first that ${counted(certified, `certified ${nounOf(job)}`)} may ${job.kind === 'delete' ? 'go' : 'change'}.`
            : undefined
  return (
    <>
      <h2 id={stageId} tabIndex={-1} className="sr-only">
        Preview
      </h2>
      <div className="grid gap-4 pt-1 pb-6">
        {[run.error, discard.error, choice.error].map((problem) =>
          problem === null ? null : (
            <div key={problem.message} className="px-page">
              <JobError title="That could not be done" error={problem} />
            </div>
          ),
        )}
        {isPlannedAgain ? <PlannedAgain /> : <PlanNote job={job} touched={touchedBy(job, choice)} />}
        <JobRows
          job={job}
          choice={choice}
          properties={properties}
          summary={summary}
          actions={
            <>
              <PlanDownload job={job} label="Download plan" />
              <JobCalls job={job} choice={choice} />
            </>
          }
        >
          {error === null ? null : (
            <JobError title="The problems could not be loaded" error={error} onRetry={() => void refetch()} />
          )}
          {summary === undefined ? null : (
            <>
              <JobProblems job={job} summary={summary} choice={choice} />
              <JobGone job={job} choice={choice} />
              <JobHeld job={job} choice={choice} />
              {isUndo || job.kind === 'delete' ? null : <JobFields job={job} summary={summary} choice={choice} />}
            </>
          )}
          {certified === 0 ? null : (
            <div className="flex gap-2.5 rounded-xl border border-line px-4 py-3">
              <TriangleAlert aria-hidden strokeWidth={1.75} className="mt-0.5 size-4 shrink-0 text-warning" />
              <CheckboxField
                label={`${job.kind === 'delete' ? 'Delete' : 'Change'} ${counted(certified, `certified ${nounOf(job)}`)} too`}
                help="Somebody vouches for what they say now. Untick their rows below to leave them as they are."
                checked={mayTouchCertified}
                onChange={(event) => setTouchCertified(event.target.checked)}
              />
            </div>
          )}
        </JobRows>
      </div>
      <StepBar note={noteOf(job, choice)}>
        <Button pending={discard.isPending} onClick={() => discard.mutate()}>
          Discard
        </Button>
        {job.file === undefined ? null : <ChangeMapping job={job} file={job.file} properties={properties} />}
        <Button
          variant="primary"
          pending={run.isPending}
          disabledReason={isPlanning ? 'A moment: rows are planned again.' : blocked}
          onClick={() => run.mutate()}
        >
          {runText(job, choice)}
        </Button>
      </StepBar>
      <p role="status" className="sr-only">
        {isPlannedAgain
          ? 'Rows are planned again'
          : `${counted(job.rows, 'row')}: ${countOf(job, 'create')} to create, ${countOf(job, 'update', 'restore')} to update, ${countOf(job, 'delete')} to delete, ${countOf(job, 'unchanged')} unchanged, ${countOf(job, 'gone')} not in the file, ${countOf(job, 'refused')} will fail, ${countOf(job, 'excluded')} left out, ${countOf(job, 'skipped')} skipped`}
      </p>
    </>
  )
}

const PlannedAgain = () => (
  <p className="flex items-center gap-2 px-page text-muted text-sm">
    <Spinner className="shrink-0" />
    Rows are planned again. What is shown is what was planned before.
  </p>
)

function runText(job: JobView, { included, deleted }: RunChoice): string {
  const written = `${kindWords(job).verb} ${counted(included, rowNoun(job))}`
  const deletes = `elete ${deleted.toLocaleString('en')}`
  return deleted === 0 ? written : included === 0 ? `D${deletes}` : `${written}, d${deletes}`
}

/** Does the plan have as many failures as the import is to stop after? */
const stopsAtOnce = (job: JobView): boolean =>
  countOf(job, 'refused') >= (job.file?.mapping.stopAfter ?? Number.POSITIVE_INFINITY)

/** How many of what is in the catalogue would be changed. */
const touchedBy = (job: JobView, { left, deleted, held }: RunChoice): number =>
  Math.max(0, countOf(job, 'update', 'delete') - left) + deleted + held

function reasonOf(job: JobView): string {
  if (countOf(job, ...todo) > 0) return 'Every row is unticked.'
  if (job.kind === 'undo' && countOf(job, 'held') > 0)
    return 'Tick what is to be taken back although it was edited since.'
  return countOf(job, 'unchanged') > 0 ? 'Nothing would change.' : 'No row can be done.'
}

function noteOf(job: JobView, { left, held }: RunChoice): string {
  const leftOut = left + countOf(job, 'excluded')
  const sentences = [
    'Nothing is written yet.',
    countOf(job, 'refused') > 0 ? `${counted(countOf(job, 'refused'), rowNoun(job))} would fail.` : '',
    leftOut > 0 ? `${counted(leftOut, rowNoun(job))} left out.` : '',
    job.kind === 'delete' && job.collection === 'dashboards' ? 'Charts that nothing else shows go along.' : '',
    job.kind === 'undo' && held > 0 ? `${counted(held, 'row')} edited since will be taken back too.` : '',
    job.kind === 'undo' && held === 0 ? 'What was edited since stays as it is.' : '',
    job.kind === 'undo' ? '' : 'The run can be cancelled, and undone afterwards.',
  ]
  return sentences.filter((sentence) => sentence !== '').join(' ')
}
