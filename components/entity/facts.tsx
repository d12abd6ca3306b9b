import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'

/** What is known of a thing, as names and values; stands at the side of its page. */
export function Facts({ label, children, className }: { label: string; children: ReactNode; className?: string }) {
  return (
    <aside aria-label={label} className={className}>
      <dl className="grid gap-3.5">{children}</dl>
    </aside>
  )
}

/** One fact. What is not known is said quietly by the caller; a fact is never left out. */
export function Fact({ label, children, className }: { label: string; children: ReactNode; className?: string }) {
  return (
    <div className={cn('grid min-w-0 grid-cols-[6rem_minmax(0,1fr)] items-baseline gap-x-2', className)}>
      <dt className="text-muted text-sm">{label}</dt>
      <dd className="min-w-0 text-fg text-sm [overflow-wrap:anywhere]">{children}</dd>
    </div>
  )
}

/** The value of a fact that is not there. */
export const Missing = ({ children }: { children: ReactNode }) => <span className="text-faint">{children}</span>

/** Wide column for prose and tables, side column for facts; one under the other on a narrow window. */
export function DetailColumns({ main, side }: { main: ReactNode; side: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-8 px-page pt-5 pb-10 lg:grid-cols-[minmax(0,1fr)_18.5rem]">
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-8">{main}</div>
      <div className="min-w-0 max-lg:border-line max-lg:border-t max-lg:pt-5 lg:border-line lg:border-s lg:ps-6">
        {side}
      </div>
    </div>
  )
}
