'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { PersonName } from '@/components/entity/person-name'
import { BrokenAt } from '@/components/import/broken-at'
import { ImportSteps } from '@/components/import/import-steps'
import { JobError } from '@/components/import/job-error'
import { rowNoun, stateWords, titleOf } from '@/components/import/job-outcomes'
import { JobPreview } from '@/components/import/job-preview'
import { JobProgress } from '@/components/import/job-progress'
import { JobResult } from '@/components/import/job-result'
import { optionWords } from '@/components/import/option-words'
import { type Shown, useShown, useStageFocus } from '@/components/import/stage'
import { stepPage } from '@/components/import/step-bar'
import { PageHeader } from '@/components/shell/page-header'
import { PageNotFound } from '@/components/shell/page-not-found'
import { StatusBadge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { LinkButton } from '@/components/ui/link-button'
import { RelativeTime } from '@/components/ui/relative-time'
import { ApiError } from '@/lib/client/api'
import { hasEnded, jobHref, jobQueries } from '@/lib/client/jobs'
import { useRefreshCatalogue } from '@/lib/client/use-refresh-catalogue'
import type { CustomProperty } from '@/lib/model/entities/custom-property'
import { counted } from '@/lib/model/rules/counted'
import type { JobView } from '@/lib/model/wire/job'

/** One job, wherever it stands: the same for whoever may see it, in every window. */
export function JobScreen({ id, properties }: { id: string; properties: readonly CustomProperty[] }) {
  const { data: job, error, refetch, isFetching } = useQuery(jobQueries.byId(id))
  useRefreshWhenDone(job)
  const shown = useShown(job)
  useStageFocus(shown?.stage)
  if (job === undefined || shown === undefined) {
    if (error instanceof ApiError && error.kind === 'notFound') return <JobNotFound />
    return (
      <>
        <PageHeader title="Job" breadcrumb={way} />
        <div className="px-page" aria-busy={error === null || undefined}>
          {error === null ? (
            <p role="status" className="text-faint">
              Loading
            </p>
          ) : (
            <JobError
              title="The job could not be loaded"
              error={error}
              onRetry={isFetching ? undefined : () => void refetch()}
            />
          )}
        </div>
      </>
    )
  }
  const { badge, tone } = stateWords(job)
  return (
    <div className={stepPage}>
      <PageHeader
        title={titleOf(job)}
        breadcrumb={way}
        // What is done with a selection says of how many things it is.
        {...(rowNoun(job) === 'row' && { count: counted(job.rows, 'row') })}
        badges={<StatusBadge tone={tone}>{badge}</StatusBadge>}
        className="pb-0"
      >
        <Facts job={job} />
        {job.file?.brokenAt === undefined ? null : <BrokenAt row={job.file.brokenAt} rows={job.rows} />}
        <ImportSteps
          current={hasEnded(job) ? 'Result' : job.phase === 'run' ? 'Run' : 'Preview'}
          from={job.kind === 'import' ? undefined : job.kind === 'export' ? 'Run' : 'Preview'}
        />
      </PageHeader>
      {error === null ? null : (
        <div className="px-page pb-3">
          <JobError title="This may be out of date" error={error} onRetry={() => void refetch()} />
        </div>
      )}
      <Stage key={job.id} shown={shown} properties={properties} />
    </div>
  )
}

const way = [{ label: 'Jobs', href: '/jobs' }]

function Stage({ shown, properties }: { shown: Shown; properties: readonly CustomProperty[] }) {
  const { stage, job, isPlannedAgain } = shown
  switch (stage) {
    case 'progress':
      return <JobProgress job={job} />
    case 'preview':
      return <JobPreview job={job} isPlannedAgain={isPlannedAgain} properties={properties} />
    case 'result':
      return <JobResult job={job} />
  }
}

/** Who, when, and what it is about. */
function Facts({ job: { startedBy, createdAt, note, undoOf, retryOf, file, collection } }: { job: JobView }) {
  const service = file?.mapping.service
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
      <PersonName name={startedBy} withAvatar />
      <RelativeTime value={createdAt} />
      {collection === undefined ? null : <span>{collection}</span>}
      {service === undefined ? null : <span dir="auto">{service}</span>}
      {optionWords(file?.mapping ?? {}).map((words) => (
        <span key={words}>{words}</span>
      ))}
      {note === undefined ? null : <span dir="auto">{note}</span>}
      {retryOf === undefined ? null : (
        <Link
          href={jobHref(retryOf.id)}
          className="min-w-0 rounded-sm text-accent-text underline-offset-4 [overflow-wrap:anywhere] hover:underline"
        >
          {`Retry of ${retryOf.title}`}
        </Link>
      )}
      {undoOf === undefined ? null : (
        <Link href={jobHref(undoOf)} className="rounded-sm text-accent-text underline-offset-4 hover:underline">
          The job it takes back
        </Link>
      )}
    </p>
  )
}

function JobNotFound() {
  return (
    <PageNotFound
      title="There is no such job"
      actions={
        <LinkButton variant="primary" href="/jobs">
          Go to jobs
        </LinkButton>
      }
    >
      It is somebody else’s, or it ended more than 30 days ago.
    </PageNotFound>
  )
}

/** What has been written shows in lists and counts. */
function useRefreshWhenDone(job: JobView | undefined): void {
  const refresh = useRefreshCatalogue()
  const wasRunning = useRef(false)
  const isRunning = job !== undefined && job.phase === 'run' && !hasEnded(job)
  useEffect(() => {
    if (wasRunning.current && !isRunning) void refresh()
    wasRunning.current = isRunning
  }, [isRunning, refresh])
}
