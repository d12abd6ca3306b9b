import type { ReactNode } from 'react'
import { Breadcrumb, type BreadcrumbItem } from '@/components/ui/breadcrumb'
import { cn } from '@/components/ui/cn'

interface PageHeaderProps {
  title: ReactNode
  /** A total, or a few words, right of the title. */
  count?: ReactNode
  /** Badges right of the title. */
  badges?: ReactNode
  breadcrumb?: readonly BreadcrumbItem[] | undefined
  /** Buttons at the right, the main one last. */
  actions?: ReactNode
  /** A line or two under the title. */
  children?: ReactNode
  /** The title of one thing is larger than that of a list. */
  size?: 'page' | 'entity' | undefined
  className?: string | undefined
}

/** Top of a page: way, title, what belongs to it, actions. Its `h1` gets the focus after navigation. */
export function PageHeader({
  title,
  count,
  badges,
  breadcrumb,
  actions,
  children,
  size = 'page',
  className,
}: PageHeaderProps) {
  return (
    <header className={cn('grid gap-1 px-page pt-5 pb-3', className)}>
      {breadcrumb ? <Breadcrumb items={breadcrumb} /> : null}
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="flex min-h-control min-w-0 flex-wrap items-center gap-x-3 gap-y-1 md:flex-1 md:basis-60">
          <h1
            dir="auto"
            className={cn(
              'min-w-0 font-semibold text-fg [overflow-wrap:anywhere]',
              // Leaves room for what stands beside a long name, such as the way to edit it.
              size === 'entity' ? 'not-last:max-w-[calc(100%-2.5rem)] text-2xl' : 'text-xl',
            )}
          >
            {title}
          </h1>
          {count === undefined ? null : <span className="text-base text-faint tabular-nums">{count}</span>}
          {badges}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {children}
    </header>
  )
}
