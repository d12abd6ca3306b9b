'use client'

import { useMutation } from '@tanstack/react-query'
import { CircleAlert, TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { answersIn } from '@/components/import/answers'
import { type Answer, CombinedProblems } from '@/components/import/combined-problems'
import { CreateChartDialog } from '@/components/import/create-chart-dialog'
import { CreateDomainDialog } from '@/components/import/create-domain-dialog'
import { CreateOwnerDialog } from '@/components/import/create-owner-dialog'
import { CreateServiceDialog } from '@/components/import/create-service-dialog'
import { CreateTagDialog } from '@/components/import/create-tag-dialog'
import { importDefinitions } from '@/components/import/definitions'
import { JobError } from '@/components/import/job-error'
import { madeWords } from '@/components/import/made-words'
import { waitsForService } from '@/components/import/missing-names'
import { asItIs, calledNow, canLeaveOut, isNeeded, leftOut, nouns, without } from '@/components/import/problem-answers'
import { ReplaceDialog } from '@/components/import/replace-dialog'
import { deletedCharts, RestoreCharts } from '@/components/import/restore-charts'
import { isFocusLost } from '@/components/import/stage'
import { usePlanAgain } from '@/components/import/use-plan-again'
import type { RunChoice } from '@/components/import/use-run-choice'
import { Button } from '@/components/ui/button'
import { rowsWith } from '@/lib/client/job-plan'
import { untoldOf } from '@/lib/client/plan-again'
import { counted } from '@/lib/model/rules/counted'
import { addUp } from '@/lib/model/rules/made-for-rows'
import type { ImportMapping } from '@/lib/model/wire/import-mapping'
import type { JobProblem, JobSummaryView, JobView } from '@/lib/model/wire/job'

interface JobProblemsProps {
  job: JobView
  summary: JobSummaryView
  /** Of a plan: what of it is left out. */
  choice?: RunChoice | undefined
}

/** Shown at first; a file with a hundred unknown tags should not push the table off the screen. */
const shownAtFirst = 4

/** What stands in the way, by cause, the cause of most rows first. One answer solves all rows of a cause. */
export function JobProblems({ job, summary, choice }: JobProblemsProps) {
  const [isLong, setIsLong] = useState(false)
  const section = useRef<HTMLElement>(null)
  const replan = usePlanAgain(job)
  /** Answered by something that is there now, answer by answer: gone with the next planning that comes through. */
  const [solved, setSolved] = useState<readonly (readonly string[])[]>([])
  const { causes } = summary
  const problems = summary.problems.filter(({ key }) => !solved.flat().includes(key))
  const mapping: ImportMapping = job.file?.mapping ?? {}
  const mayAnswer = job.state === 'planned'
  const given = mayAnswer ? answersIn(mapping) : []
  const made = madeWords(addUp(job.file?.made, untoldOf(job.id)))
  const hasAnswered = useRef(false)
  const entries = [...problems.map(({ key }) => key), ...given.map(({ label }) => label)].join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the button that was pressed goes with its entry
  useEffect(() => {
    if (hasAnswered.current && isFocusLost()) section.current?.focus()
  }, [entries])
  if (summary.problems.length === 0 && given.length === 0 && (made === undefined || !mayAnswer)) return null
  const answer: Answer = (change, creation) => {
    hasAnswered.current = true
    const keys = (creation?.solves ?? []).map(({ key }) => key)
    setSolved((known) => [...known, keys])
    replan.mutateAsync({ change, made: creation?.made }).then(
      () => setSolved((known) => known.slice(known.indexOf(keys) + 1)),
      () => undefined,
    )
  }
  const shown = isLong ? problems : problems.slice(0, shownAtFirst)
  const hidden = problems.length - shown.length
  return (
    <section
      ref={section}
      tabIndex={-1}
      aria-label="Problems"
      className="rounded-xl border border-line focus:outline-none"
    >
      {replan.error === null ? null : (
        <JobError
          title="That could not be done"
          error={replan.error}
          onRetry={() => answer(replan.variables?.change ?? asItIs)}
        />
      )}
      {problems.length === 0 ? null : (
        <ul>
          {mayAnswer ? <CombinedProblems problems={problems} answer={answer} /> : null}
          {shown.map((problem) => (
            <Problem
              key={problem.key}
              job={job}
              problem={problem}
              problems={problems}
              answer={mayAnswer ? answer : undefined}
              choice={choice}
            />
          ))}
          {hidden > 0 || isLong ? (
            <li className="border-line border-t px-4 py-1.5">
              <Button variant="ghost" size="sm" className="-ms-2.5" onClick={() => setIsLong(!isLong)}>
                {isLong ? 'Show fewer' : `Show ${counted(hidden, 'more problem')}`}
              </Button>
              {isLong && causes > problems.length ? (
                <span className="text-faint text-sm">{counted(causes - problems.length, 'more')} in the rows</span>
              ) : null}
            </li>
          ) : null}
        </ul>
      )}
      {given.length === 0 ? null : (
        <ul aria-label="Answers" className="border-line border-t px-4 py-2 text-muted text-sm first:border-t-0">
          {given.map(({ label, without }) => (
            <li key={label} className="flex flex-wrap items-center gap-x-3">
              <span dir="auto" className="min-w-0 [overflow-wrap:anywhere]">
                {label}
              </span>
              <Button variant="link" onClick={() => answer(without)} aria-label={`Undo: ${label}`}>
                Undo
              </Button>
            </li>
          ))}
        </ul>
      )}
      {made === undefined || !mayAnswer ? null : (
        <p role="status" className="border-line border-t px-4 py-2 text-muted text-sm first:border-t-0">
          {made}
        </p>
      )}
    </section>
  )
}

interface ProblemProps {
  job: JobView
  problem: JobProblem
  /** All of them: some wait for others. */
  problems: readonly JobProblem[]
  answer: Answer | undefined
  choice: RunChoice | undefined
}

function Problem({ job, problem, problems, answer, choice }: ProblemProps) {
  const { cause, message, count, rowNumbers } = problem
  const numbers = rowNumbers.map((number) => number.toLocaleString('en')).join(', ')
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-line border-t px-4 py-2.5 first:border-t-0">
      <div className="flex min-w-0 flex-1 basis-80 gap-2">
        {cause.kind === 'spoiled' ? (
          <TriangleAlert aria-hidden strokeWidth={1.75} className="mt-0.5 size-4 shrink-0 text-warning" />
        ) : (
          <CircleAlert aria-hidden strokeWidth={1.75} className="mt-0.5 size-4 shrink-0 text-danger" />
        )}
        <div className="min-w-0 text-sm">
          <p dir="auto" className="text-fg [overflow-wrap:anywhere]">
            {message} <span className="whitespace-nowrap text-muted tabular-nums">· {counted(count, 'row')}</span>
          </p>
          {numbers === '' ? null : (
            <p className="text-faint text-xs tabular-nums">
              {count === 1 ? 'Row' : 'Rows'} {numbers}
              {count > rowNumbers.length ? ' …' : ''}
            </p>
          )}
        </div>
      </div>
      {choice !== undefined && cause.kind === 'spoiled' ? (
        <LeaveRowsOut job={job} problem={problem} choice={choice} />
      ) : null}
      {answer === undefined ? null : <Answers job={job} problem={problem} problems={problems} answer={answer} />}
    </li>
  )
}

