import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'

/** A grey bar with the final size of what will stand there; give it a height and a width. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn('block h-3 animate-pulse rounded-sm bg-active', className)} />
}

/** A region of skeletons: busy for assistive technology and announced as "Loading …". */
export function LoadingRegion({
  label,
  children,
  className,
}: {
  label: string
  children: ReactNode
  className?: string
}) {
  return (
    <div aria-busy="true" className={className}>
      <span role="status" className="sr-only">
        {label}
      </span>
      {children}
    </div>
  )
}
