'use client'

import { useQuery } from '@tanstack/react-query'
import { Loader } from 'lucide-react'
import { useEffect, useState } from 'react'
import { buttonVariants } from '@/components/ui/button-variants'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'
import { Popover } from '@/components/ui/popover'
import { ProgressBar } from '@/components/ui/progress-bar'
import { doneOf, hasEnded, isMoving, jobHref, jobQueries } from '@/lib/client/jobs'
import type { JobView } from '@/lib/model/wire/job'

const prefixes: Readonly<Partial<Record<JobView['kind'], string>>> = { undo: 'Undo of ', export: 'Export of ' }

/** Jobs of the person who has signed in that are under way, and those that have ended since this page was opened. */
export function JobsTray({ compact = false }: { compact?: boolean | undefined }) {
  const { data } = useQuery(jobQueries.recent)
  const jobs = data?.data ?? []
  const moving = jobs.filter(isMoving)
  const [seen, setSeen] = useState<readonly string[]>([])
  const fresh = moving.map(({ id }) => id).filter((id) => !seen.includes(id))
  useEffect(() => {
    if (fresh.length > 0) setSeen((before) => [...before, ...fresh])
  }, [fresh])
  const shown = jobs.filter((job) => isMoving(job) || job.state === 'paused' || seen.includes(job.id))
  if (shown.length === 0) return null
  const label = moving.length > 0 ? `Jobs, ${moving.length} running` : 'Jobs'
  return (
    <Popover
      label="Jobs"
      className="w-80"
      trigger={
        <button
          type="button"
          aria-label={label}
          className={cn(
            buttonVariants({ variant: 'ghost' }),
            'justify-start gap-2.5 px-2 text-sm',
            compact ? 'w-control justify-center px-0' : 'w-full max-xl:justify-center max-xl:px-0',
          )}
        >
          <Loader
            aria-hidden
            strokeWidth={1.75}
            className={cn('size-4 shrink-0', moving.length > 0 && 'motion-safe:animate-spin')}
          />
          {compact ? null : <span className="max-xl:sr-only">{label}</span>}
        </button>
      }
    >
      {(close) => (
        <ul className="grid gap-3">
          {shown.map((job) => (
            <li key={job.id} className="grid gap-1 text-sm">
              <Link
                href={jobHref(job.id)}
                onClick={close}
                dir="auto"
                className="truncate rounded-sm font-medium text-fg hover:underline"
              >
                {`${prefixes[job.kind] ?? ''}${job.title}`}
              </Link>
              <Progress job={job} />
            </li>
          ))}
        </ul>
      )}
    </Popover>
  )
}

function Progress({ job }: { job: JobView }) {
  if (hasEnded(job) || job.state === 'planned')
    return <p className="text-muted">{job.state === 'planned' ? 'Ready to run' : `${capital(job.state)}`}</p>
  const { done, total } = doneOf(job)
  const text = `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`
  return (
    <>
      <ProgressBar label={`Progress of ${job.title}`} value={done} max={total} valueText={text} />
      <p className="text-muted text-xs tabular-nums">
        {`${text}${job.state === 'paused' ? ', paused' : job.phase === 'plan' ? ' looked at' : ' done'}`}
      </p>
    </>
  )
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
