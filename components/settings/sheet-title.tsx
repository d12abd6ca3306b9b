import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { Link } from '@/components/ui/link'

interface SheetTitleProps {
  children: ReactNode
  /** Left out where there is no sheet for whoever looks. */
  onOpen: (() => void) | undefined
  /** Its page, for those. */
  href?: string | undefined
  className?: string | undefined
}

/** What a row of a list is called; it opens the sheet of it. */
export function SheetTitle({ children, onOpen, href, className }: SheetTitleProps) {
  const classes = cn('truncate font-medium text-base text-fg', className)
  if (onOpen === undefined && href !== undefined)
    return (
      <Link
        href={href}
        prefetch={false}
        dir="auto"
        className={cn('block w-fit max-w-full rounded-sm hover:underline focus-visible:outline-offset-0', classes)}
      >
        {children}
      </Link>
    )
  if (onOpen === undefined)
    return (
      <span dir="auto" className={cn('block', classes)}>
        {children}
      </span>
    )
  return (
    <button
      type="button"
      dir="auto"
      aria-haspopup="dialog"
      onClick={onOpen}
      className={cn('block max-w-full rounded-sm text-start hover:underline focus-visible:outline-offset-0', classes)}
    >
      {children}
    </button>
  )
}
