import { X } from 'lucide-react'
import { Link } from '@/components/ui/link'
import { jobHref } from '@/lib/client/jobs'
import { listHref, type PagedType } from '@/lib/client/links'

interface WrittenByProps {
  type: PagedType
  /** Undefined where it is somebody else's, or kept no more. */
  job: { readonly id: string; readonly kind: string; readonly title: string } | undefined
}

/** The job that a list is of, with the way back to it and to the whole list. */
export function WrittenBy({ type, job }: WrittenByProps) {
  return (
    <p className="flex min-w-0 flex-wrap items-center gap-2 text-sm">
      <span className="inline-flex min-w-0 max-w-full items-center gap-1 rounded-full border border-line bg-subtle ps-3 pe-1">
        {job === undefined ? (
          <span className="py-1 text-muted">Written by a job that is somebody else’s, or kept no more</span>
        ) : (
          <Link
            href={jobHref(job.id)}
            className="min-w-0 truncate rounded-sm py-1 text-accent-text underline-offset-4 hover:underline"
          >
            {`Written by ${job.kind === 'undo' ? 'the undo of ' : ''}${job.title}`}
          </Link>
        )}
        <Link
          href={listHref(type)}
          aria-label="Show all, whoever has written it"
          className="rounded-full p-1 text-muted hover:bg-hover hover:text-fg"
        >
          <X aria-hidden strokeWidth={1.75} className="size-3.5" />
        </Link>
      </span>
    </p>
  )
}
