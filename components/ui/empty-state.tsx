import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'

interface EmptyStateProps {
  title: string
  /** What this is, or why there is nothing, in a sentence or two. */
  children?: ReactNode
  /** One primary next step, others quieter. */
  actions?: ReactNode
  /** A filter that has no hits is a status; a first use is not. */
  announce?: boolean | undefined
  className?: string | undefined
}

/** Nothing here, and what to do about it. */
export function EmptyState({ title, children, actions, announce = false, className }: EmptyStateProps) {
  return (
    <div
      role={announce ? 'status' : undefined}
      className={cn('grid max-w-[68ch] justify-items-start gap-3 py-10', className)}
    >
      <div className="grid gap-1">
        <h2 className="font-semibold text-fg text-lg">{title}</h2>
        {children ? <div className="text-lg text-muted">{children}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  )
}
