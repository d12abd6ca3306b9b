'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { JobError } from '@/components/import/job-error'
import { countOf, kindTitle, kindWords, typeOf, writtenLists } from '@/components/import/job-outcomes'
import { JobProblems } from '@/components/import/job-problems'
import { JobRows } from '@/components/import/job-rows'
import { PlanDownload } from '@/components/import/plan-download'
import { SaveRecurring } from '@/components/import/save-recurring'
import { stageId } from '@/components/import/stage'
import { undoWords } from '@/components/import/undo-words'
import { useJobAction } from '@/components/import/use-job-action'
import { StatusBadge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { buttonVariants } from '@/components/ui/button-variants'
import { Link } from '@/components/ui/link'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { failuresHref, originalHref } from '@/lib/client/import-files'
import { planQueries, retryHeld } from '@/lib/client/job-plan'
import { jobHref, jobMutations } from '@/lib/client/jobs'
import { listHref } from '@/lib/client/links'
import { inSentence, labelFrom } from '@/lib/model/fields/field'
import { counted } from '@/lib/model/rules/counted'
import { todo, written } from '@/lib/model/rules/row-outcome'
import type { JobView } from '@/lib/model/wire/job'

/** What came of it, the way to what was written, the failed rows as a file to correct, and the way back. */
export function JobResult({ job }: { job: JobView }) {
  const { data: summary } = useQuery(planQueries.summary(job))
  const undone = job.undo === undefined ? undefined : undoWords(job.undo)
  return (
    <div className="grid gap-4 pt-4 pb-10">
      <div className="grid gap-3 px-page">
        <h2 id={stageId} tabIndex={-1} className="font-semibold text-xl tabular-nums focus:outline-none">
          {headingOf(job)}
        </h2>
        <p className="text-muted">{sentenceOf(job)}</p>
        {job.problem === undefined ? null : <Notice tone="danger">{job.problem}</Notice>}
        {job.undo === undefined || undone === undefined ? null : (
          <p className="flex flex-wrap items-center gap-x-2 text-sm">
            <StatusBadge tone={undone.tone}>{undone.badge}</StatusBadge>
            <span className="text-muted">{undone.sentence}</span>
            <Link
              href={jobHref(job.undo.id)}
              className="rounded-sm text-accent-text underline-offset-4 hover:underline"
            >
              Open the undo
            </Link>
          </p>
        )}
        <Deeds job={job} />
        <Files job={job} />
      </div>
      {job.kind === 'export' && !hasFailures(job) ? null : (
        <JobRows job={job} summary={summary}>
          {summary === undefined ? null : <JobProblems job={job} summary={summary} />}
        </JobRows>
      )}
    </div>
  )
}

const hasFailures = (job: JobView): boolean => countOf(job, 'failed', 'refused', 'held') > 0

/** What is likeliest to be done next comes first: what failed is mended, else what came of it is looked at. */
function Deeds({ job }: { job: JobView }) {
  const router = useRouter()
  const open = { onSuccess: ({ id }: { id: string }) => router.push(jobHref(id)) }
  const undo = useJobAction(() => jobMutations.undo(job.id))
  const retry = useJobAction(() => retryHeld(job.id))
  const isSettled = job.undo !== undefined && undoWords(job.undo).isSettled === true
  const lists = writtenLists(job)
  const hasFile = job.kind === 'export' && job.state === 'finished'
  const canFix = job.file !== undefined && hasFailures(job)
  return (
    <>
      {retry.error === null ? null : <JobError title="They could not be tried again" error={retry.error} />}
      {undo.error === null ? null : <JobError title="The undo could not begin" error={undo.error} />}
      <div className="flex flex-wrap gap-2">
        {hasFile ? (
          <a href={originalHref(job.id)} download className={buttonVariants({ variant: 'primary' })}>
            Download the file
          </a>
        ) : null}
        {canFix ? (
          <LinkButton href={`/import?fix=${job.id}`} variant="primary">
            Fix failures
          </LinkButton>
        ) : null}
        {lists.map(({ type, href }, index) => (
          <LinkButton key={type} href={href} variant={index === 0 && !canFix ? 'primary' : 'secondary'}>
            {lists.length === 1 ? 'Open what was written' : `Open the ${type}s that were written`}
          </LinkButton>
        ))}
        {job.collection === undefined || lists.length > 0 ? null : (
          <LinkButton href={listHref(typeOf(job))} variant={hasFile || canFix ? 'secondary' : 'primary'}>
            {`Open ${inSentence(labelFrom(job.collection))}`}
          </LinkButton>
        )}
        {job.kind === 'import' && job.phase === 'run' && countOf(job, 'held') > 0 ? (
          <Button pending={retry.isPending} onClick={() => retry.mutate(undefined, open)}>
            Retry held back rows
          </Button>
        ) : null}
        {countOf(job, ...written) === 0 || job.phase !== 'run' || isSettled ? null : (
          <Button pending={undo.isPending} onClick={() => undo.mutate(undefined, open)}>
            {job.kind === 'undo' ? 'Undo the undo' : `Undo ${kindWords(job).noun}`}
          </Button>
        )}
        {job.file === undefined ? null : <SaveRecurring job={job} mapping={job.file.mapping} />}
      </div>
    </>
  )
}

/** What there is besides: the files, and the way on. */
function Files({ job }: { job: JobView }) {
  const text = buttonVariants({ variant: 'link' })
  return (
    <div className="flex flex-wrap gap-x-5 gap-y-1">
      {job.file !== undefined && hasFailures(job) ? (
        <a href={failuresHref(job.id)} download className={text}>
          Download failures
        </a>
      ) : null}
      {job.kind === 'export' ? null : <PlanDownload job={job} label="Download full report" variant="link" />}
      {job.file === undefined ? null : (
        <a href={originalHref(job.id)} download className={text}>
          The rows as they came
        </a>
      )}
      {job.collection === undefined || writtenLists(job).length === 0 ? null : (
        <LinkButton href={listHref(typeOf(job))} variant="link">
          {`Open ${inSentence(labelFrom(job.collection))}`}
        </LinkButton>
      )}
      {job.kind === 'import' ? (
        <LinkButton href="/import" variant="link">
          Import another file
        </LinkButton>
      ) : null}
    </div>
  )
}

function headingOf(job: JobView): string {
  const what = kindTitle(job)
  const number = (count: number) => count.toLocaleString('en')
  if (job.phase === 'plan') return `${what} ${job.state === 'failed' ? 'failed' : 'discarded'}: nothing was written`
  const how = job.state === 'finished' ? 'finished' : job.state
  if (job.kind === 'export') return `${what} ${how}: ${counted(countOf(job, 'unchanged'), 'row')} in the file`
  const held = countOf(job, 'held')
  const parts = [
    `${number(countOf(job, ...written))} written`,
    `${number(countOf(job, 'failed', 'refused'))} failed`,
    ...(held > 0 ? [`${number(held)} held back`] : []),
  ]
  return `${what} ${how}: ${parts.join(', ')}`
}

function sentenceOf(job: JobView): string {
  const [unchanged, excluded, gone] = [countOf(job, 'unchanged'), countOf(job, 'excluded'), countOf(job, 'gone')]
  const skipped = countOf(job, 'skipped')
  const deletesGone = job.file?.deletesGone === true
  const left = countOf(job, ...todo) + (deletesGone ? gone : 0)
  const sentences = [
    left > 0 && job.phase === 'run'
      ? `${counted(left, 'row')} ${left === 1 ? 'was' : 'were'} not reached; what is written stays.`
      : '',
    unchanged > 0 && job.kind !== 'export' ? `${counted(unchanged, 'row')} had nothing new.` : '',
    skipped > 0 ? `${counted(skipped, 'row')} ${skipped === 1 ? 'was' : 'were'} skipped, as the import was told.` : '',
    excluded > 0 ? `${counted(excluded, 'row')} ${excluded === 1 ? 'was' : 'were'} left out.` : '',
    gone > 0 && !deletesGone ? `${gone.toLocaleString('en')} that the file does not have stay as they are.` : '',
    countOf(job, 'failed', 'refused') === 0 || job.phase !== 'run' || job.kind === 'export'
      ? ''
      : job.file === undefined
        ? 'What failed stays as it was.'
        : 'What failed can be mended and imported again.',
    countOf(job, 'held') > 0 ? 'Rows that somebody has edited meanwhile are held back and stay as they are.' : '',
  ].filter((sentence) => sentence !== '')
  if (sentences.length > 0) return sentences.join(' ')
  if (job.kind !== 'export') return 'Every row was done.'
  return job.state === 'finished' ? 'The file is kept with the job, for 30 days.' : 'There is no file.'
}