/** What may be right, and hardly ever is: its rows are unticked, and can be ticked again below. */
function LeaveRowsOut({ job, problem, choice }: { job: JobView; problem: JobProblem; choice: RunChoice }) {
  const find = useMutation({ mutationFn: () => rowsWith(job.id, problem.key), onSuccess: choice.untickRows })
  return (
    <Button size="sm" pending={find.isPending} onClick={() => find.mutate()}>
      Leave the rows out
    </Button>
  )
}

interface AnswersProps extends Omit<ProblemProps, 'choice'> {
  answer: Answer
}

function Answers({ job, problem, problems, answer }: AnswersProps) {
  const { cause, member, column, count } = problem
  const deleted = deletedCharts([problem])
  const def = importDefinitions[job.collection === 'charts' ? 'charts' : 'dashboards']
  const replace = (type: string, name: string) => (to: string) => answer(calledNow(type, [{ name, to }]))
  const created = async (to: string) => {
    if (cause.kind !== 'missing') return
    answer(calledNow(cause.type, [{ name: cause.key, to }]), { made: { [cause.type]: 1 }, solves: [problem] })
  }
  return (
    <div className="flex flex-wrap gap-2">
      {cause.kind === 'missing' ? (
        <>
          {cause.near === undefined ? null : (
            <Button size="sm" onClick={() => replace(cause.type, cause.key)(cause.near ?? '')}>
              {`Replace with ${cause.near}`}
            </Button>
          )}
          <ReplaceDialog type={cause.type} name={cause.key} count={count} onReplace={replace(cause.type, cause.key)} />
          {cause.type === def.container?.type ? (
            <CreateServiceDialog
              name={cause.key}
              onCreated={async () => answer(asItIs, { made: { service: 1 }, solves: [problem] })}
            />
          ) : null}
          {cause.type === 'tag' ? <CreateTagDialog name={cause.key} onCreated={created} /> : null}
          {deleted.length > 0 ? (
            <RestoreCharts ids={deleted} label="Restore chart" onRestored={() => answer(asItIs)} />
          ) : cause.type === 'chart' ? (
            <CreateChartDialog name={cause.key} waits={waitsForService(cause.key, problems)} onCreated={created} />
          ) : null}
          {cause.type === 'domain' ? <CreateDomainDialog name={cause.key} onCreated={created} /> : null}
          {cause.type === 'user' || cause.type === 'team' ? (
            <CreateOwnerDialog type={cause.type} name={cause.key} onCreated={created} />
          ) : null}
          {canLeaveOut(problem) ? (
            <Button size="sm" onClick={() => answer(leftOut([problem]))}>
              {`Leave the ${nouns[cause.type]} out`}
            </Button>
          ) : null}
        </>
      ) : null}
      {cause.kind === 'separator' ? (
        <Button size="sm" onClick={() => answer(() => ({ separator: '.' }))}>
          Write “.” for “::”
        </Button>
      ) : null}
      {cause.kind === 'duplicate' ? (
        <>
          <Button size="sm" onClick={() => answer(() => ({ duplicates: 'first' }))}>
            Keep the first
          </Button>
          <Button size="sm" onClick={() => answer(() => ({ duplicates: 'last' }))}>
            Keep the last
          </Button>
        </>
      ) : null}
      {column === undefined || member === undefined || isNeeded(member, def.container?.field) ? null : (
        <Button size="sm" onClick={() => answer(without(member))}>
          {`Ignore column ${column}`}
        </Button>
      )}
    </div>
  )
}
